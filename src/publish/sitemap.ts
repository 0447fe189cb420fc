import type { Output } from '../layout/layout.ts'
import { escapeHtml } from '../markdown/html.ts'
import { canonicalOf } from '../page/address.ts'
import type { Published } from './published.ts'

/**
 * `sitemap.xml`: the addresses of all pages, for search engines. They must be absolute, so a site without `url` has none.
 * https://www.sitemaps.org/protocol.html
 */
export function sitemapXml({ settings, articles }: Published): Output[] {
  if (settings.url === '') return []
  const entries = articles
    .filter(({ document }) => document.output !== '404.html')
    .map(({ document }) => {
      const date = /^\d{4}-\d{2}-\d{2}/.exec(document.front.date ?? '')?.[0]
      const changed = date === undefined ? '' : `<lastmod>${date}</lastmod>`
      return `<url><loc>${escapeHtml(canonicalOf(document, settings.url))}</loc>${changed}</url>\n`
    })
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('')}</urlset>\n`
  return [{ path: 'sitemap.xml', text }]
}
