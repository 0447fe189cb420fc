import type { StateCore, Token } from 'markdown-it'
import { applyAttributes, hasId, listAtEnd } from '../attributes.ts'
import { compilationOf, type Place, report } from '../compilation.ts'
import { isSource, regionOf } from '../text/origin.ts'

/**
 * Core rule: attribute lists at the end of headings, on the last line of a block, and on the line after one:
 *
 *     ## Heading {#id}        A paragraph            - a list
 *                             {.summary}             {: .wide #id }
 *     | a cell {.x} | b |
 */
export function attributesRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  const { tokens } = state
  if (!tokens.some(({ type, content }) => type === 'inline' && content.includes('}'))) return
  const dropped = new Set<number>()
  let source = compilation.source
  /** Where the elements that are open at this point began; and where the one that ends at a token did. */
  const open: number[] = []
  const openingAt = new Map<number, number>()
  tokens.forEach((token, i) => {
    if (isSource(token.meta?.source)) source = token.meta.source
    if (token.nesting === 1) open.push(i)
    if (token.nesting === -1) openingAt.set(i, open.pop() ?? i)
    if (token.type !== 'inline' || !token.content.includes('}')) return
    const opening = tokens[i - 1]
    if (!opening || token.meta?.origin) return
    const trimmed = token.content.trimEnd()
    const { list, at: brace } = listAtEnd(trimmed) ?? { list: undefined, at: -1 }
    if (!list) return
    const place: Place = () => {
      const region = token.map
        ? regionOf({ source, lines: token.map })
        : { start: source.offset, end: source.offset + 1 }
      return { path: source.path, start: Math.max(region.start, region.end - (list.end - brace)), end: region.end }
    }
    const lineBegin = trimmed.lastIndexOf('\n', brace) + 1
    const alone = trimmed.slice(lineBegin, brace).trim() === ''
    const cell =
      opening.type === 'td_open' && tokens[i - 2]?.type === 'tr_open' && alone ? rowOf(tokens, i - 2, open) : undefined
    if (opening.type === 'heading_open' && /\s$/.test(trimmed.slice(0, brace))) {
      token.content = trimmed.slice(0, brace).trimEnd()
      applyAttributes(compilation, opening, list, place)
    } else if (/^t[hd]_open$/.test(opening.type) && !cell && /^$|\s$/.test(trimmed.slice(0, brace))) {
      token.content = trimmed.slice(0, brace).trimEnd()
      applyAttributes(compilation, opening, list, place)
    } else if (cell) {
      applyAttributes(compilation, cell.table, list, place)
      for (let k = i - 2; k <= cell.end; k++) dropped.add(k)
    } else if (opening.type === 'paragraph_open' && alone && lineBegin > 0) {
      token.content = trimmed.slice(0, lineBegin - 1).trimEnd()
      applyAttributes(compilation, listOf(tokens, i, opening, open), list, place)
    } else if (opening.type === 'paragraph_open' && alone) {
      const before = blockBefore(tokens, i - 1, openingAt)
      if (!before) return
      const given = (before.type === 'fragment' || before.type === 'html_block') && hasId(before.content)
      const [id] = !given ? [] : list.attributes.filter(([name]) => name === 'id')
      if (id)
        report(compilation, 'attributes/not-allowed', 'What stands above has an id.', {
          span: place(),
          hint: 'change it there, as the `id` of a block',
        })
      const attributes = list.attributes.filter((item) => item !== id)
      applyAttributes(compilation, before, { ...list, attributes }, place)
      for (let k = i - 1; k <= i + 1; k++) dropped.add(k)
    }
  })
  if (dropped.size) state.tokens = tokens.filter((_, i) => !dropped.has(i))
}

/** In the last item of a tight list, or of definitions, the line belongs to the list, in other items to the item, else to the paragraph. */
function listOf(tokens: readonly Token[], i: number, paragraph: Token, open: readonly number[]): Token {
  const end = tokens[i + 2]?.type
  if (!paragraph.hidden || (end !== 'list_item_close' && end !== 'dd_close')) return paragraph
  const around = (type: RegExp): Token | undefined =>
    tokens[open.findLast((at) => type.test(tokens[at]?.type ?? '')) ?? -1]
  const isLast = /^(?:bullet_list|ordered_list|dl)_close$/.test(tokens[i + 3]?.type ?? '')
  return (
    (isLast ? around(/^(?:bullet_list|ordered_list|dl)_open$/) : undefined) ??
    around(/^(?:list_item|dd)_open$/) ??
    paragraph
  )
}

const isToken = (value: unknown): value is Token => typeof value === 'object' && value !== null && 'nesting' in value

/** The block that ends on the line before the paragraph at `i`. */
function blockBefore(tokens: readonly Token[], i: number, openingAt: ReadonlyMap<number, number>): Token | undefined {
  const before = tokens[i - 1]
  const begun: unknown = before?.meta?.begun
  if (isToken(begun)) return before?.map?.[1] === tokens[i]?.map?.[0] ? begun : undefined
  const opening = before?.nesting === -1 ? tokens[openingAt.get(i - 1) ?? -1] : before
  return opening?.map &&
    opening.level === tokens[i]?.level &&
    opening.map[1] === tokens[i]?.map?.[0] &&
    opening.type !== 'fragment' &&
    opening.type !== 'html_block'
    ? opening
    : undefined
}

/** The row that begins at `start` if it is the last one of its table and only its first cell has text. */
function rowOf(
  tokens: readonly Token[],
  start: number,
  open: readonly number[],
): { readonly table: Token; readonly end: number } | undefined {
  let end = start
  while (end < tokens.length && tokens[end]?.type !== 'tr_close') end++
  const cells = tokens.slice(start, end).filter((token) => token.type === 'inline')
  const table = tokens[open.findLast((at) => tokens[at]?.type === 'table_open') ?? -1]
  const isLast = tokens[end + 1]?.type === 'tbody_close'
  return table && isLast && cells.slice(1).every((token) => token.content === '') ? { table, end } : undefined
}
