import fs from 'node:fs'
import path from 'node:path'
import { threadId } from 'node:worker_threads'
import { quietly } from './quietly.ts'

/** Bytes that are put aside until they are wanted, so that not all of them lie in memory. */
export interface Spool {
  /** Puts bytes aside; gives what brings them back, or undefined where they are not kept. */
  readonly put: (bytes: Uint8Array) => (() => Uint8Array) | undefined
  readonly close: () => void
}

/** Beginning of the names of spools. Their files are removed as soon as they are open, where the system allows that. */
export const SPOOL = 'spool-'

/** So many bytes are written together. */
const BATCH = 4_000_000

interface Entry {
  readonly at: number
  readonly length: number
  /** Until they are written. */
  bytes: Uint8Array | undefined
}

/** A spool in a folder. What the disk does not take stays in memory. */
export function fileSpool(folder: string): Spool {
  const name = path.join(folder, `${SPOOL}${process.pid}-${threadId}`)
  const file = quietly(() => fs.openSync(name, 'w+'))
  const wasRemoved = quietly(() => fs.rmSync(name) ?? true)
  const pending: Entry[] = []
  const state = { size: 0, pendingSize: 0, isFull: file === undefined }

  const flush = (): void => {
    if (file === undefined || state.isFull) return
    const parts = pending.flatMap(({ bytes }) => bytes ?? [])
    const written = quietly(() => fs.writevSync(file, parts, state.size))
    if (written !== state.pendingSize) {
      state.isFull = true
      return
    }
    for (const entry of pending.splice(0)) entry.bytes = undefined
    state.size += state.pendingSize
    state.pendingSize = 0
  }

  return {
    put(bytes) {
      const entry: Entry = { at: state.size + state.pendingSize, length: bytes.length, bytes }
      if (!state.isFull) {
        pending.push(entry)
        state.pendingSize += bytes.length
        if (state.pendingSize >= BATCH) flush()
      }
      return () => {
        if (entry.bytes || file === undefined) return entry.bytes ?? new Uint8Array()
        const read = new Uint8Array(entry.length)
        fs.readSync(file, read, 0, entry.length, entry.at)
        return read
      }
    },
    close() {
      if (file !== undefined) quietly(() => fs.closeSync(file))
      if (!wasRemoved) quietly(() => fs.rmSync(name, { force: true }))
    },
  }
}

/** A spool that keeps all in memory. */
export const memorySpool: Spool = { put: (bytes) => () => bytes, close: () => undefined }

/** A spool that keeps nothing: for what is never wanted. */
export const noSpool: Spool = { put: () => undefined, close: () => undefined }
