import fs from 'node:fs'
import path from 'node:path'
import type { Files } from './files.ts'
import { nodeFiles } from './node.ts'

/** Finds an installed package; undefined where there is none. */
export type FindPackage = (name: string) => Files | undefined

/** Finds packages as modules in a folder find them: in the nearest `node_modules` that has one, upward. */
export const findPackageFrom =
  (root: string): FindPackage =>
  (name) => {
    const folder = findPackageFolder(root, name)
    return folder === undefined ? undefined : nodeFiles(folder)
  }

/** The folder of an installed package on the disk, as modules in `root` find it; undefined where there is none. */
export function findPackageFolder(root: string, name: string): string | undefined {
  for (let folder = root; ; folder = path.dirname(folder)) {
    const at = path.join(folder, 'node_modules', ...name.split('/'))
    if (fs.existsSync(path.join(at, 'package.json'))) return fs.realpathSync.native(at)
    if (path.dirname(folder) === folder) return undefined
  }
}
