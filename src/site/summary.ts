import { decodeHTML } from 'entities'

/** About as long as search engines show. */
const LENGTH = 160

/** A sentence or two about a linked page: the text of its first paragraph that has some, cut at a word. */
export function summaryOf(html: string): string {
  const paragraph = /<p(?:\s[^>]*)?>([\s\S]*?)<\/p>/g
  for (let match = paragraph.exec(html); match; match = paragraph.exec(html)) {
    const text = textOf(match[1] ?? '')
    if (text !== '') return cutAtWord(text)
  }
  return ''
}

/** The text of some HTML, without what is only for the eye or for other software. */
const textOf = (html: string): string =>
  decodeHTML(
    html
      .replace(/<(script|style|svg|annotation)\b[\s\S]*?<\/\1>/gi, '')
      .replace(/<sup class="footnote-ref">[\s\S]*?<\/sup>/g, '')
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/<br\s*\/?>/gi, ' ')
      .replace(/<\/?[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi, ''),
  )
    .replace(/\s+/g, ' ')
    .trim()

/** The text, or its first words and an ellipsis; scripts without spaces are cut between characters. */
export function cutAtWord(text: string, length = LENGTH): string {
  if (text.length <= length) return text
  const head = text.slice(0, length)
  const space = head.lastIndexOf(' ')
  const cut = space > length / 2 ? head.slice(0, space) : head.replace(/[\uD800-\uDBFF]$/, '')
  return `${cut.replace(/[\s,;:.–—-]+$/, '')}…`
}
