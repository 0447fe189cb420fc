import type { StateInline, Token } from 'markdown-it'
import { applyAttributes, readAttributes } from '../attributes.ts'
import { compilationOf } from '../compilation.ts'
import { inlinePlace } from '../inline-place.ts'

/**
 * An attribute list behind a link, a picture or a code span:
 *
 *     [text](page.md){.btn}        ![](cat.png){width=50%}        `code`{#id}
 */
export function inlineAttributesRule(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== 0x7b || state.pending !== '') return false
  const last = state.tokens.at(-1)
  const target =
    last?.type === 'link_close'
      ? openingOf(state.tokens)
      : last?.type === 'image' || last?.type === 'code_inline'
        ? last
        : undefined
  const list = target && readAttributes(state.src, state.pos)
  if (!target || !list) return false
  const compilation = compilationOf(state.env)
  applyAttributes(
    compilation,
    target,
    list,
    inlinePlace(compilation, state.src.slice(state.pos, list.end), state.pos, list.end),
  )
  state.pos = list.end
  return true
}

function openingOf(tokens: readonly Token[]): Token | undefined {
  const close = tokens.at(-1)
  return tokens.findLast((token) => token.type === 'link_open' && token.level === close?.level)
}
