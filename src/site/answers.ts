import { isShown, placedPath } from '../config/languages.ts'
import type { Settings } from '../config/settings.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { digest } from '../files/digest.ts'
import { inAnyForm } from '../files/forms.ts'
import { once, onceFor } from '../files/once.ts'
import { baseName, folderOf, stemOf } from '../files/paths.ts'
import type { Label } from '../markdown/labels.ts'
import type { Document } from '../page/document.ts'
import { contentsOf, pagesOf } from './contents.ts'
import {
  type LinkAnswers,
  MOST_USES,
  type NavigationFact,
  type Neighbours,
  type NumberingFact,
  type PageFact,
} from './facts.ts'
import { menusOf, waysOf } from './menu.ts'
import { type NavigationNode, targetOf } from './navigation.ts'
import { chapterIndex, chapterNumbering } from './numbering.ts'
import type { PageNames } from './page-names.ts'

/** Answers a question of linking; undefined where there is nothing. */
export type Answer = <Kind extends keyof LinkAnswers>(kind: Kind, key: string) => LinkAnswers[Kind] | undefined

/** A path without what says how it is published. */
const plainPath = (path: string): string => path.replace(/^\/+|(?:\/|\/?index\.html|\.html|\.md|\.ipynb)$/g, '')

/** A page as links see it: one of an author, or one that Lectern makes. */
export type PlacedPage = Pick<Document, 'path' | 'address' | 'output' | 'title'>

const factOf = ({ path, address, output }: Pick<Document, 'path' | 'address' | 'output'>): PageFact =>
  isShown(path) ? { address, output, isShown: true } : { address, output }

/** Sources by what may be meant of them; the same lists for all questions, of which a large site has many. */
function sourceNames(sources: readonly string[]) {
  const byFolder = new Map<string, Map<string, string>>()
  const byName = new Map<string, string[]>()
  for (const source of sources) {
    const folder = byFolder.get(folderOf(source)) ?? new Map<string, string>()
    byFolder.set(folderOf(source), folder.set(stemOf(source), source))
    const name = baseName(source).toLowerCase()
    byName.set(name, [...(byName.get(name) ?? []), source].slice(0, 2))
  }
  return { byFolder, byName, byStem: new Map(sources.map((source) => [stemOf(source), source])) }
}

/** The pages that a link to a file may mean: a name nearly the same in its folder, or that very name elsewhere. */
function nearestFiles(file: string, { byFolder, byName, byStem }: ReturnType<typeof sourceNames>): readonly string[] {
  const beside = byFolder.get(folderOf(file)) ?? new Map<string, string>()
  const near = nearest(stemOf(file), beside, 2).flatMap((stem) => beside.get(stem) ?? [])
  if (near.length) return near
  const same = byName.get(baseName(file).toLowerCase())
  return same ?? nearest(stemOf(file), byStem).flatMap((stem) => byStem.get(stem) ?? [])
}

/** What answers are made of. */
export interface AnswerParts {
  readonly documents: readonly Document[]
  readonly byAddress: ReadonlyMap<string, Document>
  readonly names: PageNames<PlacedPage>
  /** Pages that Lectern makes. */
  readonly generated: readonly PlacedPage[]
  /** Pages that are not built. */
  readonly drafts: PageNames<Document>
  readonly navigation: readonly NavigationNode[]
  /** The pages of the navigation, in its order. */
  readonly listed: readonly string[]
  readonly settings: Settings
  /** The address of the front page. */
  readonly home: string
}

/** Answers every question that linking may ask. */
export function createAnswers({
  documents,
  byAddress,
  names,
  generated,
  drafts,
  navigation,
  listed,
  settings,
  home,
}: AnswerParts): Answer {
  const madeTitles = new Map(generated.map(({ address, title }) => [address, title]))
  const sources = once(() => sourceNames(documents.map((document) => document.path)))
  const labelled = once(() => {
    const pages = new Map<string, string[]>()
    for (const { labels, address } of documents)
      for (const { id } of labels) pages.set(id, [...(pages.get(id) ?? []), address.slice(1, -1)])
    return pages
  })
  const uses = once(() => {
    const pages = new Map<string, Document[]>()
    for (const document of documents)
      for (const term of document.terms) {
        const found = pages.get(term)
        if (!found) pages.set(term, [document])
        else if (found.length <= MOST_USES) found.push(document)
      }
    return pages
  })
  const glossary = once(() => documents.find((document) => document.glossary))
  const bySource = once(() =>
    inAnyForm(new Map(documents.map((document) => [placedPath(document.path, settings), document]))),
  )
  const moved = once(
    () =>
      new Map(
        documents.flatMap((document) =>
          (document.front.redirect_from ?? []).map((path) => [plainPath(path), document] as const),
        ),
      ),
  )
  const order = byAddress.has(home) && !listed.includes(home) && !settings.nav ? [home, ...listed] : listed
  const place = new Map(order.map((address, i) => [address, i]))
  // By the list itself: a document that answers late may have another one after an edit.
  const idsOf = onceFor((anchors: readonly string[]) => new Set(anchors))
  const labelsOf = onceFor((labels: readonly Label[]) => new Map(labels.map((label) => [label.id, label])))
  const numbering =
    settings.numbering === 'chapter'
      ? chapterNumbering(navigation, chapterIndex(navigation), order, byAddress)
      : new Map<string, NumberingFact>()
  const ways = waysOf(navigation)
  const menuAt = menusOf(navigation)
  const navigationFacts = new Map<string, NavigationFact>()
  /** Of entries, which many menus have in common. */
  const textOf = onceFor((node: NavigationNode) => JSON.stringify(node))

  const split = (key: string): { readonly document: Document | undefined; readonly id: string } => {
    const hash = key.indexOf('#')
    return { document: byAddress.get(key.slice(0, hash)), id: key.slice(hash + 1) }
  }
  const at = (i: number): Neighbours['next'] => {
    const document = byAddress.get(order[i] ?? '')
    return document && { address: document.address, output: document.output, title: document.title }
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
      const document = bySource()(path)
      return document && factOf(document)
    },
    title: (address) => byAddress.get(address)?.title ?? madeTitles.get(address),
    anchor(key) {
      const { document, id } = split(key)
      return document && (id === '' || id === 'top' || idsOf(document.anchors).has(id)) ? true : undefined
    },
    label(key) {
      const { document, id } = split(key)
      const label = document && labelsOf(document.labels).get(id)
      return document && label
        ? label.tag === undefined
          ? { kind: label.kind, number: numberOf(document, label) }
          : { kind: label.kind, number: label.tag, isTag: true }
        : undefined
    },
    neighbours(address) {
      // The front page stands before the first page, also where no navigation names it.
      const i = place.get(address) ?? (address === home ? -1 : undefined)
      return i === undefined ? undefined : { previous: at(i - 1), next: at(i + 1) }
    },
    numbering: (address) => numbering.get(address),
    navigation(address) {
      const way = ways.get(address) ?? []
      const menu = menuAt(way)
      const top = navigation[way[0] ?? -1]
      const chapter = top && { address: targetOf(top) ?? '', pages: top.pages }
      const key = `${chapter?.address} ${menu.key}`
      let fact = navigationFacts.get(key)
      if (!fact) {
        const nodes = menu.nodes()
        fact = { nodes, chapter, digest: digest([JSON.stringify(chapter), ...nodes.map(textOf)].join('\n')) }
        navigationFacts.set(key, fact)
      }
      return fact
    },
    contents: (address) => contentsOf(address, navigation, ways, order, byAddress, home),
    lengths: (address) =>
      digest(
        pagesOf(address, navigation, ways, order)
          .map((page) => byAddress.get(page)?.words)
          .join(' '),
      ),
    trail(address) {
      const trail: { title: string; address: string | undefined }[] = []
      let nodes: readonly NavigationNode[] = navigation
      for (const i of ways.get(address) ?? []) {
        const node = nodes[i]
        const own = node?.address ?? node?.contents
        if (!node || own === address) break
        trail.push({ title: node.title, address: own })
        nodes = node.children
      }
      return trail
    },
    moved(path) {
      const document = moved().get(plainPath(path))
      return document && { ...factOf(document), source: document.path }
    },
    draft: (name) => (name.startsWith('/') ? drafts.at(name) : drafts.lookUp(name)[0])?.path,
    labelled: (id) => labelled().get(id),
    glossary() {
      const document = glossary()
      return document && factOf(document)
    },
    uses: (term) =>
      uses()
        .get(term)
        ?.map((document) => ({ ...factOf(document), title: document.title })),
    translations: () => undefined,
    version: () => undefined,
    original: () => undefined,
    sameHeading: () => undefined,
    broken(key) {
      const { document, id } = split(key)
      return document?.broken.includes(id) ? true : undefined
    },
    nearSource: (file) => nearestFiles(file, sources()),
    near(key) {
      if (!key.includes('#')) return names.near(key, 2)
      const { document, id } = split(key)
      return document ? nearest(id, document.anchors, 1) : []
    },
  }
  return (kind, key) => table[kind](key)
}
