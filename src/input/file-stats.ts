import type { Files } from '../files/files.ts'

/**
 * What came of files when they were read, by their stamps: size, times and number on the disk. The time of the last change
 * is set by the system alone, so a file of the same stamp is the same file with the same bytes. For that the
 * clock of the disk must have moved on between the stamp and the look at it: else the file could be written to again, within
 * the same tick, without a sign. Such a file is read again. On another machine, or in a copy, all stamps are others.
 */
export interface FileStats {
  /** Reads a file; with its bytes comes what notes what comes of them. */
  readonly read: (path: string) => { readonly bytes: Uint8Array; readonly note: Note } | undefined
  /** What came of a file that has not changed since; undefined where that is not known. */
  readonly digest: (path: string, kind: InputKind) => string | undefined
  /** The stamp of a file, where it can be trusted. */
  readonly stamp: (path: string) => string | undefined
  /** Takes over what came of a file in an earlier process. */
  readonly restore: (record: FileRecord) => void
  /** Takes over what came of a file in another thread. */
  readonly set: (path: string, stamp: string, kind: InputKind, digest: string) => void
  /** Files may have changed: all of them, or these. */
  readonly forget: (paths?: readonly string[]) => void
  /** How many files have stamps that are not those of an earlier process. */
  readonly learned: () => number
  /** What is known of all files that were looked at. */
  readonly entries: () => readonly FileRecord[]
}

/** Notes what came of a file. */
export type Note = (kind: InputKind, digest: string) => void

/** What is made of a file: a text, the size of a picture, a copy, why it is not published, or what a translation is compared by. */
export type InputKind = 'text' | 'picture' | 'copy' | 'refusal' | 'hash'

/** What came of a file of a stamp: of each kind, a digest of it, or what says as much. */
export interface FileRecord extends Readonly<Record<InputKind, string | undefined>> {
  readonly path: string
  readonly stamp: string
}

/** Remembers what came of the files of a site. */
export function createFileStats(files: Files): FileStats {
  const known = new Map<string, FileRecord>()
  /** Stamps as they are now: '' for those that cannot be trusted. */
  const stamps = new Map<string, string>()
  /** The stamp of a file, '' where it cannot be trusted as it was at a time, by default now. */
  const trusted = (stamp: string | undefined, now?: number): string =>
    stamp !== undefined && files.isSettled(stamp, now) ? stamp : ''
  const stampOf = (path: string): string => {
    const before = stamps.get(path)
    if (before !== undefined) return before
    const stamp = trusted(files.stamp(path))
    stamps.set(path, stamp)
    return stamp
  }
  const learned = new Set<string>()
  const set = (path: string, stamp: string, kind: InputKind, digest: string): void => {
    const before = known.get(path)
    const record =
      before?.stamp === stamp
        ? before
        : { path, stamp, text: undefined, picture: undefined, copy: undefined, refusal: undefined, hash: undefined }
    if (record[kind] !== digest) known.set(path, { ...record, [kind]: digest })
  }
  const noteOf =
    (path: string, stamp: string): Note =>
    (kind, digest) => {
      if (stamp === '') return
      if (known.get(path)?.stamp !== stamp) learned.add(path)
      set(path, stamp, kind, digest)
    }
  return {
    read(path) {
      const before = stamps.get(path)
      if (before !== undefined) {
        const bytes = files.read(path)
        return bytes && { bytes, note: noteOf(path, before) }
      }
      const now = Date.now()
      const read = files.readStamped(path)
      // Reading takes time, in which it may have been written to.
      const stamp = trusted(read?.stamp, now)
      stamps.set(path, stamp)
      return read && { bytes: read.bytes, note: noteOf(path, stamp) }
    },
    digest(path, kind) {
      const before = known.get(path)
      return before && before.stamp === stampOf(path) ? before[kind] : undefined
    },
    stamp: (path) => stampOf(path) || undefined,
    restore(record) {
      known.set(record.path, record)
    },
    set(path, stamp, kind, digest) {
      stamps.set(path, stamp)
      set(path, stamp, kind, digest)
    },
    forget(paths) {
      if (paths) for (const path of paths) stamps.delete(path)
      else stamps.clear()
    },
    learned: () => learned.size,
    entries: () => [...known.values()].filter(({ path, stamp }) => stamps.get(path) === stamp),
  }
}
