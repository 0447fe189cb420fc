import { decodeEntities } from '../config/entities.ts'
import type { YamlSource } from '../config/settings.ts'
import type { YamlEntry, YamlNode } from '../config/yaml.ts'
import { type Diagnostic, diagnostic, type Outcome, type Span } from '../diagnostics/diagnostic.ts'
import { byCodeUnits, MOST_FOLDERS } from '../files/paths.ts'
import { prettyName } from '../page/compile.ts'
import type { Document } from '../page/document.ts'
import { MOST_TITLE, shortTitle } from '../page/title.ts'
import type { PageNames } from './page-names.ts'

/** One entry of the navigation. */
export interface NavigationNode {
  readonly title: string
  /** Address of a page of the site, `/basic/syntax/`; undefined for headings, separators and other sites. */
  readonly address: string | undefined
  /** Address on another site. */
  readonly external: string | undefined
  readonly separator: boolean
  /** Not shown in the menu: `<nodoc> `. */
  readonly hidden: boolean
  /** Its page cannot be named by the last part of its path: `__`. */
  readonly unnamed: boolean
  /** Address of the page that Lectern makes of a chapter without one; see chapters.ts. */
  readonly contents: string | undefined
  /** How many pages it holds, its own among them. */
  readonly pages: number
  /** How many entries that are not shown it stands for. */
  readonly more: number
  readonly children: readonly NavigationNode[]
}

/** An entry that is nothing yet. */
export const emptyNode: NavigationNode = {
  title: '',
  address: undefined,
  external: undefined,
  separator: false,
  hidden: false,
  unnamed: false,
  contents: undefined,
  pages: 0,
  more: 0,
  children: [],
}

/**
 * Reads the navigation from YAML. `names` must know all pages of the site, `drafts` those that are not built. Entries of pages that are
 * there in another language only are left out, unless they name it, as in `fr/loops`: `inLanguage` knows those.
 */
export function readNavigation(
  source: YamlSource,
  names: PageNames<Document>,
  drafts: PageNames<Document>,
  isElsewhere: (name: string) => boolean = () => false,
  inLanguage: (name: string) => Document | undefined = () => undefined,
): Outcome<readonly NavigationNode[]> {
  const diagnostics: Diagnostic[] = []
  /** Where each address stands first, but for entries that give no name. */
  const first = new Map<string, YamlNode>()
  const span = ({ start, end }: { readonly start: number; readonly end: number }): Span => ({
    path: source.path,
    start,
    end: Math.max(start + 1, end),
  })

  /** The pages of a name; one that begins with the code of a language is that of a page in it. */
  const pagesOf = (written: string): readonly Document[] => {
    const found = names.lookUp(written)
    const other = found.length === 0 ? inLanguage(written) : undefined
    return other ? [other] : found
  }
  const isLeftOut = (written: string): boolean => names.lookUp(written).length === 0 && isElsewhere(written)
  const pageOf = (written: string, node: YamlNode, unnamed: boolean): string | undefined => {
    const found = pagesOf(written)
    if (found.length === 1 && found[0]) {
      const { address } = found[0]
      // An index of its own may list a page again.
      const before = unnamed ? undefined : first.get(address)
      if (before) {
        diagnostics.push(
          diagnostic('nav/duplicate-page', `\`${written}\` stands twice in the navigation.`, {
            span: span(node),
            related: [{ span: span(before), message: 'its first place' }],
            hint: 'take one of them out',
          }),
        )
      } else if (!unnamed) first.set(address, node)
      return address
    }
    const draft = found.length === 0 ? drafts.lookUp(written)[0] : undefined
    if (draft) {
      diagnostics.push(
        diagnostic('nav/draft-page', `The page \`${written}\` is a draft, so its entry leads nowhere.`, {
          span: span(node),
          related: [{ span: draft.spans.draft ?? { path: draft.path, start: 0, end: 1 }, message: 'the draft' }],
          hint: 'take `draft: true` off the page, or build with `--drafts`',
        }),
      )
      return undefined
    }
    const hint = found.length
      ? `name one of ${found.map((page) => `\`${page.address.slice(1, -1)}\``).join(', ')}`
      : didYouMeanPage(names.near(written, 2))
    diagnostics.push(
      diagnostic(
        'nav/unknown-page',
        found.length ? `Two pages have the name \`${written}\`.` : `There is no page \`${written}\`.`,
        { span: span(node), hint },
      ),
    )
    return undefined
  }

  const tellEntry = (message: string, node: YamlNode, hint: string): void => {
    diagnostics.push(diagnostic('nav/bad-entry', message, { span: span(node), hint }))
  }
  /** An item of a list: `- basics/loops`, or `- Loops: basics/loops`. The list is taken as what stands in it. */
  const readItem = (item: YamlNode, depth: number): NavigationNode[] => {
    if (item.kind === 'mapping') return readEntries(item, depth)
    if (item.kind !== 'scalar' || item.value === null) {
      tellEntry('This is no entry of the navigation.', item, 'write `Title: path/of/page`, one entry a line')
      return []
    }
    const target = item.text.trim()
    if (/^https?:\/\//i.test(target)) return [{ ...emptyNode, title: target, external: target }]
    if (isLeftOut(target)) return []
    const address = pageOf(target, item, false)
    return address === undefined
      ? []
      : [{ ...emptyNode, title: (names.at(address) ?? inLanguage(target))?.title ?? '', address }]
  }
  const readEntries = (node: YamlNode, depth: number): NavigationNode[] => {
    if (depth > MOST_FOLDERS) {
      tellEntry(
        `Entries of the navigation lie in each other more than ${MOST_FOLDERS} deep.`,
        node,
        'move them up; what lies deeper is left out',
      )
      return []
    }
    if (node.kind === 'sequence') return node.items.flatMap((item) => readItem(item, depth))
    if (node.kind !== 'mapping') {
      if (node.value === null) return []
      tellEntry('The navigation is not a mapping of titles.', node, 'write `Title: path/of/page`, one entry a line')
      return []
    }
    const entryOf = ({ key, node: value }: YamlEntry): NavigationNode => {
      if (/^_+$/.test(key)) return { ...emptyNode, separator: true }
      const nodoc = /^<nodoc>\s*/.exec(key)?.[0] ?? ''
      const written = key.slice(nodoc.length)
      const unnamed = written.startsWith('__')
      const whole = decodeEntities((unnamed ? written.slice(2) : written).trim())
      const title = shortTitle(whole)
      if (title !== whole)
        tellEntry(
          `A title has ${whole.length.toLocaleString('en')} characters.`,
          value,
          `write at most ${MOST_TITLE.toLocaleString('en')}`,
        )
      const hidden = nodoc !== ''
      if (value.kind === 'mapping')
        return { ...emptyNode, title, hidden, unnamed, children: readEntries(value, depth + 1) }
      // The dialect's own list holds a path and other things of the page; one of several pages is a chapter.
      if (value.kind === 'sequence' && isChapter(value)) {
        return {
          ...emptyNode,
          title,
          hidden,
          unnamed,
          children: value.items.flatMap((item) => readItem(item, depth + 1)),
        }
      }
      if (value.value === null) return { ...emptyNode, title, hidden, unnamed }
      const page = value.kind === 'sequence' ? value.items[0] : value
      if (page?.kind !== 'scalar' || page.value === null) {
        tellEntry(`The entry \`${written}\` names no page.`, value, 'the first item of a list is the path of the page')
        return { ...emptyNode, title, hidden, unnamed }
      }
      const target = page.text.trim()
      if (/^https?:\/\//i.test(target)) return { ...emptyNode, title, hidden, unnamed, external: target }
      return { ...emptyNode, title, hidden, unnamed, address: pageOf(target, page, unnamed) }
    }
    return node.entries.filter(({ node: value }) => !isLeftOutEntry(value)).map(entryOf)
  }
  const isLeftOutEntry = (value: YamlNode): boolean => {
    const page = value.kind === 'sequence' && !isChapter(value) ? value.items[0] : value
    return page?.kind === 'scalar' && page.value !== null && isLeftOut(page.text.trim())
  }
  /** Whether a list holds entries: mappings, or what is or nearly is a page behind the first. */
  const isChapter = ({ items }: YamlNode): boolean =>
    items.some(
      (item, i) =>
        item.kind === 'mapping' ||
        (i > 0 && item.kind === 'scalar' && (item.text.includes('/') || isLikeAPage(item.text.trim()))),
    )
  const isLikeAPage = (text: string): boolean => names.lookUp(text).length > 0 || names.near(text, 1).length > 0
  return { value: readEntries(source.node, 0), diagnostics }
}

const didYouMeanPage = (near: readonly string[]): string | undefined =>
  near.length ? `Did you mean ${near.map((name) => `\`${name}\``).join(' or ')}?` : undefined

/** The navigation of a site without one: pages and folders by `order:`, then by name, numbers as numbers. */
export function navigationOfFolders(documents: readonly Document[], root = '/'): readonly NavigationNode[] {
  const nodesBelow = (folder: string, inside: readonly Document[]): NavigationNode[] => {
    const index = new Map<string, Document>()
    /** What lies in each folder; looking for it among all pages would take their number times that of the folders. */
    const folders = new Map<string, Document[]>()
    for (const document of inside) {
      if (document.address === folder) continue
      const rest = document.address.slice(folder.length)
      const part = rest.slice(0, rest.indexOf('/'))
      if (rest === `${part}/`) index.set(part, document)
      else {
        const below = folders.get(part)
        if (below) below.push(document)
        else folders.set(part, [document])
      }
    }
    const names = new Set([...index.keys(), ...folders.keys()])
    const order = (name: string): number => index.get(name)?.front.order ?? Number.POSITIVE_INFINITY
    return [...names]
      .filter((name) => name !== '404' || folder !== root)
      .sort((a, b) => order(a) - order(b) || (order(a) === order(b) ? byNaturalOrder(a, b) : 0))
      .map((name) => {
        const page = index.get(name)
        const below = folders.get(name)
        return {
          ...emptyNode,
          title: page?.title ?? prettyName(`${name}.md`),
          address: page?.address,
          children: below ? nodesBelow(`${folder}${name}/`, below) : [],
        }
      })
  }
  return nodesBelow(root, documents)
}

/** `2-loops` before `10-classes`; otherwise by code units. */
function byNaturalOrder(a: string, b: string): number {
  const left = a.split(/(\d+)/)
  const right = b.split(/(\d+)/)
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = i % 2 ? Number(left[i]) - Number(right[i]) : byCodeUnits(left[i] ?? '', right[i] ?? '')
    if (order) return order
  }
  return left.length - right.length || byCodeUnits(a, b)
}

/** All addresses of pages, in reading order, each once. */
export function readingOrder(nodes: readonly NavigationNode[]): readonly string[] {
  const order = new Set<string>()
  const visit = (list: readonly NavigationNode[]): void => {
    for (const node of list) {
      if (node.address !== undefined) order.add(node.address)
      visit(node.children)
    }
  }
  visit(nodes)
  return [...order]
}

/** The address that an entry leads to: its page, that of its contents, or its first page. */
export const targetOf = (node: NavigationNode): string | undefined =>
  node.address ?? node.contents ?? firstAddress(node)

/** The first page of an entry. */
export function firstAddress(node: NavigationNode): string | undefined {
  if (node.address !== undefined) return node.address
  for (const child of node.children) {
    const address = firstAddress(child)
    if (address !== undefined) return address
  }
  return undefined
}
