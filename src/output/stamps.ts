import type { Files } from '../files/files.ts'

/** What a file of the output folder held when it was last looked at. */
export interface StampedFile {
  readonly path: string
  /** As it was planned: see `PlannedFile`. */
  readonly digest: string
  /** As the disk gave it: see `Files.stamp`. */
  readonly stamp: string
}

/** Files of the output folder as they were last looked at, by path. */
export type Stamps = Map<string, StampedFile>

/**
 * Forgets stamps of files that were written just now: while the clock of the disk does not move on, they can change without
 * another stamp, so the next build reads them.
 */
export function dropUnsettled(output: Files, stamps: Stamps, written: readonly string[]): void {
  for (const path of written) {
    const known = stamps.get(path)
    if (known && !output.isSettled(known.stamp)) stamps.delete(path)
  }
}
