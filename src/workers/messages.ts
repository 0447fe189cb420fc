import type { Settings } from '../config/settings.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { GitHistory } from '../files/git-history.ts'
import type { SpillLocation } from '../files/spill.ts'
import type { PackedRecord } from '../incremental/stage-record.ts'
import type { TemplateSource } from '../layout/templates.ts'
import type { SharedFile, WorkerWriteResult } from '../output/shared-writes.ts'
import type { PackedDocument } from '../page/document.ts'
import type { LoadedPlugins } from '../plugins/site-plugins.ts'
import type { FoundPage } from '../publish/search/search-index.ts'
import type { Counter } from './shared-queue.ts'

/** What the main thread and its workers send each other. Pages are named by their index in `WorkerStart.paths`. */

/** What a worker starts with: it begins to compile at once. */
export interface WorkerStart {
  readonly root: string
  readonly version: string
  readonly settings: Settings
  readonly plugins: LoadedPlugins
  /** Sources of all pages. */
  readonly paths: readonly string[]
  /** Pages to be compiled: a shared queue. */
  readonly todo: readonly number[]
  readonly nextToCompile: Counter
  readonly nextToRender: Counter
  /** When files were changed; undefined where no page shows that. */
  readonly history: GitHistory | undefined
  /** Nothing is to be written. */
  readonly check: boolean
  /** Texts of pages lie on the disk until their pages are rendered. */
  readonly spillsTexts: boolean
  /** Nor is anything of the session ever written. */
  readonly analysesOnly: boolean
  readonly templates: readonly TemplateSource[]
}

/** A page with its packed facts; with its packed text where the worker may render it. */
export type PageFacts = readonly [page: number, facts: PackedDocument, text: Uint8Array | undefined]

/** From the main thread to a worker. */
export type WorkerRequest =
  /** Facts of pages that the worker has not compiled. */
  | { readonly type: 'facts'; readonly pages: readonly PageFacts[] }
  /** All facts have been sent: link and lay out the pages that the worker compiled, and those of a shared queue. */
  | {
      readonly type: 'render'
      readonly shared: readonly number[]
      /** Versions of all these pages, by page. */
      readonly versions: ReadonlyMap<number, number>
    }
  /** Write files of a shared queue. */
  | { readonly type: 'write'; readonly output: string; readonly files: readonly SharedFile[]; readonly next: Counter }
  | { readonly type: 'end' }

/** A page that a worker compiled. */
export interface CompiledResult {
  readonly page: number
  readonly stage: PackedRecord
  /** Packed. */
  readonly facts: PackedDocument
  /** Digest of what other pages can know of it. */
  readonly known: string
  /** Packed, in shared memory; undefined where nothing is written. */
  readonly text: Uint8Array | undefined
  /** Of its source, where it can be trusted. */
  readonly stamp: string | undefined
}

/** A page that a worker linked and laid out. */
export interface RenderedResult {
  readonly page: number
  readonly stage: PackedRecord
  readonly summary: string
  readonly laidOut: { readonly path: string; readonly digest: string; readonly diagnostics: readonly Diagnostic[] }
  readonly search: FoundPage | undefined
  readonly markdown: Uint8Array | undefined
}

/** From a worker to the main thread. */
export type WorkerResponse =
  | { readonly type: 'compiled'; readonly pages: readonly CompiledResult[] }
  | {
      readonly type: 'rendered'
      readonly pages: readonly RenderedResult[]
      /** Words that these pages are the first to have: their numbers follow those of words sent before. */
      readonly words: readonly string[]
    }
  /** The worker has compiled, or rendered, its last page; where the rendered ones are. */
  | { readonly type: 'done'; readonly places: readonly (readonly [page: number, place: SpillLocation])[] }
  | { readonly type: 'written'; readonly result: WorkerWriteResult }
  /** A fault of Lectern's. */
  | { readonly type: 'fault'; readonly message: string }
