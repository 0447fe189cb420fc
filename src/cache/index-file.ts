import { deserialize, serialize } from 'node:v8'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { digest } from '../files/digest.ts'
import type { FileRecord } from '../input/file-stats.ts'
import type { StampedFile } from '../output/stamps.ts'
import type { PackedSummary } from '../page/document.ts'
import type { BlobFile, BlobRef } from './blobs.ts'
import { changesOf, type PackedTable, packTable, sizeOf, type TableChanges, unpackTable, withChanges } from './table.ts'

/**
 * The index of a cache: what is known of all pages, in one file that is read whole, so it holds little of each. What is
 * long lies in files of blobs. An edit changes a few rows of many thousands: they go into a file of their own, the journal, which
 * says of which index it is, and every further edit writes that file anew.
 */
export interface CacheIndex {
  readonly head: IndexHead
  readonly tables: IndexTables
}

/** What is kept once for a site. */
export interface IndexHead {
  /** Digest of the program that wrote it. */
  readonly key: string
  readonly files: { readonly texts: BlobFile; readonly details: BlobFile; readonly links: BlobFile }
  /** Digest of the file with the words of pages. */
  readonly search: string | undefined
  /** The site that was made last: what it was made of, and the digest of the file that says what it consists of. */
  readonly made: { readonly key: string; readonly digest: string } | undefined
  /** Versions of pages that went: see `Memo.highWaterMark`. */
  readonly highWaterMarks: { readonly compiled: number; readonly linked: number }
  readonly published: PublishedFiles
  /** The output folder that was written last. */
  readonly outputFolder: string
}

/** What is kept of each of many. */
interface IndexRows {
  readonly pages: IndexedPage
  readonly linked: IndexedLink
  readonly laidOut: IndexedLayout
  /** Files that were read. */
  readonly inputs: FileRecord
  /** Files in the output folder. */
  readonly outputs: StampedFile
}

/** The lists of an index; their order says nothing. */
export type IndexTables = { readonly [Name in keyof IndexRows]: readonly IndexRows[Name][] }

/** What is known of one run of a stage. */
interface IndexedStage {
  readonly input: string
  readonly version: number
  readonly diagnostics: readonly Diagnostic[]
}

/** A page that was compiled. */
export interface IndexedPage extends IndexedStage {
  readonly summary: PackedSummary
  /** As JSON: those of many pages are the same. */
  readonly questions: string
  /** Those that it hardly shares with another one. */
  readonly ownQuestions: string
  readonly details: BlobRef
  readonly text: BlobRef
  /** Digest of what other pages can know of it. */
  readonly publicDigest: string
}

/** A page that was linked: also one that Lectern made by itself. */
export interface IndexedLink extends IndexedStage {
  readonly name: string
  readonly dependencyDigest: string
  readonly summary: string
  readonly questions: BlobRef
}

/** A page that was laid out. */
export interface IndexedLayout {
  readonly name: string
  readonly version: string
  readonly theme: string
  readonly path: string
  readonly digest: string
  readonly diagnostics: readonly Diagnostic[]
}

/** The files of the whole site that were made last: those about its pages, and those of their texts. */
export interface PublishedFiles {
  readonly about: PublishedGroup | undefined
  readonly texts: PublishedGroup | undefined
}

/** Some of them, and a digest of what they were made of. */
export interface PublishedGroup {
  readonly key: string
  readonly files: readonly (readonly [path: string, digest: string])[]
}

/** What the rows of a table are told apart by. */
const keyOf: { readonly [Name in keyof IndexRows]: (row: IndexRows[Name]) => string } = {
  pages: ({ summary }) => summary.path,
  linked: ({ name }) => name,
  laidOut: ({ name }) => name,
  inputs: ({ path }) => path,
  outputs: ({ path }) => path,
}

/** An index as it is written. */
interface PackedIndex {
  readonly head: IndexHead
  readonly tables: { readonly [Name in keyof IndexRows]: PackedTable }
}

/** What became of an index since it was written whole. */
interface Journal {
  /** Digest of that index. */
  readonly of: string
  readonly head: IndexHead
  readonly tables: { readonly [Name in keyof IndexRows]: TableChanges<IndexRows[Name]> }
}

/** The bytes of an index. */
export function encodeIndex({ head, tables }: CacheIndex): Uint8Array {
  const { pages, linked, laidOut, inputs, outputs } = tables
  const packed: PackedIndex = {
    head,
    tables: {
      pages: packTable(pages),
      linked: packTable(linked),
      laidOut: packTable(laidOut),
      inputs: packTable(inputs),
      outputs: packTable(outputs),
    },
  }
  return sealed(serialize(packed))
}

/** The index in some bytes: `damaged` where they are not those that were written, `foreign` where another program wrote them. */
export function decodeIndex(bytes: Uint8Array, key: () => string): CacheIndex | 'damaged' | 'foreign' {
  const read = unsealed(bytes)
  if (read === undefined) return 'damaged'
  // Their digest says that this program, or another one, wrote them: of another one nothing but the key is looked at.
  const { head, tables } = read as PackedIndex
  if (head?.key !== key()) return 'foreign'
  const rowsOf = <Name extends keyof IndexRows>(name: Name): readonly IndexRows[Name][] =>
    unpackTable<IndexRows[Name]>(tables[name])
  return {
    head,
    tables: {
      pages: rowsOf('pages'),
      linked: rowsOf('linked'),
      laidOut: rowsOf('laidOut'),
      inputs: rowsOf('inputs'),
      outputs: rowsOf('outputs'),
    },
  }
}

/** This many changed rows, of all tables together, are few whatever the size of the site. A page has one in each. */
const FEW = 20
/**
 * Of a larger site, so many for each of its pages: with the length of one page, the pages that Lectern makes for chapters
 * change, too.
 */
const SHARE = 1 / 10

/** The bytes of the journal of an index that has the digest `of`; undefined where too much changed for it to be worthwhile. */
export function encodeJournal(of: string, before: CacheIndex, now: CacheIndex): Uint8Array | undefined {
  let left = Math.max(FEW, SHARE * before.tables.pages.length)
  const compare = <Name extends keyof IndexRows>(name: Name): TableChanges<IndexRows[Name]> => {
    const changes = changesOf(before.tables[name], now.tables[name], keyOf[name])
    left -= sizeOf(changes)
    return changes
  }
  const tables: Journal['tables'] = {
    pages: compare('pages'),
    linked: compare('linked'),
    laidOut: compare('laidOut'),
    inputs: compare('inputs'),
    outputs: compare('outputs'),
  }
  const journal: Journal = { of, head: now.head, tables }
  return left < 0 ? undefined : sealed(serialize(journal))
}

/**
 * An index as its journal says that it is now: `damaged` where the bytes are, `foreign` where they are the journal of
 * another index than this one, which has the digest `of`.
 */
export function withJournal(of: string, before: CacheIndex, bytes: Uint8Array): CacheIndex | 'damaged' | 'foreign' {
  const read = unsealed(bytes)
  if (read === undefined) return 'damaged'
  // Their digest says that Lectern wrote them, and the index that they name is of this version.
  const journal = read as Journal
  if (journal.of !== of) return 'foreign'
  const apply = <Name extends keyof IndexRows>(name: Name): readonly IndexRows[Name][] =>
    withChanges<IndexRows[Name]>(before.tables[name], journal.tables[name])
  return {
    head: journal.head,
    tables: {
      pages: apply('pages'),
      linked: apply('linked'),
      laidOut: apply('laidOut'),
      inputs: apply('inputs'),
      outputs: apply('outputs'),
    },
  }
}

/** Length of a digest. */
const DIGEST = digest('').length

/** Bytes with their digest before them. */
const sealed = (body: Uint8Array): Uint8Array => Buffer.concat([Buffer.from(digest(body)), body])

/** The digest that stands before some bytes. */
export const sealOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, DIGEST)).toString()

/** What is in bytes behind their digest; undefined where that is the digest of others. */
function unsealed(bytes: Uint8Array): unknown {
  const body = bytes.subarray(DIGEST)
  if (sealOf(bytes) !== digest(body)) return undefined
  try {
    return deserialize(body)
  } catch {
    return undefined
  }
}
