import { languageOfPath } from '../config/languages.ts'
import { groupBy } from '../diagnostics/group-by.ts'
import type { BytesOutput, Output } from '../layout/layout.ts'
import type { Document } from '../page/document.ts'
import { hasMarkdown, markdownPathOf } from '../page/publication.ts'
import { feedXml } from './feed.ts'
import { languageListings, sitemapParts, sourceRedirect } from './languages.ts'
import { llmsTxt } from './llms.ts'
import { markdownPages } from './markdown-pages.ts'
import { notFoundPage } from './not-found.ts'
import type { Listing, Published } from './published.ts'
import { robotsTxt } from './robots.ts'
import { scriptWordFiles } from './script-words.ts'
import { firstSearchFile, isSearched, searchIndex } from './search/search-index.ts'
import { sitemapXml } from './sitemap.ts'
import { solvablePages } from './solvable-pages.ts'
import { speculationRules } from './speculation-rules.ts'
import { styleSheets } from './style-sheets.ts'

/** Files that are made of the whole site, for machines and for search. A file of the author's at the same path wins. */
export const publishFiles = (site: Published): (Output | BytesOutput)[] => [
  ...filesFromMetadata(site),
  ...filesFromContent(site),
]

/** Those that list the pages: made of settings, theme, what other pages can know of a page, and its summary. */
export const filesFromMetadata = (site: Listing): Output[] => [
  ...scriptWordFiles(site),
  ...solvablePages(site),
  ...notFoundPage(site),
  ...sitemapXml(sitemapParts(site)),
  ...robotsTxt(site),
  ...languageListings(site).flatMap((part) => [...feedXml(part), ...llmsTxt(part)]),
  ...sourceRedirect(site),
  ...speculationRules(site),
]

/** Those that are made of the texts of pages. */
export const filesFromContent = (site: Published): (Output | BytesOutput)[] => [
  ...markdownPages(site),
  ...styleSheets(site),
  ...searchFiles(site),
]

/** The search index, of all pages but those that say otherwise. */
function searchFiles({ theme, articles, search }: Published): readonly (Output | BytesOutput)[] {
  if (!theme.settings.search) return []
  return searchedPages(theme.settings, articles).flatMap(([folder, pages]) => searchIndex(pages, search, folder))
}

/** The pages of each index, and its folder: there is one for each language. */
function searchedPages<Page extends { readonly document: Pick<Document, 'path' | 'front' | 'output'> }>(
  settings: Listing['theme']['settings'],
  pages: readonly Page[],
): readonly (readonly [folder: string, pages: readonly Page[]])[] {
  const searched = pages.filter(({ document }) => isSearched(document))
  const { languages } = settings
  if (languages.length === 0) return [['', searched]]
  const parts = groupBy(searched, ({ document }) => languageOfPath(document.path, settings)?.language.code ?? '')
  return languages.map(({ code }) => [`${code}/`, parts.get(code) ?? []])
}

/**
 * Paths of the files that a site publishes beside its pages, without making those of texts. Of a search index the first stands
 * for all: how many there are depends on what is in them.
 */
export function publishedPaths(
  site: Omit<Listing, 'articles'>,
  documents: readonly Pick<
    Document,
    'path' | 'address' | 'output' | 'title' | 'front' | 'changed' | 'solvable' | 'styles'
  >[],
): readonly string[] {
  const articles = documents.map((document) => ({ document, summary: '' }))
  const markdown = documents
    .filter((document) => hasMarkdown(document, site.theme.settings))
    .map((document) => markdownPathOf(document, site.theme.settings))
  const { settings } = site.theme
  const searchIndexes = settings.search ? searchedPages(settings, articles) : []
  return [
    ...[...filesFromMetadata({ ...site, articles }), ...styleSheets({ ...site, articles })].map(({ path }) => path),
    ...markdown,
    ...searchIndexes.map(([folder, { length }]) => firstSearchFile(folder, length)),
  ]
}
