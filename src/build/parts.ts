import { hash } from '../files/hash.ts'
import type { Store } from '../files/store.ts'

/**
 * Many parts in one file of a store, one behind the other: `text-3` holds the texts of pages. New ones are put at its end,
 * so an edit writes what it changed and nothing else. When half of the file is of no more use, it is written anew under
 * the next number. Each part has a fingerprint: what is not as it was written is not there.
 */

/** Where a part stands in its file. */
export interface Part {
  readonly start: number
  readonly length: number
  readonly hash: string
}

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
  /** The bytes of a part; undefined where they are not as they were written. */
  readonly read: (part: Part) => Uint8Array | undefined
  /** Reads the whole file at once, for when most parts are wanted one after the other; until `close`. */
  readonly load: () => void
  readonly close: () => void
  /** Puts a part at the end; undefined where the store takes no more. */
  readonly append: (bytes: Uint8Array) => Part | undefined
  /** Keeps the parts of these things and no others; `bytesOf` makes one. False where the store takes no more. */
  readonly keep: (owners: readonly Owner[], bytesOf: (owner: Owner) => Uint8Array) => boolean
  /** Takes over the file of another store; gives what to add to the start of its parts. */
  readonly absorb: (other: Store, file: PartsFile) => number | undefined
  /** Removes files that earlier processes left. */
  readonly removeOld: () => void
}

/** Parts are written together, this many bytes at a time. */
const BATCH = 4_000_000

/** Opens the parts of a kind: their file is called by it. */
export function createParts<Owner extends object>(store: Store, kind: string): Parts<Owner> {
  // Not a weak map: with so many entries, those take the collector of memory long.
  const parts = new Map<Owner, Part>()
  const state: { name: string; size: number; loaded: Uint8Array | undefined } = {
    name: `${kind}-1`,
    size: 0,
    loaded: undefined,
  }
  const isOurs = (name: string): boolean => name.startsWith(`${kind}-`) && /^\d+$/.test(name.slice(kind.length + 1))

  const read = ({ start, length, hash: expected }: Part): Uint8Array | undefined => {
    const whole = state.loaded
    const bytes =
      whole && start + length <= whole.length
        ? whole.subarray(start, start + length)
        : store.readPart(state.name, start, length)
    return bytes && hash(bytes) === expected ? bytes : undefined
  }

  const append = (added: readonly Uint8Array[]): readonly Part[] | undefined => {
    // What an index that is lost had in it is of no use.
    if (state.size === 0) store.remove(state.name)
    const start = store.append(state.name, Buffer.concat(added))
    if (start === undefined) return undefined
    let at = start
    const appended = added.map((bytes): Part => {
      const part = { start: at, length: bytes.length, hash: hash(bytes) }
      at += bytes.length
      return part
    })
    state.size = at
    return appended
  }

  const appendAll = (owners: Iterable<Owner>, bytesOf: (owner: Owner) => Uint8Array): boolean => {
    let batch: [Owner, Uint8Array][] = []
    let size = 0
    const flush = (): boolean => {
      const appended = append(batch.map(([, bytes]) => bytes))
      batch.forEach(([owner], i) => {
        const part = appended?.[i]
        if (part) parts.set(owner, part)
      })
      batch = []
      size = 0
      return appended !== undefined
    }
    for (const owner of owners) {
      const bytes = bytesOf(owner)
      batch.push([owner, bytes])
      size += bytes.length
      if (size >= BATCH && !flush()) return false
    }
    return batch.length === 0 || flush()
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
    read,
    load() {
      state.loaded ??= store.read(state.name)
    },
    close() {
      state.loaded = undefined
    },
    append: (bytes) => append([bytes])?.[0],
    keep(owners, bytesOf) {
      const all = new Set(owners)
      for (const owner of parts.keys()) if (!all.has(owner)) parts.delete(owner)
      const fresh = owners.filter((owner) => !parts.has(owner))
      if (!appendAll(fresh, bytesOf)) return false
      const used = owners.reduce((sum, owner) => sum + (parts.get(owner)?.length ?? 0), 0)
      if (state.size <= 2 * used + BATCH) return true
      const old = new Map(
        owners.map((owner) => {
          const part = parts.get(owner)
          return [owner, (part && read(part)) ?? bytesOf(owner)] as const
        }),
      )
      state.name = `${kind}-${Number(state.name.slice(kind.length + 1)) + 1}`
      state.size = 0
      state.loaded = undefined
      return appendAll(old.keys(), (owner) => old.get(owner) ?? bytesOf(owner))
    },
    absorb(other, file) {
      if (!isOurs(file.name)) return undefined
      let shift = 0
      for (let at = 0; at < file.size; at += BATCH) {
        const bytes = other.readPart(file.name, at, Math.min(BATCH, file.size - at))
        if (state.size === 0) store.remove(state.name)
        const start = bytes && store.append(state.name, bytes)
        if (!bytes || start === undefined) return undefined
        if (at === 0) shift = start
        state.size = start + bytes.length
      }
      return shift
    },
    removeOld() {
      for (const name of store.names()) if (isOurs(name) && name !== state.name) store.remove(name)
    },
  }
}
