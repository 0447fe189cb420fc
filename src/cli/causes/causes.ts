import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { FindCauses, Findings } from './cause.ts'
import { missingFiles } from './missing-files.ts'
import { oneFolder, repeated } from './repeated.ts'
import { unknownPages } from './unknown-pages.ts'

/** Fewer diagnostics explain themselves. */
const MANY = 10
/** A cause explains so many, and a twentieth of all. */
const LEAST = 4
const SHARE = 0.05
/** How many causes are told. */
const MOST = 5

/** What explains most of what a run tells. More telling kinds come first: they win where two explain as much. */
const KINDS: readonly FindCauses[] = [missingFiles, unknownPages, repeated, oneFolder]

/**
 * Up to five sentences that name what explains most of many diagnostics, and what to do; the one that explains most comes first, and each
 * must explain enough of what those before it do not.
 */
export function causesOf(findings: Findings): readonly string[] {
  const { diagnostics } = findings
  if (diagnostics.length < MANY) return []
  const least = Math.max(LEAST, diagnostics.length * SHARE)
  const causes = KINDS.flatMap((find) => find(findings))
  const told: string[] = []
  const explained = new Set<Diagnostic>()
  const left = (items: readonly Diagnostic[]): number => items.filter((item) => !explained.has(item)).length
  while (told.length < MOST) {
    const sizes = causes.map(({ explains }) => left(explains))
    const size = Math.max(0, ...sizes)
    const best = causes[sizes.indexOf(size)]
    if (!best || size < least) break
    told.push(best.text)
    for (const item of best.explains) explained.add(item)
  }
  return told
}
