import { dataOf, isData, listOf } from './settings-text.ts'

/** A cell of a notebook; `source` is its text. */
interface Cell {
  readonly type: string
  readonly source: string
  /** All that the file says of it. */
  readonly written: object
}

/** A Jupyter notebook, as far as an import changes it: the texts of its cells. */
export interface OldNotebook {
  readonly cells: readonly Cell[]
  readonly written: object
}

/** Reads a notebook; undefined where it is none. */
export function openNotebook(json: string): OldNotebook | undefined {
  let written: unknown
  try {
    written = JSON.parse(json)
  } catch {
    // It is told as a file that cannot be read.
    return undefined
  }
  if (!isData(written) || !Array.isArray(written.cells)) return undefined
  const cells = listOf(written.cells).map((item): Cell => {
    const cell = dataOf(item)
    const { source } = cell
    const text = Array.isArray(source) ? source.join('') : typeof source === 'string' ? source : ''
    return { type: String(cell.cell_type), source: text, written: cell }
  })
  return { cells, written }
}

/** The Markdown of a notebook. */
export const textOfNotebook = ({ cells }: OldNotebook): string =>
  cells
    .filter(({ type }, i) => type === 'markdown' || i === 0)
    .map(({ source }) => source)
    .join('\n\n')

/** A notebook with other texts in its Markdown, and with front matter before all cells, where there is some. */
export function writeNotebook(
  { cells, written }: OldNotebook,
  front: string,
  rewrite: (text: string) => string,
): string {
  const hasFront = isFrontMatter(cells[0])
  const rest = (hasFront ? cells.slice(1) : cells).map(({ type, source, written: cell }) =>
    type === 'markdown' ? { ...cell, source: linesOf(rewrite(source)) } : cell,
  )
  const first = { cell_type: 'raw', metadata: {}, source: linesOf(front.trimEnd()) }
  const made = { ...written, cells: front === '' ? rest : [first, ...rest] }
  return `${JSON.stringify(made, undefined, 1)}\n`
}

/** The front matter of a notebook: its first cell, between lines of `---`. */
export const frontMatterIn = ({ cells: [first] }: OldNotebook): string =>
  first && isFrontMatter(first) ? `${first.source}\n\n` : ''

const isFrontMatter = (cell: Cell | undefined): boolean =>
  cell !== undefined && cell.type !== 'code' && /^---[ \t]*\n[\s\S]*\n---[ \t]*$/.test(cell.source.trim())

/** A text as the lines that notebooks keep. */
const linesOf = (text: string): readonly string[] => text.split(/(?<=\n)/).filter((line) => line !== '')
