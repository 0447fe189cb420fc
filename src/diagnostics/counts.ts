import type { DiagnosticCode } from './codes.ts'
import type { Diagnostic } from './diagnostic.ts'

/** How often a code was told. */
export interface CodeCount {
  readonly code: DiagnosticCode
  readonly count: number
}

/** Counts diagnostics by code: the most frequent first, equal ones by name. */
export function countByCode(diagnostics: readonly Pick<Diagnostic, 'code'>[]): CodeCount[] {
  const counts = new Map<DiagnosticCode, number>()
  for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
}

/** "2 errors and 1 warning". */
export function countText(diagnostics: readonly Pick<Diagnostic, 'severity'>[]): string {
  const count = (severity: string): number => diagnostics.filter((item) => item.severity === severity).length
  const words = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`
  const parts = [
    ...(count('error') ? [words(count('error'), 'error')] : []),
    ...(count('warning') ? [words(count('warning'), 'warning')] : []),
  ]
  return parts.join(' and ') || 'no errors'
}

/** A line for each code with how often it was told; nothing where that says no more than the diagnostics themselves. */
export function codeTable(diagnostics: readonly Pick<Diagnostic, 'code'>[]): string {
  if (diagnostics.length < 3) return ''
  const counts = countByCode(diagnostics)
  const width = String(counts[0]?.count ?? 0).length
  return counts.map(({ code, count }) => `${String(count).padStart(width + 2)}  ${code}\n`).join('')
}
