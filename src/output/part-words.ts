import { languageOfWords, wordsFor } from '../config/interface-words.ts'
import type { Settings } from '../config/settings.ts'
import { digest } from '../files/digest.ts'
import { partWordsPath, partWordsText } from '../layout/script-words.ts'
import type { Document } from '../page/document.ts'
import type { GeneratedFile } from './plan.ts'

/** `lectern/words/de-exercise.js`: what scripts of parts of the client say, for each language of the pages that have them. */
export function partWordFiles(settings: Settings, documents: Iterable<Document>): readonly GeneratedFile[] {
  const files = new Map<string, GeneratedFile>()
  for (const { parts, front } of documents) {
    for (const part of parts) {
      const lang = front.lang ?? settings.lang
      const words = wordsFor(lang, settings)
      const path = partWordsPath(part, languageOfWords(lang, settings), words)
      if (path === '' || files.has(path)) continue
      const text = partWordsText(part, words)
      files.set(path, { path, digest: digest(text), content: () => text })
    }
  }
  return [...files.values()]
}
