import { deserialize, serialize } from 'node:v8'
import { digest } from '../files/digest.ts'
import type { Store } from '../files/store.ts'
import type { Lexicon } from '../publish/search/lexicon.ts'
import type { PageEntry } from '../publish/search/search-index.ts'

/**
 * The words of all pages, for later processes: one file of a store, read only where the index of the search has to be made
 * again. The cache's own index holds its digest; a file of another one is of no use.
 */

/** A page by its name, with the version of the links that it was found with. */
export type NamedEntry = readonly [name: string, version: string, entry: PageEntry]

/** What is known of the words of pages, by the name of the page. */
export type KnownWords = ReadonlyMap<string, { readonly version: string; readonly entry: PageEntry }>

const FILE = 'search'

/** What is in the file: what is known of each page in a list, and the words of all pages, one page behind the other. */
interface SearchFile {
  readonly lexicon: readonly string[]
  readonly pages: readonly (readonly [name: string, version: string, entry: Omit<PageEntry, 'words'>, count: number])[]
  readonly numbers: Uint32Array
  readonly sections: Uint16Array
  readonly weights: Uint8Array
}

/** Keeps the words of pages; gives the digest of the file. */
export function writeSearch(store: Store, { words }: Lexicon, entries: readonly NamedEntry[]): string | undefined {
  const total = entries.reduce((sum, [, , entry]) => sum + entry.words.to - entry.words.from, 0)
  const numbers = new Uint32Array(total)
  const sections = new Uint16Array(total)
  const weights = new Uint8Array(total)
  let at = 0
  const pages = entries.map(([name, version, entry]) => {
    const { address, sections: count, length, digest: content, words: own } = entry
    numbers.set(own.words.subarray(own.from, own.to), at)
    sections.set(own.sections.subarray(own.from, own.to), at)
    weights.set(own.weights.subarray(own.from, own.to), at)
    at += own.to - own.from
    return [name, version, { address, sections: count, length, digest: content }, own.to - own.from] as const
  })
  const file: SearchFile = { lexicon: words, pages, numbers, sections, weights }
  const bytes = serialize(file)
  return store.write(FILE, bytes) ? digest(bytes) : undefined
}

/** The words of pages that an earlier process kept, in the numbers of this lexicon. */
export function readSearch(store: Store, key: string, lexicon: Lexicon): KnownWords {
  const bytes = store.read(FILE)
  if (!bytes || digest(bytes) !== key) return new Map()
  // Its digest says that this program wrote it.
  const file = deserialize(bytes) as SearchFile
  const numbers = Uint32Array.from(file.lexicon, (word) => lexicon.numberOf(word))
  const isSame = numbers.every((number, i) => number === i)
  const shared = {
    words: isSame ? file.numbers : file.numbers.map((number) => numbers[number] ?? 0),
    sections: file.sections,
    weights: file.weights,
  }
  let to = 0
  return new Map(
    file.pages.map(([name, version, entry, count]) => {
      const from = to
      to += count
      return [name, { version, entry: { ...entry, words: { ...shared, from, to } } }]
    }),
  )
}
