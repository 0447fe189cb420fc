import fs from 'node:fs'
import path from 'node:path'
import { load } from './load.ts'

/** A package that the author of a site installed for it. */
export interface PeerPackage {
  readonly version: string
  /** What it exports. */
  readonly exports: Readonly<Record<string, unknown>>
}

/** Loads a package as modules of a site's folder would; undefined where it is not installed, or cannot be loaded. */
export type LoadPeer = (name: string) => PeerPackage | undefined

/** Loads packages from the nearest `node_modules` that has them, from a folder upward. */
export const loadPeerFrom =
  (root: string): LoadPeer =>
  (name) => {
    for (let folder = root; ; folder = path.dirname(folder)) {
      const at = path.join(folder, 'node_modules', ...name.split('/'))
      const found = readJson(path.join(at, 'package.json'))
      if (found) return loadPackage(at, found)
      if (path.dirname(folder) === folder) return undefined
    }
  }

function readJson(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, 'utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** By the file itself: a package that exports to `import` only cannot be required by its name, though it can be required. */
function loadPackage(
  folder: string,
  { version, main, exports: named }: Readonly<Record<string, unknown>>,
): PeerPackage | undefined {
  const root = isRecord(named) ? (named['.'] ?? named) : named
  const entry = [isRecord(root) ? (root.import ?? root.default) : root, main, 'index.js'].find(
    (file) => typeof file === 'string',
  )
  try {
    const exports: unknown = load(path.join(fs.realpathSync.native(folder), String(entry)))
    return isRecord(exports) || typeof exports === 'function'
      ? { version: String(version), exports: exports as Readonly<Record<string, unknown>> }
      : undefined
  } catch {
    return undefined
  }
}
