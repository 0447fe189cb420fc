import { de } from './de.ts'
import { english, type InterfaceWords, type WordSet } from './english.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { nl } from './nl.ts'
import { pt } from './pt.ts'
import { zh } from './zh.ts'

/**
 * The languages whose words are built in, by their tag in lower case. Each is made when a page is in it. A new one is a file beside
 * this one, and a line here.
 */
const sets = { en: () => english, de, es, fr, ja, nl, pt, zh } as const satisfies Readonly<
  Record<string, () => WordSet>
>

/** The tag of a language with words of its own. */
export type LanguageWithWords = keyof typeof sets

/** All of them. */
export const languagesWithWords = Object.keys(sets) as readonly LanguageWithWords[]

const isOne = (tag: string): tag is LanguageWithWords => Object.hasOwn(sets, tag)

/** The language that has words for a BCP 47 tag: `pt` for `pt-BR`; undefined where there is none. */
export function languageWithWords(tag: string): LanguageWithWords | undefined {
  const parts = tag.toLowerCase().split('-')
  for (let count = parts.length; count > 0; count--) {
    const name = parts.slice(0, count).join('-')
    if (isOne(name)) return name
  }
  return undefined
}

/** The words of a language as they are there. */
export const wordSet = (language: LanguageWithWords): WordSet => sets[language]()

/** The words of a language; what it lacks in English. */
export const builtInWords = (language: LanguageWithWords): InterfaceWords => ({ ...english, ...sets[language]() })
