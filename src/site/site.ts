import { homeOf } from '../config/languages.ts'
import type { Settings } from '../config/settings.ts'
import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts'
import { once } from '../files/once.ts'
import type { Document } from '../page/document.ts'
import { type Answer, createAnswers, type PlacedPage } from './answers.ts'
import { type Chapter, placeChapters } from './chapters.ts'
import { answersOfLanguages, byLanguage, type LanguageSite, translatedNavigation } from './language-sites.ts'
import { type NavigationNode, navigationOfFolders, readingOrder, readNavigation } from './navigation.ts'
import { type PageNames, pageNames } from './page-names.ts'
import { keyOfPage } from './page-versions.ts'

/** All pages together: facts only. Answers every question that linking may ask. */
export interface Site {
  readonly documents: readonly Document[]
  readonly navigation: readonly NavigationNode[]
  /** Chapters without a page of their own. */
  readonly chapters: readonly Chapter[]
  /** Addresses of the pages that the navigation lists, in reading order. */
  readonly listed: readonly string[]
  readonly answer: Answer
  /** Of a course in several languages, the site of each. */
  readonly parts: readonly LanguageSite[]
  /** Addresses of front pages whose author wrote none. */
  readonly homes: readonly string[]
}

/** The one barrier of a build: makes the site of all documents. */
export function indexSite(
  documents: readonly Document[],
  settings: Settings,
  drafts: readonly Document[] = [],
): Outcome<Site> {
  const diagnostics: Diagnostic[] = []
  const byAddress = new Map<string, Document>()
  for (const document of documents) {
    const first = byAddress.get(document.address)
    if (!first) byAddress.set(document.address, document)
    else {
      diagnostics.push(
        diagnostic(
          'page/duplicate-address',
          `\`${first.path}\` and \`${document.path}\` have the same address \`${document.address}\`.`,
          {
            span: { path: document.path, start: 0, end: 1 },
            related: [{ span: { path: first.path, start: 0, end: 1 }, message: 'has it first' }],
            hint: 'rename one of them, or give it another `slug`',
          },
        ),
      )
    }
  }
  if (settings.languages.length > 0) return indexLanguages(documents, settings, drafts, diagnostics)
  const part = indexPart({ documents, drafts, byAddress, settings, home: '/', title: settings.title || 'Home' })
  return { value: part.site, diagnostics: [...diagnostics, ...part.diagnostics] }
}

/** What the site of a language, or the only one, is made of. */
interface PartOfSite {
  readonly documents: readonly Document[]
  readonly drafts: readonly Document[]
  readonly byAddress: ReadonlyMap<string, Document>
  readonly settings: Settings
  /** Address of the front page, below which all pages lie. */
  readonly home: string
  readonly title: string
  /** A navigation that is made already. */
  readonly nodes?: readonly NavigationNode[]
  /** The page of a name that begins with the code of a language. */
  readonly inLanguage?: (name: string) => Document | undefined
  /** Names of the pages of the source language. */
  readonly sourceNames?: PageNames<Document> | undefined
}

function indexPart(part: PartOfSite) {
  const { documents, drafts, byAddress, settings, home, title, nodes, sourceNames } = part

  const all = pageNames(documents, undefined, undefined, home)
  const draftNames = pageNames(drafts, undefined, undefined, home)
  const read =
    settings.nav && !nodes
      ? readNavigation(
          settings.nav,
          all,
          draftNames,
          (name) => (sourceNames?.lookUp(name).length ?? 0) > 0,
          part.inLanguage,
        )
      : undefined
  const written = nodes ?? read?.value
  const { navigation, chapters } = placeChapters(
    written ?? navigationOfFolders(documents, home),
    documents,
    settings.languages.length ? settings.languages.map(homeOf) : undefined,
  )
  const listed = readingOrder(navigation)
  const unnamed = unnamedAddresses(navigation)
  const generated = [
    ...(documents.length && !byAddress.has(home) ? [generatedFact(title, home)] : []),
    ...chapters.map((chapter) => generatedFact(chapter.title, chapter.address)),
  ]
  const names = pageNames<PlacedPage>(documents, unnamed, generated, home)
  const site: Site = {
    documents,
    navigation,
    chapters,
    listed,
    answer: createAnswers({
      documents,
      byAddress,
      names,
      generated,
      drafts: draftNames,
      navigation,
      listed,
      settings,
      home,
    }),
    parts: [],
    homes: documents.length && !byAddress.has(home) ? [home] : [],
  }
  return { site, generated, written, names: all, diagnostics: read?.diagnostics ?? [] }
}

/** The site of each language, and one answer for all. */
function indexLanguages(
  documents: readonly Document[],
  settings: Settings,
  drafts: readonly Document[],
  diagnostics: Diagnostic[],
): Outcome<Site> {
  const pages = byLanguage(documents, settings)
  const draftsOf = byLanguage(drafts, settings)
  const parts: LanguageSite[] = []
  const chapters: Chapter[] = []
  let source: readonly NavigationNode[] | undefined
  let sourceNames: PageNames<Document> | undefined
  const keys = new Map<string, string>()
  const namesOf = new Map(
    settings.languages.map((language) => [
      language.code,
      once(() => pageNames(pages.get(language.code) ?? [], undefined, undefined, homeOf(language))),
    ]),
  )
  const inLanguage = (name: string): Document | undefined => {
    const [, code = '', rest = ''] = /^\/?([^/]+)\/?(.*)$/s.exec(name) ?? []
    const found = namesOf.get(code)?.().lookUp(rest) ?? []
    return found.length === 1 ? found[0] : undefined
  }
  // The source first: the others have its order.
  const order = [...settings.languages].sort((a, b) => Number(b.isSource) - Number(a.isSource))
  for (const language of order) {
    const own = pages.get(language.code) ?? []
    const nav = language.isSource ? settings.nav : settings.languageNavs.get(language.code)
    const twins = new Map<string, Document>()
    for (const document of own) {
      const key = keyOfPage(document, settings)
      if (language.isSource) keys.set(document.address, key)
      else if (!twins.has(key)) twins.set(key, document)
    }
    const nodes =
      language.isSource || nav || !source
        ? undefined
        : translatedNavigation(source, (address) => twins.get(keys.get(address) ?? '\0'))
    const part = indexPart({
      documents: own,
      drafts: draftsOf.get(language.code) ?? [],
      byAddress: new Map(own.map((document) => [document.address, document] as const).reverse()),
      settings: { ...settings, nav: nav ?? (nodes && settings.nav) },
      home: homeOf(language),
      title: settings.title || 'Home',
      ...(nodes ? { nodes } : {}),
      inLanguage,
      sourceNames,
    })
    if (language.isSource) {
      source = part.written
      sourceNames = part.names
    }
    diagnostics.push(...part.diagnostics)
    chapters.push(...part.site.chapters)
    parts.push({ ...part.site, language, generated: part.generated })
  }
  const sites = settings.languages.flatMap(({ code }) => parts.find(({ language }) => language.code === code) ?? [])
  return {
    value: {
      documents,
      navigation: sites.find(({ language }) => language.isSource)?.navigation ?? [],
      chapters,
      listed: sites.flatMap(({ listed }) => listed),
      answer: answersOfLanguages(sites, settings),
      parts: sites,
      homes: sites.flatMap(({ homes }) => homes),
    },
    diagnostics,
  }
}

/** A page that Lectern makes, as links see it. */
const generatedFact = (title: string, address: string): PlacedPage => ({
  path: '',
  title,
  address,
  output: `${address.slice(1)}index.html`,
})

/** Addresses of pages of which every entry begins with `__`. */
function unnamedAddresses(navigation: readonly NavigationNode[]): ReadonlySet<string> {
  const unnamed = new Set<string>()
  const named = new Set<string>()
  const visit = (nodes: readonly NavigationNode[]): void => {
    for (const node of nodes) {
      if (node.address !== undefined) (node.unnamed ? unnamed : named).add(node.address)
      visit(node.children)
    }
  }
  visit(navigation)
  for (const address of named) unnamed.delete(address)
  return unnamed
}
