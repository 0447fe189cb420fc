import fs from 'node:fs'
import path from 'node:path'
import { once } from './once.ts'
import { quietly } from './quietly.ts'
import { fileSpill, memorySpill, type SpillFile } from './spill.ts'
import { TEMPORARY, writeNew } from './temporary.ts'

/**
 * A folder for what can be made again at any time. Nothing here fails: what cannot be read is not there, what cannot be
 * written is not kept. Names are plain, without `/`.
 */
export interface Store {
  read(name: string): Uint8Array | undefined
  /** A part of a file; undefined where the file ends before it does. */
  readPart(name: string, start: number, length: number): Uint8Array | undefined
  /** Writes a file whole or not at all; false where that failed. */
  write(name: string, bytes: Uint8Array): boolean
  /** Puts bytes at the end of a file, and says where they begin; undefined where that failed. */
  append(name: string, bytes: Uint8Array): number | undefined
  remove(name: string): void
  names(): readonly string[]
  /** A place for what is wanted again before the process ends. */
  spill(): SpillFile
}

/**
 * A store on disk. Its folder is made when something is written, with a `.gitignore` that keeps it out of Git. Where it is a link that
 * leads out of the folder around it, it is another program's: nothing is read, kept or removed there.
 */
export function nodeStore(folder: string): Store {
  const isOwn = once(() => leadsNowhereElse(folder))
  return withoutStore(isOwn, storeAt(folder))
}

/** Whether a folder is no link, or one to what lies beside it. */
export function leadsNowhereElse(folder: string): boolean {
  const stat = quietly(() => fs.lstatSync(folder, { throwIfNoEntry: false }))
  if (!stat?.isSymbolicLink()) return true
  const real = quietly(() => fs.realpathSync.native(folder))
  const around = quietly(() => fs.realpathSync.native(path.dirname(folder)))
  return real !== undefined && around !== undefined && real.startsWith(`${around}${path.sep}`)
}

const withoutStore = (isOwn: () => boolean, store: Store): Store => ({
  read: (name) => (isOwn() ? store.read(name) : undefined),
  readPart: (name, start, length) => (isOwn() ? store.readPart(name, start, length) : undefined),
  write: (name, bytes) => isOwn() && store.write(name, bytes),
  append: (name, bytes) => (isOwn() ? store.append(name, bytes) : undefined),
  remove: (name) => {
    if (isOwn()) store.remove(name)
  },
  names: () => (isOwn() ? store.names() : []),
  spill: () => (isOwn() ? store.spill() : memorySpill),
})

/** What a file of the store is opened with to be added to: never a link to another file. */
const APPEND = fs.constants.O_WRONLY | fs.constants.O_APPEND | fs.constants.O_CREAT | (fs.constants.O_NOFOLLOW ?? 0)

function storeAt(folder: string): Store {
  const full = (name: string): string => path.join(folder, name)
  const make = (): void => {
    if (fs.existsSync(folder)) return
    fs.mkdirSync(folder, { recursive: true })
    fs.writeFileSync(full('.gitignore'), '*\n')
  }
  return {
    read: (name) => quietly(() => fs.readFileSync(full(name))),
    readPart: (name, start, length) =>
      quietly(() => {
        const bytes = new Uint8Array(length)
        const file = fs.openSync(full(name), 'r')
        try {
          return fs.readSync(file, bytes, 0, length, start) === length ? bytes : undefined
        } finally {
          fs.closeSync(file)
        }
      }),
    write: (name, bytes) =>
      quietly(() => {
        make()
        for (const left of fs.readdirSync(folder))
          if (left.startsWith(TEMPORARY)) quietly(() => fs.rmSync(full(left), { force: true }))
        const temporary = full(`${TEMPORARY}${process.pid}`)
        try {
          writeNew(temporary, bytes)
          fs.renameSync(temporary, full(name))
        } catch (error) {
          quietly(() => fs.rmSync(temporary, { force: true }))
          throw error
        }
        return true
      }) ?? false,
    append: (name, bytes) =>
      quietly(() => {
        make()
        const file = fs.openSync(full(name), APPEND)
        try {
          const { size } = fs.fstatSync(file)
          fs.writeFileSync(file, bytes)
          return size
        } finally {
          fs.closeSync(file)
        }
      }),
    remove: (name) => {
      quietly(() => fs.rmSync(full(name), { force: true }))
    },
    names: () => quietly(() => fs.readdirSync(folder)) ?? [],
    spill() {
      quietly(make)
      return fileSpill(folder)
    },
  }
}

/** A store that is not on a disk, and the bytes in it. */
export interface MemoryStore extends Store {
  readonly contents: Map<string, Uint8Array>
}

/** A store for tests. */
export function memoryStore(contents = new Map<string, Uint8Array>()): MemoryStore {
  return {
    contents,
    read: (name) => contents.get(name),
    readPart(name, start, length) {
      const bytes = contents.get(name)
      return bytes && start + length <= bytes.length ? bytes.slice(start, start + length) : undefined
    },
    write(name, bytes) {
      contents.set(name, bytes.slice())
      return true
    },
    append(name, bytes) {
      const before = contents.get(name) ?? new Uint8Array()
      const after = new Uint8Array(before.length + bytes.length)
      after.set(before)
      after.set(bytes, before.length)
      contents.set(name, after)
      return before.length
    },
    remove(name) {
      contents.delete(name)
    },
    names: () => [...contents.keys()],
    spill: () => memorySpill,
  }
}
