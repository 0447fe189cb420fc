import { type Compilation, type Place, report } from '../markdown/compilation.ts'
import { cellsOf, columnsOf, headerCells, piecesOf } from '../markdown/text/table-cells.ts'

/**
 * Lines that look like a table and are text:
 *
 *     | Loop | Runs |        | Loop | Runs |        +------+------+
 *     |------|               |–––––––|–––––|        | Loop | Runs |
 */

/** A row, and below it a line of what could be dashes. */
const TABLE = /^[ \t]*(?![-–—_=|:+ \t]*$)(.*\|.*)\n([ \t]*(?=[^\n]*[-–—_=])(?=[^\n]*[|+])[-–—_=|:+ \t]+)$/m
/** A row that is the heading of a line of dashes below it. */
const ROW = /^\|.*\|$/

/** Tells of a table in the text of a paragraph or heading that is none; `placeAt` gives the place of a piece of it. */
export function checkLostTable(
  compilation: Compilation,
  text: string,
  isHeading: boolean,
  placeAt: (from: number, to: number) => Place,
): void {
  if (!text.includes('|')) return
  const match = isHeading ? ROW.exec(text) : TABLE.exec(text)
  if (!match) return
  const [all, row = all, line = ''] = match
  const count = cellsOf(piecesOf(row.trim(), true)).length
  const at = match.index + all.length - line.trimStart().length
  const written = line.trim()
  const given = written === '' ? [] : cellsOf(piecesOf(written.replaceAll('+', '|')))
  const columns = columnsOf(written)?.length
  const isRight = columns !== undefined && headerCells(row.trim(), columns) !== undefined
  const dashes = `|${Array.from({ length: count }, (_, i) => dashesOf(given[i]?.text ?? '')).join('|')}|`
  report(compilation, 'table/not-a-table', 'These lines are not a table.', {
    span: isHeading ? placeAt(0, text.length)() : placeAt(at, at + written.length)(),
    hint: written.includes('+')
      ? `begin with a row, write \`${dashes}\` below it, and no other lines of dashes`
      : isRight
        ? 'put a blank line above its first row, and indent all rows like the text around them'
        : `write \`${dashes}\` below the first row`,
  })
}

const dashesOf = (cell: string): string =>
  `${cell.trim().startsWith(':') ? ':' : '-'}-${cell.trim().endsWith(':') ? ':' : '-'}`
