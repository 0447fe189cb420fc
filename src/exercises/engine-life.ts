import type { RunRequest, RunResult } from './engine.ts'
import type { ExerciseChecks } from './exercise-checks.ts'
import type { FromWorker, LoadFault, ToWorker } from './messages.ts'
import type { Verdict } from './verdict.ts'

/** A run that an exercise wants. */
export interface Job {
  /** Id of the exercise. */
  readonly id: string
  readonly request: RunRequest
  /** What it is judged by. */
  readonly checks: ExerciseChecks
}

/**
 * The life of an engine in its worker, as the page sees it:
 *
 *     none ─run─▶ loading ─ready─▶ idle ─run─▶ running ◀─answer── asking
 *      ▲             │               ▲            │  └────ask────────▲
 *      └─stop,failed─┘               └───done─────┤
 *                                    └───done── stopping ◀─stop── running, asking
 *
 * A worker that does not end in time is terminated, and another is loaded at once: what it had loaded is kept by the page.
 */
export type EngineState =
  | { readonly at: 'none' }
  /** `job` waits for the engine; `again`: what it is made of is there already. */
  | { readonly at: 'loading'; readonly job?: Job | undefined; readonly bytes: number; readonly again: boolean }
  | { readonly at: 'idle'; readonly hears: boolean }
  | { readonly at: 'running' | 'asking'; readonly job: Job; readonly hears: boolean }
  /** `next` is run when it has stopped. */
  | { readonly at: 'stopping'; readonly job: Job; readonly next?: Job | undefined; readonly hears: boolean }

export type EngineEvent =
  | { readonly type: 'run'; readonly job: Job }
  | { readonly type: 'stop' }
  | { readonly type: 'answer'; readonly line: string | undefined }
  /** Loads the engine, before it is wanted. */
  | { readonly type: 'prepare' }
  /** The time that was asked for with `wait` is over. */
  | { readonly type: 'timeout' }
  /** The reader leaves the page. */
  | { readonly type: 'leave' }
  | Exclude<FromWorker, { readonly type: 'shown' }>

/** How a run ended. */
export type Ending =
  | { readonly how: 'done'; readonly result: RunResult; readonly verdict: Verdict }
  /** `limit`: it did not even stop when its time was up. `crashed`: it took the engine with it. */
  | { readonly how: 'stopped' | 'limit' | 'crashed' }
  | { readonly how: 'failed'; readonly fault: LoadFault; readonly message: string }

export type EngineEffect =
  | { readonly do: 'start' }
  | { readonly do: 'terminate' }
  | { readonly do: 'post'; readonly message: Exclude<ToWorker, { readonly type: 'start' }> }
  /** Sends `timeout` after so many milliseconds, unless something else is waited for; 0 waits for nothing. */
  | { readonly do: 'wait'; readonly time: number }
  | { readonly do: 'end'; readonly job: Job; readonly ending: Ending }

export interface Step {
  readonly state: EngineState
  readonly effects: readonly EngineEffect[]
}

/** Milliseconds that a program has to end after its time is up, or after Stop. */
const GRACE = 1000

const NONE: EngineState = { at: 'none' }
const step = (state: EngineState, ...effects: EngineEffect[]): Step => ({ state, effects })
const end = (job: Job, ending: Ending): EngineEffect => ({ do: 'end', job, ending })
const wait = (time: number): EngineEffect => ({ do: 'wait', time })
/** The next beat, or the end, has to come in this time. */
const watch = ({ request }: Job): EngineEffect => wait(request.limit * 1000 + GRACE)

const start = (job?: Job, again = false): Step => step({ at: 'loading', job, bytes: 0, again }, { do: 'start' })
const run = (job: Job, hears: boolean): Step =>
  step(
    { at: 'running', job, hears },
    { do: 'post', message: { type: 'run', request: job.request, checks: job.checks } },
    watch(job),
  )

/** Ends a worker that does not end by itself, and starts another. */
function replace(job: Job, how: 'stopped' | 'limit' | 'crashed', next?: Job): Step {
  const { state, effects } = start(next, true)
  return step(state, wait(0), { do: 'terminate' }, end(job, { how }), ...effects)
}

/** Asks a program to stop. One that cannot hear is terminated, unless it waits for the reader. */
function stop(state: EngineState & { readonly job: Job; readonly hears: boolean }, next?: Job): Step {
  if (!state.hears && state.at === 'running') return replace(state.job, 'stopped', next)
  const { job, hears } = state
  return step({ at: 'stopping', job, hears, next }, { do: 'post', message: { type: 'stop' } }, wait(GRACE))
}

/** What follows from an event. Events that cannot be meant, such as an answer when nothing was asked, change nothing. */
export function nextStep(state: EngineState, event: EngineEvent): Step {
  switch (state.at) {
    case 'none':
      if (event.type === 'run') return start(event.job)
      if (event.type === 'prepare') return start()
      return step(state)
    case 'loading':
      return whileLoading(state, event)
    case 'idle':
      if (event.type === 'run') return run(event.job, state.hears)
      if (event.type === 'crashed') return step(NONE, { do: 'terminate' })
      return step(state)
    case 'running':
    case 'asking':
      return whileRunning(state, event)
    case 'stopping':
      return whileStopping(state, event)
  }
}

function whileLoading(state: EngineState & { readonly at: 'loading' }, event: EngineEvent): Step {
  const { job } = state
  switch (event.type) {
    case 'run': {
      const others = job ? [end(job, { how: 'stopped' })] : []
      return step({ ...state, job: event.job }, ...others)
    }
    case 'loading':
      return step({ ...state, bytes: event.bytes })
    case 'ready':
      return job ? run(job, event.hears) : step({ at: 'idle', hears: event.hears })
    case 'stop':
    case 'leave': {
      const ended = job ? [end(job, { how: 'stopped' })] : []
      if (state.again && event.type === 'stop') return step({ ...state, job: undefined }, ...ended)
      return step(NONE, { do: 'terminate' }, ...ended)
    }
    case 'failed':
      return step(
        NONE,
        { do: 'terminate' },
        ...(job ? [end(job, { how: 'failed', fault: event.fault, message: event.message })] : []),
      )
    case 'crashed':
      return step(
        NONE,
        { do: 'terminate' },
        ...(job ? [end(job, { how: 'failed', fault: 'other', message: event.message })] : []),
      )
    default:
      return step(state)
  }
}

function whileRunning(state: EngineState & { readonly at: 'running' | 'asking' }, event: EngineEvent): Step {
  const { job, hears } = state
  switch (event.type) {
    case 'run':
      return stop(state, event.job)
    case 'stop':
      return stop(state)
    case 'beat':
      return step({ ...state, at: 'running' }, watch(job))
    case 'ask':
      return step({ ...state, at: 'asking' }, wait(0))
    case 'answer':
      if (state.at === 'running') return step(state)
      return step({ ...state, at: 'running' }, { do: 'post', message: { type: 'line', line: event.line } }, watch(job))
    case 'done':
      return step(
        { at: 'idle', hears },
        wait(0),
        end(job, { how: 'done', result: event.result, verdict: event.verdict }),
      )
    case 'timeout':
      return replace(job, 'limit')
    case 'crashed':
      return replace(job, 'crashed')
    case 'leave':
      return step(NONE, wait(0), { do: 'terminate' }, end(job, { how: 'stopped' }))
    default:
      return step(state)
  }
}

function whileStopping(state: EngineState & { readonly at: 'stopping' }, event: EngineEvent): Step {
  const { job, next, hears } = state
  switch (event.type) {
    case 'run':
      return step({ ...state, next: event.job }, ...(next ? [end(next, { how: 'stopped' })] : []))
    case 'stop':
      return step({ ...state, next: undefined }, ...(next ? [end(next, { how: 'stopped' })] : []))
    case 'done': {
      const ended = end(job, { how: 'stopped' })
      if (!next) return step({ at: 'idle', hears }, wait(0), ended)
      const { state: running, effects } = run(next, hears)
      return step(running, ended, ...effects)
    }
    case 'timeout':
    case 'crashed':
      return replace(job, 'stopped', next)
    case 'leave':
      return step(
        NONE,
        wait(0),
        { do: 'terminate' },
        end(job, { how: 'stopped' }),
        ...(next ? [end(next, { how: 'stopped' })] : []),
      )
    default:
      return step(state)
  }
}

/** What an exercise shows of the engine. */
export function phaseOf(state: EngineState, id: string): 'rest' | 'loading' | 'running' | 'asking' | 'stopping' {
  if (state.at === 'none' || state.at === 'idle') return 'rest'
  if (state.at === 'stopping' && state.next?.id === id) return 'running'
  return state.job?.id === id ? state.at : 'rest'
}
