import type { Output, PageOutput } from '../layout/layout.ts'
import { feedXml } from './feed.ts'
import { llmsTxt } from './llms.ts'
import { markdownPages } from './markdown-pages.ts'
import { notFoundPage } from './not-found.ts'
import type { Published } from './published.ts'
import { robotsTxt } from './robots.ts'
import { sitemapXml } from './sitemap.ts'

/** Files that are made of the whole site, for machines and for search. A file of the author's at the same path wins. */
export function publishFiles(site: Published): (Output | PageOutput)[] {
  return [
    ...notFoundPage(site),
    ...sitemapXml({ url: site.theme.settings.url, documents: site.articles.map(({ document }) => document) }),
    ...robotsTxt(site),
    ...feedXml(site),
    ...llmsTxt(site),
    ...markdownPages(site),
  ]
}
