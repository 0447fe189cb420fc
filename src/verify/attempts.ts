import type { RunRequest } from '../exercises/engine.ts'
import { DEFAULT_LIMIT, DEFAULT_RECURSION, type ExerciseChecks, isGraded } from '../exercises/exercise-checks.ts'
import type { PlacedText, Verifiable, VerifiableExercise } from '../markdown/verifiable.ts'

/** One run that verification wants: what is run, and what it is for. */
export interface Attempt {
  readonly kind: 'solution' | 'starter' | 'empty' | 'wrong' | 'prediction' | 'syntax' | 'package'
  readonly request: RunRequest
  /** Where what is run stands. */
  readonly of: PlacedText
  /** Of a wrong answer: what its message should have in it. */
  readonly says?: PlacedText | undefined
}

/** Something to be verified, with all that is tried. */
export interface Candidate {
  readonly verifiable: Verifiable
  readonly checks: ExerciseChecks
  readonly attempts: readonly Attempt[]
}

/** Finds the bytes of a file of the site. */
export type ReadFile = (path: string) => Uint8Array | undefined

/** All that is tried of an exercise or a question: its solution has to pass, its starter, nothing at all and wrong answers have not. */
export function candidateOf(verifiable: Verifiable, read: ReadFile): Candidate {
  if (verifiable.type === 'prediction') {
    const { code } = verifiable
    const request: RunRequest = { code: code.text, limit: DEFAULT_LIMIT, recursion: DEFAULT_RECURSION }
    return {
      verifiable,
      checks: { output: [verifiable.printed.text] },
      attempts: [{ kind: 'prediction', request, of: code }],
    }
  }
  // The page has it: see src/blocks/exercise.ts.
  const checks: ExerciseChecks = JSON.parse(verifiable.checks)
  const { limit = DEFAULT_LIMIT, recursion = DEFAULT_RECURSION, setup, check, validate } = checks
  const files = Object.fromEntries(verifiable.files.flatMap(([name, path]) => [[name, read(path) ?? new Uint8Array()]]))
  const requestOf = (code: string, lines: readonly string[]): RunRequest => ({
    code,
    limit,
    recursion,
    lines,
    ...(setup === undefined ? {} : { setup }),
    ...(check === undefined ? {} : { check }),
    ...(validate === undefined ? {} : { validate }),
    ...(verifiable.files.length ? { files } : {}),
  })
  const attempts = isGraded(checks) ? attemptsOf(verifiable, checks, requestOf) : []
  return { verifiable, checks, attempts: [...verifiable.packages.map(importOf), ...attempts] }
}

/** Asks for a package by its name, which is mostly the one that it is imported by. */
const importOf = (of: PlacedText): Attempt => ({
  kind: 'package',
  request: {
    code: `__import__(${JSON.stringify(of.text.replaceAll('-', '_'))})`,
    limit: DEFAULT_LIMIT,
    recursion: DEFAULT_RECURSION,
  },
  of,
})

function attemptsOf(
  { solution, starter, starterPasses, input, wrong, span }: VerifiableExercise,
  { validate = [] }: ExerciseChecks,
  requestOf: (code: string, lines: readonly string[]) => RunRequest,
): readonly Attempt[] {
  const nothing: PlacedText = { text: '', span }
  // Parsed, and not run: what the old form of checks does not compile is never told to a reader.
  const parse = (text: string): string => `compile(${JSON.stringify(text)}, 'check.py', 'exec')`
  const syntax = validate.map(
    (text): Attempt => ({
      kind: 'syntax',
      request: { code: parse(text), limit: DEFAULT_LIMIT, recursion: DEFAULT_RECURSION },
      of: nothing,
    }),
  )
  return [
    ...syntax,
    ...(solution ? [{ kind: 'solution', request: requestOf(solution.text, input), of: solution } as const] : []),
    ...(starterPasses ? [] : [{ kind: 'empty', request: requestOf('', input), of: nothing } as const]),
    ...(starterPasses || starter.text.trim() === ''
      ? []
      : [{ kind: 'starter', request: requestOf(starter.text, input), of: starter } as const]),
    ...wrong.map((one) => ({ kind: 'wrong', request: requestOf(one.text, input), of: one, says: one.says }) as const),
  ]
}

/** Whether what a program does may depend on the order of sets, which is another one in each start of Python. */
export const mayBeUnsteady = (code: string): boolean =>
  /\b(?:set|frozenset|hash)\s*\(|\{[^{}:]*[,}]|\bid\s*\(/.test(code.replace(/f(['"]).*?\1/g, ''))
