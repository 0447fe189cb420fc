import type { Output } from '../layout/layout.ts'
import type { Listing } from './published.ts'

/** `robots.txt`: everything may be read, and where the list of all pages is. https://www.rfc-editor.org/rfc/rfc9309 */
export function robotsTxt({ theme: { settings } }: Listing): Output[] {
  const sitemap = settings.url === '' ? '' : `\nSitemap: ${settings.url}/sitemap.xml\n`
  return [{ path: 'robots.txt', text: `User-agent: *\nAllow: /\n${sitemap}` }]
}
