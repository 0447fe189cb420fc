import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { groupBy } from '../diagnostics/group-by.ts'

/** Of equal messages with equal hints, and of messages of one code, so many are shown. */
const EQUAL = 3
const ALIKE = 40

/** Diagnostics that are shown. */
export interface Folded {
  readonly shown: readonly Diagnostic[]
  /** Those that are not, by the last one of the same message that is shown. */
  readonly equal: ReadonlyMap<Diagnostic, readonly Diagnostic[]>
  /** How many of another message are not. */
  readonly others: number
}

/** Diagnostics as people read them: errors last, next to the summary; what is told again and again is shown some times. */
export function folded(diagnostics: readonly Diagnostic[]): Folded {
  const ofCode = new Map<string, number>()
  const shown: Diagnostic[] = []
  const equal = new Map<Diagnostic, readonly Diagnostic[]>()
  const groups = groupBy(diagnostics, ({ code, message, hint }) => `${code} ${message}\n${hint ?? ''}`)
  for (const [first, ...rest] of groups.values()) {
    if (!first) continue
    const count = ofCode.get(first.code) ?? 0
    const some = [first, ...rest].slice(0, Math.min(EQUAL, ALIKE - count))
    ofCode.set(first.code, count + some.length)
    shown.push(...some)
    const last = some.at(-1)
    if (last && rest.length >= some.length) equal.set(last, [first, ...rest].slice(some.length))
  }
  const hidden = [...equal.values()].reduce((sum, items) => sum + items.length, 0)
  const isShown = new Set(shown)
  return {
    shown: errorsLast(diagnostics.filter((item) => isShown.has(item))),
    equal,
    others: diagnostics.length - shown.length - hidden,
  }
}

/** By severity, and of each in the order of files. */
export const errorsLast = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...diagnostics.filter(({ severity }) => severity !== 'error'),
  ...diagnostics.filter(({ severity }) => severity === 'error'),
]

/** All of them. */
export const unfolded = (diagnostics: readonly Diagnostic[]): Folded => ({
  shown: errorsLast(diagnostics),
  equal: new Map(),
  others: 0,
})
