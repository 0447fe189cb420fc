import { compareWithAny, type Difference, withoutComments } from './comparison.ts'
import type { CheckResult, RunError, RunResult } from './engine.ts'
import { type ExerciseChecks, isGraded } from './exercise-checks.ts'

/** Whether a program solves its exercise, and if not, the first thing that is wrong. */
export type Verdict =
  | { readonly state: 'passed' }
  /** Nothing is checked: the exercise is a place to try. */
  | { readonly state: 'ungraded' }
  | { readonly state: 'failed'; readonly reason: 'stopped' | 'limit' | 'code' | 'validate' }
  /** What runs before the program failed: a fault of the exercise. */
  | { readonly state: 'failed'; readonly reason: 'setup' | 'error'; readonly error: RunError }
  | { readonly state: 'failed'; readonly reason: 'output'; readonly difference: Difference }
  | { readonly state: 'failed'; readonly reason: 'check'; readonly check: CheckResult }

const COMMENT_MARKS = { javascript: '//', sql: '--' } as const

/** Whether a check asks for the exception that ended the program. */
const asksForError = (check: string | undefined): boolean => check !== undefined && /\berror\b/.test(check)

/**
 * Judges a run. Output, code and checks are tried in this order. Where `every` is set, all that are given have to hold, and an exception fails
 * unless the check asks for `error` or the output has its message; else the first one that holds decides.
 */
export function judge(checks: ExerciseChecks, code: string, result: RunResult, engine = 'python'): Verdict {
  const { error } = result
  if (result.state === 'setup' && error) return { state: 'failed', reason: 'setup', error }
  if (result.state === 'stopped' || result.state === 'limit') return { state: 'failed', reason: result.state }
  if (!isGraded(checks)) return { state: 'ungraded' }
  const found = (reason: 'output' | 'code' | 'check' | 'validate'): boolean => failures.some((f) => f.reason === reason)
  const failures: Extract<Verdict, { state: 'failed' }>[] = []
  let tried = 0
  if (checks.output !== undefined && checks.output.length > 0) {
    tried++
    const difference = compareWithAny(checks.output, result.output, checks.compare)
    if (difference) failures.push({ state: 'failed', reason: 'output', difference })
  }
  if (checks.code !== undefined && checks.code.length > 0) {
    tried++
    const mark = Object.entries(COMMENT_MARKS).find(([name]) => name === engine)?.[1]
    const bare = withoutComments(code, mark)
    if (!checks.code.some((one) => withoutComments(one, mark) === bare))
      failures.push({ state: 'failed', reason: 'code' })
  }
  if (checks.check !== undefined) {
    tried++
    if (result.check?.passed !== true)
      failures.push({ state: 'failed', reason: 'check', check: result.check ?? { passed: false } })
  }
  if (checks.validate !== undefined && checks.validate.length > 0) {
    tried++
    if (result.validated !== true) failures.push({ state: 'failed', reason: 'validate' })
  }
  const first = failures[0]
  if (checks.every !== true) {
    if (failures.length < tried || first === undefined) return { state: 'passed' }
  } else if (first === undefined) {
    const isMeant = asksForError(checks.check) || (checks.output !== undefined && !found('output'))
    return error && !isMeant ? { state: 'failed', reason: 'error', error } : { state: 'passed' }
  }
  // An exception tells more than what is missing because of it, unless a check has something to say.
  if (error && !(first.reason === 'check' && first.check.message !== undefined && asksForError(checks.check)))
    return { state: 'failed', reason: 'error', error }
  return first
}
