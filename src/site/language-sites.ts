import { isShown, languageOfInside, languageOfPath, sourceLanguage } from '../config/languages.ts'
import type { Settings } from '../config/settings.ts'
import { below, isWithin } from '../files/paths.ts'
import type { Document } from '../page/document.ts'
import type { Answer } from './answers.ts'
import type { LinkAnswers } from './facts.ts'
import { emptyNode, type NavigationNode } from './navigation.ts'
import { type LanguagePages, versionsOf } from './page-versions.ts'

/**
 * A course in several languages is a site for each language: names, navigation, reading order, front page. A question goes to the
 * one that it is about: by the address, or, of a name, by the code before it, `fr:loops`.
 */

/** The site of one language. */
export interface LanguageSite extends LanguagePages {
  readonly navigation: readonly NavigationNode[]
  readonly listed: readonly string[]
  readonly homes: readonly string[]
  readonly answer: Answer
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
  /** By the address, which an id may follow. All questions go through it. */
  const siteAt = (key: string): LanguageSite | undefined =>
    byCode.get(languageOfInside(key.startsWith('/') ? key.slice(1) : key, languages)?.code ?? '')
  const inPath = (path: string): LanguageSite | undefined =>
    byCode.get(languageOfPath(path, settings)?.language.code ?? '')
  const named = (key: string): readonly [LanguageSite | undefined, string] => {
    const colon = key.indexOf(':')
    return [byCode.get(key.slice(0, colon)), key.slice(colon + 1)]
  }
  return (kind, key) => {
    if (kind === 'translations') return versions.translations(key) as LinkAnswers[typeof kind] | undefined
    if (kind === 'version') return versions.version(key) as LinkAnswers[typeof kind] | undefined
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
    return (siteAt(key) ?? source)?.answer(kind, key)
  }
}

/** A path from the site's root as the site of its language knows it. */
const pathIn = ({ language }: LanguageSite, path: string): string =>
  language.folder === '' ? path : isWithin(path, language.folder) ? below(path, language.folder) : path
