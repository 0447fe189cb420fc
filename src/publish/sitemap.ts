import type { Output } from '../layout/layout.ts'
import { canonicalOf } from '../page/address.ts'
import type { Document } from '../page/document.ts'
import { isListed } from '../page/publication.ts'
import { timestampOf } from '../page/timestamp.ts'
import { escapeXml, XML_DECLARATION } from './xml.ts'

/** Addresses that one file may hold. */
const LIMIT = 50_000
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** The site's absolute address, '' where it is not known, and its pages. */
export interface SitemapParts {
  readonly url: string
  readonly documents: readonly Pick<Document, 'address' | 'output' | 'front'>[]
}

/**
 * `sitemap.xml`: the addresses of all pages, for search engines. They must be absolute, so a site without `url` has none.
 * More than fit into one file are divided into `sitemap-1.xml` and so on. https://www.sitemaps.org/protocol.html
 */
export function sitemapXml({ url, documents }: SitemapParts, limit = LIMIT): Output[] {
  if (url === '') return []
  const entries = documents.filter(isListed).map((document) => {
    const date = timestampOf(document.front.date)
    const changed = date === undefined ? '' : `<lastmod>${date.replace(/T00:00:00Z$/, '')}</lastmod>`
    return `<url><loc>${escapeXml(canonicalOf(document, url))}</loc>${changed}</url>\n`
  })
  const file = (path: string, list: readonly string[]): Output => ({
    path,
    text: `${XML_DECLARATION}<urlset ${NAMESPACE}>\n${list.join('')}</urlset>\n`,
  })
  if (entries.length === 0) return []
  if (entries.length <= limit) return [file('sitemap.xml', entries)]
  const parts = Array.from({ length: Math.ceil(entries.length / limit) }, (_, i) =>
    file(`sitemap-${i + 1}.xml`, entries.slice(i * limit, (i + 1) * limit)),
  )
  const list = parts.map(({ path }) => `<sitemap><loc>${escapeXml(`${url}/${path}`)}</loc></sitemap>\n`)
  return [
    {
      path: 'sitemap.xml',
      text: `${XML_DECLARATION}<sitemapindex ${NAMESPACE}>\n${list.join('')}</sitemapindex>\n`,
    },
    ...parts,
  ]
}
