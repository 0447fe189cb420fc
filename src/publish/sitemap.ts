import { onceFor } from '../files/once.ts'
import type { Output } from '../layout/layout.ts'
import { canonicalOf } from '../page/address.ts'
import type { Document } from '../page/document.ts'
import { isListed } from '../page/publication.ts'
import { timestampOf } from '../page/timestamp.ts'
import { escapeXml, XML_DECLARATION } from './xml.ts'

/** What one file may hold, as the protocol says: addresses, and bytes. */
const LIMITS = { addresses: 50_000, bytes: 50 * 1024 * 1024 }
/** Of the addresses in other languages: https://developers.google.com/search/docs/specialty/international/localized-versions */
const XHTML = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** A page in one of its languages. */
export interface Alternate {
  readonly lang: string
  readonly url: string
}

/** The site's absolute address, '' where it is not known, and its pages. */
export interface SitemapParts {
  readonly url: string
  readonly documents: readonly Pick<Document, 'address' | 'output' | 'front' | 'changed'>[]
  /** The addresses of a page in all languages, its own among them; there are none for a site of one. The same list is the same object. */
  readonly alternates?: (document: Pick<Document, 'address'>) => readonly Alternate[]
}

/**
 * `sitemap.xml`: the addresses of all pages, for search engines. They must be absolute, so a site without `url` has none.
 * More than fit into one file are divided into `sitemap-1.xml` and so on. https://www.sitemaps.org/protocol.html
 */
export function sitemapXml({ url, documents, alternates }: SitemapParts, limits = LIMITS): Output[] {
  if (url === '') return []
  const linksOf = onceFor(alternateLinks)
  const entries = documents.filter(isListed).map((document) => {
    const date = document.changed || timestampOf(document.front.date)
    const changed = date === undefined ? '' : `<lastmod>${date.replace(/T00:00:00Z$/, '')}</lastmod>`
    return `<url><loc>${escapeXml(canonicalOf(document, url))}</loc>${changed}${alternates ? linksOf(alternates(document)) : ''}</url>\n`
  })
  const file = (path: string, list: readonly string[]): Output => ({
    path,
    text: `${XML_DECLARATION}<urlset ${NAMESPACE}${alternates ? XHTML : ''}>\n${list.join('')}</urlset>\n`,
  })
  if (entries.length === 0) return []
  const lists = divide(entries, limits)
  if (lists.length === 1) return [file('sitemap.xml', entries)]
  const parts = lists.map((list, i) => file(`sitemap-${i + 1}.xml`, list))
  const list = parts.map(({ path }) => `<sitemap><loc>${escapeXml(`${url}/${path}`)}</loc></sitemap>\n`)
  return [
    {
      path: 'sitemap.xml',
      text: `${XML_DECLARATION}<sitemapindex ${NAMESPACE}>\n${list.join('')}</sitemapindex>\n`,
    },
    ...parts,
  ]
}

const alternateLinks = (list: readonly Alternate[]): string =>
  list
    .map(({ lang, url }) => `<xhtml:link rel="alternate" hreflang="${escapeXml(lang)}" href="${escapeXml(url)}"/>`)
    .join('')

/** Bytes of a file beside its entries; more than there are. */
const FRAME = 1024

function divide(entries: readonly string[], { addresses, bytes }: typeof LIMITS): readonly (readonly string[])[] {
  const lists: string[][] = []
  let list: string[] | undefined
  let size = FRAME
  for (const entry of entries) {
    const length = Buffer.byteLength(entry)
    if (!list || list.length === addresses || size + length > bytes) {
      list = []
      lists.push(list)
      size = FRAME
    }
    list.push(entry)
    size += length
  }
  return lists
}
