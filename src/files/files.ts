import type { FolderLock, LockHolder, LockOptions } from './lock.ts'

/** What lies at a path. `outside` is a link that leads out of the root: it is never followed. */
export type FileKind = 'file' | 'folder' | 'outside'

/** Why something in a folder is not listed. */
export type ListTrouble = 'unreadable' | 'outside' | 'dangling'

/** The code of the error of what would be written or removed outside of its root. */
export const OUTSIDE = 'EOUTSIDE'

/**
 * The files of a folder: the only door to the disk. Stages never see it: they ask, and what they asked is recorded (see
 * incremental/memo.ts). Paths are those of paths.ts: from the root of this `Files`, with `/`.
 */
export interface Files {
  /** The root as messages name it; '' for the site itself. */
  readonly name: string
  /**
   * All files below a folder in code unit order, paths from the root. Links that stay inside are followed, each folder
   * once. Names that `skip` refuses are left out with what is below them. A folder that is not there has no files.
   * `onTrouble` is told of folders that cannot be read, and of links that lead out of the root or nowhere.
   */
  list(
    folder: string,
    skip?: (path: string) => boolean,
    onTrouble?: (path: string, trouble: ListTrouble) => void,
  ): string[]
  /** What lies at a path; undefined where nothing does. */
  kind(path: string): FileKind | undefined
  /** The bytes of a file; undefined where there is none or where it cannot be read. */
  read(path: string): Uint8Array | undefined
  /** The bytes of a file, with its stamp as it was before they were read; whether that is settled depends on the time before, too. */
  readStamped(path: string): { readonly bytes: Uint8Array; readonly stamp: string } | undefined
  /** Changes when the file is written to; undefined where there is none. */
  stamp(path: string): string | undefined
  /**
   * Whether a file that is written to from `now` on (a time as of `Date.now`, by default this one) has another stamp than this:
   * clocks of disks tick slowly.
   */
  isSettled(stamp: string, now?: number): boolean
  /** Whether what is written to a path lies below the root: none of its folders is a link that leads elsewhere. */
  stays(path: string): boolean
  /** Writes a file whole or not at all, making its folders. An error of code {@link OUTSIDE} where it would not stay below the root. */
  write(path: string, bytes: string | Uint8Array): void
  /** Removes a file, and the folders that are empty then; never one that does not stay below the root. */
  remove(path: string): void
  /** Takes the lock of the folder; waits while another process has it. */
  lock(options?: LockOptions): FolderLock | LockHolder
}
