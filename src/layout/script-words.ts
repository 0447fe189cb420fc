import type { InterfaceWords } from '../config/interface-words.ts'
import { english, namesForScripts } from '../words/english.ts'

/**
 * What scripts say to readers of another language. Scripts know English; for other words a page loads a small file before them,
 * which all pages of that language have in common.
 */

/** The words that are not what the scripts say by themselves. */
function otherWords(words: InterfaceWords): Readonly<Record<string, string>> {
  const shown = new Map<string, string>(Object.entries(words))
  const own = new Map<string, string>(Object.entries(english))
  return Object.fromEntries(
    namesForScripts.flatMap((name) => (shown.get(name) === own.get(name) ? [] : [[name, shown.get(name) ?? '']])),
  )
}

/** Path of the file below the output folder; '' where the words are those of the scripts. `language` is that of the words. */
export const scriptWordsPath = (language: string, words: InterfaceWords): string =>
  Object.keys(otherWords(words)).length ? `lectern/words/${language}.js` : ''

/** The text of the file. */
export const scriptWordsText = (words: InterfaceWords): string => `lecternWords=${JSON.stringify(otherWords(words))}\n`
