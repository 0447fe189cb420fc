import type { InterfaceWords } from '../config/interface-words.ts'
import { english, namesForParts, namesForScripts } from '../words/english.ts'

/**
 * What scripts say to readers of another language. Scripts know English; for other words a page loads a small file before them,
 * which all pages of that language have in common.
 */

/** The words that are not what the scripts say by themselves. */
function otherWords(words: InterfaceWords, names: readonly string[]): Readonly<Record<string, string>> {
  const shown = new Map<string, string>(Object.entries(words))
  const own = new Map<string, string>(Object.entries(english))
  return Object.fromEntries(
    names.flatMap((name) => (shown.get(name) === own.get(name) ? [] : [[name, shown.get(name) ?? '']])),
  )
}

/** Path of the file below the output folder; '' where the words are those of the scripts. `language` is that of the words. */
export const scriptWordsPath = (language: string, words: InterfaceWords): string =>
  Object.keys(otherWords(words, namesForScripts)).length ? `lectern/words/${language}.js` : ''

/** The text of the file. */
export const scriptWordsText = (words: InterfaceWords): string =>
  `lecternWords=${JSON.stringify(otherWords(words, namesForScripts))}\n`

/** The words of a part of the client that are not those which it says by itself. */
export const otherPartWords = (part: string, words: InterfaceWords): Readonly<Record<string, string>> =>
  otherWords(words, namesForParts[part] ?? [])

/** The same for what a part of the client says: only pages with that part load it. */
export const partWordsPath = (part: string, language: string, words: InterfaceWords): string =>
  Object.keys(otherPartWords(part, words)).length ? `lectern/words/${language}-${part}.js` : ''

/** The text of that file, which comes after the other one. */
export const partWordsText = (part: string, words: InterfaceWords): string =>
  `lecternWords={...self.lecternWords,...${JSON.stringify(otherPartWords(part, words))}}\n`
