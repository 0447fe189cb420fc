import type { StateBlock } from 'markdown-it'
import { compilationOf, report } from '../compilation.ts'
import { type Cell, cellsOf, columnsOf, contentOf, headerCells, piecesOf } from '../text/table-cells.ts'

/**
 * Tables, whose rows may begin with spaces, or with an empty cell:
 *
 *     | Loop  | Runs         |        cue  | ms
 *       |-------|------------|        ---- | ---
 *         | for | known times |       left | 0
 *                                          | 200
 *
 * A `|` in code or a formula is text where its row would have too many cells otherwise.
 */
export function tableRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (startLine + 2 > endLine || (state.sCount[startLine + 1] ?? 0) < state.blkIndent) return false
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  // Asked of each line of text: most are done with here.
  const mark = state.src.charCodeAt((state.bMarks[startLine + 1] ?? 0) + (state.tShift[startLine + 1] ?? 0))
  if (mark !== 0x7c && mark !== 0x2d && mark !== 0x3a) return false
  const dashes = lineAt(state, startLine + 1)
  const columns = columnsOf(dashes.trimEnd())
  if (!columns) return false
  const first = lineAt(state, startLine).trim()
  const header = headerCells(first, columns.length)
  if (!header) return false
  if (silent) return true

  const isBare = first[0] !== '|' && dashes[0] !== '|'
  const outer = state.parentType
  state.parentType = 'table'
  const open = (type: string, tag: string, from: number): [number, number] => {
    const lines: [number, number] = [from, from + 1]
    state.push(`${type}_open`, tag, 1).map = lines
    return lines
  }
  const close = (type: string, tag: string): void => {
    state.push(`${type}_close`, tag, -1)
  }
  const row = (line: number, tag: 'th' | 'td', cells: readonly Cell[]): void => {
    open('tr', 'tr', line)
    columns.forEach((lean, i) => {
      const cell = state.push(`${tag}_open`, tag, 1)
      if (lean) cell.attrs = [['style', `text-align:${lean}`]]
      const inline = state.push('inline', '', 0)
      inline.content = contentOf(cells[i]?.text ?? '')
      inline.children = []
      state.push(`${tag}_close`, tag, -1)
    })
    close('tr', 'tr')
  }

  const lines = open('table', 'table', startLine)
  open('thead', 'thead', startLine)
  row(startLine, 'th', header)
  close('thead', 'thead')
  const terminators = state.md.block.ruler.getRules('blockquote')
  let body: [number, number] | undefined
  let missing = 0
  let line = startLine + 2
  for (; line < endLine; line++) {
    if ((state.sCount[line] ?? 0) < state.blkIndent || state.isEmpty(line)) break
    if (terminators.some((rule) => rule(state, line, endLine, true))) break
    const written = lineAt(state, line).trimEnd()
    if ((state.sCount[line] ?? 0) - state.blkIndent >= 4 && !written.includes('|')) break
    const cells = bodyCells(state, line, written, columns.length, isBare)
    missing += columns.length - cells.length
    if (missing > MOST_MISSING) break
    body ??= open('tbody', 'tbody', line)
    row(line, 'td', cells)
  }
  if (body) {
    close('tbody', 'tbody')
    body[1] = line
  }
  close('table', 'table')
  lines[1] = line
  state.parentType = outer
  state.line = line
  return true
}

/** How many cells are put into a table that its rows do not have. */
const MOST_MISSING = 65536

/** A line without what its containers put before it. */
const lineAt = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])

/** The cells of a row, at most as many as there are columns: what is too much is told, and stays in the last one. */
function bodyCells(state: StateBlock, line: number, row: string, columns: number, isBare: boolean): readonly Cell[] {
  const pieces = piecesOf(row)
  // Without `|` around the rows, one at the beginning stands behind an empty cell.
  if (isBare && pieces.length === columns) return pieces
  const plain = cellsOf(pieces)
  if (plain.length <= columns) return plain
  const cells = trimCells(cellsOf(piecesOf(row, true)), columns)
  const last = cells[columns - 1]
  if (cells.length <= columns || !last) return cells
  const compilation = compilationOf(state.env)
  const { source } = compilation
  const start = source.offset + (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
  const end = row
    .trimEnd()
    .replace(/(?<!\\)\|$/, '')
    .trimEnd().length
  const first = cells[columns]
  const at = first ? first.at + first.text.length - first.text.trimStart().length : end
  report(
    compilation,
    'table/too-many-cells',
    `A row has ${cells.length} cells where its table has ${columns} columns.`,
    {
      span: { path: source.path, start: start + at, end: start + Math.max(at + 1, end) },
      hint: 'write `\\|` for a `|` that is text, or give the first row and the line of dashes as many cells',
    },
  )
  return [...cells.slice(0, columns - 1), { text: row.slice(last.at, end), at: last.at }]
}

/** Cells without those behind the columns that have nothing in them. */
function trimCells(cells: readonly Cell[], columns: number): readonly Cell[] {
  let count = cells.length
  while (count > columns && cells[count - 1]?.text.trim() === '') count--
  return cells.slice(0, count)
}
