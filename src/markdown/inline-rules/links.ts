import { compilationOf } from '../compilation.ts'
import { inlinePlace } from '../inline-place.ts'
import { checkLinkText } from '../link-text.ts'
import { tellMeantLink } from '../meant-links.ts'
import type { InlineRule } from '../rule-rows.ts'
import { afterRule } from './after-rule.ts'
import { resolveAddress } from './resolve-address.ts'

/**
 * Links, whose addresses are resolved and whose words are checked:
 *
 *     [the basics](../basics.md#training)        <https://example.org>
 */
export function linkRule(original: InlineRule): InlineRule {
  return afterRule(
    original,
    (state, made, start) => {
      const open = made.find((token) => token.type === 'link_open')
      if (!open) return
      resolveAddress(state, open, 'href', start)
      const compilation = compilationOf(state.env)
      const href = String(open.attrGet('href') ?? '')
      checkLinkText(
        compilation,
        made.slice(made.indexOf(open)),
        href,
        inlinePlace(compilation, state.src.slice(start, state.pos), start, state.pos),
      )
    },
    tellMeantLink,
  )
}

/** Of links whose words are their addresses, just these are resolved. */
export function autolinkRule(original: InlineRule): InlineRule {
  return afterRule(original, (state, made, start) => {
    const open = made.find((token) => token.type === 'link_open')
    if (open) resolveAddress(state, open, 'href', start)
  })
}
