/** A cell of a row as it is written, and where it begins there. */
export interface Cell {
  readonly text: string
  readonly at: number
}

const MARKS = /\\.|`+|\$\$?/gs
const FORMULA = /(\$\$?)(?![\s$])(?:\\.|[^$\\])*(?<!\s)\1(?!\d)/sy

/** The code and the formulas of a row, from one offset to another: what a `|` may stand in. */
function wholesOf(row: string): readonly (readonly [from: number, to: number])[] {
  const wholes: (readonly [number, number])[] = []
  const marks = Array.from(row.matchAll(MARKS))
  /** Backticks that no others of their number follow. */
  const endless = new Set<string>()
  for (let i = 0; i < marks.length; i++) {
    const [mark, at] = [marks[i]?.[0] ?? '', marks[i]?.index ?? 0]
    let end = 0
    if (mark.startsWith('$')) {
      FORMULA.lastIndex = at
      end = at + (FORMULA.exec(row)?.[0].length ?? 0)
    } else if (mark.startsWith('`') && !endless.has(mark)) {
      // In code a backslash is one: the marks behind it are looked at as they are.
      CODE.lastIndex = at + mark.length
      for (let run = CODE.exec(row); run; run = CODE.exec(row)) {
        if (run[0] !== mark) continue
        end = run.index + mark.length
        break
      }
      if (end === 0) endless.add(mark)
    }
    if (end <= at) continue
    wholes.push([at, end])
    while ((marks[i + 1]?.index ?? row.length) < end) i++
  }
  return wholes
}

const CODE = /`+/g

/** The pieces of a row between its `|`, those that `\` stands before taken for text; in `whole` none stands in code or a formula. */
export function piecesOf(row: string, whole = false): readonly Cell[] {
  const wholes = whole ? wholesOf(row) : []
  const pieces: Cell[] = []
  let start = 0
  let next = 0
  for (let at = row.indexOf('|'); at >= 0; at = row.indexOf('|', at + 1)) {
    if (row[at - 1] === '\\') continue
    while ((wholes[next]?.[1] ?? row.length) <= at) next++
    if ((wholes[next]?.[0] ?? row.length) < at) continue
    pieces.push({ text: row.slice(start, at), at: start })
    start = at + 1
  }
  pieces.push({ text: row.slice(start), at: start })
  return pieces
}

/** The cells of a row: a `|` at its beginning or end stands around it. */
export function cellsOf(pieces: readonly Cell[]): readonly Cell[] {
  const from = pieces[0]?.text === '' ? 1 : 0
  const to = pieces.length > from && pieces.at(-1)?.text === '' ? pieces.length - 1 : pieces.length
  return from === 0 && to === pieces.length ? pieces : pieces.slice(from, to)
}

/** The text of a cell as inline Markdown: a `\|` is a `|`. */
export const contentOf = (text: string): string => (text.includes('\\|') ? text.replaceAll('\\|', '|') : text).trim()

/** How the columns lean that a line of dashes makes; undefined where it is none. */
export function columnsOf(line: string): readonly ('' | 'left' | 'right' | 'center')[] | undefined {
  if (!/^[-|:][-|: \t]+$/.test(line) || /^-[ \t]/.test(line)) return undefined
  const pieces = line.split('|').map((piece) => piece.trim())
  if (pieces[0] === '') pieces.shift()
  if (pieces.at(-1) === '') pieces.pop()
  if (!pieces.every((piece) => /^:?-+:?$/.test(piece))) return undefined
  return pieces.map((piece) =>
    piece.endsWith(':') ? (piece.startsWith(':') ? 'center' : 'right') : piece.startsWith(':') ? 'left' : '',
  )
}

/** The cells of the first row, of which there are as many as columns; undefined where there are not. */
export function headerCells(row: string, columns: number): readonly Cell[] | undefined {
  if (!row.includes('|')) return undefined
  const cells = cellsOf(piecesOf(row))
  if (cells.length === columns) return cells
  const whole = cells.length > columns ? cellsOf(piecesOf(row, true)) : cells
  return whole.length === columns ? whole : undefined
}
