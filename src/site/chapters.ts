import { slugOf } from '../markdown/heading.ts'
import type { Document } from '../page/document.ts'
import { firstAddress, type NavigationNode, readingOrder } from './navigation.ts'

/** A chapter whose author wrote no page for it: Lectern makes one at an address that no page has. */
export interface Chapter {
  readonly title: string
  readonly address: string
}

/**
 * Gives every chapter without a page the address of one, and every entry its number of pages. The address is the folder
 * that the chapter's pages share, else the chapter's title below it; chapters choose in the order of the navigation, so
 * the same site has the same addresses.
 */
export function placeChapters(
  navigation: readonly NavigationNode[],
  documents: readonly Document[],
  homes: readonly string[] = ['/'],
): { readonly navigation: readonly NavigationNode[]; readonly chapters: readonly Chapter[] } {
  const taken = new Set([...homes, '/404/', '/lectern/'])
  const take = (address: string): boolean => {
    const key = address.toLowerCase()
    if (taken.has(key)) return false
    taken.add(key)
    return true
  }
  for (const { address, front } of documents) {
    take(address)
    for (const old of front.redirect_from ?? []) take(`/${old.replace(/^\/+|\/+$/g, '')}/`)
  }
  const chapters: Chapter[] = []
  const addressFor = (node: NavigationNode, pages: readonly string[]): string => {
    const folder = sharedFolder(pages)
    if (take(folder)) return folder
    const slug = shortName(slugOf(node.title)) || 'chapter'
    for (let n = 1; ; n++) {
      const address = `${folder}${slug}${n === 1 ? '' : `-${n}`}/`
      if (take(address)) return address
    }
  }
  const place = (node: NavigationNode): NavigationNode => {
    if (node.children.length === 0) return { ...node, pages: node.address === undefined ? 0 : 1 }
    const pages = readingOrder([node])
    const needsPage = node.address === undefined && !node.hidden && firstAddress(node) !== undefined
    const contents = needsPage ? addressFor(node, pages) : undefined
    if (contents !== undefined) chapters.push({ title: node.title, address: contents })
    return { ...node, contents, pages: pages.length, children: node.children.map(place) }
  }
  return { navigation: navigation.map(place), chapters }
}

/** Bytes of a name of a folder: disks take 255, and a number may stand behind it. */
const LONGEST_NAME = 240

/** As much of a name as disks take. */
function shortName(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return name
  let short = ''
  let bytes = 0
  for (const letter of name) {
    bytes += Buffer.byteLength(letter)
    if (bytes > LONGEST_NAME) break
    short += letter
  }
  return short.replace(/-+$/, '')
}

/** The deepest folder that holds all pages: `/basic/` for `/basic/loops/` and `/basic/syntax/`. */
function sharedFolder(addresses: readonly string[]): string {
  const [first = '/', ...others] = addresses.map((address) =>
    address.slice(0, address.lastIndexOf('/', address.length - 2) + 1),
  )
  let folder = first
  for (const other of others) {
    while (!other.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1)
  }
  return folder
}
