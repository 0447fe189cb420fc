import { deserialize, serialize } from 'node:v8'
import { digest } from '../files/digest.ts'
import type { Store } from '../files/store.ts'
import type { Lexicon } from '../publish/search/lexicon.ts'
import type { PageWords } from '../publish/search/page-words.ts'
import type { PageEntry } from '../publish/search/search-index.ts'

/**
 * The words of all pages, for later processes: two files of a store, read only where the index of the search has to be made
 * again. The cache's own index holds the digest of one, which holds those of the other; files of another index are of no use.
 */

/** A page by its name, with the version of the links that it was found with. */
export type NamedEntry = readonly [name: string, version: string, entry: PageEntry]

/** What is known of the words of pages, by the name of the page. */
export type KnownWords = ReadonlyMap<string, { readonly version: string; readonly entry: PageEntry }>

const FILE = 'search'
/** The words of all pages, one page behind the other: first their numbers, then their sections, then their weights. */
const WORDS = 'search-words'
/** Bytes that are written together: a copy of all words at once would be as large as they are. */
const BATCH = 4_000_000
const KINDS = ['words', 'sections', 'weights'] as const

/** What is known of each page in a list, and how many words it has. */
interface SearchFile {
  readonly lexicon: readonly string[]
  readonly pages: readonly (readonly [name: string, version: string, entry: Omit<PageEntry, 'words'>, count: number])[]
  /** What the file of words consists of. */
  readonly batches: readonly (readonly [length: number, digest: string])[]
}

/** Keeps the words of pages; gives the digest of the file that says what they are. */
export function writeSearch(store: Store, { words }: Lexicon, entries: readonly NamedEntry[]): string | undefined {
  store.remove(WORDS)
  const batches: [number, string][] = []
  let size = 0
  for (const batch of batchesOf(entries)) {
    if (store.append(WORDS, batch) !== size) return undefined
    size += batch.length
    batches.push([batch.length, digest(batch)])
  }
  const pages = entries.map(([name, version, entry]) => {
    const { address, sections, length, digest: content, words: own } = entry
    return [name, version, { address, sections, length, digest: content }, own.to - own.from] as const
  })
  const file: SearchFile = { lexicon: words, pages, batches }
  const bytes = serialize(file)
  return store.write(FILE, bytes) ? digest(bytes) : undefined
}

/** The bytes of all words. Each batch is gone when the next one is asked for. */
function* batchesOf(entries: readonly NamedEntry[]): Generator<Uint8Array> {
  const buffer = new Uint8Array(BATCH)
  let used = 0
  for (const kind of KINDS)
    for (const [, , { words }] of entries) {
      const own = words[kind].subarray(words.from, words.to)
      const bytes = new Uint8Array(own.buffer, own.byteOffset, own.byteLength)
      if (used + bytes.length > BATCH) {
        yield buffer.subarray(0, used)
        used = 0
      }
      if (bytes.length > BATCH) yield bytes
      else {
        buffer.set(bytes, used)
        used += bytes.length
      }
    }
  yield buffer.subarray(0, used)
}

/** The words of pages that an earlier process kept, in the numbers of this lexicon. */
export function readSearch(store: Store, key: string, lexicon: Lexicon): KnownWords {
  const bytes = store.read(FILE)
  if (!bytes || digest(bytes) !== key) return new Map()
  // Its digest says that this program wrote it.
  const file = deserialize(bytes) as SearchFile
  const read = readWords(store, file)
  if (!read) return new Map()
  const { words, sections, weights } = read
  const numbers = Uint32Array.from(file.lexicon, (word) => lexicon.numberOf(word))
  // In place: nobody else knows them yet.
  if (!numbers.every((number, i) => number === i))
    words.forEach((word, i, all) => {
      all[i] = numbers[word] ?? 0
    })
  let to = 0
  return new Map(
    file.pages.map(([name, version, entry, count]) => {
      const from = to
      to += count
      return [name, { version, entry: { ...entry, words: { words, sections, weights, from, to } } }]
    }),
  )
}

/** The file of words; undefined where it is not as it was written. */
function readWords(store: Store, { pages, batches }: SearchFile): Pick<PageWords, (typeof KINDS)[number]> | undefined {
  const read = store.read(WORDS)
  let at = 0
  for (const [length, content] of batches) {
    const batch = read?.subarray(at, at + length)
    if (!batch || batch.length !== length || digest(batch) !== content) return undefined
    at += length
  }
  const total = pages.reduce((sum, [, , , count]) => sum + count, 0)
  // Numbers of four bytes stand at multiples of four.
  const { buffer, byteOffset } = !read || read.byteOffset % 4 === 0 ? (read ?? new Uint8Array()) : read.slice()
  return {
    words: new Uint32Array(buffer, byteOffset, total),
    sections: new Uint16Array(buffer, byteOffset + 4 * total, total),
    weights: new Uint8Array(buffer, byteOffset + 6 * total, total),
  }
}
