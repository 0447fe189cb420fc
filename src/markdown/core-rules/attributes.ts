import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it'
import { noteAnchor } from '../anchors.ts'
import { type Compilation, compilationOf, type Place, report } from '../compilation.ts'
import { inlinePlace } from '../inline-rules/references.ts'
import { regionOf } from '../text/origin.ts'

/**
 * Attribute lists:
 *
 *     ## Heading {#id}        ![](cat.png){width=50%}        A paragraph            - a list
 *                             [text](page.md){.btn}          {.summary}             {: .wide #id }
 */

const LIST =
  /\{:?[ \t]*((?:[.#][\p{L}_-][\p{L}\p{N}_-]*|[A-Za-z][\w-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}=]+))(?:[ \t]+(?:[.#][\p{L}_-][\p{L}\p{N}_-]*|[A-Za-z][\w-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}=]+)))*)[ \t]*\}/uy
const PART = /[.#][^\s=}]+|([\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S+))/gu
const ALLOWED = /^(?:class|id|width|height|lang|title|data-[\w-]+)$/

interface AttributeList {
  readonly attributes: readonly (readonly [name: string, value: string])[]
  /** Names that are not allowed. */
  readonly refused: readonly string[]
  readonly end: number
}

/** Reads the list that begins at `{`; undefined where the brace is text. */
function readList(text: string, at: number): AttributeList | undefined {
  LIST.lastIndex = at
  const match = LIST.exec(text)
  if (!match) return undefined
  const attributes: (readonly [string, string])[] = []
  const refused: string[] = []
  for (const [part, name, double, single, bare] of (match[1] ?? '').matchAll(PART)) {
    const value = double ?? single ?? bare ?? ''
    if (part[0] === '.' && name === undefined) attributes.push(['class', part.slice(1)])
    else if (part[0] === '#' && name === undefined) attributes.push(['id', part.slice(1)])
    else if (name !== undefined && ALLOWED.test(name.toLowerCase())) attributes.push([name.toLowerCase(), value])
    else refused.push(name ?? part)
  }
  return { attributes, refused, end: at + match[0].length }
}

const isData = (name: string): boolean => name.startsWith('data-')

function apply(compilation: Compilation, token: Token, list: AttributeList, place: Place): void {
  // What the scripts of pages read is not for authors who are not trusted: `data-embed` is loaded into a frame.
  const { safe } = compilation.settings
  const refused = [...list.refused, ...(safe ? list.attributes.map(([name]) => name).filter(isData) : [])]
  for (const [name, value] of list.attributes) {
    if (safe && isData(name)) continue
    if (name === 'class') token.attrJoin('class', value)
    else if (token.type === 'image' && (name === 'width' || name === 'height')) scale(token, list, name, value)
    else token.attrSet(name, value)
    if (name === 'id') noteAnchor(compilation, value, place)
  }
  for (const name of refused) {
    report(compilation, 'attributes/not-allowed', `The attribute \`${name}\` is not allowed in an attribute list.`, {
      span: place(),
      hint: `allowed are \`class\`, \`id\`, \`width\`, \`height\`, \`lang\`${safe ? ' and `title`' : ', `title` and `data-…`'}`,
    })
  }
}

/** A picture whose width or height alone is given keeps its shape. */
function scale(token: Token, list: AttributeList, name: 'width' | 'height', value: string): void {
  const other = name === 'width' ? 'height' : 'width'
  const [own, across] = [Number(token.attrGet(name)), Number(token.attrGet(other))]
  token.attrSet(name, value)
  if (list.attributes.some(([given]) => given === other) || !own || !across) return
  if (/^\d+$/.test(value)) token.attrSet(other, Math.round((across * Number(value)) / own))
  // A percentage of the column says nothing of the other side in pixels.
  else token.attrs = token.attrs?.filter(([given]) => given !== other) ?? null
}

/** A list behind a link, a picture or a code span. */
function inlineRule(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== 0x7b || state.pending !== '') return false
  const last = state.tokens.at(-1)
  const target =
    last?.type === 'link_close'
      ? openingOf(state.tokens)
      : last?.type === 'image' || last?.type === 'code_inline'
        ? last
        : undefined
  const list = target && readList(state.src, state.pos)
  if (!target || !list) return false
  const compilation = compilationOf(state.env)
  apply(compilation, target, list, inlinePlace(compilation, state.src.slice(state.pos, list.end), state.pos, list.end))
  state.pos = list.end
  return true
}

function openingOf(tokens: readonly Token[]): Token | undefined {
  const close = tokens.at(-1)
  return tokens.findLast((token) => token.type === 'link_open' && token.level === close?.level)
}

/** Lists at the end of headings, on the last line of a block, and on the line after one. */
function blockRule(state: StateCore): void {
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
    const brace = trimmed.endsWith('}') ? trimmed.lastIndexOf('{') : -1
    const list = brace < 0 ? undefined : readList(trimmed, brace)
    if (!list || list.end !== trimmed.length) return
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
      apply(compilation, opening, list, place)
    } else if (cell) {
      apply(compilation, cell.table, list, place)
      for (let k = i - 2; k <= cell.end; k++) dropped.add(k)
    } else if (opening.type === 'paragraph_open' && alone && lineBegin > 0) {
      token.content = trimmed.slice(0, lineBegin - 1).trimEnd()
      apply(compilation, listOf(tokens, i, opening, open), list, place)
    } else if (opening.type === 'paragraph_open' && alone) {
      const before = blockBefore(tokens, i - 1, openingAt)
      if (!before) return
      apply(compilation, before, list, place)
      for (let k = i - 1; k <= i + 1; k++) dropped.add(k)
    }
  })
  if (dropped.size) state.tokens = tokens.filter((_, i) => !dropped.has(i))
}

const isSource = (value: unknown): value is Compilation['source'] =>
  typeof value === 'object' && value !== null && 'path' in value

/** In the last item of a tight list the line belongs to the list, in other items to the item, else to the paragraph. */
function listOf(tokens: readonly Token[], i: number, paragraph: Token, open: readonly number[]): Token {
  if (!paragraph.hidden || tokens[i + 2]?.type !== 'list_item_close') return paragraph
  const around = (type: RegExp): Token | undefined =>
    tokens[open.findLast((at) => type.test(tokens[at]?.type ?? '')) ?? -1]
  const isLast = /^(?:bullet|ordered)_list_close$/.test(tokens[i + 3]?.type ?? '')
  return (isLast ? around(/^(?:bullet|ordered)_list_open$/) : undefined) ?? around(/^list_item_open$/) ?? paragraph
}

/** The block that ends on the line before the paragraph at `i`. */
function blockBefore(tokens: readonly Token[], i: number, openingAt: ReadonlyMap<number, number>): Token | undefined {
  const before = tokens[i - 1]
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

/** Adds attribute lists to markdown-it. */
export function attributesPlugin(md: MarkdownIt): void {
  md.inline.ruler.push('attribute_list', inlineRule)
  md.core.ruler.after('block', 'attribute_lists', blockRule)
}
