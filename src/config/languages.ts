import { below, isWithin, joinPath } from '../files/paths.ts'

/**
 * The languages of a site, and where their pages lie:
 *
 *     content/basic/syntax.md         the source language, here at the root of the content folder
 *     content/fr/basic/syntax.md      its translation: the same path below the folder of the language
 *
 * A source page that is not translated is shown in the other languages too. Such a page has the path `content/basic/syntax.md//fr`:
 * no file can have it, and what is read is the file before the mark.
 */

/** A language of a site. */
export interface Language {
  readonly code: string
  /** What it calls itself. */
  readonly name: string
  /** BCP 47 tag of its pages. */
  readonly lang: string
  /** Folder of its pages below the content folder; '' is the content folder itself. */
  readonly folder: string
  /** What the course is called in it, and what it is about; undefined where the settings do not say. */
  readonly title: string | undefined
  readonly description: string | undefined
  /** Pages are translated from this one. */
  readonly isSource: boolean
}

/** What of the settings says where pages of which language lie. */
export interface LanguageSettings {
  readonly content: string
  readonly languages: readonly Language[]
}

const MARK = '//'

/** The path of a source page that is shown in a language into which it is not translated. */
export const shownPath = (source: string, code: string): string => source + MARK + code

/** Whether a page is shown in another language than that of its text. */
export const isShown = (path: string): boolean => path.includes(MARK)

/** The file of a page. */
export function fileOf(path: string): string {
  const mark = path.indexOf(MARK)
  return mark < 0 ? path : path.slice(0, mark)
}

/** The source language; undefined for a site of one language. */
export const sourceLanguage = ({ languages }: Pick<LanguageSettings, 'languages'>): Language | undefined =>
  languages.find(({ isSource }) => isSource)

/** The language of a page by its path, and the page's path below the folder of that language; undefined for a site of one language. */
export function languageOfPath(
  path: string,
  settings: LanguageSettings,
): { readonly language: Language; readonly own: string } | undefined {
  const { content, languages } = settings
  if (languages.length === 0 || !isWithin(path, content)) return undefined
  const mark = path.indexOf(MARK)
  if (mark >= 0) {
    const language = languages.find(({ code }) => code === path.slice(mark + MARK.length))
    const source = languageOfPath(path.slice(0, mark), settings)
    return language && source && { language, own: source.own }
  }
  const inside = below(path, content)
  const found = languageOfInside(inside, languages)
  return found && { language: found, own: below(inside, found.folder) }
}

/** The language of a path below the content folder, or of an address without its first slash. */
export function languageOfInside(inside: string, languages: readonly Language[]): Language | undefined {
  let root: Language | undefined
  for (const language of languages) {
    if (language.folder === '') root = language
    else if (isWithin(inside, language.folder)) return language
  }
  return root
}

/** The path below the content folder of what is there in another language as `own`. */
const inLanguage = ({ folder }: Language, own: string): string => joinPath(folder, own) ?? own

/** Where the file of a page would lie, had it one of its own in its language. */
export function placedPath(path: string, settings: LanguageSettings): string {
  if (!isShown(path)) return path
  const found = languageOfPath(path, settings)
  return found ? (joinPath(settings.content, inLanguage(found.language, found.own)) ?? path) : fileOf(path)
}

/** The source page of a translation, whether it is there or not; undefined for pages of the source language. */
export function sourceOf(path: string, settings: LanguageSettings): string | undefined {
  const found = languageOfPath(path, settings)
  const source = sourceLanguage(settings)
  if (!found || !source || found.language.isSource) return undefined
  return joinPath(settings.content, inLanguage(source, found.own))
}

/** A path below the content folder as it is in a language, where it lies in the source language; else as it is. */
export function translatedInside(inside: string, to: Language, languages: readonly Language[]): string {
  const from = languageOfInside(inside, languages)
  return from?.isSource ? inLanguage(to, below(inside, from.folder)) : inside
}

/** A path below the content folder as it is in the source language, where it lies in `from`; else as it is. */
export function sourceInside(inside: string, from: Language, source: Language, languages: readonly Language[]): string {
  return languageOfInside(inside, languages) === from ? inLanguage(source, below(inside, from.folder)) : inside
}

/** The address of a language's front page. */
export const homeOf = ({ folder }: Pick<Language, 'folder'>): string => (folder === '' ? '/' : `/${folder}/`)

/** What a page is found by in all languages: its path without what says that it is the page of a folder. */
export const translationKey = (own: string): string => own.replace(/(?:(?:^|\/)index)?\.(?:md|ipynb)$/, '')

/** The file of the navigation of a language. */
export const navigationFile = (code: string): string => `sitemap-${code}.yaml`
