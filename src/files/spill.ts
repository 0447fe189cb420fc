import fs from 'node:fs'
import path from 'node:path'
import { threadId } from 'node:worker_threads'
import { digest } from './digest.ts'
import { mostBytesIn, writeInto } from './encode.ts'
import { quietly } from './quietly.ts'

/** Texts that are put aside until they are wanted, so that they do not lie in memory. */
export interface SpillFile {
  /** Puts a text aside, of which these are the pieces in their order. */
  readonly put: (pieces: readonly string[]) => SpilledContent
  /** Puts bytes aside; gives what brings them back, which is undefined after the spill is closed. */
  readonly keep: (bytes: Uint8Array) => () => Uint8Array | undefined
  /** Writes all to the file, where the disk takes it. */
  readonly flush: () => void
  readonly close: () => void
}

/** A text that is put aside. */
export interface SpilledContent {
  /** Digest of its bytes. */
  readonly digest: string
  /** Brings its bytes back; undefined where they are not kept. */
  readonly content: (() => Uint8Array) | undefined
  /** Says where its bytes are, for other threads of the process; undefined where they are not in a file. */
  readonly place?: () => SpillLocation | undefined
}

/** A place in an open file: its descriptor, and offset and length in bytes. */
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

/** Beginning of the names of spill files. They are removed as soon as they are open, where the system allows that. */
export const SPILL = 'spill-'

/** Bytes that are written together. */
const BATCH = 4_000_000

/** A spill in a folder. What the disk does not take stays in memory. */
export function fileSpill(folder: string): SpillFile {
  const name = path.join(folder, `${SPILL}${process.pid}-${threadId}`)
  // Made anew: what has its name may be a link to another file.
  quietly(() => fs.rmSync(name, { force: true }))
  const file = quietly(() => fs.openSync(name, 'wx+'))
  const wasRemoved = quietly(() => fs.rmSync(name) ?? true)
  /** What is not written yet: `used` bytes of `buffer`, which belong behind the `size` bytes of the file. */
  const state = { size: 0, buffer: Buffer.alloc(0), used: 0, isFull: file === undefined, isClosed: false }

  const flush = (): void => {
    const { buffer, used, size } = state
    if (file === undefined || used === 0 || state.isFull) return
    if (quietly(() => fs.writeSync(file, buffer, 0, used, size)) === used)
      Object.assign(state, { size: size + used, used: 0 })
    else state.isFull = true
  }

  /** Puts bytes into the buffer, `length` at most: `write` gives how many there are. */
  const append = (length: number, write: (buffer: Buffer, at: number) => number) => {
    if (state.used + length > state.buffer.length) {
      flush()
      // A buffer that could not be written is kept by its contents.
      if (state.isFull || state.buffer.length < length) state.buffer = Buffer.allocUnsafeSlow(Math.max(BATCH, length))
      state.used = 0
    }
    const { buffer, used, size } = state
    const end = used + write(buffer, used)
    state.used = end
    const place = (): SpillLocation | undefined =>
      file === undefined || size + used >= state.size ? undefined : { file, at: size + used, length: end - used }
    const content = (): Uint8Array => {
      const there = place()
      return there ? readPlace(there) : Uint8Array.from(buffer.subarray(used, end))
    }
    return { bytes: buffer.subarray(used, end), content, place }
  }

  return {
    put(pieces) {
      if (state.isFull) return memorySpill.put(pieces)
      const { bytes, content, place } = append(mostBytesIn(pieces), (buffer, at) => writeInto(pieces, buffer, at))
      return { digest: digest(bytes), content, place }
    },
    keep(bytes) {
      if (state.isFull) return memorySpill.keep(bytes)
      const { content } = append(bytes.length, (buffer, at) => writeInto(bytes, buffer, at))
      return untilClosed(content, state)
    },
    flush,
    close() {
      state.isClosed = true
      if (file !== undefined) quietly(() => fs.closeSync(file))
      if (!wasRemoved) quietly(() => fs.rmSync(name, { force: true }))
    },
  }
}

/** A function of its own: made where the bytes are known, the closure would hold them as long as it lives. */
const untilClosed =
  (content: () => Uint8Array, state: { readonly isClosed: boolean }): (() => Uint8Array | undefined) =>
  () =>
    state.isClosed ? undefined : content()

/** A spill that keeps all in memory: as bytes, because many texts take two or more for a letter. */
export const memorySpill: SpillFile = {
  put(pieces) {
    const bytes = new TextEncoder().encode(pieces.join(''))
    return { digest: digest(bytes), content: () => bytes }
  },
  keep: (bytes) => () => bytes,
  flush: () => undefined,
  close: () => undefined,
}

/** A spill that keeps nothing: for what is never wanted. */
export const noSpill: SpillFile = {
  put: (pieces) => ({ digest: digest(pieces.join('')), content: undefined }),
  keep: () => () => undefined,
  flush: () => undefined,
  close: () => undefined,
}
