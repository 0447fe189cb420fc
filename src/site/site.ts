import type { Settings } from '../config/settings.ts'
import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { type Label, type LabelKind, labelWords } from '../markdown/labels.ts'
import type { Document } from '../page/document.ts'
import { holds, type NavigationNode, navigationOfFolders, readingOrder, readNavigation } from './navigation.ts'
import { type PageNames, pageNames } from './page-names.ts'

/** Where a page is. Its title is a question of its own, so that a new title links again only the pages that show it. */
export interface PageFact {
  readonly address: string
  readonly output: string
}

/** Several pages have the name that was asked for. */
export interface Ambiguous {
  readonly candidates: readonly string[]
}

/** The pages before and after one in the reading order. */
export interface Neighbours {
  readonly previous: (PageFact & { readonly title: string }) | undefined
  readonly next: (PageFact & { readonly title: string }) | undefined
}

/** How the numbers of a page begin: `2.` and how many of each kind the pages before it in its chapter have. */
export interface NumberingFact {
  readonly prefix: string
  readonly before: { readonly [Kind in LabelKind]?: number }
}

/** The navigation as a page shows it: all chapters, the current one unfolded. */
export interface NavigationFact {
  readonly nodes: readonly NavigationNode[]
  /** Equal for equal navigations. */
  readonly fingerprint: string
}

/** What linking a page may ask. */
export interface LinkAnswers {
  /** A page by the name an author uses. */
  readonly page: PageFact | Ambiguous
  /** A page by its exact path. */
  readonly address: PageFact
  /** A page by the path of its source. */
  readonly source: PageFact
  /** The title of the page at an address. */
  readonly title: string
  /** `address#id`: whether the page has that id. */
  readonly anchor: true
  /** `address#id`: a numbered thing, with its number as text. */
  readonly label: { readonly words: string }
  readonly neighbours: Neighbours
  readonly numbering: NumberingFact
  readonly navigation: NavigationFact
  /** The chapters above a page, outermost first. */
  readonly trail: readonly { readonly title: string; readonly address: string | undefined }[]
  /** Names of pages near to one that does not exist, and of ids near to `address#id`. */
  readonly near: readonly string[]
}

/** All pages together: facts only. Answers every question that linking may ask. */
export interface Site {
  readonly documents: readonly Document[]
  readonly navigation: readonly NavigationNode[]
  readonly answer: <Kind extends keyof LinkAnswers>(kind: Kind, key: string) => LinkAnswers[Kind] | undefined
}

/** The one barrier of a build: makes the site of all documents. */
export function indexSite(documents: readonly Document[], settings: Settings): Outcome<Site> {
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
  const all = pageNames(documents)
  const read = settings.nav ? readNavigation(settings.nav, all) : undefined
  diagnostics.push(...(read?.diagnostics ?? []))
  const navigation = read?.value ?? navigationOfFolders(documents)
  const unnamed = unnamedAddresses(navigation)
  const names = unnamed.size ? pageNames(documents, unnamed) : all
  return {
    value: { documents, navigation, answer: answers(documents, byAddress, names, navigation, settings) },
    diagnostics,
  }
}

const factOf = ({ address, output }: Document): PageFact => ({ address, output })

function answers(
  documents: readonly Document[],
  byAddress: ReadonlyMap<string, Document>,
  names: PageNames,
  navigation: readonly NavigationNode[],
  settings: Settings,
): Site['answer'] {
  const bySource = new Map(documents.map((document) => [document.path, document]))
  const home = byAddress.get('/')
  const listed = readingOrder(navigation)
  const order = home && !listed.includes('/') && !settings.nav ? ['/', ...listed] : listed
  const place = new Map(order.map((address, i) => [address, i]))
  const anchors = new Map<Document, ReadonlySet<string>>()
  const chapters = chapterIndex(navigation)
  const numbering =
    settings.numbering === 'chapter'
      ? chapterNumbering(navigation, chapters, order, byAddress)
      : new Map<string, NumberingFact>()
  const navigationFacts = new Map<number, NavigationFact>()

  const split = (key: string): { readonly document: Document | undefined; readonly id: string } => {
    const hash = key.indexOf('#')
    return { document: byAddress.get(key.slice(0, hash)), id: key.slice(hash + 1) }
  }
  const hasAnchor = (document: Document, id: string): boolean => {
    let ids = anchors.get(document)
    if (!ids) {
      ids = new Set(document.anchors)
      anchors.set(document, ids)
    }
    return ids.has(id)
  }
  const at = (i: number): Neighbours['next'] => {
    const document = byAddress.get(order[i] ?? '')
    return document && { ...factOf(document), title: document.title }
  }
  const numberOf = (document: Document, label: Label): string => {
    const fact = numbering.get(document.address)
    return fact ? `${fact.prefix}${(fact.before[label.kind] ?? 0) + label.n}` : String(label.n)
  }

  const table: { readonly [Kind in keyof LinkAnswers]: (key: string) => LinkAnswers[Kind] | undefined } = {
    page(name) {
      const found = names.lookUp(name)
      if (found.length > 1) return { candidates: found.map((document) => document.address.slice(1, -1)) }
      return found[0] && factOf(found[0])
    },
    address(path) {
      const document = names.at(path)
      return document && factOf(document)
    },
    source(path) {
      const document = bySource.get(path)
      return document && factOf(document)
    },
    title: (address) => byAddress.get(address)?.title,
    anchor(key) {
      const { document, id } = split(key)
      return document && (id === '' || id === 'top' || hasAnchor(document, id)) ? true : undefined
    },
    label(key) {
      const { document, id } = split(key)
      const label = document?.labels.find((item) => item.id === id)
      return document && label ? { words: `${labelWords[label.kind]} ${numberOf(document, label)}` } : undefined
    },
    neighbours(address) {
      const i = place.get(address)
      return i === undefined ? undefined : { previous: at(i - 1), next: at(i + 1) }
    },
    numbering: (address) => numbering.get(address),
    navigation(address) {
      const chapter = address === '*' ? -2 : (chapters.get(address) ?? -1)
      let fact = navigationFacts.get(chapter)
      if (!fact) {
        const nodes = navigation.map((node, i) =>
          i === chapter || chapter === -2
            ? node
            : { ...node, address: node.address ?? firstAddress(node), children: [] },
        )
        fact = { nodes, fingerprint: JSON.stringify(nodes) }
        navigationFacts.set(chapter, fact)
      }
      return fact
    },
    trail(address) {
      const trail: { title: string; address: string | undefined }[] = []
      let nodes: readonly NavigationNode[] = navigation
      for (;;) {
        const node = nodes.find((item) => holds(item, address))
        if (!node || node.address === address) return trail
        trail.push({ title: node.title, address: node.address })
        nodes = node.children
      }
    },
    near(key) {
      if (!key.includes('#')) return nearest(key, names.all(), 2)
      const { document, id } = split(key)
      return document ? nearest(id, document.anchors, 1) : []
    },
  }
  return (kind, key) => table[kind](key)
}

const firstAddress = (node: NavigationNode): string | undefined =>
  node.address ?? node.children.map(firstAddress).find((address) => address !== undefined)

/** For each page, the place of its chapter among the entries of the first level. */
function chapterIndex(navigation: readonly NavigationNode[]): ReadonlyMap<string, number> {
  const chapters = new Map<string, number>()
  navigation.forEach((node, i) => {
    for (const address of readingOrder([node])) if (!chapters.has(address)) chapters.set(address, i)
  })
  return chapters
}

/** Chapters are the entries of the first level that hold pages, counted from 1. */
function chapterNumbering(
  navigation: readonly NavigationNode[],
  chapters: ReadonlyMap<string, number>,
  order: readonly string[],
  byAddress: ReadonlyMap<string, Document>,
): ReadonlyMap<string, NumberingFact> {
  const numbers = new Map<number, number>()
  navigation.forEach((node, i) => {
    if (firstAddress(node) !== undefined) numbers.set(i, numbers.size + 1)
  })
  const totals = new Map<number, { [Kind in LabelKind]?: number }>()
  const facts = new Map<string, NumberingFact>()
  for (const address of order) {
    const chapter = chapters.get(address)
    const document = byAddress.get(address)
    if (chapter === undefined || !document) continue
    const before = totals.get(chapter) ?? {}
    facts.set(address, { prefix: `${numbers.get(chapter)}.`, before })
    const after = { ...before }
    for (const kind of ['figure', 'video', 'table', 'listing'] as const)
      after[kind] = (before[kind] ?? 0) + (document.counts[kind] ?? 0)
    totals.set(chapter, after)
  }
  return facts
}

function unnamedAddresses(navigation: readonly NavigationNode[]): ReadonlySet<string> {
  const unnamed = new Set<string>()
  const visit = (nodes: readonly NavigationNode[]): void => {
    for (const node of nodes) {
      if (node.unnamed && node.address !== undefined) unnamed.add(node.address)
      visit(node.children)
    }
  }
  visit(navigation)
  return unnamed
}
