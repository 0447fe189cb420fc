import type { StateInline, Token } from 'markdown-it'
import { type AttributeList, applyAttributes, isMeant, readAttributes } from '../attributes.ts'
import { type Compilation, compilationOf, type Place, report } from '../compilation.ts'
import { inlinePlace } from '../inline-place.ts'

/**
 * An attribute list behind a link, a picture, a code span or emphasis:
 *
 *     [text](page.md){.btn}        ![](cat.png){width=50%}        `code`{#id}        *emphasis*{.term}
 */
export function inlineAttributesRule(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== 0x7b) return false
  const last = state.pending === '' ? state.tokens.at(-1) : undefined
  const target =
    last?.type === 'link_close'
      ? openingOf(state.tokens, state.tokens.length - 1)
      : last?.type === 'image' || last?.type === 'code_inline'
        ? last
        : undefined
  const list = readAttributes(state.src, state.pos)
  if (!list) return false
  const compilation = compilationOf(state.env)
  if (compilation.rawElement !== undefined) return false
  const written = state.src.slice(state.pos, list.end)
  const place = inlinePlace(compilation, written, state.pos, list.end)
  if (target) applyAttributes(compilation, target, list, place)
  else if (last?.type === 'text' && /^[*_~]+$/.test(last.content)) {
    // Perhaps the end of emphasis, which is known when all of the text is read.
    const token = state.push('attribute_list', '', 0)
    token.content = written
    token.meta = { at: state.pos }
  } else {
    tellUnclaimed(compilation, written, list, place)
    return false
  }
  state.pos = list.end
  return true
}

function tellUnclaimed(compilation: Compilation, written: string, list: AttributeList, place: Place): void {
  if (!isMeant(written, list)) return
  report(compilation, 'attributes/unclaimed', 'This attribute list belongs to nothing.', {
    span: place(),
    hint: 'put it right behind a link, a picture, code or emphasis, at the end of a heading or a cell, or on the line below a block; write `\\{` for a brace that is text',
  })
}

const CLOSING = /^(?:em|strong|s)_close$/

/** Gives lists behind emphasis to it, when all of a text is read; the others are text. */
export function claimLists(compilation: Compilation, tokens: Token[]): void {
  tokens.forEach((token, i) => {
    if (token.type !== 'attribute_list') return
    const { content, meta } = token
    const list = readAttributes(content, 0)
    let before = i - 1
    while (tokens[before]?.type === 'text' && tokens[before]?.content === '') before--
    const open = CLOSING.test(tokens[before]?.type ?? '') ? openingOf(tokens, before) : undefined
    const at = typeof meta?.at === 'number' ? meta.at : 0
    const place = inlinePlace(compilation, content, at, at + content.length)
    if (list && open) applyAttributes(compilation, open, list, place)
    else if (list) tellUnclaimed(compilation, content, list, place)
    token.type = 'text'
    if (open) token.content = ''
  })
}

/** The beginning of what ends at a token. */
function openingOf(tokens: readonly Token[], end: number): Token | undefined {
  const close = tokens[end]
  for (let i = end - 1; i >= 0; i--) {
    const token = tokens[i]
    if (token?.nesting === 1 && token.tag === close?.tag && token.level === close.level) return token
  }
  return undefined
}
