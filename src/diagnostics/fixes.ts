import type { Diagnostic } from './diagnostic.ts'

/** A text with the fixes of its diagnostics in it. */
export interface FixedText {
  readonly text: string
  readonly count: number
}

/**
 * Makes the fixes of one file. A fix is left out where the text is not what it should replace, or where another one has
 * changed the same place.
 */
export function applyFixes(text: string, path: string, diagnostics: readonly Diagnostic[], unsafe: boolean): FixedText {
  const changes = diagnostics
    .flatMap(({ fix }) => (fix && fix.span.path === path && (fix.safe || unsafe) ? [fix] : []))
    .flatMap(({ span, instead, text: next }) => {
      const written = text.slice(span.start, span.end)
      const at = written.indexOf(instead)
      const isPlain = !/\n/.test(instead + next)
      return at >= 0 && written.indexOf(instead, at + 1) < 0 && isPlain
        ? [{ start: span.start + at, end: span.start + at + instead.length, next }]
        : []
    })
    .sort((a, b) => a.start - b.start || a.end - b.end)
  let fixed = ''
  let last = 0
  let count = 0
  for (const { start, end, next } of changes) {
    if (start < last) continue
    fixed += text.slice(last, start) + next
    last = end
    count++
  }
  return { text: fixed + text.slice(last), count }
}

/** The changed lines as a unified diff without context. Both texts have the same number of lines. */
export function lineDiff(path: string, before: string, after: string): string {
  const old = before.split('\n')
  const next = after.split('\n')
  const hunks = old.flatMap((line, i) =>
    line === next[i] ? [] : [`@@ -${i + 1} +${i + 1} @@\n-${line}\n+${next[i]}\n`],
  )
  return hunks.length ? `--- ${path}\n+++ ${path}\n${hunks.join('')}` : ''
}
