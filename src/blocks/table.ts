import type { InfoRecord } from 'csv-parse/sync'
import { load } from '../files/load.ts'
import { type BlockContext, defineBlock } from '../markdown/blocks/block.ts'
import { html, type InlineText } from '../markdown/text/html.ts'
import { lineStart, type Source } from '../markdown/text/origin.ts'

/** Reads CSV; loaded when there is a table. */
const csv = (): typeof import('csv-parse/sync') => load('csv-parse/sync')

interface Row {
  readonly cells: readonly string[]
  /** Number of the line where the row ends, from 1. */
  readonly line: number
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

export const table = defineBlock({
  name: 'table',
  doc: 'A numbered table from a CSV file; its first row is the header.',
  numbered: 'table',
  fields: {
    source: { type: 'path', doc: 'The CSV file.', required: true },
    id: { type: 'string', doc: 'Its label; refer to it with `%id`.', required: true },
    caption: { type: 'inline', doc: 'Inline Markdown above the table.' },
    ndigits: { type: 'number', doc: 'Decimals of numbers that have any; whole numbers stay whole.', default: 4 },
    delimiter: { type: 'string', doc: 'What stands between cells, where it is no comma.', default: ',' },
  },
  example: 'table:\n  source: ages.csv\n  id: TblAges\n  caption: Ages in years.\n  ndigits: 2',
  render({ source, caption, ndigits, delimiter }, context) {
    if (delimiter === '') {
      context.report('block/wrong-type', '`delimiter` must be at least one character.', {
        field: 'delimiter',
        hint: 'write `";"`, or `"\\t"` for a tab',
      })
      return undefined
    }
    const found = context.text(source, 'source', { isProse: true })
    if (!found) return undefined
    const rows = readRows(found.source, delimiter === '\\t' ? '\t' : delimiter, context)
    const [header, ...body] = rows ?? []
    if (!header) return undefined
    if (header.cells.every((text) => text.trim() === ''))
      context.report('table/no-header', `The first row of \`${source}\`, its header, is empty.`, {
        field: 'source',
        hint: 'write the names of the columns into it',
      })
    const digits = Math.min(20, Math.max(0, Math.trunc(ndigits)))
    const numeric = header.cells.map(
      (_, i) => body.some((row) => row.cells[i]?.trim()) && body.every((row) => isNumber(row.cells[i])),
    )
    const decimals = header.cells.map((_, i) => numeric[i] === true && body.some((row) => hasDecimals(row.cells[i])))
    const align = (i: number) => (numeric[i] ? html` class="align-right"` : undefined)
    const inline = (text: string, row: Row): InlineText => ({
      type: 'inline',
      text,
      origin: {
        source: found.source,
        start: lineStart(found.source, row.line - 1),
        end: lineStart(found.source, row.line),
      },
    })
    const cell = (text: string, i: number) => (decimals[i] && hasDecimals(text) ? rounded(text, digits) : text.trim())
    return html`<figure class="table" id="${context.labelId}"><figcaption>${context.label}${caption && html` ${caption}`}</figcaption><div class="table-scroll" tabindex="0" role="region" aria-label="${context.labelText}"><table><thead><tr>${header.cells.map(
      // A header with nothing in it names no column.
      (text, i) =>
        text.trim() ? html`<th${align(i)}>${inline(text.trim(), header)}</th>` : html`<td${align(i)}></td>`,
    )}</tr></thead><tbody>${body.map((row) => html`<tr>${row.cells.map((text, i) => html`<td${align(i)}>${inline(cell(text, i), row)}</td>`)}</tr>`)}</tbody></table></div></figure>`
  },
})

const isNumber = (text: string | undefined): boolean =>
  text === undefined || text.trim() === '' || NUMBER.test(text.trim())

const hasDecimals = (text: string | undefined): boolean =>
  text !== undefined && NUMBER.test(text.trim()) && !/^[+-]?\d+$/.test(text.trim())

/** Rounded with its zeros; a number that rounds to 0 is shown as smaller than the smallest that would not. */
function rounded(text: string, digits: number): string {
  const value = Number(text)
  const shown = value.toFixed(digits)
  if (value === 0 || Number(shown) !== 0) return shown
  return `${value < 0 ? '> -' : '< '}${(10 ** -digits).toFixed(digits)}`
}

function readRows(source: Source, delimiter: string, context: BlockContext): readonly Row[] | undefined {
  const fault = (message: string, line: number, hint: string): undefined => {
    context.report('table/bad-csv', `\`${source.path}\` is not a table: ${message}.`, {
      source,
      start: lineStart(source, Math.max(0, line - 1)),
      hint,
    })
    return undefined
  }
  try {
    const rows: Row[] = []
    const onRecord = (cells: readonly string[], { lines }: InfoRecord): null => {
      rows.push({ cells, line: lines })
      return null
    }
    csv().parse(source.text, { delimiter, skip_empty_lines: true, relax_column_count: true, on_record: onRecord })
    const columns = rows[0]?.cells.length
    if (columns === undefined) return fault('it has no rows', 1, 'the first row has the names of the columns')
    const odd = rows.find(({ cells }) => cells.length !== columns)
    if (!odd) return rows
    const cells = `${odd.cells.length} cell${odd.cells.length === 1 ? '' : 's'}`
    return fault(
      `a row has ${cells} where the first has ${columns}`,
      odd.line,
      'every row needs as many cells as the first one',
    )
  } catch (error) {
    if (!(error instanceof csv().CsvError)) throw error
    return fault(
      error.message.split(/[,:]/)[0]?.toLowerCase() ?? 'it cannot be read',
      typeof error.lines === 'number' ? error.lines : 1,
      'a cell that begins with a quotation mark ends with one; a mark inside of it is written twice',
    )
  }
}
