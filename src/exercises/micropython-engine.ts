import type { CheckResult, Engine, EngineHost, RunError, RunRequest, RunResult } from './engine.ts'
import { micropythonHarness } from './micropython-harness.ts'
import { createDeadline, createPrinted, type Printed } from './printed.ts'
import { type AttemptContext, type AttemptOutcome, runByReplay } from './replay.ts'

/** What is used of `@micropython/micropython-webassembly-pyscript`: the same in a worker and in Node. */
export interface MicroPythonModule {
  readonly loadMicroPython: (options: MicroPythonOptions) => Promise<MicroPython>
}

interface MicroPythonOptions {
  /** Of the file with the WebAssembly. */
  readonly url: string
  readonly heapsize: number
  readonly linebuffer: false
  readonly stdout: (bytes: Uint8Array) => void
  readonly stderr: (bytes: Uint8Array) => void
}

interface MicroPython {
  readonly runPython: (code: string) => unknown
  readonly registerJsModule: (name: string, module: object) => void
  readonly globals: { readonly get: (name: string) => unknown; readonly set: (name: string, value: unknown) => void }
  readonly FS: {
    readonly mkdirTree: (path: string) => void
    readonly chdir: (path: string) => void
    readonly writeFile: (path: string, content: string | Uint8Array) => void
  }
  readonly _module: { readonly _mp_sched_keyboard_interrupt: () => void }
}

/** Bytes for objects at first; there can be more. */
const HEAP = 4 * 2 ** 20
const [NAME, SETUP, CHECK, FOLDER] = ['exercise.py', 'setup.py', 'check.py', '/exercise'] as const
const LINE_FEED = 10

/** Why a program was ended from outside. */
type Why = '' | 'limit' | 'stopped' | 'ask' | 'run'

/**
 * MicroPython: each attempt has an interpreter of its own, which costs some milliseconds. One that neither prints nor asks cannot be ended from
 * inside: whoever runs it has to end its thread.
 */
export function createMicroPythonEngine({ loadMicroPython }: MicroPythonModule, url: string, host: EngineHost): Engine {
  const attempt = async (request: RunRequest, { show, runs }: AttemptContext): Promise<AttemptOutcome> => {
    const clock = createDeadline(host.now, host.beat)
    const nothing = createPrinted(() => undefined)
    const program = createPrinted(show)
    const now: { printed: Printed; isQuiet: boolean; why: Why; prompt: string; lines: readonly string[] } = {
      printed: nothing,
      isQuiet: true,
      why: '',
      prompt: '',
      lines: [],
    }
    const waiting = [...(request.lines ?? [])]
    const look = (): void => {
      if (now.why === '' && clock.isOver()) now.why = 'limit'
      if (now.why === '' && host.isStopped()) now.why = 'stopped'
      if (now.why !== '') machine._module._mp_sched_keyboard_interrupt()
    }
    const streamOf = (kind: 'out' | 'err') => {
      const bytes: number[] = []
      const flush = (): void => {
        const text = new TextDecoder().decode(Uint8Array.from(bytes.splice(0)))
        if (now.why === '' && text !== '') now.printed.print(kind, text)
        look()
      }
      const write = (more: Uint8Array): void => {
        bytes.push(...more)
        if (more.at(-1) === LINE_FEED) flush()
      }
      return { flush, write }
    }
    const [out, err] = [streamOf('out'), streamOf('err')]
    const flush = (): void => {
      out.flush()
      err.flush()
    }
    const machine = await withoutRegistry(() =>
      loadMicroPython({ url, heapsize: HEAP, linebuffer: false, stdout: out.write, stderr: err.write }),
    )
    // Programs have no business with the page, or with the process that verifies them.
    for (const name of ['js', 'jsffi']) machine.registerJsModule(name, {})
    machine.registerJsModule('_lectern', {
      line(prompt: string) {
        flush()
        if (now.why !== '') return '"ask"'
        if (!now.isQuiet && prompt !== '') show('prompt', prompt)
        const line = waiting.shift()
        if (line === undefined) {
          if (!request.ask) return '[]'
          Object.assign(now, { why: 'ask', prompt })
          return '"ask"'
        }
        if (!now.isQuiet) show('answer', `${line}\n`)
        return JSON.stringify([line])
      },
      run(json: string) {
        const lines: unknown = JSON.parse(json)
        if (!Array.isArray(lines) || now.why !== '') return '[]'
        // As it is written here, whatever blanks the other side writes.
        const key = JSON.stringify(lines.map(String))
        const output = runs.get(key)
        if (output !== undefined) return JSON.stringify([output])
        if (runs.has(key)) now.why = 'limit'
        else Object.assign(now, { why: 'run', lines: lines.map(String) })
        return '[]'
      },
    })
    machine.FS.mkdirTree(FOLDER)
    machine.FS.chdir(FOLDER)
    for (const [name, content] of Object.entries(request.files ?? {})) {
      const path = `${FOLDER}/${name}`
      machine.FS.mkdirTree(path.replace(/\/[^/]*$/, ''))
      machine.FS.writeFile(path, content)
    }
    machine.runPython(micropythonHarness)
    /** Runs a part by a function of the harness; gives what ended it. */
    const part = (name: string, call: string, ...values: readonly (string | null)[]): RunError | undefined => {
      clock.begin(request.limit)
      for (const [i, value] of values.entries()) machine.globals.set(`_value_${i}`, value)
      const list = values.map((_, i) => `_value_${i}`).join(', ')
      let told: unknown = 'null'
      try {
        machine.runPython(`_told_last = ${call}(${list})`)
        told = machine.globals.get('_told_last')
      } catch (error) {
        // An interrupt between two lines of the harness.
        if (now.why === '') throw error
      }
      flush()
      return now.why === '' ? runErrorOf(String(told), name) : undefined
    }
    const { setup, code, check } = request
    if (setup !== undefined) {
      const error = part(SETUP, '_part', setup, SETUP)
      if (error) return { state: 'setup', output: '', isCut: false, error }
    }
    Object.assign(now, { printed: program, isQuiet: false })
    const error = part(NAME, '_part', code, NAME)
    Object.assign(now, { printed: nothing, isQuiet: true })
    const result: RunResult = {
      state: now.why === 'limit' || now.why === 'stopped' || now.why === 'ask' ? now.why : 'done',
      output: program.output(error?.message),
      isCut: program.isCut(),
      ...(now.why === 'ask' && { prompt: now.prompt }),
      ...(error && { error }),
    }
    if (check === undefined || result.state !== 'done') return result
    const told = error ? `${error.type}: ${error.message}` : null
    const failed = part(CHECK, '_check', check, result.output, code, told)
    if (now.why === 'run') return { state: 'run', lines: now.lines }
    return { ...result, check: now.why === '' ? checkResultOf(failed, check) : { passed: false, isLate: true } }
  }
  return { run: (request) => runByReplay(request, host, attempt) }
}

/**
 * Loads without finalizers: those of an interpreter that is gone would free objects of the one that is there, since what they call is the
 * newest one.
 */
async function withoutRegistry<Value>(load: () => Promise<Value>): Promise<Value> {
  const { FinalizationRegistry: own } = globalThis
  globalThis.FinalizationRegistry = class {
    register(): void {}
    unregister(): boolean {
      return false
    }
    readonly [Symbol.toStringTag] = 'FinalizationRegistry'
  }
  try {
    return await load()
  } finally {
    globalThis.FinalizationRegistry = own
  }
}

/** What ended a part, as the harness tells it. */
function runErrorOf(json: string, name: string): RunError | undefined {
  const told: unknown = JSON.parse(json)
  if (typeof told !== 'object' || told === null) return undefined
  const { type, message, trace } = { type: 'Error', message: '', trace: '', ...told }
  const isOwn = (line: string): boolean => line.startsWith(`  File "${name}"`)
  const lines = trace.trimEnd().split('\n')
  const frames = lines.filter(isOwn)
  const shown = frames.length > 12 ? [...frames.slice(0, 6), '  …', ...frames.slice(-4)] : frames
  const line = Number(/line (\d+)/.exec(frames.at(-1) ?? '')?.[1])
  const head = frames.length > 0 ? ['Traceback (most recent call last):', ...shown] : []
  return {
    type,
    message,
    ...(line > 0 && { line }),
    text: [...head, message === '' ? type : `${type}: ${message}`].join('\n'),
  }
}

/** What a check found that ended so. */
function checkResultOf(failed: RunError | undefined, check: string): CheckResult {
  if (!failed) return { passed: true }
  const { type, message, line } = failed
  return {
    passed: false,
    ...(line !== undefined && { line, source: (check.split('\n')[line - 1] ?? '').trim() }),
    ...(type !== 'AssertionError' ? { error: failed } : message !== '' && { message }),
  }
}
