import { decodeHTMLAttribute } from 'entities'
import { load } from '../../files/load.ts'
import { once } from '../../files/once.ts'
import { type Compilation, type Place, report } from '../compilation.ts'
import { isThemeId } from '../theme-ids.ts'

/**
 * Raw HTML of authors who are not trusted (`safe: true`): elements and attributes of an allow-list stay, others are taken
 * out and told. It runs on what `resolveRawHtml` made, piece by piece: a tag may be closed in another piece, so nothing is
 * balanced here, and marks of holes stand in attributes and text like any other characters.
 */

const EVERYWHERE = ['class', 'dir', 'hidden', 'id', 'lang', 'role', 'title']

const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'rel', 'hreflang', 'download'],
  audio: ['src', 'controls', 'preload'],
  blockquote: ['cite'],
  col: ['span'],
  colgroup: ['span'],
  data: ['value'],
  del: ['cite', 'datetime'],
  details: ['open'],
  img: ['src', 'alt', 'width', 'height', 'loading', 'decoding'],
  ins: ['cite', 'datetime'],
  li: ['value'],
  meter: ['value', 'min', 'max', 'low', 'high', 'optimum'],
  ol: ['start', 'reversed', 'type'],
  progress: ['value', 'max'],
  q: ['cite'],
  source: ['src', 'type'],
  td: ['colspan', 'rowspan', 'headers', 'align', 'valign'],
  th: ['colspan', 'rowspan', 'headers', 'scope', 'align', 'valign'],
  time: ['datetime'],
  track: ['src', 'kind', 'srclang', 'label', 'default'],
  video: ['src', 'poster', 'controls', 'preload', 'width', 'height'],
  ...Object.fromEntries(
    'abbr address article aside b bdi bdo big br caption center cite code dd dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i kbd mark p pre rp rt ruby s samp section small span strike strong sub summary sup table tbody tfoot thead tr tt u ul var wbr'
      .split(' ')
      .map((name) => [name, []]),
  ),
}

const ADDRESSES = new Set(['href', 'src', 'poster', 'cite'])
const ARIA = /^aria-[a-z]+$/
/** Their content is no text for readers: it goes with them. */
const WITH_CONTENT =
  /<(script|style|iframe|object|noscript|template|title|svg|math)\b[^>]{0,2000}>[\s\S]*?(?:<\/\1\s*>|$)/gi

interface Removed {
  readonly what: string
}

/** What the filter took out of the piece that it works on at this moment. */
const removed: Removed[] = []

/** Of the name, attributes and signs of a tag, without what stands between quotes. */
const LONGEST_TAG = 2000

/** Loaded for the first page of an author who is not trusted. */
const filter = once(() => {
  const { FilterXSS }: typeof import('xss') = load('xss')
  return new FilterXSS({
    whiteList: Object.fromEntries(
      Object.entries(ELEMENTS).map(([name, attributes]) => [name, [...EVERYWHERE, ...attributes]]),
    ),
    css: false,
    // The filter's time grows with the square of how many attributes a tag has.
    onTag: (name, written) => {
      if (written.length <= LONGEST_TAG || written.replace(/"[^"]*"|'[^']*'/g, '').length <= LONGEST_TAG)
        return undefined
      removed.push({ what: `<${name}>` })
      return ''
    },
    onIgnoreTag: (name, _html, { isClosing }) => {
      if (!isClosing) removed.push({ what: `<${name}>` })
      return ''
    },
    // It was told where the id was noted.
    onTagAttr: (_tag, name, value) => (name === 'id' && isThemeId(decodeHTMLAttribute(value)) ? '' : undefined),
    onIgnoreTagAttr: (_tag, name, value) => {
      if (ARIA.test(name)) return `${name}="${escapeAttribute(value)}"`
      removed.push({ what: name })
      return ''
    },
    safeAttrValue: (_tag, name, value) => {
      if (!ADDRESSES.has(name) || isSafeAddress(value)) return escapeAttribute(value)
      removed.push({ what: `${name}="${value}"` })
      return '#'
    },
  })
})

/** Quotes and brackets only: character references of the author, and of those who resolved them, stay what they are. */
const escapeAttribute = (value: string): string =>
  value.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A browser undoes character references and skips blanks before it reads the scheme. */
function isSafeAddress(written: string): boolean {
  const plain = written.replace(/[\s\p{Cc}\p{Cf}]/gu, '')
  // A colon may hide behind a reference: where there is one before any slash, the address is not taken.
  const [start = ''] = plain.split(/[/?#]/)
  if (/&(?!amp;|quot;|lt;|gt;)/i.test(start)) return false
  const scheme = /^([^:]*):/.exec(start)?.[1]?.toLowerCase()
  if (scheme === undefined) return true
  return /^(?:https?|mailto|tel)$/.test(scheme) || /^data:image\/(?:png|jpeg|gif|webp|avif);base64,/i.test(plain)
}

/** What a program gave as HTML, with what is allowed of it: without scripts, styles and event handlers, and without ids, which are the page's. */
export function sanitizeResult(markup: string): string {
  const safe = filter().process(markup.replace(WITH_CONTENT, ''))
  removed.length = 0
  return safe.replace(/(<[a-z][^<>]*?) id="[^"]*"/gi, '$1')
}

/** A piece of raw HTML with what is allowed of it. */
export function sanitizeHtml(compilation: Compilation, markup: string, place: Place): string {
  removed.length = 0
  const without = markup.replace(WITH_CONTENT, (_written, name: string) => {
    removed.push({ what: `<${name.toLowerCase()}>` })
    return ''
  })
  const safe = filter().process(without)
  for (const what of new Set(removed.splice(0).map((item) => item.what)))
    report(compilation, 'html/not-allowed', `\`${what}\` is not allowed in pages of this site, and is left out.`, {
      span: place(),
      hint: 'the site has `safe: true`: write Markdown, or ask whoever looks after the site',
    })
  return safe
}
