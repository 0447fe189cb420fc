/** A row of a CSV file. */
export interface Row {
  readonly cells: readonly string[]
  /** Number of the line where the row ends, from 1. */
  readonly line: number
}

/** Where a quotation mark opens a cell that never ends; a line from 1. */
export interface UnclosedQuote {
  readonly unclosed: number
}

const QUOTE = '"'

/**
 * The rows of a CSV file, as Python's reader and spreadsheets take them: a cell that begins with a quotation mark goes on to the
 * next one, with separators and line ends in it, and a mark written twice is a mark. Elsewhere in a cell a mark is text. Lines
 * with nothing in them are no rows. `from` is the offset of the first row, which stands in the line `firstLine`.
 */
export function readCsv(text: string, delimiter: string, from = 0, firstLine = 1): readonly Row[] | UnclosedQuote {
  const rows: Row[] = []
  let line = firstLine
  for (let at = from; at < text.length; ) {
    const cells: string[] = []
    const start = at
    for (;;) {
      const opened = text[at] === QUOTE ? readQuoted(text, at) : { cell: '', end: at }
      if (!opened) return { unclosed: line + linesIn(text, start, at) }
      const end = endOfCell(text, opened.end, delimiter)
      cells.push(opened.cell + text.slice(opened.end, end))
      const isLast = end >= text.length || text[end] === '\n'
      at = end + (isLast ? 1 : delimiter.length)
      if (isLast) break
    }
    const last = line + linesIn(text, start, at - 1)
    if (at > start + 1) rows.push({ cells, line: last })
    line = last + 1
  }
  return rows
}

/** What stands between quotation marks, and where it ends; undefined where it never does. */
function readQuoted(text: string, start: number): { readonly cell: string; readonly end: number } | undefined {
  let cell = ''
  for (let at = start + 1; ; ) {
    const mark = text.indexOf(QUOTE, at)
    if (mark < 0) return undefined
    cell += text.slice(at, mark)
    if (text[mark + 1] !== QUOTE) return { cell, end: mark + 1 }
    cell += QUOTE
    at = mark + 2
  }
}

/** The next separator or line end. */
function endOfCell(text: string, from: number, delimiter: string): number {
  const lineEnd = text.indexOf('\n', from)
  const end = lineEnd < 0 ? text.length : lineEnd
  for (let at = from; at < end; at++) if (text.startsWith(delimiter, at)) return at
  return end
}

/** How many line ends stand between two places. */
function linesIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
