import { decodeHTML } from 'entities'
import { withoutSolutions } from '../markdown/text/without-answers.ts'
import { withoutHidden } from '../markdown/text/without-hidden.ts'

/** About as long as search engines show. */
const LENGTH = 160

/** Pieces of a page that mostly hold its first paragraph. */
const FIRST = 8

/** A sentence or two about a linked page: the text of its first paragraph that has some, cut at a word. */
export const summaryOf = (pieces: readonly string[]): string =>
  firstText(pieces.slice(0, FIRST).join('')) || (pieces.length > FIRST ? firstText(pieces.join('')) : '')

/** The text of the first paragraph that has some and is there as a whole. */
function firstText(written: string): string {
  const html = withoutSolutions(withoutHidden(written))
  const opening = /<(p|nav)(?:\s([^>]{0,2000}))?>/g
  for (let match = opening.exec(html); match; match = opening.exec(html)) {
    const start = match.index + match[0].length
    const end = html.indexOf(`</${match[1]}>`, start)
    if (end < 0) return ''
    // A table of contents, and the title of an alert or of a tab, say nothing of the page.
    if (match[1] === 'nav' || /\bclass="[\w-]+-title"/.test(match[2] ?? '')) {
      opening.lastIndex = end
      continue
    }
    const inside = html.slice(start, end)
    const text = plainBeginning(inside) ?? textOf(inside)
    if (text !== '') return copyOf(cutAtWord(text))
    opening.lastIndex = end
  }
  return ''
}

/** The text before the first tag or entity, where that is enough; of a longer text nothing else is shown. */
function plainBeginning(html: string): string | undefined {
  const end = html.search(/[<&]/)
  if (end < 0) return oneLine(html)
  const text = end > LENGTH ? oneLine(html.slice(0, end)) : ''
  return text.length > LENGTH ? text : undefined
}

/** A text by itself: a part of the page's text would keep the whole of it in memory. */
const copyOf = (text: string): string => (text.isWellFormed() ? Buffer.from(text).toString() : text)

/** A text with single spaces only. Most spaces are single ones already: they are not looked at. */
export const oneLine = (text: string): string => text.replace(/[^\S ]\s*| \s+/g, ' ').trim()

/** The text of some HTML, without what is only for the eye or for other software. */
const textOf = (html: string): string =>
  oneLine(
    decodeHTML(
      LEFT_OUT.reduce((text, [opening, end]) => without(text, opening, end), html)
        .replace(/<math\b[^>]*? data-tex="([^"]*)"[^>]*>[\s\S]*?<\/math>/g, (_, tex: string) =>
          tex.replace(/\s*\\label\s*\{[^{}]*\}/g, ''),
        )
        .replace(/<sup>(-?\d+)<\/sup>/g, '^$1')
        .replace(/<br\s*\/?>/gi, ' ')
        .replace(/<\/?[a-z](?:[^<>"']|"[^"]*"|'[^']*'){0,2000}>/gi, ''),
    ),
  )

const LEFT_OUT: readonly (readonly [opening: RegExp, end: RegExp])[] = [
  ...['script', 'style', 'svg', 'annotation'].map(
    (name) => [new RegExp(`<${name}\\b`, 'gi'), new RegExp(`</${name}>`, 'gi')] as const,
  ),
  [/<sup class="footnote-ref">/g, /<\/sup>/g],
  [/<!--/g, /-->/g],
]

/** A text without the pieces from each opening to the next end behind it; what never ends stays. */
function without(text: string, opening: RegExp, end: RegExp): string {
  let kept = ''
  let at = 0
  opening.lastIndex = 0
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    end.lastIndex = opening.lastIndex
    const close = end.exec(text)
    if (!close) break
    kept += text.slice(at, match.index)
    at = opening.lastIndex = end.lastIndex
  }
  return kept + text.slice(at)
}

/** The text, or its first words and an ellipsis; scripts without spaces are cut between characters. */
export function cutAtWord(text: string, length = LENGTH): string {
  if (text.length <= length) return text
  const head = text.slice(0, length)
  const space = head.lastIndexOf(' ')
  const cut = space > length / 2 ? head.slice(0, space) : head.replace(/[\uD800-\uDBFF]$/, '')
  return `${cut.replace(/[\s,;:.–—-]+$/, '')}…`
}
