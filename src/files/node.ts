import fs from 'node:fs'
import path from 'node:path'
import type { FileKind, Files } from './files.ts'
import { byCodeUnits, folderOf } from './paths.ts'

/** Ending of a file that is being written; a build that was killed may leave one, the next one removes it. */
export const TEMPORARY_ENDING = '.lectern-tmp'

/** The files of a folder on disk. `name` stands for the root in messages. */
export function nodeFiles(root: string, name = ''): Files {
  const full = (at: string): string => path.join(root, at)
  const realRoot = lazy(() => fs.realpathSync(root))

  const kind = (at: string): FileKind | undefined => {
    const stat = fs.statSync(full(at), { throwIfNoEntry: false })
    if (!stat) return undefined
    const real = fs.realpathSync(full(at))
    if (!staysInside(realRoot(), real) || leadsIntoHidden(at, path.relative(realRoot(), real))) return 'outside'
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : undefined
  }

  return {
    name,
    kind: (at) => quietly(() => kind(at)),
    list(folder, skip = () => false) {
      const found: string[] = []
      const visit = (at: string, trail: readonly string[]): void => {
        const entries = quietly(() => fs.readdirSync(full(at), { withFileTypes: true })) ?? []
        for (const entry of entries) {
          const child = at === '' ? entry.name : `${at}/${entry.name}`
          if (skip(child)) continue
          if (entry.isFile()) found.push(child)
          else if (entry.isDirectory()) visit(child, trail)
          else if (entry.isSymbolicLink()) {
            const what = quietly(() => kind(child))
            if (what === 'file') found.push(child)
            const real = what === 'folder' ? fs.realpathSync(full(child)) : ''
            const parent = real && fs.realpathSync(full(at))
            // A link to a folder above it, or one already followed on the way here, would never end.
            if (real && !trail.includes(real) && !staysInside(real, parent)) visit(child, [...trail, real])
          }
        }
      }
      visit(folder, [])
      return found.sort(byCodeUnits)
    },
    read(at) {
      return quietly(() => fs.readFileSync(full(at)))
    },
    stamp(at) {
      const stat = quietly(() => fs.statSync(full(at), { throwIfNoEntry: false }))
      return stat?.isFile() ? `${stat.size} ${stat.mtimeMs} ${stat.ctimeMs} ${stat.ino}` : undefined
    },
    write(at, bytes) {
      const target = full(at)
      const temporary = `${target}${TEMPORARY_ENDING}`
      const folder = path.dirname(target)
      // Asking first costs less than an attempt that fails: a new site has as many folders as pages.
      if (!fs.existsSync(folder)) makeFolder(folder)
      fs.writeFileSync(temporary, bytes)
      fs.renameSync(temporary, target)
    },
    remove(at) {
      fs.rmSync(full(at), { force: true })
      for (let folder = folderOf(at); folder !== ''; folder = folderOf(folder)) {
        if (quietly(() => fs.rmdirSync(full(folder)) ?? true) === undefined) return
      }
    },
  }
}

/** Makes a folder and those above it; mostly there is just the last one to make, and `recursive` would look at each. */
function makeFolder(folder: string): void {
  if (fs.existsSync(path.dirname(folder))) fs.mkdirSync(folder)
  else fs.mkdirSync(folder, { recursive: true })
}

const staysInside = (root: string, real: string): boolean =>
  real === root || real.startsWith(root.endsWith(path.sep) ? root : root + path.sep)

/** Whether a link leads to what its folder keeps to itself, such as `.env`. The files of git-annex are links into `.git`. */
const leadsIntoHidden = (at: string, real: string): boolean => {
  const hidden = (name: string): boolean => /(?:^|[\\/])\.(?!well-known(?:[\\/]|$))/.test(name)
  return hidden(real) && !hidden(at) && !/^\.git[\\/]annex[\\/]/.test(real)
}

/** The value, or undefined where the disk says no. */
function quietly<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    return undefined
  }
}

/** The code of an error of the disk, such as ENOENT. */
const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

function lazy<T>(make: () => T): () => T {
  const made: T[] = []
  return () => {
    if (!made.length) made.push(make())
    return made[0] as T
  }
}
