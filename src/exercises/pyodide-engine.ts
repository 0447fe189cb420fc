import type { Engine, EngineHost, RunRequest, RunResult } from './engine.ts'
import { pythonHarness } from './python-harness.ts'
import { createReplayed } from './replay.ts'

/** What is used of a loaded Pyodide: the same in a worker and in Node. */
export interface Pyodide {
  readonly runPython: (code: string) => unknown
  readonly registerJsModule: (name: string, module: object) => void
  readonly setInterruptBuffer: (buffer: never) => void
}

/** Told to Python by the buffer of interrupts: nothing, SIGINT, and the signal of the tick. */
const [QUIET, INTERRUPT, TICK] = [0, 2, 10] as const
/** Milliseconds between two ticks, and between two interrupts for a program that caught the first. */
const [TICK_TIME, AGAIN] = [100, 250] as const

/**
 * Time and stops for a program in the same thread. Pyodide asks a "buffer" every few bytecodes whether there is a signal; ours has a getter
 * that looks at the clock, so no second thread and no shared memory is needed.
 */
function createClock({ now, isStopped }: EngineHost) {
  const clock = { limit: Infinity, deadline: Infinity, tick: 0, state: '' as '' | 'limit' | 'stopped' }
  const buffer = {
    get 0(): number {
      const time = now()
      if (clock.deadline === Infinity) return QUIET
      if (isStopped()) clock.state = 'stopped'
      if (time > clock.deadline || (clock.state === 'stopped' && time > clock.tick + AGAIN)) {
        clock.state ||= 'limit'
        clock.tick = time
        clock.deadline = Math.max(clock.deadline, time) + AGAIN
        return INTERRUPT
      }
      if (time < clock.tick + TICK_TIME) return QUIET
      clock.tick = time
      return TICK
    },
    // Pyodide writes 0 at every look, and not just when it has seen a signal.
    set 0(_: number) {},
    length: 1,
  }
  const begin = (seconds: number): void => {
    clock.state = ''
    clock.limit = seconds * 1000
    clock.tick = now()
    clock.deadline = clock.tick + clock.limit
  }
  /** Stops the clock; gives what ended the program, if that was the clock or the reader. */
  const end = (): string => {
    clock.deadline = Infinity
    return isStopped() ? 'stopped' : clock.state
  }
  const waiting = { from: 0, deadline: Infinity }
  /** Is quiet while Python waits for a promise: what runs then is its event loop, which must not be interrupted. */
  const pause = (): void => {
    Object.assign(waiting, { from: now(), deadline: clock.deadline })
    clock.deadline = Infinity
  }
  /** Goes on. Time that a reader took, `isFree`, is not the program's. Gives whether the program has to end now. */
  const resume = (isFree: boolean): boolean => {
    clock.deadline = isFree ? waiting.deadline + now() - waiting.from : waiting.deadline
    if (now() > clock.deadline) clock.state ||= 'limit'
    return isStopped() || clock.state !== ''
  }
  const late = (): void => {
    clock.state = 'limit'
  }
  return { buffer, begin, end, pause, resume, late }
}

/** Bytes as JSON can hold them. */
const inJson = (content: string | Uint8Array): string | { readonly base64: string } =>
  typeof content === 'string'
    ? content
    : { base64: btoa(Array.from(content, (byte) => String.fromCharCode(byte)).join('')) }

/**
 * Python in a loaded Pyodide. Where the browser lets Python wait for promises, `input()` waits for the reader; elsewhere the program is run
 * again from its beginning with one line more, and only what is new is shown.
 */
export function createPyodideEngine(pyodide: Pyodide, host: EngineHost): Engine {
  const clock = createClock(host)
  const replayed = createReplayed(host.show)
  pyodide.registerJsModule('_lectern', {
    show: replayed.show,
    ask: host.ask,
    turn: host.turn,
    sleep: (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
    pause: clock.pause,
    resume: clock.resume,
    is_stopped: host.isStopped,
    begin(seconds: number) {
      host.beat()
      clock.begin(seconds)
    },
    end: clock.end,
    late: clock.late,
  })
  pyodide.setInterruptBuffer(clock.buffer as never)
  // The value of the last line is the function.
  const call = pyodide.runPython(`${pythonHarness}\nlectern_run`) as (request: string) => Promise<string>
  const run = async (request: RunRequest): Promise<RunResult> => {
    const lines = [...(request.lines ?? [])]
    const entries = Object.entries(request.files ?? {}).map(([name, content]) => [name, inJson(content)])
    const files: unknown = Object.fromEntries(entries)
    replayed.begin()
    for (;;) {
      const result = JSON.parse(await call(JSON.stringify({ ...request, lines, files }))) as RunResult
      if (result.state !== 'ask' || request.ask !== true) return result
      const line = await host.ask(result.prompt ?? '')
      if (host.isStopped()) return { ...result, state: 'stopped' }
      if (line === undefined) request = { ...request, ask: false }
      else lines.push(line)
      replayed.again()
    }
  }
  return { run }
}
