import type { Output } from '../layout/layout.ts'
import type { Published } from './published.ts'
import { sitemapXml } from './sitemap.ts'
import { themeCss } from './theme-css.ts'

/** Files that are made of the whole site, for machines and for search. A file of the author's at the same path wins. */
export function publishFiles(site: Published): Output[] {
  return [...themeCss(site), ...sitemapXml(site)]
}
