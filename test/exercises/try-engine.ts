import type { Engine, EngineHost, RunRequest, RunResult } from '../../src/exercises/engine.ts'

/** An engine in Node, and what it told and was answered. */
export interface TriedEngine {
  readonly host: EngineHost
  /** What it showed in the last run, as `kind:text`. */
  readonly told: string[]
  /** What its reader answers next. */
  readonly answers: (string | undefined)[]
  readonly state: { isStopped: boolean }
  /** Takes the engine that is tried. */
  readonly take: (engine: Engine) => void
  readonly run: (code: string, more?: Partial<RunRequest>) => Promise<RunResult>
  /** What a check says. */
  readonly check: (code: string, source: string, more?: Partial<RunRequest>) => Promise<RunResult['check']>
}

/** Begins to try an engine; `always` is part of each request. */
export function tryEngine(always: Partial<RunRequest> = {}): TriedEngine {
  const told: string[] = []
  const answers: (string | undefined)[] = []
  const state = { isStopped: false }
  const tried: { engine?: Engine } = {}
  const run = (code: string, more: Partial<RunRequest> = {}): Promise<RunResult> => {
    if (!tried.engine) throw new Error('There is no engine yet.')
    told.length = 0
    return tried.engine.run({ code, limit: 5, recursion: 200, ...always, ...more })
  }
  return {
    host: {
      show: (kind, text) => told.push(`${kind}:${text}`),
      ask: async () => answers.shift(),
      isStopped: () => state.isStopped,
      turn: async () => {},
      now: () => performance.now(),
      beat() {},
    },
    told,
    answers,
    state,
    take(engine) {
      tried.engine = engine
    },
    run,
    check: async (code, source, more = {}) => (await run(code, { check: source, ...more })).check,
  }
}
