import type { StateInline } from 'markdown-it'
import { didYouMean } from '../../diagnostics/nearest.ts'
import { compilationOf, report } from '../compilation.ts'
import { footnoteLabels } from '../core-rules/footnotes.ts'
import { mayLookFor } from '../growth.ts'
import { inlinePlace } from '../inline-place.ts'

const REFERENCE = /\[\^([\p{L}\p{N}][\p{L}\p{N}_.: -]{0,100})\](?!\()/uy

/**
 * References to footnotes that the page does not have. They stay text, and are told:
 *
 *     Text[^nope]
 */
export function unknownFootnoteRule(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state
  if (silent || src.charCodeAt(pos) !== 0x5b || src.charCodeAt(pos + 1) !== 0x5e) return false
  REFERENCE.lastIndex = pos
  const match = REFERENCE.exec(src)
  const label = match?.[1]
  const compilation = compilationOf(state.env)
  // `[^a-z]` is a set of letters; what cannot be a definition for its spaces is told where it is referred to.
  if (!match || label === undefined || /^(?:.-.)+$/.test(label) || compilation.rawElement !== undefined) return false
  if (label.includes(' ') && src[pos + match[0].length] === ':') return false
  report(compilation, 'footnote/unknown', `The page has no footnote \`${label}\`.`, {
    span: inlinePlace(compilation, match[0], pos, pos + match[0].length)(),
    hint: label.includes(' ')
      ? `a label has no spaces: write \`[^${label.trim().replace(/ +/g, '-')}]\`, here and before its text`
      : ((mayLookFor(compilation) ? didYouMean(label, footnoteLabels(state.env)) : undefined) ??
        `write \`[^${label}]: \` and its text on a line of its own`),
  })
  return false
}
