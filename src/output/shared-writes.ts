import type { SpillLocation } from '../files/spill.ts'

/** A file whose bytes any thread can read, and write to the output folder. */
export type SharedFile = readonly [path: string, place: SpillLocation]

/** Has workers write files, as many as they get to. */
export type ShareWrites = (files: readonly SharedFile[]) => WritesInProgress

/** Files that workers are writing. */
export interface WritesInProgress {
  /** Takes files that no worker has taken yet, one after the other, until none is left. */
  readonly untaken: Iterable<SharedFile>
  /** Waits until all are written; gives the result of each worker. */
  readonly wait: () => readonly WorkerWriteResult[]
}

/** The result of one worker. */
export interface WorkerWriteResult {
  readonly stamps: readonly (readonly [path: string, stamp: string | undefined])[]
  /** The first file that could not be written, and the code of the disk's error. */
  readonly failed: { readonly path: string; readonly code: string } | undefined
}
