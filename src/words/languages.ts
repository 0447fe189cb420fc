import { ar } from './ar.ts'
import { bg } from './bg.ts'
import { ca } from './ca.ts'
import { cs } from './cs.ts'
import { da } from './da.ts'
import { de } from './de.ts'
import { el } from './el.ts'
import { english, type InterfaceWords, type WordSet } from './english.ts'
import { es } from './es.ts'
import { fa } from './fa.ts'
import { fi } from './fi.ts'
import { fr } from './fr.ts'
import { he } from './he.ts'
import { hi } from './hi.ts'
import { hu } from './hu.ts'
import { id } from './id.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { nb } from './nb.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ro } from './ro.ts'
import { ru } from './ru.ts'
import { sv } from './sv.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'
import { ur } from './ur.ts'
import { vi } from './vi.ts'
import { zh } from './zh.ts'
import { zhHant } from './zh-hant.ts'

/**
 * The languages whose words are built in, by their tag in lower case. Each is made when a page is in it. A new one is a file beside
 * this one, and a line here.
 */
const sets = {
  en: () => english,
  ar,
  bg,
  ca,
  cs,
  da,
  de,
  el,
  es,
  fa,
  fi,
  fr,
  he,
  hi,
  hu,
  id,
  it,
  ja,
  ko,
  nb,
  // Norwegian, also where it does not say which.
  no: nb,
  nn: nb,
  nl,
  pl,
  pt,
  ro,
  ru,
  sv,
  tr,
  uk,
  ur,
  vi,
  zh,
  'zh-hant': zhHant,
  // Where these characters are written.
  'zh-tw': zhHant,
  'zh-hk': zhHant,
} as const satisfies Readonly<Record<string, () => WordSet>>

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

/** The tag of a language by its name, in English or in itself: `de` for `german` and `Deutsch`. */
export function tagOfName(name: string): LanguageWithWords | undefined {
  const wanted = name.trim().toLowerCase()
  return languagesWithWords.find((tag) =>
    ['en', tag].some((shown) => new Intl.DisplayNames(shown, { type: 'language' }).of(tag)?.toLowerCase() === wanted),
  )
}

/** The words of a language as they are there. */
export const wordSet = (language: LanguageWithWords): WordSet => sets[language]()

/** The words of a language; what it lacks in English. */
export const builtInWords = (language: LanguageWithWords): InterfaceWords => ({ ...english, ...sets[language]() })
