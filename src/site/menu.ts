import { onceFor } from '../files/once.ts'
import { emptyNode, type NavigationNode, targetOf } from './navigation.ts'

/** Entries of one level that a page shows; a longer level is cut around the page. */
const SHOWN = 60
/** Entries that are shown beyond the ends of a piece, so that a page at its edge has neighbours. */
const MARGIN = 10
/** A chapter of up to this many pages shows all that is in it; of a larger one, only what leads to the page. */
const UNFOLDED = 150
/** A navigation of so many entries is on each page as a whole: readers open its chapters in place. */
const WHOLE = 150

/** For every page, its way down the navigation: the place of the entry on each level. */
export type Ways = ReadonlyMap<string, readonly number[]>

/** The ways to all pages, those of contents among them; the first place of a page counts. */
export function waysOf(navigation: readonly NavigationNode[]): Ways {
  const ways = new Map<string, readonly number[]>()
  const visit = (nodes: readonly NavigationNode[], above: readonly number[]): void => {
    for (const [i, node] of nodes.entries()) {
      const own = node.address ?? node.contents
      const way = [...above, i]
      if (own !== undefined && !ways.has(own)) ways.set(own, way)
      visit(node.children, way)
    }
  }
  visit(navigation, [])
  return ways
}

/** The navigation as a page shows it. */
export interface Menu {
  /** Says all that it depends on, so that the pages of a chapter share one. */
  readonly key: string
  readonly nodes: () => readonly NavigationNode[]
}

/**
 * Cuts a navigation for the pages at the ends of ways. A menu does not grow with the site: of a large one, chapters are left empty
 * but for the one that holds the page, and long levels are cut.
 */
export function menusOf(navigation: readonly NavigationNode[]): (way: readonly number[]) => Menu {
  // What many pages ask of the same entries is found once for each.
  /** Nothing below an entry has to be cut. */
  const isShort: (node: NavigationNode) => boolean = onceFor((node) => {
    if (isLong(node.children)) return false
    for (const child of node.children) if (child.children.length > 0 && !isShort(child)) return false
    return true
  })
  /** The entry without what is below it. */
  const closed = onceFor((node: NavigationNode): NavigationNode => ({ ...node, address: targetOf(node), children: [] }))

  const show = (
    nodes: readonly NavigationNode[],
    way: readonly number[],
    depth: number,
    all: boolean,
  ): readonly NavigationNode[] => {
    const at = way[depth] ?? -1
    const { from, to } = boundsOf(nodes, at)
    const shown = rest(from, nodes[from - 1])
    // Only what is shown is made: a level may have all pages of a site.
    for (let i = from; i < to; i++) {
      const node = nodes[i]
      if (!node) continue
      if (i !== at && !all) shown.push(closed(node))
      else if (node.children.length === 0) shown.push(node)
      else {
        const below = i === at ? depth + 1 : Number.POSITIVE_INFINITY
        shown.push({ ...node, children: show(node.children, way, below, all || unfoldsAll(node)) })
      }
    }
    shown.push(...rest(nodes.length - to, nodes[to]))
    return shown
  }

  if (isShort({ ...emptyNode, children: navigation }) && hasAtMost(WHOLE, navigation))
    return () => ({ key: '', nodes: () => navigation })
  return (way) => {
    const parts: string[] = []
    let level = navigation
    for (let depth = 0; depth === 0 || level.length; depth++) {
      const at = way[depth] ?? -1
      const node = level[at]
      const opens = node !== undefined && node.children.length > 0
      parts.push(`${pieceOf(level, at)}${opens ? `:${at}` : ''}`)
      if (!opens || (unfoldsAll(node) && isShort(node))) break
      level = node.children
    }
    return { key: parts.join(' '), nodes: () => show(navigation, way, 0, false) }
  }
}

/** Whether a navigation has at most so many entries that menus show. */
export function hasAtMost(most: number, navigation: readonly NavigationNode[]): boolean {
  return leftOf(most, navigation) >= 0
}

/** What is left of a number when the entries are taken away; below 0, how far they were counted does not matter. */
function leftOf(most: number, nodes: readonly NavigationNode[]): number {
  let left = most
  for (const node of nodes) {
    if (left < 0) return left
    if (!node.hidden) left = leftOf(left - 1, node.children)
  }
  return left
}

const unfoldsAll = (node: NavigationNode): boolean => node.pages <= UNFOLDED

const isLong = (nodes: readonly NavigationNode[]): boolean => nodes.length > SHOWN + 2 * MARGIN

const pieceOf = (nodes: readonly NavigationNode[], at: number): number =>
  isLong(nodes) ? Math.floor(Math.max(0, at) / SHOWN) : 0

/** The piece of a level that is shown around an entry: all of one that is not long. */
function boundsOf(nodes: readonly NavigationNode[], at: number): { readonly from: number; readonly to: number } {
  if (!isLong(nodes)) return { from: 0, to: nodes.length }
  const piece = pieceOf(nodes, at)
  return { from: Math.max(0, piece * SHOWN - MARGIN), to: Math.min(nodes.length, (piece + 1) * SHOWN + MARGIN) }
}

/** What is left out is an entry that leads to the nearest of it. */
const rest = (count: number, nearest: NavigationNode | undefined): NavigationNode[] =>
  count > 0 && nearest ? [{ ...emptyNode, more: count, address: targetOf(nearest) }] : []
