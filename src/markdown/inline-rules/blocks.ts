import type { StateInline } from 'markdown-it'
import { blockInLine, renderInLine } from '../blocks/inside-line.ts'
import { compilationOf } from '../compilation.ts'
import { inlinePlace } from '../inline-place.ts'
import { escapeHtml } from '../text/html.ts'
import { isOrigin } from '../text/origin.ts'
import { textOfMarkup } from '../text/text-of-markup.ts'
import { pushInline } from './site-constants.ts'

/**
 * Blocks inside a line, which are text where they are of a kind that stands there, and a mistake otherwise:
 *
 *     Thanks to Ada (%-- github: {user: octocat} --%) for the patch.
 */

/** Texts in which no block is closed any more. */
const endless = new WeakSet<StateInline>()

/** The rule of such blocks, before that of references: both begin with `%`. */
export function inlineBlockRule(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state
  if (src.charCodeAt(pos) !== 0x25 || !src.startsWith('%--', pos) || endless.has(state)) return false
  const compilation = compilationOf(state.env)
  const block = blockInLine(compilation, src, pos)
  if (!block && !src.includes('--%', pos + 3)) endless.add(state)
  if (!block) return false
  state.pos = block.end
  if (silent) return true
  const line = {
    text: src,
    source: compilation.inline?.origin.source ?? compilation.source,
    placeAt: (from: number, to: number) => inlinePlace(compilation, src.slice(from, to), from, to),
  }
  const isPlain = state.linkLevel > 0 || compilation.imageDepth > 0
  for (const piece of renderInLine(compilation, line, pos, block)?.pieces ?? []) {
    if (typeof piece === 'string') {
      const token = state.push('fragment', '', 0)
      const text = textOfMarkup(piece)
      token.content = isPlain ? escapeHtml(text) : piece
      token.meta = { text }
    } else {
      const outer = compilation.inline
      if (isOrigin(piece.origin)) compilation.inline = { origin: piece.origin, content: piece.text }
      pushInline(state, compilation, piece.text)
      compilation.inline = outer
    }
  }
  return true
}
