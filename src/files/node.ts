import fs from 'node:fs'
import path from 'node:path'
import { threadId } from 'node:worker_threads'
import { type FileKind, type Files, OUTSIDE } from './files.ts'
import { lockFolder } from './lock.ts'
import { once } from './once.ts'
import { byCodeUnits, folderOf } from './paths.ts'
import { diskCode, quietly } from './quietly.ts'
import { TEMPORARY, writeNew } from './temporary.ts'

/** Milliseconds after which the clock of any disk has moved on. */
const TICK = 50
/** How often a file that was emptied just now is read again, and milliseconds in between. */
const LOOKS = 5
const BETWEEN_LOOKS = 10

export interface NodeFilesOptions {
  /** A file is written where a link leads to, if that is inside; without it the link is replaced. */
  readonly throughLinks?: boolean
}

/** The files of a folder on disk. `name` stands for the root in messages. */
export function nodeFiles(root: string, name = '', { throughLinks = false }: NodeFilesOptions = {}): Files {
  const below = path.join(root, path.sep)
  // Paths here have nothing to be normalized, which takes a fifth of the time of looking at a file.
  const full = (at: string): string => (at === '' || path.sep !== '/' ? path.join(root, at) : below + at)
  const realRoot = once(() => fs.realpathSync.native(root))

  const kind = (at: string): FileKind | undefined => {
    const stat = fs.statSync(full(at), { throwIfNoEntry: false })
    if (!stat) return undefined
    const real = fs.realpathSync.native(full(at))
    if (!staysInside(realRoot(), real) || leadsIntoHidden(at, path.relative(realRoot(), real))) return 'outside'
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : undefined
  }

  /** Folders that are known to lie below the root; each is looked at once for as long as the lock is held. */
  const own = new Set<string>()
  const isOwn = (folder: string): boolean => {
    if (folder.length < below.length || own.has(folder)) return true
    const stat = quietly(() => fs.lstatSync(folder, { throwIfNoEntry: false }))
    const stays = stat?.isSymbolicLink()
      ? quietly(() => staysInside(realRoot(), fs.realpathSync.native(folder))) === true
      : isOwn(path.dirname(folder))
    // What is not there yet may come to be a link.
    if (stays && stat) own.add(folder)
    return stays
  }
  const keepInside = (file: string): void => {
    if (!isOwn(path.dirname(file))) throw Object.assign(new Error(`${file} lies elsewhere.`), { code: OUTSIDE })
  }

  const stamp = (at: string): string | undefined => {
    const stat = quietly(() => fs.statSync(full(at), { throwIfNoEntry: false }))
    return stat?.isFile() ? stampOf(stat) : undefined
  }

  return {
    name,
    kind: (at) => quietly(() => kind(at)),
    list(folder, skip = () => false, onTrouble = () => undefined) {
      const found: string[] = []
      const entriesOf = (at: string): fs.Dirent[] => {
        try {
          return fs.readdirSync(full(at), { withFileTypes: true })
        } catch (error) {
          const code = diskCode(error)
          if (code === undefined) throw error
          // Not there, or not there any more.
          if (code !== 'ENOENT' && code !== 'ENOTDIR') onTrouble(at, 'unreadable')
          return []
        }
      }
      // '' for what vanished in the meantime.
      const realPath = (at: string): string => quietly(() => fs.realpathSync.native(full(at))) ?? ''
      const visit = (at: string, trail: readonly string[]): void => {
        for (const entry of entriesOf(at)) {
          const child = at === '' ? entry.name : `${at}/${entry.name}`
          if (skip(child)) continue
          if (entry.isFile()) found.push(child)
          else if (entry.isDirectory()) visit(child, trail)
          else if (entry.isSymbolicLink()) {
            const what = quietly(() => kind(child))
            if (what === 'file') found.push(child)
            if (what === 'outside') onTrouble(child, 'outside')
            // A link to what is neither file nor folder leads somewhere all the same.
            if (what === undefined && !fs.existsSync(full(child))) onTrouble(child, 'dangling')
            const real = what === 'folder' ? realPath(child) : ''
            const parent = real && realPath(at)
            // A link to a folder above it, or one already followed on the way here, would never end.
            if (real && !trail.includes(real) && !staysInside(real, parent)) visit(child, [...trail, real])
          }
        }
      }
      // The folder that is asked for may be a link itself, or lie in one.
      if (folder !== '' && quietly(() => kind(folder)) === 'outside') onTrouble(folder, 'outside')
      else visit(folder, [])
      return found.sort(byCodeUnits)
    },
    read(at) {
      const read = () => quietly(() => fs.readFileSync(full(at)))
      return unlessEmptied(read, (bytes) => bytes?.length === 0 && wasChanged(stamp(at)))
    },
    readStamped(at) {
      const read = () => quietly(() => readStamped(full(at)))
      return unlessEmptied(read, (found) => found?.bytes.length === 0 && wasChanged(found.stamp))
    },
    stamp,
    isSettled,
    write(at, bytes) {
      const target = throughLinks ? linkTarget(full(at), realRoot) : full(at)
      if (target === full(at)) keepInside(target)
      const folder = path.dirname(target)
      // Asking first costs less than an attempt that fails: a new site has as many folders as pages.
      if (!fs.existsSync(folder)) {
        makeFolder(folder)
        own.add(folder)
      }
      const temporary = path.join(folder, `${TEMPORARY}${process.pid}-${threadId}`)
      try {
        writeNew(temporary, bytes)
        const mode = throughLinks ? quietly(() => fs.statSync(target).mode) : undefined
        if (mode !== undefined) quietly(() => fs.chmodSync(temporary, mode))
        fs.renameSync(temporary, target)
      } catch (error) {
        quietly(() => fs.rmSync(temporary, { force: true }))
        throw error
      }
    },
    stays: (at) => isOwn(path.dirname(full(at))),
    remove(at) {
      keepInside(full(at))
      const isFolder = quietly(() => fs.lstatSync(full(at)).isDirectory())
      // A folder of that name is another thing.
      if (isFolder) return
      if (isFolder === false) fs.rmSync(full(at), { force: true })
      for (let folder = folderOf(at); folder !== ''; folder = folderOf(folder)) {
        if (quietly(() => fs.rmdirSync(full(folder)) ?? true) === undefined) return
      }
    },
    lock(options) {
      own.clear()
      return lockFolder(root, options)
    },
  }
}

/** In one piece: of a template, V8 keeps each part by itself. */
const stampOf = ({ ctimeMs, mtimeMs, size, ino }: fs.Stats): string => [ctimeMs, mtimeMs, size, ino].join(' ')

function isSettled(stamp: string, now = Date.now()): boolean {
  // A clock that went back makes files of the future: they are settled when it is there again.
  // Disks that do not keep the time of a change say that it is 0.
  const changed = Number(stamp.slice(0, stamp.indexOf(' ')))
  return changed > 0 && changed < now - TICK
}

/** Whether a file was changed just now. False where the clock of the disk differs from this one. */
const wasChanged = (stamp: string | undefined): boolean =>
  stamp !== undefined && !isSettled(stamp) && isSettled(stamp, Date.now() + 2 * TICK)

/** Many programs empty a file before they write it: one that was emptied just now is read again, until it holds something. */
function unlessEmptied<Found>(read: () => Found, isEmptied: (found: Found) => boolean): Found {
  for (let looks = 1; ; looks++) {
    const found = read()
    if (looks > LOOKS || !isEmptied(found)) return found
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BETWEEN_LOOKS)
  }
}

/** Reads a file of which the stamp is wanted, too: it is found and opened once. */
function readStamped(file: string): { readonly bytes: Uint8Array; readonly stamp: string } | undefined {
  const open = fs.openSync(file, 'r')
  try {
    const stat = fs.fstatSync(open)
    return stat.isFile() ? { bytes: readOpen(open, stat.size), stamp: stampOf(stat) } : undefined
  } finally {
    fs.closeSync(open)
  }
}

/** Reads a file of a known size: `readFileSync` would ask for the size once more. */
function readOpen(file: number, size: number): Uint8Array {
  // Some systems say so of files that hold something.
  if (size === 0) return fs.readFileSync(file)
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  for (let read = -1; length < size && read !== 0; length += read)
    read = fs.readSync(file, bytes, length, size - length, null)
  return bytes.subarray(0, length)
}

/** Makes a folder and those above it; mostly there is just the last one to make, and `recursive` would look at each. */
function makeFolder(folder: string): void {
  // Another thread may make it, too, at the same time.
  if (!fs.existsSync(path.dirname(folder)) || quietly(() => fs.mkdirSync(folder) ?? true) === undefined)
    fs.mkdirSync(folder, { recursive: true })
}

/** Whether a link leads to what its folder keeps to itself, such as `.env`. The files of git-annex are links into `.git`. */
const leadsIntoHidden = (at: string, real: string): boolean => {
  const hidden = (name: string): boolean => /(?:^|[\\/])\.(?!well-known(?:[\\/]|$))/.test(name)
  return hidden(real) && !hidden(at) && !/^\.git[\\/]annex[\\/]objects[\\/]/.test(real)
}

/** Where a file really lies; a link that leads out of the root, or nowhere, is taken for the file itself. */
function linkTarget(file: string, realRoot: () => string): string {
  const real = quietly(() => fs.realpathSync.native(file))
  return real !== undefined && staysInside(realRoot(), real) ? real : file
}

const staysInside = (root: string, real: string): boolean =>
  real === root || real.startsWith(root.endsWith(path.sep) ? root : root + path.sep)
