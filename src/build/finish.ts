import type { Settings } from '../config/settings.ts'
import type { Theme } from '../layout/layout.ts'
import type { Document } from '../page/document.ts'
import { hasMarkdown } from '../page/publication.ts'
import { markdownPage, takeMarkdown } from '../publish/markdown-pages.ts'
import { type FoundPage, foundPage, isSearched, textAgain } from '../publish/search/search-index.ts'
import type { Article } from '../site/link.ts'
import type { Site } from '../site/site.ts'
import { lexiconOf } from './known-words.ts'
import { LateArticle } from './late-article.ts'
import type { Session } from './session.ts'
import { type Compiled, layoutOne, linkMade, linkOne, madePages } from './stages.ts'

/**
 * Pages of a large site are linked and laid out one by one, ahead of the stages of all pages, which then find it done: so
 * no more than one of them lies in memory as a whole.
 */

/** What pages are finished with. */
export interface FinishParts {
  readonly settings: Settings
  readonly site: Site
  readonly theme: Theme
  /** Of the theme. */
  readonly key: string
  readonly world: string
  readonly documents: readonly Compiled[]
}

/** Links a page and lays it out, takes from it what is published, and lets go of it. */
export function finishPage(session: Session, parts: FinishParts, compiled: Compiled): void {
  const { settings, site, theme, key, world } = parts
  const { document } = compiled
  const linked = linkOne(session, settings, site, compiled, world, true)
  const article = linked.outcome.value
  layoutOne(session, theme, key, article, String(linked.version))
  // What an earlier build linked is mostly not read at all.
  if (!linked.fresh) return
  const later = linkedLater(session, document, article.summary, settings)
  if (settings.search && isSearched(document)) takeFound(session, later, foundPage(article, lexiconOf(session)))
  if (hasMarkdown(document, settings)) takeMarkdown(later, markdownPage(article))
  session.linked.replace(document.path, later)
}

/** Takes over what was found of a page, with its text put aside. */
export function takeFound({ search, state }: Session, article: Article, { text, ...entry }: FoundPage): void {
  const content = state.spool.keep(text)
  search.pages.set(article, { ...entry, text: () => content() ?? textAgain(article) })
}

/** Links and lays out the pages that Lectern makes. */
export function finishMade(session: Session, { settings, site, theme, key, world }: FinishParts): void {
  for (const page of madePages(session, settings, site)) {
    const linked = linkMade(session, settings, site, page, world)
    layoutOne(session, theme, key, linked.outcome.value, String(linked.version))
  }
}

/**
 * A linked page of which the rest is made again where somebody wants more than its summary. The site of that moment is asked:
 * while the page is remembered it answers the same, and none of an earlier build is held.
 */
export const linkedLater = (
  { siteOfTheMoment }: Session,
  document: Document,
  summary: string,
  settings: Pick<Settings, 'portable' | 'base'>,
): Article => new LateArticle(document, summary, settings, siteOfTheMoment)
