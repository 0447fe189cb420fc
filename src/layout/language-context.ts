import { directionOf, fillWords, type InterfaceWords } from '../config/interface-words.ts'
import {
  homeOf,
  isShown,
  type Language,
  languageOfInside,
  languageOfPath,
  sourceLanguage,
} from '../config/languages.ts'
import type { SettingsOf } from '../config/settings-by-stage.ts'
import { canonicalOf } from '../page/address.ts'
import { isListed } from '../page/publication.ts'
import { textLanguage } from '../page/translation.ts'
import type { PageVersion } from '../site/facts.ts'
import { type Article, pathOf } from '../site/link.ts'
import type { LanguagesContext } from './context.ts'

/** What a page of a course in several languages shows of the others. */

/** The language of a page; undefined where the site has one. */
export function languageOfArticle(
  { document }: Pick<Article, 'document'>,
  settings: SettingsOf<'layout'>,
): Language | undefined {
  if (settings.languages.length === 0) return undefined
  const found =
    document.path === ''
      ? languageOfInside(document.address.slice(1), settings.languages)
      : languageOfPath(document.path, settings)?.language
  return found ?? sourceLanguage(settings)
}

/** How a language is named, the same on all pages. */
export interface LanguageLook extends Pick<Language, 'name' | 'lang'> {
  readonly home: string
  readonly dir: 'ltr' | 'rtl'
  /** What offers a page in it, and what leads to its front page: in the language itself, as it is said to those who read that. */
  readonly offer: string
  readonly frontPage: string
}

/** Names a language. */
export const lookOf = (language: Language, words: InterfaceWords): LanguageLook => ({
  name: language.name,
  lang: language.lang,
  home: homeOf(language),
  dir: directionOf(language.lang),
  offer: words.readInLanguage,
  frontPage: fillWords(words.frontPage, { name: language.name }),
})

interface LanguageParts {
  readonly settings: SettingsOf<'layout'>
  readonly article: Article
  readonly language: Language
  readonly words: InterfaceWords
  readonly look: (language: Language) => LanguageLook
  /** Relative address of a path from the site's root. */
  readonly addressOf: (path: string) => string
}

/** The languages of the site as a page shows them. */
export function languagesContext(parts: LanguageParts): LanguagesContext {
  const { settings, article, language, words, look, addressOf } = parts
  const { document, translations } = article
  const versions = new Map(translations?.versions.map((version) => [version.code, version]))
  const urlOf = (place: Pick<PageVersion, 'address' | 'output'>): string => addressOf(pathOf(place, settings.portable))
  const source = sourceLanguage(settings) ?? language
  const original = versions.get(source.code)
  const textOfOther = isShown(document.path)
  return {
    name: language.name,
    code: language.code,
    searches: settings.languages.map(({ code: other }) => `${other}/`).join(' '),
    stylesheet: addressOf('lectern/languages.css'),
    script: addressOf('lectern/languages.js'),
    folder: language.folder === '' ? '' : `${language.folder}/`,
    sourceFolder: source.folder === '' ? '' : `${source.folder}/`,
    list: settings.languages.map((other) => {
      const version = versions.get(other.code)
      const isThere = version?.isThere ?? false
      const { lang, home, name, dir, offer, frontPage } = look(other)
      return {
        name: isThere || other === language ? name : frontPage,
        lang,
        dir,
        url: urlOf(version ?? { address: home, output: `${home.slice(1)}index.html` }),
        current: other === language,
        offer: isThere && version?.isShown !== true ? offer : '',
      }
    }),
    textLang: textOfOther ? textLanguage(document.path, document.front.lang, settings) : '',
    textDir: textOfOther ? directionOf(textLanguage(document.path, document.front.lang, settings)) : '',
    notice: textOfOther
      ? document.front.translate === false
        ? ''
        : fillWords(words.untranslated, { name: source.name })
      : document.isOutdated
        ? words.outdated
        : '',
    original:
      document.isOutdated && original?.isThere && !textOfOther
        ? { title: words.original, url: urlOf(original) }
        : undefined,
    originalLang: source.lang,
    alternates: isListed(document) && settings.url !== '' ? alternatesOf(parts) : [],
  }
}

/** What the same page is called in other languages: whole addresses, as search engines want them. */
function alternatesOf({ settings, article }: LanguageParts): LanguagesContext['alternates'] {
  const there = (article.translations?.versions ?? []).filter(({ isThere, isShown: shown }) => isThere && !shown)
  const tagOf = (code: string): string => settings.languages.find((one) => one.code === code)?.lang ?? code
  const all = there.map((version) => ({ lang: tagOf(version.code), url: canonicalOf(version, settings.url) }))
  if (all.length < 2) return []
  const source = there.find(({ code }) => code === sourceLanguage(settings)?.code) ?? there[0]
  return [...all, ...(source ? [{ lang: 'x-default', url: canonicalOf(source, settings.url) }] : [])]
}
