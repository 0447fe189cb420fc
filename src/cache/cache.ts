import { digest } from '../files/digest.ts'
import { type Content, decoded } from '../files/encode.ts'
import { once } from '../files/once.ts'
import { SPILL } from '../files/spill.ts'
import type { Store } from '../files/store.ts'
import { publicDigest } from '../incremental/digests.ts'
import { type LazyQuestions, LazyRecord, LOST, packQuestions, parseQuestions } from '../incremental/lazy-record.ts'
import type { MemoEntry, Question, StageRecord } from '../incremental/memo.ts'
import type { CompileAnswers } from '../markdown/ask.ts'
import {
  type ChunksOf,
  type Document,
  documentOfBrief,
  type FactsOf,
  type PackedDocument,
  packBrief,
  packFacts,
  unpackFacts,
} from '../page/document.ts'
import type { Lexicon } from '../publish/search/lexicon.ts'
import type { LinkAnswers } from '../site/facts.ts'
import { createParts, NOWHERE, type Part, type Parts } from './blobs.ts'
import {
  type CacheIndex,
  decodeIndex,
  digestOf,
  encodeIndex,
  type IndexedLink,
  type IndexedPage,
} from './index-file.ts'
import { encodeChanges, withChanges } from './index-journal.ts'
import { packText, unpackText } from './packed-text.ts'
import { type NamedEntry, readSearch, writeSearch } from './search-words.ts'
import { decodeSite, encodeSite, type SavedSnapshot } from './snapshot.ts'

/**
 * What later processes need not do again: files of a store. `index` is what is known of all pages, see cache-index.ts, and
 * `changes` what has become of a few of them, see index-changes.ts. What is long lies in files of parts, to which an edit adds what it changed: `text-N` the texts
 * of pages, which mostly nobody wants; `facts-N` the facts of pages, of which the index holds what is looked at of every page;
 * `links-N` what linking asked, read where the site is another one than it was.
 *
 * Nothing here is trusted. The index carries the fingerprint of its bytes and of the program that wrote it, each part
 * has its checksum; what does not fit is made again.
 */

/** Where a cache is, and how small a site must be to have none. */
export interface CacheOptions {
  readonly store: Store
  /** Fingerprint of the program. */
  readonly program: () => string
  /** Sites of fewer pages are built as fast without. */
  readonly leastPages: number
}

/** What is kept of a site beside its pages. */
export interface CachedBeside extends Pick<CacheIndex, 'floors' | 'laidOut' | 'published' | 'inputs'> {
  readonly made: SavedSnapshot | undefined
  /** Asked for at the last moment. */
  readonly output: () => CacheIndex['output']
}

/** A page that was compiled; its key is its path. */
export interface CachedPage extends MemoEntry<Document, CompileAnswers> {
  readonly value: Document
}

export interface CachedLink {
  readonly name: string
  readonly record: StageRecord<LinkAnswers>
  readonly summary: string
}

/** Compiles the page of a path. The same function for all pages, which many thousands of them hold. */
export type MakeDocument = (path: string) => Document

/** The cache of a site. */
export interface Cache {
  readonly leastPages: number
  /** What an earlier process left, and a note where that was of no use. */
  read(): { readonly site: CacheIndex | undefined; readonly note: string | undefined }
  /** Lets go of what only this build's save needs; a later one writes the index whole. */
  release(): void
  /** Notes for the author on what was of no use when it was wanted. */
  notes(): readonly string[]
  /** The document of a page that was read; undefined where the cache has none. `make` compiles it. */
  document(path: string, make: MakeDocument): Document | undefined
  /** The site that an earlier process made. */
  remembered(made: CacheIndex['made']): SavedSnapshot | undefined
  /** The record of a page that an earlier process linked. */
  linkRecord(link: IndexedLink): StageRecord<LinkAnswers>
  /** A document of packed facts, with its packed text put aside. `make` compiles it where that is lost. */
  take(facts: string, text: Content, make: MakeDocument): PackedDocument
  /** Takes over those pages of another cache that are wanted, and gives them; undefined where it is of no use. */
  absorb(other: Store, isWanted: (page: IndexedPage) => boolean): readonly IndexedPage[] | undefined
  /** What an earlier process knew of the words of pages. */
  searchEntries(lexicon: Lexicon): ReturnType<typeof readSearch> | undefined
  /**
   * Keeps what is new of a site, and the words of pages where they are given. It is of no use before the index is written, which
   * the function that it gives does; that is undefined where the store takes no more.
   */
  write(stages: CachedStages, search: CachedWords | undefined): ((beside: CachedBeside) => void) | undefined
}

/** What the stages made. */
export interface CachedStages {
  readonly pages: readonly CachedPage[]
  readonly linked: readonly CachedLink[]
}

/** Words of pages. */
export interface CachedWords {
  readonly lexicon: Lexicon
  readonly entries: readonly NamedEntry[]
}

const INDEX = 'index'
const CHANGES = 'changes'
const MADE = 'made'
/** Where so many facts, or records of links, are asked for, all are. */
const MANY = 500

/** What linking a page asked, in the file of links. */
class KeptQuestions implements LazyQuestions<LinkAnswers> {
  readonly #part: Part
  readonly #read: (part: Part) => string | undefined

  constructor(part: Part, read: (part: Part) => string | undefined) {
    this.#part = part
    this.#read = read
  }

  asked(): readonly Question<LinkAnswers>[] | undefined {
    const json = this.#read(this.#part)
    return json === undefined ? undefined : parseQuestions<LinkAnswers>(json)
  }

  json(): string {
    return this.#read(this.#part) ?? LOST
  }
}

/** Opens the cache of a site. */
export function openCache({ store, program, leastPages }: CacheOptions, version: string): Cache {
  const key = once(() => `${version} ${program()}`)
  const known = new Map<string, IndexedPage>()
  const texts = createParts<Document>(store, 'text')
  const facts = createParts<Document>(store, 'facts')
  const links = createParts<StageRecord<LinkAnswers>>(store, 'links')
  const state: {
    search: string | undefined
    /** The index that was written whole. */
    whole: { readonly print: string; readonly index: CacheIndex } | undefined
    isDamaged: boolean
  } = {
    search: undefined,
    whole: undefined,
    isDamaged: false,
  }

  const readers = new WeakMap<MakeDocument, { readonly textOf: ChunksOf; readonly factsOf: FactsOf }>()
  /** Finds what of documents is elsewhere: the same functions for all of them. */
  const readersOr = (make: MakeDocument) => {
    const before = readers.get(make)
    if (before) return before
    const read = {
      // Read each time, and not kept: of a large site not all texts lie in memory.
      textOf(document: PackedDocument) {
        const part = texts.partOf(document)
        const bytes = part && texts.read(part)
        if (bytes) return unpackText(bytes)
        texts.forget(document)
        return make(document.path).chunks
      },
      factsOf(document: PackedDocument) {
        const part = facts.partOf(document)
        const text = part && readFacts(part)
        if (text !== undefined) return text
        // Made anew for everyone who asks, until they are kept again.
        facts.forget(document)
        return packFacts(make(document.path))
      },
    }
    readers.set(make, read)
    return read
  }

  const keepSite = ({ key: of, site }: SavedSnapshot): CacheIndex['made'] => {
    const packed = site()
    const bytes = packed && encodeSite(packed)
    return bytes && store.write(MADE, bytes) ? { key: of, print: digest(bytes) } : undefined
  }

  /** Reads parts as texts: all at once where many are wanted. */
  const readerOf = ({ read, load }: Pick<Parts<never>, 'read' | 'load'>) => {
    const asked = { times: 0 }
    return (part: Part): string | undefined => {
      if (++asked.times === MANY) load()
      const bytes = read(part)
      return bytes && decoded(bytes)
    }
  }
  const readLinks = readerOf(links)
  const readFacts = readerOf(facts)

  /** The index of a store, as it was written whole and as it is now. */
  const readIndex = (from: Store) => {
    const bytes = from.read(INDEX)
    const index = bytes && decodeIndex(bytes, key)
    if (!index || typeof index === 'string') return index
    const print = digestOf(bytes)
    const changes = from.read(CHANGES)
    const now = changes ? withChanges(print, index, changes) : index
    // What it was before is of use, too. Changes of another index are what a process left that was stopped.
    return { whole: { print, index }, now: typeof now === 'string' ? index : now, isDamaged: now === 'damaged' }
  }

  /** The index that was read, where no other process has written another one since. */
  const wholeOnDisk = () => {
    const { whole } = state
    const bytes = whole && store.readPart(INDEX, 0, whole.print.length)
    return bytes && digestOf(bytes) === whole.print ? whole : undefined
  }

  /** False where the store takes no more: what was there before stays. */
  const writeIndex = (index: CacheIndex): boolean => {
    const whole = wholeOnDisk()
    const changes = whole && encodeChanges(whole.print, whole.index, index)
    if (changes && store.write(CHANGES, changes)) return true
    state.whole = undefined
    if (!store.write(INDEX, encodeIndex(index))) return false
    store.remove(CHANGES)
    return true
  }

  return {
    leastPages,
    read() {
      const read = readIndex(store)
      if (!read) return { site: undefined, note: undefined }
      if (typeof read === 'string') {
        const why = read === 'foreign' ? 'comes from another version of Lectern' : 'is damaged'
        return { site: undefined, note: `The cache ${why}; it is made anew.` }
      }
      const { now: index, whole, isDamaged } = read
      state.whole = whole
      state.isDamaged = isDamaged
      if (isDamaged) store.remove(CHANGES)
      texts.open(index.files.texts)
      facts.open(index.files.facts)
      links.open(index.files.links)
      state.search = index.search
      for (const page of index.pages) known.set(page.path, page)
      return { site: index, note: undefined }
    },
    release() {
      state.whole = undefined
    },
    notes: () =>
      state.isDamaged || [texts, facts, links].some((file) => file.isDamaged())
        ? ['A part of the cache is damaged; it is made anew.']
        : [],
    document(path, make) {
      const page = known.get(path)
      if (!page) return undefined
      known.delete(path)
      const { factsOf, textOf } = readersOr(make)
      const document = documentOfBrief(page, factsOf, textOf)
      texts.know(document, page.text)
      facts.know(document, page.facts)
      document.known = page.known
      return document
    },
    remembered(made) {
      const site = once(() => {
        const read = made && decodeSite(store.read(MADE), made.print)
        state.isDamaged ||= read === undefined
        return read
      })
      return made && { key: made.key, site }
    },
    linkRecord(link) {
      const record = new LazyRecord(link, new KeptQuestions(link.questions, readLinks))
      links.know(record, link.questions)
      return record
    },
    take(packed, text, make) {
      const document = unpackFacts(packed, readersOr(make).textOf)
      texts.know(document, texts.append(text))
      return document
    },
    absorb(other, isWanted) {
      const read = readIndex(other)
      if (!read || typeof read === 'string') return undefined
      const { now: index } = read
      facts.close()
      const textsFrom = texts.absorb(other, index.files.texts)
      const factsFrom = facts.absorb(other, index.files.facts)
      if (textsFrom === undefined || factsFrom === undefined) return undefined
      const moved = (part: Part, by: number): Part => ({ ...part, start: part.start + by })
      const pages = index.pages.filter(isWanted).map((page) => ({
        ...page,
        text: moved(page.text, textsFrom),
        facts: moved(page.facts, factsFrom),
      }))
      for (const page of pages) known.set(page.path, page)
      return pages
    },
    searchEntries: (lexicon) => (state.search === undefined ? undefined : readSearch(store, state.search, lexicon)),
    write({ pages, linked }, search) {
      const documents = pages.map(({ value }) => value)
      const records = linked.map(({ record }) => record)
      const isKept =
        texts.keep(documents, (document) => packText(document.chunks)) &&
        facts.keep(documents, (document) => [packFacts(document)]) &&
        links.keep(records, (record) => [packQuestions(record)])
      if (!isKept) return undefined
      if (search) state.search = writeSearch(store, search.lexicon, search.entries)
      return ({ made, output, ...rest }) => {
        const isWritten = writeIndex({
          key: key(),
          files: { texts: texts.file(), facts: facts.file(), links: links.file() },
          search: state.search,
          pages: pages.map(({ key: path, record, value: document }) => {
            const { address, output, title, words, rest } = packBrief(document)
            return {
              path,
              input: record.input,
              version: record.version,
              diagnostics: record.diagnostics,
              questions: packQuestions(record),
              facts: facts.partOf(document) ?? NOWHERE,
              text: texts.partOf(document) ?? NOWHERE,
              known: publicDigest(document),
              address,
              output,
              title,
              words,
              rest,
            }
          }),
          linked: linked.map(({ name, record, summary }) => ({
            name,
            input: record.input,
            version: record.version,
            diagnostics: record.diagnostics,
            dependencyDigest: record.dependencyDigest ?? '',
            summary,
            questions: links.partOf(record) ?? NOWHERE,
          })),
          ...rest,
          made: made && keepSite(made),
          // Stamps of what was written just now are asked for last.
          output: output(),
        })
        for (const name of store.names()) if (name.startsWith(SPILL)) store.remove(name)
        for (const file of [texts, facts, links]) {
          file.close()
          if (isWritten) file.removeOld()
        }
      }
    },
  }
}
