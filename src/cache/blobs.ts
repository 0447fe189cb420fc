import { crc32 } from 'node:zlib'
import { type Content, mostBytesIn, writeInto } from '../files/encode.ts'
import type { Store } from '../files/store.ts'

/**
 * Many blobs in one file of a store, one behind the other: `text-3` holds the texts of pages. New ones are put at its end,
 * so an edit writes what it changed and nothing else. When half of the file is of no more use, it is written anew under
 * the next number. Each blob has a checksum: what is not as it was written is not there.
 */

/**
 * Where a blob stands in its file: its length, its start, and the CRC-32 of its bytes, `12 345 678`. Who wants to deceive can, but
 * no disk does by accident. A text, because there are many thousands, of which few are ever read.
 */
export type BlobRef = string

/** A blob that is not there: no bytes have this checksum with this length. */
export const NO_BLOB: BlobRef = '0 0 1'

const lengthOf = (blob: BlobRef): number => Number.parseInt(blob, 10)

/** Where a blob stands when its file was put at the end of another one that was this long. */
export function movedBlob(blob: BlobRef, by: number): BlobRef {
  const [length, start, checksum] = blob.split(' ')
  return `${length} ${Number(start) + by} ${checksum}`
}

/** A file of blobs: its name, and how much of it is known. */
export interface BlobFile {
  readonly name: string
  readonly size: number
}

/** Blobs of things of a kind. */
export interface BlobStore<Owner extends object> {
  /** The file as it is now. */
  readonly file: () => BlobFile
  /** Goes on with a file that an earlier process wrote; false where the name is not one of these. */
  readonly open: (file: BlobFile) => boolean
  /** Where the blob of a thing is. */
  readonly of: (owner: Owner) => BlobRef | undefined
  /** Says where the blob of a thing is. */
  readonly know: (owner: Owner, blob: BlobRef) => void
  /** The blob of a thing is of no use. */
  readonly forget: (owner: Owner) => void
  /** The bytes of a blob, until the next one is put at the end; undefined where they are not as they were written. */
  readonly read: (blob: BlobRef) => Uint8Array | undefined
  /** As `read`, for those that are wanted of one thing or of most: where many are, the whole file is read at once. */
  readonly readAmongMany: (blob: BlobRef) => Uint8Array | undefined
  /** Whether a blob was not as it was written. */
  readonly isDamaged: () => boolean
  readonly close: () => void
  /** Puts a blob at the end. It is written together with others. */
  readonly append: (content: Content) => BlobRef
  /** Keeps the blobs of these things and no others; `contentOf` makes one. False where the store takes no more. */
  readonly keep: (owners: readonly Owner[], contentOf: (owner: Owner) => Content) => boolean
  /** Takes over the file of another store; gives what to add to the start of its blobs. */
  readonly absorb: (other: Store, file: BlobFile) => number | undefined
  /** Removes files that earlier processes left. */
  readonly removeOld: () => void
}

/** Blobs are written together, this many bytes at a time. */
const BATCH = 4_000_000
/** Bytes that are read together: blobs are mostly wanted in the order of their file. */
const READ = 256_000
/** Where this many blobs are asked for, all are. */
const MANY = 500

/** Opens the blobs of a kind: their file is called by it. */
export function openBlobs<Owner extends object>(store: Store, kind: string): BlobStore<Owner> {
  // Not a weak map: with this many entries, they slow the garbage collector.
  const blobs = new Map<Owner, BlobRef>()
  const state = { name: `${kind}-1`, size: 0, isBegun: false, isLost: false, isDamaged: false, asked: 0 }
  /** What is not written yet: the first bytes of a buffer, which belong behind those of the file. */
  const waiting = { buffer: Buffer.alloc(0), length: 0 }
  /** What was read last. */
  let window: { readonly start: number; readonly bytes: Uint8Array } | undefined
  const isOurs = (name: string): boolean => name.startsWith(`${kind}-`) && /^\d+$/.test(name.slice(kind.length + 1))

  const fromFile = (start: number, length: number): Uint8Array | undefined => {
    if (!window || start < window.start || start + length > window.start + window.bytes.length) {
      const size = Math.max(length, Math.min(READ, state.size - start))
      const bytes = store.readPart(state.name, start, size)
      window = bytes && { start, bytes }
    }
    return window?.bytes.subarray(start - window.start, start - window.start + length)
  }

  const read = (blob: BlobRef): Uint8Array | undefined => {
    const [length = 0, start = 0, checksum] = blob.split(' ').map(Number)
    const place = start - state.size
    const isWaiting = place >= 0 && place + length <= waiting.length
    const bytes = isWaiting ? waiting.buffer.subarray(place, place + length) : fromFile(start, length)
    if (bytes && crc32(bytes) === checksum) return bytes
    // What waits is as it was put there: the blob is known from a file that was written anew.
    state.isDamaged ||= !isWaiting
    return undefined
  }

  const readAmongMany = (blob: BlobRef): Uint8Array | undefined => {
    const isRead = window?.start === 0 && window.bytes.length >= state.size
    if (++state.asked === MANY && !isRead) {
      const bytes = store.read(state.name)
      if (bytes) window = { start: 0, bytes }
    }
    return read(blob)
  }

  /** Finds the end of the file: one who was killed may have written more than the index knows of. */
  const begin = (): void => {
    if (state.isBegun) return
    state.isBegun = true
    if (state.size === 0) {
      // What an index that is lost had in it is of no use.
      store.remove(state.name)
      return
    }
    const end = store.append(state.name, new Uint8Array())
    state.isLost = end === undefined
    state.size = end ?? state.size
  }

  /** Writes what waits; false where the store does not take it, or another process wrote to the file. */
  const flush = (): boolean => {
    if (waiting.length > 0) {
      const start = state.isLost ? undefined : store.append(state.name, waiting.buffer.subarray(0, waiting.length))
      state.isLost = start !== state.size
      state.size += waiting.length
      waiting.length = 0
    }
    return !state.isLost
  }

  const append = (content: Content): BlobRef => {
    begin()
    const most = mostBytesIn(content)
    if (waiting.length + most > waiting.buffer.length) {
      flush()
      if (most > waiting.buffer.length) waiting.buffer = Buffer.allocUnsafeSlow(Math.max(BATCH, most))
    }
    const { buffer, length: from } = waiting
    const length = writeInto(content, buffer, from)
    waiting.length += length
    return `${length} ${state.size + from} ${crc32(buffer.subarray(from, from + length))}`
  }

  return {
    file: () => ({ name: state.name, size: state.size }),
    open({ name, size }) {
      if (!isOurs(name)) return false
      state.name = name
      state.size = size
      return true
    },
    of: (owner) => blobs.get(owner),
    know(owner, blob) {
      blobs.set(owner, blob)
    },
    forget(owner) {
      blobs.delete(owner)
    },
    read,
    readAmongMany,
    isDamaged: () => state.isDamaged,
    close() {
      window = undefined
    },
    append,
    keep(owners, contentOf) {
      const all = new Set(owners)
      for (const owner of blobs.keys()) if (!all.has(owner)) blobs.delete(owner)
      for (const owner of owners) if (!blobs.has(owner)) blobs.set(owner, append(contentOf(owner)))
      const used = owners.reduce((sum, owner) => sum + lengthOf(blobs.get(owner) ?? NO_BLOB), 0)
      if (state.size + waiting.length <= 2 * used + BATCH) return flush()
      flush()
      const old = owners.map((owner) => {
        const blob = blobs.get(owner) ?? NO_BLOB
        return [owner, read(blob)?.slice() ?? contentOf(owner)] as const
      })
      state.name = `${kind}-${Number(state.name.slice(kind.length + 1)) + 1}`
      Object.assign(state, { size: 0, isBegun: false, isLost: false })
      window = undefined
      for (const [owner, content] of old) blobs.set(owner, append(content))
      return flush()
    },
    absorb(other, file) {
      if (!isOurs(file.name)) return undefined
      begin()
      flush()
      const shift = state.size
      for (let at = 0; at < file.size && !state.isLost; at += BATCH) {
        const bytes = other.readPart(file.name, at, Math.min(BATCH, file.size - at))
        if (!bytes) return undefined
        append(bytes)
        flush()
      }
      return state.isLost ? undefined : shift
    },
    removeOld() {
      for (const name of store.names()) if (isOurs(name) && name !== state.name) store.remove(name)
    },
  }
}
