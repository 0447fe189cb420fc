import type { EngineHost, OutputKind, RunRequest, RunResult } from './engine.ts'

/** Shows what programs print; of one that is run again from its beginning, only what its reader has not seen. */
export interface Replayed {
  readonly show: (kind: OutputKind, text: string) => void
  /** A new program. */
  readonly begin: () => void
  /** The same program from its beginning. */
  readonly again: () => void
}

/** Hides what an earlier attempt at the same program has shown. */
export function createReplayed(show: EngineHost['show']): Replayed {
  /** Letters of this attempt, and how many of them the reader has seen. */
  const letters = { count: 0, seen: 0 }
  return {
    show(kind, text) {
      const known = Math.min(text.length, Math.max(0, letters.seen - letters.count))
      letters.count += text.length
      if (known < text.length) show(kind, text.slice(known))
    },
    begin() {
      Object.assign(letters, { count: 0, seen: 0 })
    },
    again() {
      Object.assign(letters, { count: 0, seen: Math.max(letters.seen, letters.count) })
    },
  }
}

/** What an attempt at a program may know. */
export interface AttemptContext {
  readonly show: (kind: OutputKind, text: string) => void
  /** What `run(…)` of a check gives, by its lines in JSON; `undefined` where the program does not end. */
  readonly runs: ReadonlyMap<string, string | undefined>
}

/** How an attempt ended. `run`: its check wants to know what the program prints for these lines. */
export type AttemptOutcome = RunResult | { readonly state: 'run'; readonly lines: readonly string[] }

/** Runs a program once from its beginning, in an engine that cannot wait for anything while it runs. */
export type MakeAttempt = (request: RunRequest, context: AttemptContext) => Promise<AttemptOutcome>

/** More calls of `run(…)` than this are a loop without end. */
const MOST_RUNS = 200

/**
 * Runs a program in an engine that cannot wait: where the program asks its reader, or its check wants another run of it, that is done first, and
 * the program is run again from its beginning with what came of it.
 */
export async function runByReplay(request: RunRequest, host: EngineHost, attempt: MakeAttempt): Promise<RunResult> {
  const lines = [...(request.lines ?? [])]
  const runs = new Map<string, string | undefined>()
  const replayed = createReplayed(host.show)
  let { ask = false } = request
  for (;;) {
    const outcome = await attempt({ ...request, ask, lines }, { show: replayed.show, runs })
    if (outcome.state === 'run') {
      const { setup, files, code, limit, recursion } = request
      const plain = { code, limit, recursion, lines: outcome.lines, ...(setup && { setup }), ...(files && { files }) }
      const other = runs.size < MOST_RUNS ? await attempt(plain, { show: () => undefined, runs: new Map() }) : undefined
      const isEnded = other?.state === 'done' || other?.state === 'ask'
      runs.set(JSON.stringify(outcome.lines), isEnded ? other.output : undefined)
    } else {
      if (outcome.state !== 'ask' || !ask) return outcome
      const line = await host.ask(outcome.prompt ?? '')
      if (host.isStopped()) return { ...outcome, state: 'stopped' }
      if (line === undefined) ask = false
      else lines.push(line)
    }
    replayed.again()
  }
}
