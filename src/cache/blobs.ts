import { crc32 } from 'node:zlib'
import { type Content, mostBytesIn, writeInto } from '../files/encode.ts'
import type { Store } from '../files/store.ts'

/**
 * Many parts in one file of a store, one behind the other: `text-3` holds the texts of pages. New ones are put at its end,
 * so an edit writes what it changed and nothing else. When half of the file is of no more use, it is written anew under
 * the next number. Each part has a checksum: what is not as it was written is not there.
 */

/** Where a part stands in its file. */
export interface Part {
  readonly start: number
  readonly length: number
  /** CRC-32 of its bytes: who wants to deceive can, but no disk does by accident. */
  readonly checksum: number
}

/** A part that is not there: no bytes have this checksum with this length. */
export const NOWHERE: Part = { start: 0, length: 0, checksum: 1 }

/** A file of parts: its name, and how much of it is known. */
export interface PartsFile {
  readonly name: string
  readonly size: number
}

/** Parts of things of a kind. */
export interface Parts<Owner extends object> {
  /** The file as it is now. */
  readonly file: () => PartsFile
  /** Goes on with a file that an earlier process wrote; false where the name is not one of these. */
  readonly open: (file: PartsFile) => boolean
  /** Where the part of a thing is. */
  readonly partOf: (owner: Owner) => Part | undefined
  /** Says where the part of a thing is. */
  readonly know: (owner: Owner, part: Part) => void
  /** The part of a thing is of no use. */
  readonly forget: (owner: Owner) => void
  /** The bytes of a part, until the next one is put at the end; undefined where they are not as they were written. */
  readonly read: (part: Part) => Uint8Array | undefined
  /** Whether a part was not as it was written. */
  readonly isDamaged: () => boolean
  /** Reads the whole file at once, for when most parts are wanted one after the other; until `close`. */
  readonly load: () => void
  readonly close: () => void
  /** Puts a part at the end. It is written together with others. */
  readonly append: (content: Content) => Part
  /** Keeps the parts of these things and no others; `contentOf` makes one. False where the store takes no more. */
  readonly keep: (owners: readonly Owner[], contentOf: (owner: Owner) => Content) => boolean
  /** Takes over the file of another store; gives what to add to the start of its parts. */
  readonly absorb: (other: Store, file: PartsFile) => number | undefined
  /** Removes files that earlier processes left. */
  readonly removeOld: () => void
}

/** Parts are written together, this many bytes at a time. */
const BATCH = 4_000_000
/** So many bytes are read together: parts are mostly wanted in the order of their file. */
const READ = 256_000

/** Opens the parts of a kind: their file is called by it. */
export function createParts<Owner extends object>(store: Store, kind: string): Parts<Owner> {
  // Not a weak map: with so many entries, those take the collector of memory long.
  const parts = new Map<Owner, Part>()
  const state = { name: `${kind}-1`, size: 0, isBegun: false, isLost: false, isDamaged: false }
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

  const read = ({ start, length, checksum }: Part): Uint8Array | undefined => {
    const place = start - state.size
    const isWaiting = place >= 0 && place + length <= waiting.length
    const bytes = isWaiting ? waiting.buffer.subarray(place, place + length) : fromFile(start, length)
    if (bytes && crc32(bytes) === checksum) return bytes
    // What waits is as it was put there: somebody knows a part of a file that was written anew.
    state.isDamaged ||= !isWaiting
    return undefined
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

  /** Writes what waits; false where the store does not take it, or somebody else wrote to the file. */
  const flush = (): boolean => {
    if (waiting.length > 0) {
      const start = state.isLost ? undefined : store.append(state.name, waiting.buffer.subarray(0, waiting.length))
      state.isLost = start !== state.size
      state.size += waiting.length
      waiting.length = 0
    }
    return !state.isLost
  }

  const append = (content: Content): Part => {
    begin()
    const most = mostBytesIn(content)
    if (waiting.length + most > waiting.buffer.length) {
      flush()
      if (most > waiting.buffer.length) waiting.buffer = Buffer.allocUnsafeSlow(Math.max(BATCH, most))
    }
    const { buffer, length: from } = waiting
    const length = writeInto(content, buffer, from)
    waiting.length += length
    return { start: state.size + from, length, checksum: crc32(buffer.subarray(from, from + length)) }
  }

  return {
    file: () => ({ name: state.name, size: state.size }),
    open({ name, size }) {
      if (!isOurs(name)) return false
      state.name = name
      state.size = size
      return true
    },
    partOf: (owner) => parts.get(owner),
    know(owner, part) {
      parts.set(owner, part)
    },
    forget(owner) {
      parts.delete(owner)
    },
    read,
    isDamaged: () => state.isDamaged,
    load() {
      if (window?.start === 0 && window.bytes.length >= state.size) return
      const bytes = store.read(state.name)
      if (bytes) window = { start: 0, bytes }
    },
    close() {
      window = undefined
    },
    append,
    keep(owners, contentOf) {
      const all = new Set(owners)
      for (const owner of parts.keys()) if (!all.has(owner)) parts.delete(owner)
      for (const owner of owners) if (!parts.has(owner)) parts.set(owner, append(contentOf(owner)))
      const used = owners.reduce((sum, owner) => sum + (parts.get(owner)?.length ?? 0), 0)
      if (state.size + waiting.length <= 2 * used + BATCH) return flush()
      flush()
      const old = owners.map((owner) => {
        const part = parts.get(owner)
        return [owner, (part && read(part)?.slice()) ?? contentOf(owner)] as const
      })
      state.name = `${kind}-${Number(state.name.slice(kind.length + 1)) + 1}`
      Object.assign(state, { size: 0, isBegun: false, isLost: false })
      window = undefined
      for (const [owner, content] of old) parts.set(owner, append(content))
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
