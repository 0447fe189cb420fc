import type { StateInline } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { fillReference } from '../equation-references.ts'
import { inlinePlace } from '../inline-place.ts'

const REFERENCE = /\\(ref|eqref)\{([^{}\n]+)\}/y

/**
 * References to equations outside of formulas:
 *
 *     By \eqref{first}, …
 */
export function equationReferenceRule(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state
  if (src.charCodeAt(pos) !== 0x5c) return false
  REFERENCE.lastIndex = pos
  const match = REFERENCE.exec(src)
  const compilation = compilationOf(state.env)
  if (!match || compilation.rawElement !== undefined) return false
  const [written, command, label = ''] = match
  if (!silent) {
    const plain = state.linkLevel > 0 || compilation.imageDepth > 0
    const place = inlinePlace(compilation, written, pos, pos + written.length)
    fillReference(compilation, state.push('fragment', '', 0), {
      command: command === 'ref' ? 'ref' : 'eqref',
      label: label.trim(),
      written,
      plain,
      place,
    })
  }
  state.pos += written.length
  return true
}
