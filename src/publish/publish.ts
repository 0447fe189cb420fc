import type { Output } from '../layout/layout.ts'
import type { Published } from './published.ts'
import { searchIndex } from './search/search-index.ts'
import { sitemapXml } from './sitemap.ts'

/** Files that are made of the whole site, for machines and for search. A file of the author's at the same path wins. */
export function publishFiles(site: Published): Output[] {
  return [...sitemapXml(site), ...searchFiles(site)]
}

/** The search index, of all pages but those that say otherwise. */
function searchFiles({ settings, articles, search }: Published): readonly Output[] {
  if (!settings.search) return []
  const shown = articles.filter(
    ({ document: { path, front, output } }) => path !== '' && output !== '404.html' && (front.search ?? true),
  )
  return searchIndex(shown, search)
}
