import type { Compilation, Place } from '../compilation.ts'
import { inlinePlace } from '../inline-place.ts'
import { tellLinkText } from '../link-text.ts'

/**
 * The words of links in raw HTML:
 *
 *     Click <a href="loops.md">here</a>.
 */

const OPENING = /^<a(?=\s)((?:[^<>"']|"[^"]*"|'[^']*')*)>$/i
/** What gives a link, or something in it, a name that is not its text; and what keeps it from those who listen. */
const NAMED = /\s(?:aria-label|aria-labelledby|aria-hidden|title|hidden)(?=[\s=/>]|$)/i
const WORDS_OF_PICTURE = /\salt\s*=\s*(?:"\s*[^"\s]|'\s*[^'\s]|[^\s"'=<>`])/i

/** Checks a link in raw HTML: the attributes of its start tag, and what stands between that and its end tag. */
export function checkRawLink(compilation: Compilation, attributes: string, inner: string, place: Place): void {
  if (!/\shref\s*=/i.test(attributes) || NAMED.test(attributes)) return
  const isEmpty = /\shref\s*=\s*(?:""|'')/i.test(attributes)
  const tags = inner.match(/<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi) ?? []
  // A picture without `alt` was told of.
  const speaks = (tag: string): boolean =>
    NAMED.test(tag) || WORDS_OF_PICTURE.test(tag) || (/^<img\b/i.test(tag) && !/\salt(?=[\s=/>])/i.test(tag))
  const isNamed = tags.some(speaks) || /!\[/.test(inner)
  if (isNamed && !isEmpty) return
  const text = inner.replace(/<!--.*?-->/gs, '').replace(/<\/?[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi, '')
  tellLinkText(compilation, isEmpty ? undefined : text.replace(/&nbsp;|&#160;/g, ' '), place)
}

/** Follows a tag of raw HTML in inline text, which stands in `content` from `start` on: a link is checked where it ends. */
export function followInlineLink(compilation: Compilation, tag: string, content: string, start: number): void {
  const attributes = OPENING.exec(tag)?.[1]
  const { rawLink } = compilation
  if (attributes !== undefined) {
    const end = start + tag.length
    compilation.rawLink = { content, attributes, end, place: inlinePlace(compilation, tag, start, end) }
  } else if (/^<\/a\s*>$/i.test(tag)) {
    compilation.rawLink = undefined
    if (rawLink?.content === content)
      checkRawLink(compilation, rawLink.attributes, content.slice(rawLink.end, start), rawLink.place)
  }
}
