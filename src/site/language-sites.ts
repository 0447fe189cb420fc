import {
  homeOf,
  isShown,
  type Language,
  languageOfInside,
  languageOfPath,
  sourceLanguage,
  translationKey,
} from '../config/languages.ts'
import type { Settings } from '../config/settings.ts'
import { below, isWithin } from '../files/paths.ts'
import type { Document } from '../page/document.ts'
import type { Answer } from './answers.ts'
import type { LinkAnswers, PageVersion, TranslationsFact } from './facts.ts'
import { emptyNode, type NavigationNode } from './navigation.ts'

/**
 * A course in several languages is a site for each language: names, navigation, reading order, front page. A question goes to the
 * one that it is about: by the address, or, of a name, by the code before it, `fr:loops`.
 */

/** The site of one language. */
export interface LanguageSite {
  readonly language: Language
  readonly documents: readonly Document[]
  readonly navigation: readonly NavigationNode[]
  readonly listed: readonly string[]
  readonly generated: readonly { readonly title: string; readonly address: string; readonly output: string }[]
  readonly homes: readonly string[]
  readonly answer: Answer
}

/** What a page is found by in all languages. */
export function keyOfPage({ path, address }: Pick<Document, 'path' | 'address'>, settings: Settings): string {
  const found = path === '' ? undefined : languageOfPath(path, settings)
  if (found) return translationKey(found.own)
  const language = languageOfInside(address.slice(1), settings.languages)
  return address.slice(homeOf(language ?? { folder: '' }).length, -1)
}

/** Pages by their language. */
export function byLanguage<Page extends Pick<Document, 'path'>>(
  pages: readonly Page[],
  settings: Settings,
): ReadonlyMap<string, readonly Page[]> {
  const found = new Map<string, Page[]>(settings.languages.map(({ code }) => [code, []]))
  for (const page of pages) found.get(languageOfPath(page.path, settings)?.language.code ?? '')?.push(page)
  return found
}

/** The navigation of the source language with the pages of another one. Entries of pages that are not there are left out. */
export function translatedNavigation(
  nodes: readonly NavigationNode[],
  twinOf: (address: string) => Document | undefined,
): readonly NavigationNode[] {
  return nodes.flatMap((node): NavigationNode[] => {
    const children = translatedNavigation(node.children, twinOf)
    const page = node.address === undefined ? undefined : twinOf(node.address)
    if (node.address !== undefined && !page && children.length === 0) return []
    if (node.children.length > 0 && children.length === 0 && !page) return []
    const title = page && !isShown(page.path) ? page.title : node.title
    const { hidden, unnamed, external, separator } = node
    return [{ ...emptyNode, title, address: page?.address, external, separator, hidden, unnamed, children }]
  })
}

/** Kinds of questions whose keys are names: they begin with the code of a language. */
const BY_NAME: ReadonlySet<keyof LinkAnswers> = new Set([
  'page',
  'draft',
  'labelled',
  'nearSource',
  'moved',
  'glossary',
  'uses',
])

/** Answers the questions of a site of several languages. */
export function answersOfLanguages(sites: readonly LanguageSite[], settings: Settings): Answer {
  const { languages } = settings
  const byCode = new Map(sites.map((site) => [site.language.code, site]))
  const source = byCode.get(sourceLanguage(settings)?.code ?? '')
  const versions = versionsOf(sites, settings)
  const siteAt = (address: string): LanguageSite | undefined =>
    byCode.get(languageOfInside(address.replace(/^\//, ''), languages)?.code ?? '')
  const inPath = (path: string): LanguageSite | undefined =>
    byCode.get(languageOfPath(path, settings)?.language.code ?? '')
  const named = (key: string): readonly [LanguageSite | undefined, string] => {
    const colon = key.indexOf(':')
    return [byCode.get(key.slice(0, colon)), key.slice(colon + 1)]
  }
  return (kind, key) => {
    if (kind === 'translations') return versions.translations(key) as LinkAnswers[typeof kind] | undefined
    if (kind === 'sameHeading') return versions.sameHeading(key) as LinkAnswers[typeof kind] | undefined
    if (kind === 'original') return versions.original(key) as LinkAnswers[typeof kind] | undefined
    if (kind === 'source') return inPath(key)?.answer(kind, key)
    if (kind === 'address') {
      const site = siteAt(key)
      return site?.answer(kind, pathIn(site, key))
    }
    if (BY_NAME.has(kind) || (kind === 'near' && !key.includes('#'))) {
      const [site, name] = named(key)
      // A draft is asked for by its address, too.
      if (kind !== 'draft' || !name.startsWith('/')) return site?.answer(kind, name)
      const other = siteAt(name)
      return other?.answer(kind, `/${pathIn(other, name.slice(1))}`)
    }
    return (siteAt(key.replace(/#.*$/s, '')) ?? source)?.answer(kind, key)
  }
}

/** A path from the site's root as the site of its language knows it. */
const pathIn = ({ language }: LanguageSite, path: string): string =>
  language.folder === '' ? path : isWithin(path, language.folder) ? below(path, language.folder) : path

/** The levels of the headings of a page: two pages of the same ones have the same headings, whatever they are called. */
const levelsOf = ({ headings }: Pick<Document, 'headings'>): string => headings.map(({ level }) => level).join('')

/** Which pages are the same in other languages. */
function versionsOf(sites: readonly LanguageSite[], settings: Settings) {
  const groups = new Map<string, Map<string, Document | LanguageSite['generated'][number]>>()
  const add = (code: string, key: string, page: Document | LanguageSite['generated'][number]): void => {
    const group = groups.get(key) ?? new Map<string, Document>()
    if (!group.has(code)) group.set(code, page)
    groups.set(key, group)
  }
  for (const { language, documents, generated } of sites) {
    for (const document of documents) add(language.code, keyOfPage(document, settings), document)
    for (const page of generated) add(language.code, keyOfPage({ path: '', ...page }, settings), page)
  }
  const source = sourceLanguage(settings)
  const isDocument = (page: Document | LanguageSite['generated'][number]): page is Document => 'labels' in page
  const pathOf = (page: Document | LanguageSite['generated'][number]): string => (isDocument(page) ? page.path : '')
  const byAddress = new Map<string, { readonly code: string; readonly key: string }>()
  for (const [key, group] of groups) for (const [code, { address }] of group) byAddress.set(address, { code, key })
  const homes = new Map(
    settings.languages.map(({ code, folder }) => {
      const address = homeOf({ folder })
      return [code, { address, output: `${address.slice(1)}index.html` }]
    }),
  )
  const originalOf = (address: string): Document | LanguageSite['generated'][number] | undefined => {
    const at = byAddress.get(address)
    return at && source && at.code !== source.code ? groups.get(at.key)?.get(source.code) : undefined
  }
  return {
    translations(address: string): TranslationsFact | undefined {
      const code = byAddress.get(address)?.code ?? languageOfInside(address.slice(1), settings.languages)?.code
      if (code === undefined) return undefined
      const group = groups.get(byAddress.get(address)?.key ?? '\0')
      const original = originalOf(address)
      return {
        code,
        versions: settings.languages.map((language): PageVersion => {
          const page = group?.get(language.code)
          const place = page ?? homes.get(language.code) ?? { address: '/', output: 'index.html' }
          return {
            code: language.code,
            address: place.address,
            output: place.output,
            isThere: page !== undefined,
            isShown: page !== undefined && isShown(pathOf(page)),
          }
        }),
        original: original && { address: original.address, output: original.output },
        shared: original?.address ?? address,
      }
    },
    original(address: string): LinkAnswers['original'] | undefined {
      const original = originalOf(address)
      return original && isDocument(original)
        ? { path: original.path, ids: original.labels.map(({ id }) => id), counts: original.counts }
        : undefined
    },
    sameHeading(key: string): string | undefined {
      const hash = key.indexOf('#')
      const at = byAddress.get(key.slice(0, hash))
      const group = at && groups.get(at.key)
      const page = at && group?.get(at.code)
      if (!group || !page || !isDocument(page) || isShown(page.path)) return undefined
      const id = key.slice(hash + 1)
      const levels = levelsOf(page)
      for (const other of [...(source ? [group.get(source.code)] : []), ...group.values()]) {
        if (!other || other === page || !isDocument(other) || isShown(other.path)) continue
        const i = other.headings.findIndex((heading) => heading.id === id)
        if (i >= 0 && levelsOf(other) === levels) return page.headings[i]?.id
      }
      return undefined
    },
  }
}
