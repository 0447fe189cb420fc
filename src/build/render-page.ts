import type { Settings } from '../config/settings.ts'
import type { SettingsOf } from '../config/settings-by-stage.ts'
import type { Theme } from '../layout/layout.ts'
import type { Document } from '../page/document.ts'
import { hasMarkdown } from '../page/publication.ts'
import { markdownPage, takeMarkdown } from '../publish/markdown-pages.ts'
import { type FoundPage, foundPage, isSearched, textAgain } from '../publish/search/search-index.ts'
import type { Article } from '../site/link.ts'
import type { Site } from '../site/site.ts'
import { lexiconOf } from './known-words.ts'
import { LazyArticle } from './lazy-article.ts'
import type { Session } from './session.ts'
import type { Compiled } from './stages/compile.ts'
import { layoutOne } from './stages/layout.ts'
import { generatedPages, linkGenerated, linkOne } from './stages/link.ts'

/**
 * Pages of a large site are linked and laid out one by one, precomputed of the stages of all pages, which then find it done: so
 * no more than one of them lies in memory as a whole.
 */

/** What pages are finished with. */
export interface RenderParts {
  readonly settings: Settings
  readonly site: Site
  readonly theme: Theme
  /** Of the theme. */
  readonly key: string
  readonly dependencyDigest: string
  readonly documents: readonly Compiled[]
}

/** Links a page and lays it out, takes from it what is published, and lets go of it. */
export function renderPage(session: Session, parts: RenderParts, compiled: Compiled): void {
  const { settings, site, theme, key, dependencyDigest } = parts
  const { document } = compiled
  const linked = linkOne(session, settings, site, compiled, dependencyDigest, true)
  const article = linked.outcome.value
  layoutOne(session, theme, key, article, String(linked.version))
  // What an earlier build linked is mostly not read at all.
  if (!linked.fresh) return
  const later = lazyArticle(session, document, article.summary, settings)
  const publishes = session.analysesOnly !== true
  if (publishes && settings.search && isSearched(document))
    takeFound(session, later, foundPage(article, lexiconOf(session)))
  if (publishes && hasMarkdown(document, settings)) takeMarkdown(later, markdownPage(article))
  session.linked.replace(document.path, later)
}

/** Takes over what was found of a page, with its text put aside. */
export function takeFound({ search, state }: Session, article: Article, { text, ...entry }: FoundPage): void {
  const content = state.spill.keep(text)
  const words = search.keepWords(entry.words)
  search.pages.set(article, { ...entry, words, text: () => content() ?? textAgain(article) })
}

/** Links and lays out the pages that Lectern makes. */
export function renderGenerated(session: Session, { settings, site, theme, key, dependencyDigest }: RenderParts): void {
  for (const page of generatedPages(session, settings, site)) {
    const linked = linkGenerated(session, settings, site, page, dependencyDigest)
    layoutOne(session, theme, key, linked.outcome.value, String(linked.version))
  }
}

/**
 * A linked page of which all but the summary is made again when it is asked for. The latest site is asked:
 * while the page is remembered it answers the same, and none of an earlier build is held.
 */
export const lazyArticle = (
  { siteOfTheMoment }: Session,
  document: Document,
  summary: string,
  settings: SettingsOf<'link'>,
): Article => new LazyArticle(document, summary, settings, siteOfTheMoment)
