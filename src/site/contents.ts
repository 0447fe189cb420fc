import type { Document } from '../page/document.ts'
import type { ContentsEntry, ContentsFact } from './facts.ts'
import type { Ways } from './menu.ts'
import { firstAddress, type NavigationNode, readingOrder, targetOf } from './navigation.ts'

/** A course of more pages shows its chapters on the front page, but not what is in them; of more entries of a level, the rest is one. */
const LISTED = 300

/** The contents of the course (`/`) or of a chapter, for the page that Lectern makes of it. */
export function contentsOf(
  address: string,
  navigation: readonly NavigationNode[],
  ways: Ways,
  order: readonly string[],
  byAddress: ReadonlyMap<string, Document>,
  home = '/',
): ContentsFact {
  const node = nodeAt(navigation, ways.get(address) ?? [])
  const pages = pagesOf(address, navigation, ways, order)
  const wordsOf = (addresses: readonly string[]): number =>
    addresses.reduce((sum, page) => sum + (byAddress.get(page)?.words ?? 0), 0)
  const entryOf = (item: NavigationNode, depth: number): ContentsEntry => ({
    title: item.title,
    description: byAddress.get(item.address ?? '')?.front.description ?? '',
    address: item.address ?? item.contents,
    external: item.external,
    separator: item.separator,
    more: 0,
    pages: item.pages,
    words: wordsOf(readingOrder([item])),
    entries: node || depth > 0 || pages.length <= LISTED ? levelOf(item.children, depth + 1) : [],
  })
  const levelOf = (items: readonly NavigationNode[], depth: number): readonly ContentsEntry[] => {
    const visible = items.filter((item) => !item.hidden)
    const shown = visible.slice(0, LISTED).map((item) => entryOf(item, depth))
    const next = visible[LISTED]
    return next ? [...shown, restOf(next, visible.length - LISTED)] : shown
  }
  const start = pages.find((page) => page !== home)
  const first = byAddress.get((node && firstAddress(node)) ?? start ?? '')
  return {
    pages: pages.length,
    words: wordsOf(pages),
    entries: levelOf(node ? node.children : navigation, 0),
    first: first && { address: first.address, output: first.output, title: first.title },
  }
}

/** The entry for those that are not shown: it leads to the first of them, whose menu shows what stands around it. */
const restOf = (next: NavigationNode, count: number): ContentsEntry => ({
  title: '',
  description: '',
  address: targetOf(next),
  external: undefined,
  separator: false,
  more: count,
  pages: 0,
  words: 0,
  entries: [],
})

/** The pages of the course (`/`) or of a chapter, in the order of reading. */
export function pagesOf(
  address: string,
  navigation: readonly NavigationNode[],
  ways: Ways,
  order: readonly string[],
): readonly string[] {
  const node = nodeAt(navigation, ways.get(address) ?? [])
  return node ? readingOrder([node]) : order
}

function nodeAt(navigation: readonly NavigationNode[], way: readonly number[]): NavigationNode | undefined {
  let nodes = navigation
  let node: NavigationNode | undefined
  for (const i of way) {
    node = nodes[i]
    nodes = node?.children ?? []
  }
  return node
}
