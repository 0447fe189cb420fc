import type { Span } from '../diagnostics/diagnostic.ts'
import type { PlacedText } from '../markdown/verifiable.ts'

/** The text of a file of the site, by its path. */
export type SourceOf = (path: string) => string | undefined

/**
 * Where a line of code stands, from 1: code of a block has its indentation before each line there, and that of a quote or a list. Without a
 * line, or where YAML wrote the code in another way, it is all of the code.
 */
export function placeOfLine({ text, span }: PlacedText, line: number | undefined, sourceOf: SourceOf): Span {
  const source = sourceOf(span.path)
  if (source === undefined) return span
  const written = source.slice(span.start, span.end).split('\n')
  const wanted = line === undefined ? '' : (text.split('\n')[line - 1] ?? '').trim()
  const at = wanted === '' ? -1 : (written[(line ?? 1) - 1] ?? '').indexOf(wanted)
  if (at < 0) {
    const blank = /^\s*/.exec(source.slice(span.start, span.end))?.[0].length ?? 0
    return { ...span, start: Math.min(span.start + blank, span.end - 1) }
  }
  const before = written.slice(0, (line ?? 1) - 1).reduce((sum, one) => sum + one.length + 1, 0)
  const start = span.start + before + at
  return { ...span, start, end: start + wanted.length }
}
