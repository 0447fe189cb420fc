import type { StateCore, Token } from 'markdown-it'
import { type Compilation, compilationOf } from '../compilation.ts'
import { claimLists } from '../inline-rules/attributes.ts'
import { closeAbove } from '../raw-html/open-elements.ts'
import { resolveRawHtml } from '../raw-html/resolve-raw-html.ts'
import { sanitizeHtml } from '../raw-html/sanitize.ts'
import { lineStart, locate, type Origin } from '../text/origin.ts'
import { orderFootnotes } from './footnotes.ts'

/**
 * The pass over all inline text, in the order of the page: it knows where each piece comes from, so that a fault inside
 * of it has a place, and which constants hold there.
 */

/** What block rules tell the inline pass through `token.meta`. */
export interface InlineMeta {
  readonly origin?: Origin
  /** The token changes the source of what follows (an include begins or ends). */
  readonly source?: Compilation['source']
  /** The token defines constants for what follows. */
  readonly constants?: readonly (readonly [string, string])[]
  /** The token is a formula on lines of its own: makes it and its numbers. */
  readonly fill?: () => void
}

/** A formula in text that most likely has a number. */
const EQUATION = /\$\$[^$]*\\(?:label|tag|begin)\b/

/** Whether a token may hold numbers of equations. */
const holdsEquation = ({ type, content, meta }: Token): boolean =>
  type === 'inline' ? content.includes('$$') && EQUATION.test(content) : meta?.fill !== undefined

/** Core rule, instead of markdown-it's `inline`. Equations come first, in their order: any text may refer to them. */
export function inlinePass(state: StateCore): void {
  const compilation = compilationOf(state.env)
  const equations = new Set(state.tokens.filter(holdsEquation))
  if (equations.size > 0) {
    const { source } = compilation
    const constants = [...compilation.constants]
    parseAll(state, compilation, (token) => equations.has(token))
    compilation.source = source
    compilation.constants.clear()
    for (const [name, text] of constants) compilation.constants.set(name, text)
  }
  parseAll(state, compilation, (token) => !equations.has(token))
  for (const { type, content } of equations) {
    if (type !== 'inline' || !/\[\^|\^\[/.test(content)) continue
    orderFootnotes(state)
    break
  }
}

function parseAll(state: StateCore, compilation: Compilation, isWanted: (token: Token) => boolean): void {
  let row: { readonly end: number; cursor: number } | undefined
  for (const token of state.tokens) {
    const meta: InlineMeta | null = token.meta
    if (meta?.source) compilation.source = meta.source
    if (meta?.constants) for (const [name, text] of meta.constants) compilation.constants.set(name, text)
    if (token.type === 'tr_open' && token.map) {
      row = { cursor: lineStart(compilation.source, token.map[0]), end: lineStart(compilation.source, token.map[1]) }
    } else if (token.type === 'inline') {
      const origin = meta?.origin ?? originOf(compilation, token, row)
      if (isWanted(token)) parseInline(state, compilation, token, origin)
    } else if (isWanted(token)) {
      meta?.fill?.()
      if (token.type === 'html_block') resolveHtmlBlock(compilation, token, meta?.origin)
    }
  }
}

function parseInline(state: StateCore, compilation: Compilation, token: Token, origin: Origin): void {
  compilation.inline = { origin, content: token.content }
  compilation.rawElement = undefined
  token.children ??= []
  const open = compilation.openElements.length
  state.md.inline.parse(token.content, state.md, state.env, token.children)
  if (token.content.includes('}')) claimLists(compilation, token.children)
  closeAbove(compilation, open)
  compilation.inline = undefined
  compilation.rawElement = undefined
}

function resolveHtmlBlock(compilation: Compilation, token: Token, known: Origin | undefined): void {
  const origin = known ?? originOf(compilation, token, undefined)
  const written = token.content
  token.content = resolveRawHtml(compilation, written, origin, written)
  if (compilation.settings.safe)
    token.content = sanitizeHtml(compilation, token.content, () => locate(origin, written, 0, written.length))
}

function originOf(
  { source }: Compilation,
  token: Token,
  row: { readonly end: number; cursor: number } | undefined,
): Origin {
  if (token.map) return { source, lines: token.map }
  if (!row) return { source, start: source.offset, end: source.text.length }
  // Cells of a table have no place of their own: look behind the cell before.
  const at = token.content === '' ? -1 : source.text.indexOf(token.content, row.cursor)
  if (at < 0 || at >= row.end) return { source, start: row.cursor, end: row.end }
  row.cursor = at + token.content.length
  return { source, start: at, end: row.cursor }
}
