import { fillWords, type InterfaceWords } from '../config/interface-words.ts'
import { hasAtMost } from '../site/menu.ts'
import type { NavigationNode } from '../site/navigation.ts'
import { markShared } from '../speed/template-runtime/shared-entries.ts'
import type { NavigationContext } from './context.ts'

/** The page that shows the navigation. */
export interface NavigationViewer {
  readonly address: string
  /** Its file in the output folder. */
  readonly output: string
  /** Relative address, as seen from it, of an address from the site's root. */
  readonly url: (address: string) => string
  readonly words: InterfaceWords
}

/** Entries of lists of nodes, as all pages of a folder see them; holes where they have not been asked for yet. */
type Shared = Map<readonly NavigationNode[], (NavigationContext | undefined)[]>

/**
 * Entries that pages have in common; one for each theme, because their addresses depend on its settings. Only those of
 * the last few navigations are kept: pages come chapter by chapter.
 */
export type NavigationMemory = Map<readonly NavigationNode[], Map<string, Shared>>

/** How many navigations are kept. */
const KEPT = 8

/** A menu of so many entries is short: all of it is shown. */
const SHORT = 40

/**
 * The navigation of a page. Entries that lead neither to the page nor below it are the same for all pages of a folder,
 * `../loops/` and the like: they are made once.
 */
export function navigationContext(
  nodes: readonly NavigationNode[],
  viewer: NavigationViewer,
  memory: NavigationMemory,
): readonly NavigationContext[] {
  return entriesOf(nodes, viewer, sharedBy(nodes, viewer, memory), true, !hasAtMost(SHORT, nodes), true)
}

/** What the pages of the viewer's folder share; nothing where the viewer is no page in a folder of its own. */
function sharedBy(
  nodes: readonly NavigationNode[],
  { output, words }: NavigationViewer,
  memory: NavigationMemory,
): Shared | undefined {
  const folder = /^((?:[^/]+\/)*)[^/]+\/index\.html$/.exec(output)?.[1]
  if (folder === undefined) return undefined
  let folders = memory.get(nodes)
  if (!folders) {
    folders = new Map()
    memory.set(nodes, folders)
    for (const oldest of memory.keys()) {
      if (memory.size <= KEPT) break
      memory.delete(oldest)
    }
  }
  const key = `${words.more} ${folder}`
  let shared = folders.get(key)
  if (!shared) {
    shared = new Map()
    folders.set(key, shared)
  }
  return shared
}

function entriesOf(
  nodes: readonly NavigationNode[],
  viewer: NavigationViewer,
  shared: Shared | undefined,
  first: boolean,
  closes: boolean,
  mayLead: boolean,
): NavigationContext[] {
  const entries: NavigationContext[] = []
  const known = shared && sharedEntries(nodes, shared)
  // Each page goes through all that it shows: by a loop, as in layout.ts, and in a function that calls itself directly.
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]
    if (!node || node.hidden) continue
    // Below an entry that does not lead to the page none does.
    const leads = mayLead && known !== undefined && leadsInto(node, viewer.address)
    const isShared = known !== undefined && !leads
    const before = isShared ? known[i] : undefined
    if (before) {
      entries.push(before)
      continue
    }
    const entry = entryOf(node, viewer, first, closes, entriesOf(node.children, viewer, shared, false, false, leads))
    if (isShared) known[i] = markShared(entry)
    entries.push(entry)
  }
  return entries
}

function sharedEntries(nodes: readonly NavigationNode[], shared: Shared): (NavigationContext | undefined)[] {
  const before = shared.get(nodes)
  if (before) return before
  const entries = new Array<NavigationContext | undefined>(nodes.length).fill(undefined)
  shared.set(nodes, entries)
  return entries
}

/** Whether an entry, or one below it, leads to a page or to what lies below that. */
function leadsInto(node: NavigationNode, address: string): boolean {
  const own = node.address ?? node.contents
  if (own?.startsWith(address)) return true
  for (const child of node.children) if (leadsInto(child, address)) return true
  return false
}

function entryOf(
  node: NavigationNode,
  viewer: NavigationViewer,
  first: boolean,
  closes: boolean,
  children: readonly NavigationContext[],
): NavigationContext {
  const own = node.address ?? node.contents
  const current = own === viewer.address && node.more === 0
  let active = current
  for (const child of children) if (child.active) active = true
  return {
    title: node.more ? fillWords(viewer.words.more, { n: node.more }) : node.title,
    url: node.external ?? (own === undefined ? '' : viewer.url(own)),
    address: own ?? '',
    pages: first && node.more === 0 && node.pages > 1 ? node.pages : 0,
    more: node.more > 0,
    current,
    active,
    open: active || !closes,
    external: node.external !== undefined,
    separator: node.separator,
    children,
  }
}
