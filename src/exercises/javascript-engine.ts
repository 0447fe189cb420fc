import type { CheckResult, Engine, EngineHost, RunError, RunRequest, RunResult } from './engine.ts'
import { javascriptHarness } from './javascript-harness.ts'
import { createDeadline, createPrinted, type Deadline, type Printed } from './printed.ts'
import { type AttemptContext, type AttemptOutcome, runByReplay } from './replay.ts'

/** What is used of `quickjs-wasi`: the same in a worker and in Node. */
export interface QuickJsModule {
  readonly QuickJS: { readonly create: (options: QuickJsOptions) => Promise<QuickJs> }
}

interface QuickJsOptions {
  readonly wasm: WebAssembly.Module
  readonly memoryLimit: number
  readonly maxStackSize: number
  readonly interruptHandler: () => boolean
  readonly onUnhandledRejection: (promise: QuickJsValue, reason: QuickJsValue, isHandled: boolean) => void
}

interface QuickJs {
  readonly undefined: QuickJsValue
  readonly true: QuickJsValue
  readonly false: QuickJsValue
  readonly evalCode: (code: string, name: string, flags?: number) => QuickJsValue
  readonly callFunction: (of: QuickJsValue, on: QuickJsValue, ...values: QuickJsValue[]) => QuickJsValue
  readonly executePendingJobs: () => number
  readonly newString: (text: string) => QuickJsValue
  readonly newNumber: (value: number) => QuickJsValue
  readonly newObject: () => QuickJsValue
  readonly newFunction: (name: string, call: (...values: QuickJsValue[]) => QuickJsValue) => QuickJsValue
  readonly dump: (value: QuickJsValue) => unknown
  readonly dispose: () => void
}

interface QuickJsValue {
  readonly getProp: (name: string) => QuickJsValue
  readonly setProp: (name: string, value: QuickJsValue) => void
  readonly toString: () => string
}

/** Bytes that a program may take, and bytes that its calls may: deeper ones would meet the end of the browser's own stack. */
const [MOST_MEMORY, MOST_STACK] = [128 * 2 ** 20, 128 * 1024] as const
/** The flag of `evalCode` that lets a program wait with `await` outside of functions. */
const ASYNC = 128
const [NAME, SETUP, CHECK] = ['exercise.js', 'setup.js', 'check.js'] as const
/** Milliseconds between two looks at whether a program that waits has to stop. */
const PATIENCE = 50

/** Why a program was ended from outside. */
type Why = '' | 'limit' | 'stopped' | 'ask' | 'run'

interface AttemptState {
  why: Why
  /** What the program asks, and the lines for which its check wants to have it run. */
  prompt: string
  lines: readonly string[]
  /** Code that is not ours runs. */
  isRunning: boolean
  harness?: QuickJsValue
}

/** Ends a program from a function that it called. One that catches this goes on, unseen, until it is interrupted. */
function endProgram(state: AttemptState, why: Why): never {
  state.why = why
  throw new Error(why)
}

/** JavaScript in QuickJS: each attempt has a virtual machine of its own, which costs some milliseconds. */
export function createJavaScriptEngine({ QuickJS }: QuickJsModule, wasm: WebAssembly.Module, host: EngineHost): Engine {
  const attempt = async (request: RunRequest, context: AttemptContext): Promise<AttemptOutcome> => {
    const clock = createDeadline(host.now, host.beat)
    const state: AttemptState = { why: '', prompt: '', lines: [], isRunning: false }
    const machine = await QuickJS.create({
      wasm,
      memoryLimit: MOST_MEMORY,
      maxStackSize: MOST_STACK,
      interruptHandler() {
        if (!state.isRunning) return false
        if (state.why === '' && host.isStopped()) state.why = 'stopped'
        if (state.why === '' && clock.isOver()) state.why = 'limit'
        return state.why !== ''
      },
      onUnhandledRejection(promise, reason, isHandled) {
        const { harness } = state
        if (harness && state.why === '')
          machine.callFunction(
            harness.getProp('noteRejection'),
            machine.undefined,
            promise,
            reason,
            isHandled ? machine.true : machine.false,
          )
      },
    })
    try {
      return await runIn(machine, clock, state, request, context)
    } finally {
      machine.dispose()
    }
  }

  const runIn = async (
    machine: QuickJs,
    clock: Deadline,
    state: AttemptState,
    request: RunRequest,
    { show, runs }: AttemptContext,
  ): Promise<AttemptOutcome> => {
    const nothing = createPrinted(() => undefined)
    const program = createPrinted(show)
    const now: { printed: Printed; isQuiet: boolean } = { printed: nothing, isQuiet: true }
    const waiting = [...(request.lines ?? [])]
    const given = machine.newObject()
    const give = (name: string, call: (...texts: string[]) => QuickJsValue): void =>
      given.setProp(
        name,
        machine.newFunction(name, (...values) => call(...values.map((value) => value.toString()))),
      )
    give('print', (kind = '', text = '') => {
      if (state.why === '') now.printed.print(kind === 'err' ? 'err' : 'out', text)
      return machine.undefined
    })
    give('now', () => machine.newNumber(host.now()))
    give('line', (prompt = '') => {
      if (state.why !== '') return machine.undefined
      if (!now.isQuiet && prompt !== '') show('prompt', `${prompt} `)
      const line = waiting.shift()
      if (line === undefined) {
        if (!request.ask) return machine.undefined
        state.prompt = prompt
        endProgram(state, 'ask')
      }
      if (!now.isQuiet) show('answer', `${line}\n`)
      return machine.newString(line)
    })
    give('run', (json = '[]') => {
      const output = runs.get(json)
      if (output !== undefined) return machine.newString(output)
      if (runs.has(json)) endProgram(state, 'limit')
      const lines: unknown = JSON.parse(json)
      state.lines = Array.isArray(lines) ? lines.map(String) : []
      endProgram(state, 'run')
    })
    const harness = machine.callFunction(machine.evalCode(javascriptHarness, ''), machine.undefined, given)
    state.harness = harness
    const call = (name: string, ...values: QuickJsValue[]): unknown =>
      machine.dump(machine.callFunction(harness.getProp(name), machine.undefined, ...values))

    /** Lets promises and timers do what they have to, until `isDone`. */
    const settle = async (isDone: () => boolean): Promise<void> => {
      for (;;) {
        machine.executePendingJobs()
        call('throwRejection')
        if (isDone()) return
        const time = Number(call('timer'))
        if (time < 0) return
        for (let left = time; left > 0; left = Number(call('timer'))) {
          if (clock.left() < 0) state.why = 'limit'
          if (host.isStopped()) state.why = 'stopped'
          if (state.why !== '') return
          await new Promise((resolve) => setTimeout(resolve, Math.min(left, PATIENCE, clock.left() + 1)))
        }
        call('runTimer')
      }
    }
    /** Runs a part; gives what it threw. */
    const part = async (run: () => void, name: string, isDone = () => false): Promise<RunError | undefined> => {
      clock.begin(request.limit)
      state.isRunning = true
      try {
        run()
        await settle(isDone)
      } catch (error) {
        if (state.why === '') return runErrorOf(error, name)
      } finally {
        state.isRunning = false
      }
      return undefined
    }

    const { setup, code, check } = request
    if (setup !== undefined) {
      const error = await part(() => machine.evalCode(setup, SETUP, ASYNC), SETUP)
      if (error) return { state: 'setup', output: '', isCut: false, error }
    }
    Object.assign(now, { printed: program, isQuiet: false })
    const error = await part(() => machine.evalCode(code, NAME, ASYNC), NAME)
    Object.assign(now, { printed: nothing, isQuiet: true })
    const result: RunResult = {
      state: 'done',
      output: program.output(error?.message),
      isCut: program.isCut(),
      ...(error && { error }),
    }
    if (state.why === 'ask') return { ...result, state: 'ask', prompt: state.prompt }
    if (state.why === 'limit' || state.why === 'stopped') return { ...result, state: state.why }

    const checked = async (source: string): Promise<CheckResult> => {
      // Its names stand before those of the program, and nothing stands before its first line.
      const run = (): void => {
        const made = machine.evalCode(`(async function (assert, output, code, error, run) {${source}\n})`, CHECK)
        const told = error ? machine.newString(`${error.type}: ${error.message}`) : machine.undefined
        call('check', made, machine.newString(result.output), machine.newString(code), told)
      }
      const failed = await part(run, CHECK, () => call('checked') === true)
      if (state.why !== '') return { passed: false, isLate: true }
      if (!failed) return { passed: true }
      const { type, message, line } = failed
      return {
        passed: false,
        ...(line !== undefined && { line, source: (source.split('\n')[line - 1] ?? '').trim() }),
        ...(type !== 'AssertionError' ? { error: failed } : message !== '' && { message }),
      }
    }
    const withCheck = check === undefined ? result : { ...result, check: await checked(check) }
    if (state.why === 'run') return { state: 'run', lines: state.lines }
    return withCheck
  }

  return { run: (request) => runByReplay(request, host, attempt) }
}

/** A frame of a stack: `    at double (exercise.js:2:12)`, or without a name. */
const FRAME = /^ *at (?:(.+?) \()?([\w.]+):(\d+):(\d+)\)?$/

/** What a program threw, with its own frames only. */
function runErrorOf(thrown: unknown, name: string): RunError {
  const { name: type, message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown))
  const frames = (stack ?? '')
    .split('\n')
    .map((line) => FRAME.exec(line))
    .filter((frame) => frame?.[2] === name)
  const shown = frames.map((frame) => {
    const [, of, file, line, column] = frame ?? []
    const at = `${file}:${line}:${column}`
    return of === undefined || of === '<eval>' ? `    at ${at}` : `    at ${of} (${at})`
  })
  const kept = shown.length > 12 ? [...shown.slice(0, 6), '    …', ...shown.slice(-4)] : shown
  const line = Number(frames[0]?.[3])
  return {
    type: type || 'Error',
    message,
    ...(line > 0 && { line }),
    text: [message === '' ? type : `${type}: ${message}`, ...kept].join('\n'),
  }
}
