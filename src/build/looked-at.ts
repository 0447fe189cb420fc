/** What another thread saw of files before somebody asked: see look-ahead.ts. */

/** The stamp of a file, where that thread has just seen that it is the one that was kept; else undefined. */
export type LookedAt = (path: string) => string | undefined

/** What it saw of the output folder. */
export interface OutputLook {
  readonly stamp: LookedAt
  /** The stamp that the manifest had before that: who writes to the folder writes there first and last. */
  readonly manifest: string
}
