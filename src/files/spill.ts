import fs from 'node:fs'
import path from 'node:path'
import { threadId } from 'node:worker_threads'
import { mostBytesIn, writeInto } from './encode.ts'
import { hash } from './hash.ts'
import { quietly } from './quietly.ts'

/** Texts that are put aside until they are wanted, so that not all of them lie in memory. */
export interface SpillFile {
  /** Puts a text aside, of which these are the pieces in their order. */
  readonly put: (pieces: readonly string[]) => SpilledContent
  /** Puts bytes aside; gives what brings them back, which is undefined after the spill is closed. */
  readonly keep: (bytes: Uint8Array) => () => Uint8Array | undefined
  readonly close: () => void
}

/** A text that is put aside. */
export interface SpilledContent {
  /** Fingerprint of its bytes. */
  readonly hash: string
  /** Brings its bytes back; undefined where they are not kept. */
  readonly content: (() => Uint8Array) | undefined
  /** Says where its bytes are, for other threads of the process; undefined where they are not in a file. */
  readonly place?: () => SpillLocation | undefined
}

/** A place in an open file. */
export interface SpillLocation {
  readonly file: number
  readonly at: number
  readonly length: number
}

/** The bytes at a place. */
export function readPlace({ file, at, length }: SpillLocation): Uint8Array {
  const bytes = new Uint8Array(length)
  if (fs.readSync(file, bytes, 0, length, at) !== length) throw new Error('What was put aside is no longer there.')
  return bytes
}

/** Beginning of the names of spools. Their files are removed as soon as they are open, where the system allows that. */
export const SPILL = 'spill-'

/** So many bytes are written together. */
const BATCH = 4_000_000

/** A spill in a folder. What the disk does not take stays in memory. */
export function fileSpill(folder: string): SpillFile {
  const name = path.join(folder, `${SPILL}${process.pid}-${threadId}`)
  const file = quietly(() => fs.openSync(name, 'w+'))
  const wasRemoved = quietly(() => fs.rmSync(name) ?? true)
  /** What is not written yet: `used` bytes of `buffer`, which belong behind the `size` bytes of the file. */
  const state = { size: 0, buffer: Buffer.alloc(0), used: 0, isFull: file === undefined, isClosed: false }

  /** Makes room for so many bytes. */
  const makeRoom = (length: number): void => {
    if (state.used + length <= state.buffer.length) return
    const isWritten =
      file !== undefined && quietly(() => writeAll(file, state.buffer.subarray(0, state.used), state.size))
    if (isWritten) state.size += state.used
    // What could not be written stays where it is, for those who want it.
    else state.isFull = state.isFull || state.used > 0
    if (state.buffer.length < length || !isWritten) state.buffer = Buffer.allocUnsafeSlow(Math.max(BATCH, length))
    state.used = 0
  }

  /** Bytes that were put into the buffer just now. */
  const spooled = (length: number) => {
    const { buffer, used, size } = state
    state.used += length
    const at = size + used
    const place = (): SpillLocation | undefined =>
      // Whatever came of the file, bytes that it has not got are still in their buffer.
      file === undefined || at >= state.size ? undefined : { file, at, length }
    const content = (): Uint8Array => {
      const there = place()
      return there ? readPlace(there) : Uint8Array.from(buffer.subarray(used, used + length))
    }
    return { content, place }
  }

  return {
    put(pieces) {
      if (state.isFull) return memorySpill.put(pieces)
      makeRoom(mostBytesIn(pieces))
      const { buffer, used } = state
      const length = writeInto(pieces, buffer, used)
      return { hash: hash(buffer.subarray(used, used + length)), ...spooled(length) }
    },
    keep(bytes) {
      if (state.isFull) return memorySpill.keep(bytes)
      makeRoom(bytes.length)
      state.buffer.set(bytes, state.used)
      const { content } = spooled(bytes.length)
      return () => (state.isClosed ? undefined : content())
    },
    close() {
      state.isClosed = true
      if (file !== undefined) quietly(() => fs.closeSync(file))
      if (!wasRemoved) quietly(() => fs.rmSync(name, { force: true }))
    },
  }
}

/** Writes bytes to a place of a file; false where the disk takes only a part of them. */
const writeAll = (file: number, bytes: Uint8Array, at: number): boolean =>
  fs.writeSync(file, bytes, 0, bytes.length, at) === bytes.length

/** A spill that keeps all in memory: as bytes, because many texts take two or more for a letter. */
export const memorySpill: SpillFile = {
  put(pieces) {
    const bytes = new TextEncoder().encode(pieces.join(''))
    return { hash: hash(bytes), content: () => bytes }
  },
  keep: (bytes) => () => bytes,
  close: () => undefined,
}

/** A spill that keeps nothing: for what is never wanted. */
export const noSpill: SpillFile = {
  put: (pieces) => ({ hash: hash(pieces.join('')), content: undefined }),
  keep: () => () => undefined,
  close: () => undefined,
}
