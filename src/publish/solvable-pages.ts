import { wordsFor } from '../config/interface-words.ts'
import type { Output } from '../layout/layout.ts'
import { otherPartWords } from '../layout/script-words.ts'
import { readingOrder, targetOf } from '../site/navigation.ts'
import { languageListings } from './languages.ts'
import type { Listing } from './published.ts'

/**
 * `lectern/solvable-pages.js`: which pages have something to solve, how much, and the chapter that each counts for; with the words that
 * tell of it. Loaded by readers who have begun to solve something, on any page.
 */
export function solvablePages(listing: Listing): Output[] {
  const { theme, articles } = listing
  const { settings } = theme
  const solvable = articles.filter(({ document }) => document.solvable > 0)
  if (solvable.length === 0) return []
  const chapters = new Map<string, string | undefined>()
  for (const { navigation } of languageListings(listing))
    for (const node of navigation)
      if (node.children.length > 0) for (const address of readingOrder([node])) chapters.set(address, targetOf(node))
  const pages = solvable.map(({ document: { address, solvable: count } }) => {
    const chapter = chapters.get(address)
    return [address, chapter === undefined ? [count] : [count, chapter]] as const
  })
  const languages = new Set([
    settings.lang,
    ...settings.languages.map(({ lang }) => lang),
    ...articles.flatMap(({ document: { front } }) => front.lang ?? []),
  ])
  const words = Array.from(
    languages,
    (lang) => [lang, otherPartWords('solved', wordsFor(lang, settings))] as const,
  ).filter(([, own]) => Object.keys(own).length > 0)
  const data = { pages: Object.fromEntries(pages), words: Object.fromEntries(words) }
  return [{ path: 'lectern/solvable-pages.js', text: `lecternSolvable=${JSON.stringify(data)}\n` }]
}
