import { english, type InterfaceWords } from '../words/english.ts'
import { builtInWords, languageWithWords } from '../words/languages.ts'

export type { InterfaceWords } from '../words/english.ts'

/** The names of all words. */
export const interfaceWordNames: readonly string[] = Object.keys(english)

export const isInterfaceWord = (name: string): name is keyof InterfaceWords => Object.hasOwn(english, name)

/** What of the settings words are chosen by. */
interface WordSettings {
  readonly lang: string
  readonly interface: Partial<InterfaceWords>
}

/** The tag of the built-in words for a page: those of its language, else of the site's, else English. */
export const languageOfWords = (lang: string, site: Pick<WordSettings, 'lang'>): string =>
  languageWithWords(lang) ?? languageWithWords(site.lang) ?? 'en'

/** The words for a page: those of its language, else of the site's, else English; the site's own before them. */
export function wordsFor(lang: string, site: WordSettings): InterfaceWords {
  const known = languageWithWords(lang)
  const ofSite = languageWithWords(site.lang)
  const isOwn = known === undefined || known === ofSite || primary(lang) === primary(site.lang)
  return { ...builtInWords(known ?? ofSite ?? 'en'), ...(isOwn ? site.interface : {}) }
}

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''

/** Finds the words of a language, which many pages have in common. */
export type WordsOf = (lang: string) => InterfaceWords

/** Makes the words of each language once. */
export function createWords(site: WordSettings): WordsOf {
  const known = new Map<string, InterfaceWords>()
  return (lang) => {
    const before = known.get(lang)
    if (before !== undefined) return before
    const made = wordsFor(lang, site)
    known.set(lang, made)
    return made
  }
}

/** Puts numbers and texts into a word. */
export const fillWords = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (all, name) => (Object.hasOwn(values, name) ? String(values[name]) : all))

const PLURAL = /^\{(\w+), plural,((?:\s*\w+ \{(?:[^{}]|\{\w+\})*\})+)\s*\}$/

/**
 * The same for a word with a form for each plural of a language: `{n, plural, one {{n} page} other {{n} pages}}`, as ICU writes
 * messages. Which plural a number has, `Intl.PluralRules` knows.
 */
export function fillCount(words: InterfaceWords, text: string, lang: string, n: number): string {
  const forms = PLURAL.exec(text)?.[2]
  const values = { n: numberIn(words, n) }
  if (forms === undefined) return fillWords(text, values)
  const byCategory = new Map(
    Array.from(forms.matchAll(/(\w+) \{((?:[^{}]|\{\w+\})*)\}/g), ([, category = '', form = '']) => [category, form]),
  )
  const category = new Intl.PluralRules(languageWithWords(lang) ?? 'en').select(n)
  return fillWords(byCategory.get(category) ?? byCategory.get('other') ?? '', values)
}

/** A number in the digits that readers of the language expect. */
export function numberIn({ digits }: Pick<InterfaceWords, 'digits'>, number: number | string): string {
  const text = String(number)
  return digits === english.digits
    ? text
    : text.replace(/[0-9]/g, (digit) => Array.from(digits)[Number(digit)] ?? digit)
}

/** A date as readers of the language write it; as it is where it is none, and in English. */
export function dateIn(words: InterfaceWords, lang: string, written: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(written) ?? []
  const language = languageWithWords(lang)
  if (year === undefined || language === undefined || language === 'en') return written
  const format = new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, { dateStyle: 'long', timeZone: 'UTC' })
  return numberIn(words, format.format(Date.UTC(Number(year), Number(month) - 1, Number(day))))
}

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi'])

/** The direction of a language's script. */
export const directionOf = (lang: string): 'ltr' | 'rtl' =>
  /-(?:arab|hebr|syrc|thaa)\b/i.test(lang) || (RIGHT_TO_LEFT.has(primary(lang)) && !/-latn\b/i.test(lang))
    ? 'rtl'
    : 'ltr'
