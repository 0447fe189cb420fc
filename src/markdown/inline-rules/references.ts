import type { StateInline } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { MAX_DEPTH } from '../constants.ts'
import { mayGrow } from '../growth.ts'
import { inlinePlace } from '../inline-place.ts'
import { checkWordBefore, readReference, renderReference } from '../references.ts'
import { pushInline } from './site-constants.ts'

/** No word before a reference is longer. */
const LONGEST_WORD = 20

/** The last text before the state's place, through line breaks and marks of emphasis. */
function textBefore({ pending, tokens }: StateInline): string {
  let text = pending
  for (let i = tokens.length - 1; i >= 0 && text.length < LONGEST_WORD; i--) {
    const { type = '', content = '' } = tokens[i] ?? {}
    if (type === 'softbreak') text = ` ${text}`
    else if (type !== 'text' && type !== 'text_special') break
    else if (!/^[*_]+$/.test(content)) text = content + text
  }
  return text
}

/**
 * References in text, and constants of the page:
 *
 *     As %FigA in %link:basics% shows, %name is short for a text.
 */
export function referenceRule(state: StateInline, silent: boolean): boolean {
  const start = state.pos
  if (state.src.charCodeAt(start) !== 0x25) return false
  const compilation = compilationOf(state.env)
  if (compilation.rawElement !== undefined) return false
  const reference = readReference(compilation, state.src, start)
  if (!reference) return false
  if (silent) {
    if (reference.type === 'unclosed' || reference.type === 'unknown' || reference.type === 'misspelt') return false
    state.pos = reference.end
    return true
  }
  const written = state.src.slice(start, reference.end)
  if (reference.type === 'constant') {
    if (
      compilation.constantDepth >= MAX_DEPTH ||
      !mayGrow(
        compilation,
        reference.text.length,
        `\`${written}\``,
        inlinePlace(compilation, written, start, reference.end),
      )
    )
      return false
    state.pos = reference.end
    pushInline(state, compilation, reference.text)
    return true
  }
  const place = inlinePlace(compilation, written, start, reference.end)
  const plain = state.linkLevel > 0 || compilation.imageDepth > 0
  if (reference.type === 'label' || reference.type === 'ref')
    checkWordBefore(compilation, textBefore(state), reference.id, written, place)
  const rendered = renderReference(compilation, reference, written, plain, place)
  if (rendered) {
    const token = state.push('fragment', '', 0)
    token.content = rendered.markup
    const { text, mark, name } = rendered
    token.meta = { text, mark, name, plain: plain ? rendered.markup : undefined }
  } else state.pending += written
  state.pos = reference.end
  return true
}
