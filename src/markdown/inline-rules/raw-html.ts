import { MARKDOWN_ATTRIBUTE, openingAt } from '../block-rules/tags.ts'
import { compilationOf } from '../compilation.ts'
import { inlinePlace } from '../inline-place.ts'
import { closeElement } from '../raw-html/open-elements.ts'
import { followInlineLink } from '../raw-html/raw-links.ts'
import { resolveRawHtml } from '../raw-html/resolve-raw-html.ts'
import { sanitizeHtml } from '../raw-html/sanitize.ts'
import type { InlineRule } from '../rule-rows.ts'
import { afterRule } from './after-rule.ts'

const RAW_TAG = /^<(\/?)(pre|script|style|textarea)[\s/>]/i

/**
 * Tags in text, whose addresses and references are resolved:
 *
 *     Press <kbd>F5</kbd>, or look at <a href="%url:basics%">the basics</a>.
 */
export function rawHtmlRule(original: InlineRule): InlineRule {
  return afterRule(original, (state, made, start) => {
    const tag = made.find((token) => token.type === 'html_inline')
    if (!tag) return
    const compilation = compilationOf(state.env)
    const { inline, source } = compilation
    const opening = openingAt(tag.content, 0, tag.content.length)
    const raw = RAW_TAG.exec(tag.content)
    const written = tag.content
    // Text in a line is Markdown anyway.
    if (opening && compilation.rawElement === undefined) tag.content = written.replace(MARKDOWN_ATTRIBUTE, '')
    const sanitize = (): void => {
      if (compilation.settings.safe)
        tag.content = sanitizeHtml(
          compilation,
          tag.content,
          inlinePlace(compilation, written, start, start + written.length),
        )
    }
    if (compilation.rawElement !== undefined) {
      if (raw?.[1] && raw[2]?.toLowerCase() === compilation.rawElement) {
        closeElement(compilation, compilation.rawElement, inlinePlace(compilation, tag.content, start, state.pos))
        compilation.rawElement = undefined
      }
      sanitize()
      return
    }
    const origin = inline?.origin ?? { source, start: source.offset, end: source.text.length }
    tag.content = resolveRawHtml(compilation, tag.content, origin, inline?.content ?? tag.content, start)
    followInlineLink(compilation, written, state.src, start)
    sanitize()
    if (raw && !raw[1]) compilation.rawElement = raw[2]?.toLowerCase()
  })
}
