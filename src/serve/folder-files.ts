import fs from 'node:fs'
import path from 'node:path'
import type { FindFile } from './static-host.ts'

/**
 * The files of a folder on disk, as they are at each request. Links that lead out of it are not followed, and hidden files
 * are not published, but for the folder that standards put there.
 */
export function folderFiles(folder: string): FindFile {
  const root = fs.realpathSync(folder)
  return (at) => {
    if (/(?:^|\/)\./.test(at.replace(/^\.well-known\//, ''))) return undefined
    try {
      const real = fs.realpathSync(path.join(root, at))
      const stat = fs.statSync(real)
      if (!stat.isFile() || !real.startsWith(root.endsWith(path.sep) ? root : root + path.sep)) return undefined
      return {
        size: stat.size,
        etag: `"${stat.size.toString(36)}-${Math.round(stat.mtimeMs * 1000).toString(36)}"`,
        read: (from, to) => (to > from ? fs.createReadStream(real, { start: from, end: to - 1 }) : new Uint8Array()),
      }
    } catch {
      // It does not exist, or cannot be read.
      return undefined
    }
  }
}
