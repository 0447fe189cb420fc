import type { SectionText } from '../../search/format.ts'

/**
 * The sections of a page's HTML, as plain text: each heading with an id begins one. Left out is what is no text of the
 * page: scripts, the table of contents, the permalinks of headings.
 */

const TAG = /<(?:!--[\s\S]*?(?:-->|$)|(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*'){0,2000})>)/g
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
  for (const match of html.matchAll(TAG)) {
    const [whole, slash, name, attributes = ''] = match
    if (match.index > last) add(html.slice(last, match.index))
    last = match.index + whole.length
    if (name === undefined) continue
    const tag = name.toLowerCase()
    if (leftOut) {
      if (tag === leftOut.tag) leftOut.depth += slash ? -1 : 1
      if (leftOut.depth === 0) leftOut = undefined
      continue
    }
    if (!INLINE.has(tag)) add(' ')
    if (slash) {
      if (tag === inHeading) inHeading = undefined
    } else if (HEADING.test(tag)) {
      const anchor = /\sid="([^"]*)"/.exec(attributes)?.[1]
      if (anchor === undefined) continue
      finish()
      id = decode(anchor)
      inHeading = tag
    } else if (!VOID.has(tag) && (LEFT_OUT.has(tag) || LEFT_OUT_CLASS.test(attributes))) leftOut = { tag, depth: 1 }
  }
  add(html.slice(last))
  finish()
  return sections
}

const plain = (text: string): string => decode(text.replace(/\s+/g, ' ').trim())

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
