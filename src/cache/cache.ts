import { digest } from '../files/digest.ts'
import { type Content, decoded } from '../files/encode.ts'
import { LazyJson } from '../files/lazy-json.ts'
import { once } from '../files/once.ts'
import { SPILL } from '../files/spill.ts'
import type { Store } from '../files/store.ts'
import { publicDigest } from '../incremental/digests.ts'
import type { MemoEntry } from '../incremental/memo.ts'
import {
  type PackedRecord,
  packInParts,
  packQuestions,
  recordWith,
  type StageRecord,
} from '../incremental/stage-record.ts'
import type { CompileAnswers } from '../markdown/ask.ts'
import { type Document, type LazyDocument, type PackedDocument, packSummary } from '../page/document.ts'
import type { Lexicon } from '../publish/search/lexicon.ts'
import type { LinkAnswers } from '../site/facts.ts'
import { type BlobRef, NO_BLOB, openBlobs } from './blobs.ts'
import { type MakeDocument, openDocuments } from './documents.ts'
import type { IndexedLink, IndexedPage, IndexHead, IndexTables } from './index-file.ts'
import { openIndex } from './index-store.ts'
import { type KnownWords, type NamedEntry, readSearch, writeSearch } from './search-words.ts'
import { decodeSite, encodeSite, type SavedSnapshot } from './snapshot.ts'

/**
 * What later processes need not do again: files of a store. `index` is what is known of all pages, and `journal` what became of a
 * few of them since, see index-file.ts. What is long lies in files of blobs, to which an edit adds what it changed: `text-N` the
 * texts of pages, which mostly are not wanted; `details-N` the details of pages, of which the index holds the summaries;
 * `links-N` what linking asked, read where the site is another one than it was.
 *
 * Nothing here is trusted. The index carries the digest of its bytes and of the program that wrote it, each blob
 * has its checksum; what does not fit is made again.
 */

/** Where a cache is, and how small a site must be to have none. */
export interface CacheOptions {
  readonly store: Store
  /** Digest of the program. */
  readonly program: () => string
  /** Sites of fewer pages are built as fast without. */
  readonly leastPages: number
}

/** What is kept of a site as it is, whatever its pages are. */
interface KeptAsItIs extends Pick<IndexHead, 'highWaterMarks' | 'published' | 'outputFolder'> {
  readonly laidOut: IndexTables['laidOut']
  readonly inputs: IndexTables['inputs']
  /** Asked for at the last moment. */
  readonly outputs: () => IndexTables['outputs']
  readonly made: SavedSnapshot | undefined
}

/** A page that was linked; its key is its name. */
export interface CachedLink {
  readonly key: string
  readonly record: StageRecord<LinkAnswers>
  readonly summary: string
}

/** What an earlier process left. */
export interface CachedBuild extends KeptAsItIs {
  readonly pages: readonly IndexedPage[]
  readonly linked: readonly CachedLink[]
}

/** A page that was compiled; its key is its path. */
export interface CachedPage extends MemoEntry<Document, CompileAnswers> {
  readonly value: Document
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

/** The cache of a site. */
export interface Cache {
  readonly leastPages: number
  /** What an earlier process left, and a note where that was of no use. */
  load(): { readonly build: CachedBuild | undefined; readonly note: string | undefined }
  /** Notes for the author on what was of no use when it was wanted. */
  notes(): readonly string[]
  /** The document of a page that was loaded; undefined where the cache has none. `make` compiles it. */
  document(path: string, make: MakeDocument): Document | undefined
  /** The document of a packed page, with its packed text put aside. `make` compiles it where that is lost. */
  put(packed: PackedDocument, text: Content, make: MakeDocument): LazyDocument
  /** The record of a page that was linked, with what it asked put aside. */
  putLink(packed: PackedRecord): StageRecord<LinkAnswers>
  /** What an earlier process knew of the words of pages. */
  words(lexicon: Lexicon): KnownWords | undefined
  /** Takes over those pages of another cache that are wanted, and gives them; undefined where it is of no use. */
  absorb(other: Store, isWanted: (page: IndexedPage) => boolean): readonly IndexedPage[] | undefined
  /**
   * Keeps what the stages made, and the words of pages where they are given. It is of no use before the index is written, which
   * the function that it gives does; that is undefined where the store takes no more.
   */
  save(stages: CachedStages, words: CachedWords | undefined): ((rest: KeptAsItIs) => void) | undefined
  /** Lets go of what only the next save of this build needs; a later one writes the index whole. */
  release(): void
}

const MADE = 'made'

/** Opens the cache of a site. */
export function openCache({ store, program, leastPages }: CacheOptions, version: string): Cache {
  const key = once(() => `${version} ${program()}`)
  const index = openIndex(store, key)
  const documents = openDocuments(store)
  const links = openBlobs<StageRecord<LinkAnswers>>(store, 'links')
  const files = [documents.texts, documents.details, links]
  /** Pages of earlier processes whose documents were not asked for yet. */
  const known = new Map<string, IndexedPage>()
  const state: { search: string | undefined; isMadeLost: boolean } = { search: undefined, isMadeLost: false }

  const keptMade = ({ key: of, site }: SavedSnapshot): IndexHead['made'] => {
    const data = site()
    const bytes = data && encodeSite(data)
    return bytes && store.write(MADE, bytes) ? { key: of, digest: digest(bytes) } : undefined
  }
  const savedMade = (made: NonNullable<IndexHead['made']>): SavedSnapshot => ({
    key: made.key,
    site: once(() => {
      const data = decodeSite(store.read(MADE), made.digest)
      state.isMadeLost ||= data === undefined
      return data
    }),
  })
  const linkWith = (packed: Omit<PackedRecord, 'questions'>, questions: BlobRef): StageRecord<LinkAnswers> => {
    const json = (): string | undefined => {
      const bytes = links.readAmongMany(questions)
      return bytes && decoded(bytes)
    }
    const record = recordWith<LinkAnswers>(packed, new LazyJson(json))
    links.know(record, questions)
    return record
  }
  const linkOf = (link: IndexedLink): CachedLink => {
    const { questions, name, summary } = link
    return { key: name, record: linkWith(link, questions), summary }
  }
  const rowOfPage = ({ record, value }: CachedPage): IndexedPage => {
    const { input, version, diagnostics } = record
    const { text, details } = documents.blobsOf(value)
    const known = publicDigest(value)
    return {
      summary: packSummary(value),
      input,
      version,
      diagnostics,
      ...packInParts(record),
      text,
      details,
      publicDigest: known,
    }
  }
  const rowOfLink = ({ key: name, record, summary }: CachedLink): IndexedLink => {
    const { input, version, diagnostics, dependencyDigest = '' } = record
    return { name, input, version, diagnostics, dependencyDigest, summary, questions: links.of(record) ?? NO_BLOB }
  }

  return {
    leastPages,
    load() {
      const read = index.read()
      if (!read) return { build: undefined, note: undefined }
      if (typeof read === 'string') {
        const why = read === 'foreign' ? 'comes from another version of Lectern' : 'is damaged'
        return { build: undefined, note: `The cache ${why}; it is made anew.` }
      }
      const { head, tables } = read
      documents.texts.open(head.files.texts)
      documents.details.open(head.files.details)
      links.open(head.files.links)
      state.search = head.search
      for (const page of tables.pages) known.set(page.summary.path, page)
      const { highWaterMarks, published, outputFolder, made } = head
      const { pages, laidOut, inputs, outputs } = tables
      const rest = { highWaterMarks, published, outputFolder, laidOut, inputs, outputs: () => outputs }
      const linked = tables.linked.map(linkOf)
      return { build: { ...rest, pages, linked, made: made && savedMade(made) }, note: undefined }
    },
    notes: () =>
      state.isMadeLost || index.isDamaged() || files.some((file) => file.isDamaged())
        ? ['A part of the cache is damaged; it is made anew.']
        : [],
    document(path, make) {
      const page = known.get(path)
      known.delete(path)
      return page && documents.document(page, make)
    },
    put: documents.put,
    putLink: (packed) => linkWith(packed, links.append([packed.questions])),
    words: (lexicon) => (state.search === undefined ? undefined : readSearch(store, state.search, lexicon)),
    absorb(other, isWanted) {
      const read = openIndex(other, key).read()
      if (!read || typeof read === 'string') return undefined
      const moved = documents.absorb(other, read.head.files)
      const pages = moved && read.tables.pages.filter(isWanted).map((page) => ({ ...page, ...moved(page) }))
      for (const page of pages ?? []) known.set(page.summary.path, page)
      return pages
    },
    save({ pages, linked }, words) {
      const records = linked.map(({ record }) => record)
      const isKept =
        documents.keep(pages.map(({ value }) => value)) && links.keep(records, (record) => [packQuestions(record)])
      if (!isKept) return undefined
      if (words) state.search = writeSearch(store, words.lexicon, words.entries)
      return ({ made, laidOut, inputs, outputs, ...rest }) => {
        const head: IndexHead = {
          ...rest,
          key: key(),
          files: { texts: documents.texts.file(), details: documents.details.file(), links: links.file() },
          search: state.search,
          made: made && keptMade(made),
        }
        const rows = { pages: pages.map(rowOfPage), linked: linked.map(rowOfLink), laidOut, inputs }
        const isWritten = index.write({ head, tables: { ...rows, outputs: outputs() } })
        for (const name of store.names()) if (name.startsWith(SPILL)) store.remove(name)
        for (const file of files) {
          file.close()
          if (isWritten) file.removeOld()
        }
      }
    },
    release: index.release,
  }
}
