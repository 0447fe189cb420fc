import { languageOfWords, wordsFor } from '../config/interface-words.ts'
import type { Output } from '../layout/layout.ts'
import { scriptWordsPath, scriptWordsText } from '../layout/script-words.ts'
import type { Listing } from './published.ts'

/** `lectern/words/de.js`: what scripts say, a file for each language of the pages, but for what they say by themselves. */
export function scriptWordFiles({ theme, articles }: Listing): Output[] {
  const { settings } = theme
  const languages = new Map([[languageOfWords(settings.lang, settings), settings.lang]])
  for (const { lang } of settings.languages) languages.set(languageOfWords(lang, settings), lang)
  for (const { document } of articles) {
    const { lang } = document.front
    if (lang !== undefined && !settings.languages.some(({ code }) => code === lang))
      languages.set(languageOfWords(lang, settings), lang)
  }
  return Array.from(languages).flatMap(([language, lang]) => {
    const words = wordsFor(lang, settings)
    const path = scriptWordsPath(language, words)
    return path === '' ? [] : [{ path, text: scriptWordsText(words) }]
  })
}
