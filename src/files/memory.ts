import { digest } from './digest.ts'
import type { FileKind, Files } from './files.ts'
import { freeLock } from './lock.ts'
import { byCodeUnits, folderOf, isWithin } from './paths.ts'

/** Files that are not on a disk: for tests, and for programs that build a site from elsewhere. */
export interface MemoryFiles extends Files {
  /** The files themselves: change them freely between builds. */
  readonly contents: Map<string, string | Uint8Array>
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content

/** Files in memory, from a record of path and content. */
export function memoryFiles(record: Readonly<Record<string, string | Uint8Array>> = {}, name = ''): MemoryFiles {
  const contents = new Map(Object.entries(record))
  const kind = (path: string): FileKind | undefined => {
    if (contents.has(path)) return 'file'
    for (const file of contents.keys()) if (isWithin(file, path)) return 'folder'
    return undefined
  }
  return {
    name,
    contents,
    kind,
    list(folder, skip = () => false) {
      const refused = (path: string): boolean => {
        for (let at = path; at !== folder && at !== ''; at = folderOf(at)) if (skip(at)) return true
        return false
      }
      return [...contents.keys()].filter((path) => isWithin(path, folder) && !refused(path)).sort(byCodeUnits)
    },
    read(path) {
      const content = contents.get(path)
      return content === undefined ? undefined : bytesOf(content)
    },
    readStamped(path) {
      const content = contents.get(path)
      return content === undefined ? undefined : { bytes: bytesOf(content), stamp: digest(content) }
    },
    stamp(path) {
      const content = contents.get(path)
      return content === undefined ? undefined : digest(content)
    },
    write(path, bytes) {
      contents.set(path, bytes)
    },
    stays: () => true,
    isSettled: () => true,
    remove(path) {
      contents.delete(path)
    },
    lock: () => freeLock,
  }
}
