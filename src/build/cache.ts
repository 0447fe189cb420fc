import { deserialize, serialize } from 'node:v8'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { hash } from '../files/hash.ts'
import { SPOOL } from '../files/spool.ts'
import type { Store } from '../files/store.ts'
import type { Chunk } from '../markdown/holes.ts'
import { type Document, unpackDocument } from '../page/document.ts'
import type { Lexicon } from '../publish/search/lexicon.ts'
import type { Question, StageRecord } from './memo.ts'
import { type NamedEntry, readSearch, writeSearch } from './search-cache.ts'

/**
 * What later processes need not do again: files of a store. `index` holds what is known of all pages, and is read
 * and written whole. `text-N` holds the texts of pages, one behind the other; a text is read when it is wanted, which for
 * most pages is never, and new ones are put at its end. When half of it is of no more use, it is written anew as
 * `text-N+1`.
 *
 * Nothing here is trusted. The index carries the fingerprint of its bytes and of the program that wrote it, each text
 * its own; what does not fit is made again.
 */

/** Where a cache is, and how small a site must be to have none. */
export interface CacheOptions {
  readonly store: Store
  /** Fingerprint of the program. */
  readonly program: () => string
  /** Sites of fewer pages are built as fast without. */
  readonly leastPages: number
}

/** What is kept of a page. */
export interface CachedPage {
  readonly path: string
  readonly compiled: PackedRecord
  /** Packed. */
  readonly facts: string
  readonly text: TextPlace
}

/** A record of a memo; its questions are a text, because most are never looked at. */
export interface PackedRecord {
  readonly input: string
  readonly questions: string
  readonly diagnostics: readonly Diagnostic[]
  readonly version: number
  readonly world: string | undefined
}

export interface CachedLayout {
  readonly version: string
  readonly theme: string
  readonly path: string
  readonly hash: string
  readonly diagnostics: readonly Diagnostic[]
}

/** Where a text stands in the file of texts. */
export interface TextPlace {
  readonly start: number
  readonly length: number
  readonly hash: string
}

/** The files of the whole site that were made last, and of what. */
export type PublishedFiles = {
  readonly key: string
  readonly files: readonly (readonly [path: string, hash: string])[]
}

/** All that is kept of a site, but the texts. */
export interface CachedSite {
  readonly pages: readonly CachedPage[]
  /** By name of the page: also of those that Lectern makes by itself. */
  readonly linked: readonly (readonly [name: string, record: PackedRecord, summary: string])[]
  readonly laidOut: readonly (readonly [name: string, layout: CachedLayout])[]
  readonly published: PublishedFiles | undefined
  readonly emitted: {
    readonly folder: string
    readonly stamps: ReadonlyMap<string, { readonly hash: string; readonly stamp: string }>
  }
}

interface Index extends CachedSite {
  readonly key: string
  /** Fingerprint of the file with the words of pages. */
  readonly search: string | undefined
  /** Name and size of the file with the texts. */
  readonly texts: string
  readonly size: number
}

/** The cache of a site. */
export interface Cache {
  readonly leastPages: number
  /** What an earlier process left, and a note where that was of no use. */
  read(): { readonly site: CachedSite | undefined; readonly note: string | undefined }
  /** The document of a page that was read; undefined where the cache has none. `make` compiles it. */
  document(path: string, make: () => Document): Document | undefined
  /** A document of which another thread knows the text, serialized; undefined where the store takes no more. */
  take(facts: string, text: Uint8Array, make: () => Document): Document | undefined
  /** Takes over the pages of another cache, with their texts; undefined where it is of no use. */
  absorb(other: Store): readonly CachedPage[] | undefined
  /** What an earlier process knew of the words of pages. */
  searchEntries(lexicon: Lexicon): ReturnType<typeof readSearch> | undefined
  /** Keeps a site: each text that is new, the words of pages where they are given, and the index. */
  write(
    documents: Iterable<Document>,
    site: (placeOf: (document: Document) => TextPlace | undefined) => CachedSite,
    search: { readonly lexicon: Lexicon; readonly entries: readonly NamedEntry[] } | undefined,
  ): void
}

const INDEX = 'index'
const TEXTS = /^text-(\d+)$/
/** Texts are written together, this many bytes at a time. */
const BATCH = 4_000_000
/** Length of a fingerprint. */
const HASH = hash('').length

/** Opens the cache of a site. */
export function openCache({ store, program, leastPages }: CacheOptions, version: string): Cache {
  const key = once(() => `${version} ${program()}`)
  const known = new Map<string, CachedPage>()
  const places = new WeakMap<Document, TextPlace>()
  const state: { texts: string; size: number; search: string | undefined } = {
    texts: 'text-1',
    size: 0,
    search: undefined,
  }

  const readText = ({ start, length, hash: expected }: TextPlace): Uint8Array | undefined => {
    const bytes = store.readPart(state.texts, start, length)
    return bytes && hash(bytes) === expected ? bytes : undefined
  }

  /** Texts of an index that is lost are of no use. */
  const begin = (): void => {
    if (state.size === 0) store.remove(state.texts)
  }

  /** Puts texts at the end of the file, and says where they are; undefined where the store takes no more. */
  const appendTexts = (texts: readonly Uint8Array[]): readonly TextPlace[] | undefined => {
    const start = store.append(state.texts, Buffer.concat(texts))
    if (start === undefined) return undefined
    let at = start
    const appended = texts.map((bytes): TextPlace => {
      const place = { start: at, length: bytes.length, hash: hash(bytes) }
      at += bytes.length
      return place
    })
    state.size = at
    return appended
  }

  /** A document whose text is kept. */
  const kept = (facts: string, place: TextPlace, make: () => Document): Document => {
    const chunks = once((): readonly Chunk[] => {
      const bytes = readText(place)
      return bytes ? (deserialize(bytes) as readonly Chunk[]) : make().chunks
    })
    const document = unpackDocument(facts, chunks)
    places.set(document, place)
    return document
  }

  /** Keeps the texts that `bytesOf` gives. */
  const keep = (documents: Iterable<Document>, bytesOf: (document: Document) => Uint8Array | undefined): boolean => {
    let batch: [Document, Uint8Array][] = []
    let size = 0
    const append = (): boolean => {
      const appended = appendTexts(batch.map(([, bytes]) => bytes))
      batch.forEach(([document], i) => {
        const place = appended?.[i]
        if (place) places.set(document, place)
      })
      return appended !== undefined
    }
    for (const document of documents) {
      const bytes = bytesOf(document)
      if (!bytes) continue
      batch.push([document, bytes])
      size += bytes.length
      if (size < BATCH) continue
      if (!append()) return false
      batch = []
      size = 0
    }
    return batch.length === 0 || append()
  }

  /** Where half of the file is of no more use, begins another. */
  const compact = (documents: readonly Document[]): boolean => {
    const used = documents.reduce((sum, document) => sum + (places.get(document)?.length ?? 0), 0)
    if (state.size <= 2 * used + BATCH) return true
    const old = new Map(documents.map((document) => [document, textOf(document, places.get(document), readText)]))
    state.texts = `text-${Number(TEXTS.exec(state.texts)?.[1] ?? 0) + 1}`
    store.remove(state.texts)
    return keep(documents, (document) => old.get(document))
  }

  return {
    leastPages,
    read() {
      const bytes = store.read(INDEX)
      if (!bytes) return { site: undefined, note: undefined }
      const index = decodeIndex(bytes)
      if (!index || index.key !== key() || !TEXTS.test(index.texts)) {
        const why = index ? 'comes from another version of Lectern' : 'is damaged'
        return { site: undefined, note: `The cache ${why}; it is made anew.` }
      }
      state.texts = index.texts
      state.size = index.size
      state.search = index.search
      for (const page of index.pages) known.set(page.path, page)
      return { site: index, note: undefined }
    },
    document(path, make) {
      const page = known.get(path)
      if (!page) return undefined
      known.delete(path)
      return kept(page.facts, page.text, make)
    },
    take(facts, text, make) {
      begin()
      const place = appendTexts([text])?.[0]
      return place && kept(facts, place, make)
    },
    absorb(other) {
      const bytes = other.read(INDEX)
      const index = bytes && decodeIndex(bytes)
      if (!index || index.key !== key() || !TEXTS.test(index.texts)) return undefined
      begin()
      let shift: number | undefined
      for (let at = 0; at < index.size; at += BATCH) {
        const part = other.readPart(index.texts, at, Math.min(BATCH, index.size - at))
        const start = part && store.append(state.texts, part)
        if (!part || start === undefined) return undefined
        shift ??= start
        state.size = start + part.length
      }
      const pages = index.pages.map((page) => ({
        ...page,
        text: { ...page.text, start: page.text.start + (shift ?? 0) },
      }))
      for (const page of pages) known.set(page.path, page)
      return pages
    },
    searchEntries: (lexicon) => (state.search === undefined ? undefined : readSearch(store, state.search, lexicon)),
    write(all, site, search) {
      const documents = [...all]
      begin()
      if (!keep(documents, (document) => (places.has(document) ? undefined : serialize(document.chunks)))) return
      if (!compact(documents)) return
      if (search) state.search = writeSearch(store, search.lexicon, search.entries)
      const index: Index = {
        key: key(),
        search: state.search,
        texts: state.texts,
        size: state.size,
        ...site((document) => places.get(document)),
      }
      const body = serialize(index)
      store.write(INDEX, Buffer.concat([Buffer.from(hash(body)), body]))
      for (const name of store.names())
        if (name.startsWith(SPOOL) || (TEXTS.test(name) && name !== state.texts)) store.remove(name)
    },
  }
}

const textOf = (
  document: Document,
  place: TextPlace | undefined,
  read: (place: TextPlace) => Uint8Array | undefined,
): Uint8Array => (place && read(place)) ?? serialize(document.chunks)

/** The index, where its bytes are those that were written. */
function decodeIndex(bytes: Uint8Array): Index | undefined {
  const body = bytes.subarray(HASH)
  if (bytes.length <= HASH || Buffer.from(bytes.subarray(0, HASH)).toString() !== hash(body)) return undefined
  try {
    // Its fingerprint says that this program, or an older one, wrote it: of another one nothing but the key is looked at.
    return deserialize(body) as Index
  } catch {
    return undefined
  }
}

function once<T>(make: () => T): () => T {
  const made: T[] = []
  return () => {
    if (made.length === 0) made.push(make())
    return made[0] as T
  }
}

const packedQuestions = new WeakMap<object, string>()

/** A record as it is kept. */
export function pack<Answers>(record: StageRecord<Answers>): PackedRecord {
  const { input, diagnostics, version, world } = record
  const questions = packedQuestions.get(record) ?? JSON.stringify(record.questions)
  return { input, questions, diagnostics, version, world }
}

/** A record as it was kept. */
export function unpack<Answers>({ questions, ...rest }: PackedRecord): StageRecord<Answers> {
  const parsed = once(() => JSON.parse(questions) as readonly Question<Answers>[])
  const record: StageRecord<Answers> = {
    ...rest,
    get questions() {
      return parsed()
    },
  }
  packedQuestions.set(record, questions)
  return record
}
