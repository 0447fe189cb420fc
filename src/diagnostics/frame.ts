import type { Span } from './diagnostic.ts'

/** A place as people count: line and column from 1, columns in characters (code points). */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Line and column of a UTF-16 offset. */
export function placeOf(text: string, offset: number): Place {
  const at = Math.max(0, Math.min(offset, text.length))
  const start = text.lastIndexOf('\n', at - 1) + 1
  let line = 1
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line++
  return { line, column: [...text.slice(start, at)].length + 1 }
}

const WIDTH = 100

/**
 * The lines around a span, with its place marked:
 *
 *     40 │ figure:
 *     41 │   id: FigLoop
 *        │   ^^^^^^^^^^^
 */
export function codeFrame(text: string, span: Span): string {
  const { line } = placeOf(text, span.start)
  const lines = text.split('\n', line + 1)
  const first = lines[line - 1] ?? ''
  const lineStart = text.lastIndexOf('\n', Math.min(span.start, text.length) - 1) + 1
  const from = Math.max(0, Math.min(span.start - lineStart, first.length))
  const to = Math.min(Math.max(span.end - lineStart, from + 1), Math.max(first.length, from + 1))
  const cut = first.length > WIDTH && from > WIDTH - 30 ? from - 40 : 0
  const show = (s: string): string => {
    const part = s.slice(cut, cut + WIDTH).replace(/\t/g, ' ')
    return `${cut && part ? '…' : ''}${part}${s.length > cut + WIDTH ? '…' : ''}`
  }
  const gutter = String(line).length
  const row = (n: number | undefined, s: string): string =>
    `${String(n ?? '').padStart(gutter + 3)} │${s ? ` ${s}` : ''}`
  const marked = Math.min(to, cut + WIDTH) - from
  const caret = `${' '.repeat(width(show(first).slice(0, from - cut + (cut ? 1 : 0))))}${'^'.repeat(Math.max(1, width(first.slice(from, from + marked))))}`
  const rows: string[] = []
  const previous = lines[line - 2]
  if (previous !== undefined) rows.push(row(line - 1, show(previous)))
  rows.push(row(line, show(first)), row(undefined, caret))
  return rows.join('\n')
}

/** Columns that a terminal gives a text: East Asian wide characters and most emoji take two. */
function width(text: string): number {
  let columns = 0
  for (const char of text)
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        char,
      )
        ? 2
        : 1
  return columns
}
