import type { SpilledContent } from '../files/spill.ts'

/** A file of the output folder to be. */
export interface PlannedFile {
  /** What it is made from: a path of the site, for messages. */
  readonly source: string
  /** Undefined where its source can no longer be read. */
  readonly content: () => string | Uint8Array | undefined
  /**
   * Where it is known without making the content: its digest, or the one of all that it is made from. Of equal digests the
   * contents are equal, not the other way round.
   */
  readonly digest?: string | undefined
  /** Where its bytes are, for other threads. */
  readonly place?: SpilledContent['place'] | undefined
  /** A copy of its source, which lies in the site, comes with Lectern, or with a package that runs exercises. */
  readonly copyOf?: 'site' | 'theme' | 'engine'
}

/** All that a build wants in the output folder, by path. */
export type OutputPlan = ReadonlyMap<string, PlannedFile>

/** A file that was made. */
export interface GeneratedFile {
  readonly path: string
  /** Digest of its content, or of all that it is made from. */
  readonly digest: string
  /** Lazy where an earlier build made it. */
  readonly content: () => string | Uint8Array | undefined
  /** Where its bytes are, for other threads. */
  readonly place?: SpilledContent['place'] | undefined
}

/** A page to be written, with the source that it was made from; generated pages have none. */
export type PlannedPage = GeneratedFile & { readonly source: string; readonly generated: boolean }
