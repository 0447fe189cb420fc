import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { RunRequest } from '../exercises/engine.ts'
import { judge } from '../exercises/verdict.ts'
import { digest } from '../files/digest.ts'
import type { Verifiable } from '../markdown/verifiable.ts'
import { type Candidate, candidateOf, mayBeUnsteady, type ReadFile } from './attempts.ts'
import { placeOfLine, type SourceOf } from './line-places.ts'
import { type AttemptResult, outcomesOf } from './outcomes.ts'

/** Runs programs, one after the other; one that takes the engine with it costs its own result alone. */
export interface Runner {
  readonly run: (request: RunRequest) => Promise<AttemptResult>
  readonly end: () => void
}

/** What came of an earlier run, by the digest of what was run: `results` only where something was told. */
export interface SavedRun {
  readonly results?: readonly AttemptResult[]
  readonly isUnsteady?: boolean
}

/** What verification needs. */
export interface VerifyOptions {
  readonly verifiables: readonly Verifiable[]
  readonly read: ReadFile
  /** The text of a file, in which the places of lines are looked for. */
  readonly sourceOf: SourceOf
  /** Starts an engine, of which `first` is the first that needs it; sets and dictionaries have another order for another seed. */
  readonly start: (engine: string, hashSeed: number, first: Verifiable) => Runner
  /** What came of earlier runs. */
  readonly known: ReadonlyMap<string, SavedRun>
  /** Names what the results depend on beside the exercises: engine, harness. */
  readonly key: string
  readonly onDone?: (done: number, total: number) => void
}

/** What came of it. */
export interface Verified {
  readonly diagnostics: readonly Diagnostic[]
  /** To be known next time. */
  readonly keep: ReadonlyMap<string, SavedRun>
  /** How many were run, and how many had not changed. */
  readonly ran: number
  readonly unchanged: number
}

/** Two seeds of hashes. */
const [FIRST, SECOND] = [0, 1] as const

/** Those that are tried in the same way: an exercise that two pages include is run once, and told at both. */
interface Group {
  readonly digest: string
  readonly candidates: readonly Candidate[]
  readonly first: Candidate
}

/** A digest of all that decides about something: the same, and it need not be run again. */
function digestOf({ verifiable, attempts }: Candidate, key: string): string {
  const requests = attempts.map(({ kind, request, says }) => {
    const files = Object.entries(request.files ?? {}).map(([name, content]) => [name, digest(content)])
    return [kind, { ...request, files }, says?.text]
  })
  const decides = verifiable.type === 'prediction' ? verifiable.printed.text : verifiable.checks
  return digest(JSON.stringify([key, verifiable.type, verifiable.engine, decides, requests]))
}

function groupsOf({ verifiables, read, key }: VerifyOptions): readonly Group[] {
  const groups = new Map<string, Candidate[]>()
  for (const verifiable of verifiables) {
    const candidate = candidateOf(verifiable, read)
    if (candidate.attempts.length === 0) continue
    const of = digestOf(candidate, key)
    const group = groups.get(of)
    if (group) group.push(candidate)
    else groups.set(of, [candidate])
  }
  return Array.from(groups, ([of, candidates]) => ({ digest: of, candidates })).flatMap((group) =>
    group.candidates[0] ? [{ ...group, first: group.candidates[0] }] : [],
  )
}

/** Runs all that a site says of its exercises and questions, and tells what is not so. */
export async function verify(options: VerifyOptions): Promise<Verified> {
  const groups = groupsOf(options)
  const keep = new Map<string, SavedRun>()
  const todo: Group[] = []
  for (const group of groups) {
    const known = options.known.get(group.digest)
    if (known) keep.set(group.digest, known)
    else todo.push(group)
  }
  const results = todo.length > 0 ? await runGroups(options, todo) : new Map<string, SavedRun>()
  const diagnostics = groups.flatMap(({ digest: of, candidates }) => {
    const { results: kept = [], isUnsteady = false } = results.get(of) ?? keep.get(of) ?? {}
    return candidates.flatMap((candidate) => {
      const found = outcomesOf(candidate, kept, options.sourceOf)
      return isUnsteady && found.length === 0 ? unsteady(candidate, options.sourceOf) : found
    })
  })
  for (const { digest: of, first } of todo) {
    const run = results.get(of)
    // That an engine was lost may be the machine's fault.
    if (!run || run.results?.some((result) => 'lost' in result)) continue
    keep.set(of, run.isUnsteady || outcomesOf(first, run.results ?? [], options.sourceOf).length > 0 ? run : {})
  }
  return { diagnostics, keep, ran: todo.length, unchanged: groups.length - todo.length }
}

/** Runs groups, in the order of the pages, in one engine of each kind; solutions that may pass by chance in a second one at the same time. */
async function runGroups(options: VerifyOptions, todo: readonly Group[]): Promise<ReadonlyMap<string, SavedRun>> {
  const found = new Map<string, SavedRun>()
  const progress = { done: 0 }
  const onDone = (): void => options.onDone?.(++progress.done, todo.length)
  for (const engine of new Set(todo.map(({ first }) => first.verifiable.engine))) {
    const groups = todo.filter(({ first }) => first.verifiable.engine === engine)
    const start = (seed: number, { first }: Group): Runner => options.start(engine, seed, first.verifiable)
    // Started only where some program may care about it: each start takes seconds.
    const suspects = groups.filter(
      ({ first }) =>
        engine === 'python' &&
        first.attempts.some(
          ({ kind, request }) => kind === 'solution' && mayBeUnsteady(`${request.code}\n${request.check}`),
        ),
    )
    const [first] = groups
    const [suspect] = suspects
    if (!first) continue
    const [all, chance] = await Promise.all([
      runAll(start(FIRST, first), groups, onDone),
      suspect ? runSolutions(start(SECOND, suspect), suspects) : new Set<string>(),
    ])
    for (const [i, { digest: of }] of groups.entries())
      found.set(of, { results: all[i] ?? [], isUnsteady: chance.has(of) })
  }
  return found
}

async function runAll(
  runner: Runner,
  groups: readonly Group[],
  onDone: () => void,
): Promise<readonly (readonly AttemptResult[])[]> {
  const all: AttemptResult[][] = []
  try {
    for (const { first } of groups) {
      const results: AttemptResult[] = []
      for (const { request } of first.attempts) results.push(await runner.run(request))
      all.push(results)
      onDone()
    }
  } finally {
    runner.end()
  }
  return all
}

/** Runs solutions; gives the digests of those that do not pass. */
async function runSolutions(runner: Runner, groups: readonly Group[]): Promise<ReadonlySet<string>> {
  const failing = new Set<string>()
  try {
    for (const { digest: of, first } of groups) {
      const solution = first.attempts.find(({ kind }) => kind === 'solution')
      const result = solution && (await runner.run(solution.request))
      if (
        result &&
        !('lost' in result) &&
        judge(first.checks, solution.of.text, result, first.verifiable.engine).state !== 'passed'
      )
        failing.add(of)
    }
  } finally {
    runner.end()
  }
  return failing
}

const unsteady = ({ verifiable, attempts }: Candidate, sourceOf: SourceOf): readonly Diagnostic[] =>
  attempts.flatMap(({ kind, of }) =>
    kind === 'solution'
      ? [
          diagnostic('exercise/unsteady', `The solution of \`${verifiable.id}\` passes by chance.`, {
            span: placeOfLine(of, undefined, sourceOf),
            hint: 'it depends on the order of a set, which is another one each time: sort it',
          }),
        ]
      : [],
  )
