import type { Settings } from '../config/settings.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { bytesIn, type Content, writeInto } from '../files/encode.ts'
import type { SpillLocation } from '../files/spill.ts'
import type { PackedRecord } from '../incremental/lazy-record.ts'
import type { TemplateSource } from '../layout/templates.ts'
import type { SharedFile } from '../output/write.ts'
import type { FoundPage } from '../publish/search/search-index.ts'

/**
 * What the threads of a build say to each other. Pages are named by their place in the list of all pages that each thread
 * gets when it starts.
 */

/** Pages that a thread takes, and reports, at once. */
export const BATCH = 16

/** What a thread gets when it starts: it begins to compile at once. */
export interface WorkerStart {
  readonly root: string
  readonly version: string
  readonly settings: Settings
  /** Sources of all pages. */
  readonly paths: readonly string[]
  /** Places of those that have to be compiled. */
  readonly todo: readonly number[]
  /** The next of `todo` that nobody took yet: threads take some whenever they have time. */
  readonly next: Int32Array<SharedArrayBuffer>
  /** The next of the pages that any thread may finish. */
  readonly nextShared: Int32Array<SharedArrayBuffer>
  /** Whether the texts of pages are to be kept. */
  readonly withTexts: boolean
  /** Nothing is to be written. */
  readonly check: boolean
  readonly templates: readonly TemplateSource[]
}

/** A page with its packed facts and its packed text. */
export type PageFacts = readonly [page: number, facts: string, text: Uint8Array | undefined]

/** To a thread. */
export type WorkerRequest =
  /** Facts of pages that others compiled, or an earlier process; with their text where this thread may finish them. */
  | { readonly type: 'facts'; readonly pages: readonly PageFacts[] }
  /** All facts have been told: link your pages, and lay them out. */
  | {
      readonly type: 'finish'
      /** Pages that any thread may finish. */
      readonly shared: readonly number[]
      /** What each of its pages, and of those, is known by, by place. */
      readonly versions: ReadonlyMap<number, number>
      readonly withSearch: boolean
      readonly withMarkdown: boolean
    }
  /** Write these files of the output folder, pages that you laid out and that nobody else can read. */
  | {
      readonly type: 'write'
      readonly output: string
      readonly files: readonly (readonly [page: number, path: string])[]
      /** Files that any thread may write, and the next of them. */
      readonly shared: readonly SharedFile[]
      readonly nextShared: Int32Array<SharedArrayBuffer>
    }
  | { readonly type: 'end' }

/** A page that a thread compiled. */
export interface CompiledResult {
  readonly page: number
  readonly stage: PackedRecord
  /** Packed. */
  readonly facts: string
  /** Fingerprint of what other pages can know of it. */
  readonly known: string
  /** Its chunks, serialized, in memory that both threads see; none where they are not kept. */
  readonly text: Uint8Array | undefined
  /** Of its source, where it can be trusted. */
  readonly stamp: string | undefined
}

/** A page that a thread linked and laid out. */
export interface RenderedResult {
  readonly page: number
  readonly stage: PackedRecord
  readonly summary: string
  readonly laidOut: { readonly path: string; readonly hash: string; readonly diagnostics: readonly Diagnostic[] }
  readonly search: FoundPage | undefined
  readonly markdown: Uint8Array | undefined
}

/** From a thread. */
export type WorkerResponse =
  | { readonly type: 'compiled'; readonly pages: readonly CompiledResult[] }
  /** It has nothing left to compile. */
  | { readonly type: 'compiled all' }
  | {
      readonly type: 'finished'
      readonly pages: readonly RenderedResult[]
      /** Words that these pages were the first to have: their numbers go on from those told before. */
      readonly words: readonly string[]
    }
  /** It has nothing left to finish. Of most pages that it laid out, any thread may read the bytes. */
  | { readonly type: 'finished all'; readonly places: readonly (readonly [page: number, place: SpillLocation])[] }
  | {
      readonly type: 'written'
      readonly stamps: readonly (readonly [path: string, stamp: string | undefined])[]
      /** The first file that could not be written. */
      readonly failed: { readonly path: string; readonly code: string } | undefined
    }
  /** A fault of ours. */
  | { readonly type: 'fault'; readonly message: string }

/** Counts for all threads. */
export const sharedCounter = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(4))

/** Takes items that any thread may take, one after the other, until none is left. */
export function* takeShared<Item>(items: readonly Item[], next: Int32Array<SharedArrayBuffer>): Generator<Item> {
  for (;;) {
    const item = items[Atomics.add(next, 0, 1)]
    if (item === undefined) return
    yield item
  }
}

/** So many bytes of memory that all threads see are asked for at once: each time takes as long as writing a page. */
const SHARED_BYTES = 1 << 18

const memory: { shared: Buffer; used: number } = { shared: Buffer.alloc(0), used: 0 }

/** A content in memory that all threads see. */
export function sharedBytes(content: Content): Uint8Array {
  const length = bytesIn(content)
  if (memory.used + length > memory.shared.length) {
    memory.shared = Buffer.from(new SharedArrayBuffer(Math.max(SHARED_BYTES, length)))
    memory.used = 0
  }
  const bytes = memory.shared.subarray(memory.used, memory.used + length)
  memory.used += length
  writeInto(content, bytes, 0)
  return bytes
}
