/**
 * The only door to the disk. Stages never see it: they ask, and what they asked is recorded (see build/memo.ts).
 * Paths are those of paths.ts: from the root of this `Files`, with `/`.
 */

/** What lies at a path. `outside` is a link that leads out of the root: it is never followed. */
export type FileKind = 'file' | 'folder' | 'outside'

export interface Files {
  /** What people call the root in messages; '' for the site itself. */
  readonly name: string
  /**
   * All files below a folder in code unit order, paths from the root. Links that stay inside are followed, each folder
   * once. Names that `skip` refuses are left out with what is below them. A folder that is not there has no files.
   */
  list(folder: string, skip?: (path: string) => boolean): string[]
  /** What lies at a path; undefined where nothing does. */
  kind(path: string): FileKind | undefined
  /** The bytes of a file; undefined where there is none or where it cannot be read. */
  read(path: string): Uint8Array | undefined
  /** Says of a file that it was not written to while the stamp stays; undefined where there is none. */
  stamp(path: string): string | undefined
  /** Writes a file whole or not at all, making its folders. */
  write(path: string, bytes: string | Uint8Array): void
  /** Removes a file, and the folders that are empty then. */
  remove(path: string): void
}
