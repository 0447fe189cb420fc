import type { SectionText } from '../../search/format.ts'
import { oneLine } from '../../site/summary.ts'

/**
 * The sections of a page's HTML, as plain text: each heading with an id begins one. Left out is what is no text of the
 * page: scripts, the table of contents, the permalinks of headings.
 */

const HEADING = /^h[1-6]$/
/** Elements inside of a line: no space is put in their place. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var wbr mi mo mn mtext mrow msup msub'.split(
    ' ',
  ),
)
const LEFT_OUT = new Set(['script', 'style', 'template', 'svg', 'annotation', 'button', 'iframe'])
const LEFT_OUT_CLASS = /\sclass="(?:toc|anchor)"/
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/** Splits a page into its sections. The first one has no heading; it may be empty. */
export function pageSections(html: string): SectionText[] {
  const sections: SectionText[] = []
  let id = ''
  let heading = ''
  let text = ''
  let inHeading: string | undefined
  let leftOut: { readonly tag: string; depth: number } | undefined
  let last = 0
  const add = (part: string): void => {
    if (leftOut || part === '') return
    if (inHeading === undefined) text += part
    else heading += part
  }
  const finish = (): void => {
    sections.push([id, plain(heading), plain(text)])
    heading = ''
    text = ''
  }
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', Math.max(last, at + 1))) {
    const end = tagEnd(html, at)
    if (end === undefined) continue
    if (at > last) add(html.slice(last, at))
    last = end
    const isEnd = html.charCodeAt(at + 1) === SLASH
    const nameStart = isEnd ? at + 2 : at + 1
    const nameEnd = endOfName(html, nameStart)
    if (nameEnd === nameStart) continue
    const tag = html.slice(nameStart, nameEnd).toLowerCase()
    if (leftOut) {
      if (tag === leftOut.tag) leftOut.depth += isEnd ? -1 : 1
      if (leftOut.depth === 0) leftOut = undefined
      continue
    }
    if (!INLINE.has(tag)) add(' ')
    if (isEnd) {
      if (tag === inHeading) inHeading = undefined
    } else if (HEADING.test(tag)) {
      const anchor = /\sid="([^"]*)"/.exec(html.slice(nameEnd, end))?.[1]
      if (anchor === undefined) continue
      finish()
      id = decode(anchor)
      inHeading = tag
    } else if (!VOID.has(tag) && (LEFT_OUT.has(tag) || isLeftOutClass(html, nameEnd, end))) leftOut = { tag, depth: 1 }
  }
  add(html.slice(last))
  finish()
  return sections
}

const SLASH = 0x2f
const QUOTES = /["']/
/** A comment, or a tag with attributes in quotes. */
const TAG = /<(?:!--[\s\S]*?(?:-->|$)|\/?[a-zA-Z][a-zA-Z0-9-]*(?:[^>"']|"[^"]*"|'[^']*'){0,2000}>)/y

/** Where a tag or a comment ends that begins at a place; undefined where none does. */
function tagEnd(html: string, at: number): number | undefined {
  const code = html.charCodeAt(at + 1)
  const end = html.indexOf('>', at) + 1
  // Most tags: what is before the first `>` says that it is the end.
  if (end > 0 && end - at < MOST_PLAIN && isLetter(code === SLASH ? html.charCodeAt(at + 2) : code)) {
    const inside = html.slice(at, end)
    if (!QUOTES.test(inside) || PLAIN.test(inside)) return end
  }
  TAG.lastIndex = at
  return TAG.test(html) ? TAG.lastIndex : undefined
}

/** A tag with one attribute. */
const PLAIN = /^<[a-zA-Z][a-zA-Z0-9-]*[^"'>]*"[^"]*">$/
/** Longer tags are looked at more closely. */
const MOST_PLAIN = 1000

const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)

/** Where a name ends: letters, digits and hyphens, a letter first. */
function endOfName(html: string, start: number): number {
  if (!isLetter(html.charCodeAt(start))) return start
  for (let i = start + 1; ; i++) {
    const code = html.charCodeAt(i)
    if (!(isLetter(code) || (code >= 0x30 && code <= 0x39) || code === 0x2d)) return i
  }
}

/** Whether the attributes of a tag say that it is no text of the page. */
const isLeftOutClass = (html: string, from: number, to: number): boolean =>
  to - from > 1 && LEFT_OUT_CLASS.test(html.slice(from, to))

const plain = (text: string): string => decode(oneLine(text))

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['nbsp', ' '],
])

const decode = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi,
        (written, decimal, hexadecimal, name: string | undefined) => {
          if (name !== undefined) return NAMED.get(name) ?? written
          const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
          return code <= 0x10ffff ? String.fromCodePoint(code) : written
        },
      )
    : text
