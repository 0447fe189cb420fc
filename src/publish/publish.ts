import type { BytesOutput, Output } from '../layout/layout.ts'
import type { Document } from '../page/document.ts'
import { hasMarkdown, markdownPathOf } from '../page/publication.ts'
import { feedXml } from './feed.ts'
import { llmsTxt } from './llms.ts'
import { markdownPages } from './markdown-pages.ts'
import { notFoundPage } from './not-found.ts'
import type { Listing, Published } from './published.ts'
import { robotsTxt } from './robots.ts'
import { scriptWordFiles } from './script-words.ts'
import { isSearched, searchIndex } from './search/search-index.ts'
import { sitemapXml } from './sitemap.ts'
import { speculationRules } from './speculation-rules.ts'
import { styleSheet } from './style-sheet.ts'

/** Files that are made of the whole site, for machines and for search. A file of the author's at the same path wins. */
export const publishFiles = (site: Published): (Output | BytesOutput)[] => [
  ...filesFromMetadata(site),
  ...filesFromContent(site),
]

/** Those that list the pages: made of settings, theme, what other pages can know of a page, and its summary. */
export const filesFromMetadata = (site: Listing): Output[] => [
  ...scriptWordFiles(site),
  ...notFoundPage(site),
  ...sitemapXml({ url: site.theme.settings.url, documents: site.articles.map(({ document }) => document) }),
  ...robotsTxt(site),
  ...feedXml(site),
  ...llmsTxt(site),
  ...speculationRules(site),
]

/** Those that are made of the texts of pages. */
export const filesFromContent = (site: Published): (Output | BytesOutput)[] => [
  ...markdownPages(site),
  ...styleSheet(site),
  ...searchFiles(site),
]

/** The search index, of all pages but those that say otherwise. */
function searchFiles({ theme, articles, search }: Published): readonly (Output | BytesOutput)[] {
  if (!theme.settings.search) return []
  return searchIndex(
    articles.filter(({ document }) => isSearched(document)),
    search,
  )
}

/**
 * Paths of the files that a site publishes beside its pages, without making those of texts. Those of the search index are not among
 * them: their names depend on what is in them.
 */
export function publishedPaths(
  site: Omit<Listing, 'articles'>,
  documents: readonly Pick<Document, 'path' | 'address' | 'output' | 'title' | 'front' | 'changed' | 'styles'>[],
): readonly string[] {
  const articles = documents.map((document) => ({ document, summary: '' }))
  const markdown = documents
    .filter((document) => hasMarkdown(document, site.theme.settings))
    .map((document) => markdownPathOf(document, site.theme.settings))
  return [
    ...[...filesFromMetadata({ ...site, articles }), ...styleSheet({ ...site, articles })].map(({ path }) => path),
    ...markdown,
  ]
}
