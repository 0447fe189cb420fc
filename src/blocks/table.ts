import { type BlockContext, defineBlock, type SourceText } from '../markdown/blocks/block.ts'
import { html, type InlineText } from '../markdown/text/html.ts'
import { lineStart } from '../markdown/text/origin.ts'
import { type Row, readCsv } from './csv.ts'

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
/** What programs write where a number is not known: R, Python, SQL, and authors a dash. */
const MISSING = /^(?:n\/?a|<na>|#n\/a|nan|null|none|[-–—])?$/i
/** What stands between cells in files that are called CSV, beside commas; as it is written for `delimiter`. */
const OTHER_DELIMITERS: ReadonlyMap<string, string> = new Map([
  [';', '";"'],
  ['\t', '"\\t"'],
  ['|', '"|"'],
])
/** Programs write their delimiter above the first row: `sep=;`. */
const SEPARATOR_LINE = /^"?sep=([^"\n])"?[ \t]*(?:\n|$)/i

export const table = defineBlock({
  name: 'table',
  doc: 'A numbered table from a CSV file; its first row is the header.',
  numbered: 'table',
  fields: {
    source: { type: 'path', doc: 'The CSV file.', required: true },
    id: { type: 'string', doc: 'Its label; refer to it with `%id`.', required: true },
    caption: { type: 'inline', doc: 'Inline Markdown above the table.' },
    ndigits: { type: 'number', doc: 'Decimals of numbers that have any; whole numbers stay whole.', default: 4 },
    delimiter: {
      type: 'string',
      doc: 'What stands between cells, where it is no comma; in a file `.tsv` it is a tab, and a first line `sep=;` says it too.',
    },
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
    const rows = readRows(found, delimiter === '\\t' ? '\t' : delimiter, {
      ...context,
      // Of a file that is no UTF-8 the author was told.
      report: found.isUtf8 ? context.report : () => {},
    })
    const [header, ...body] = rows ?? []
    if (!header) return undefined
    if (header.cells.every((text) => text.trim() === ''))
      context.report('table/no-header', `The first row of \`${source}\`, its header, is empty.`, {
        field: 'source',
        hint: 'write the names of the columns into it',
      })
    const digits = Math.min(20, Math.max(0, Math.trunc(ndigits)))
    const numeric = header.cells.map(
      (_, i) =>
        body.some((row) => isNumber(row.cells[i])) &&
        body.every((row) => isNumber(row.cells[i]) || isMissing(row.cells[i])),
    )
    const decimals = header.cells.map((_, i) => numeric[i] === true && body.some((row) => hasDecimals(row.cells[i])))
    const align = (i: number) => (numeric[i] ? html` class="align-right"` : undefined)
    const inline = (text: string, row: Row): InlineText => ({
      type: 'inline',
      text,
      origin: {
        source: found,
        start: lineStart(found, row.line - 1),
        end: lineStart(found, row.line),
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

const isNumber = (text: string | undefined): boolean => text !== undefined && NUMBER.test(text.trim())

const isMissing = (text: string | undefined): boolean => text === undefined || MISSING.test(text.trim())

/** Whether a number has decimals to be rounded: `1.50` and `2e-3` do, `12` and `1e3` do not. */
function hasDecimals(text: string | undefined): boolean {
  const written = text?.trim() ?? ''
  if (!NUMBER.test(written) || !Number.isFinite(Number(written))) return false
  return /e/i.test(written) ? !Number.isInteger(Number(written)) : written.includes('.')
}

/** Rounded with its zeros; a number that rounds to 0 is shown as smaller than the smallest that would not. */
function rounded(text: string, digits: number): string {
  const value = Number(text)
  const shown = value.toFixed(digits)
  if (value === 0 || Number(shown) !== 0) return shown
  return `${value < 0 ? '> -' : '< '}${(10 ** -digits).toFixed(digits)}`
}

function readRows(source: SourceText, written: string | undefined, context: BlockContext): readonly Row[] | undefined {
  const fault = (message: string, line: number, hint: string): undefined => {
    context.report('table/bad-csv', `\`${source.path}\` is not a table: ${message}.`, {
      source,
      start: lineStart(source, Math.max(0, line - 1)),
      hint,
    })
    return undefined
  }
  const separator = SEPARATOR_LINE.exec(source.text)
  const usual = separator?.[1] ?? (/\.tsv$/i.test(source.path) ? '\t' : ',')
  const delimiter = written ?? usual
  const rows = readCsv(source.text, delimiter, separator?.[0].length ?? 0, separator ? 2 : 1)
  if ('unclosed' in rows)
    return fault(
      'quote not closed',
      rows.unclosed,
      'a cell that begins with a quotation mark ends with one; a mark inside of it is written twice',
    )
  const columns = rows[0]?.cells.length
  if (columns === undefined) return fault('it has no rows', 1, 'the first row has the names of the columns')
  const odd = rows.find(({ cells }) => cells.length !== columns)
  const meant = written === undefined ? otherDelimiter(rows, delimiter) : undefined
  if (odd) {
    const cells = `${odd.cells.length} cell${odd.cells.length === 1 ? '' : 's'}`
    return fault(
      `a row has ${cells} where the first has ${columns}`,
      odd.line,
      meant === undefined
        ? 'every row needs as many cells as the first one'
        : `if its cells are divided by something else, write \`delimiter: ${meant}\` into the block`,
    )
  }
  if (columns === 1 && rows.length > 1 && meant !== undefined)
    context.report(
      'table/one-column',
      `\`${source.path}\` has one column, with ${meant === '"\\t"' ? 'a tab' : `\`${meant.slice(1, -1)}\``} in each row.`,
      {
        field: 'source',
        hint: `write \`delimiter: ${meant}\` into the block`,
      },
    )
  return rows
}

/** What seems to divide the cells of all rows instead, as it is written for `delimiter`. */
function otherDelimiter(rows: readonly Row[], delimiter: string): string | undefined {
  const texts = rows.map(({ cells }) => cells.join(delimiter))
  for (const [other, written] of [...OTHER_DELIMITERS, [',', '","'] as const])
    if (other !== delimiter && texts.every((text) => text.includes(other))) return written
  return undefined
}
