import type { KnownWords } from '../cache/search-words.ts'
import type { Lexicon } from '../publish/search/lexicon.ts'
import { isSearched, textAgain } from '../publish/search/search-index.ts'
import { type Article, nameOf } from '../site/link.ts'
import type { Session } from './session.ts'

/** The words of this share of the pages are found anew in each build, rather than that those of all are written again. */
const MOST_UNKNOWN = 0.01

/**
 * The words of the site, to count those of a page. They begin with those that an earlier process knew, so that words have
 * the numbers that they had: else those of all pages have to be translated.
 */
export function lexiconOf(session: Session): Lexicon {
  knownWords(session)
  return session.search.lexicon
}

/** What an earlier process knew of the words of pages. */
function knownWords({ cache, search, state }: Session): KnownWords {
  state.knownWords ??= cache?.words(search.lexicon) ?? new Map<string, never>()
  return state.knownWords
}

/** Takes over what an earlier process knew of the words of pages; says whether it knew little of the pages as they are. */
export function restoreSearch(session: Session, articles: readonly Article[], versions: readonly string[]): boolean {
  const { search, state } = session
  const entries = knownWords(session)
  state.knownWords = undefined
  let searched = 0
  let known = 0
  articles.forEach((article, i) => {
    if (!isSearched(article.document)) return
    searched++
    const found = entries.get(nameOf(article))
    if (!found || found.version !== versions[i]) return
    known++
    // Its text is made again where it is wanted, which for most it is not.
    if (!search.pages.has(article)) search.pages.set(article, { ...found.entry, text: () => textAgain(article) })
  })
  return Math.max(searched, entries.size) - known > MOST_UNKNOWN * searched
}
