import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { digest } from './digest.ts'
import type { Files } from './files.ts'
import { type GitHistory, gitHistory } from './git-history.ts'
import { type LoadPeer, loadPeerFrom } from './load-peer.ts'
import { nodeFiles } from './node.ts'
import { nodePictureMaker, type PictureMaker } from './picture-maker.ts'
import { nodeStore, type Store } from './store.ts'

/** The places of a site on disk. */
export interface SitePlaces {
  readonly site: Files
  readonly theme: Files
  /** Lectern's own folder in the site's. */
  readonly store: Store
  readonly folderName: string
  /** Makes smaller copies of pictures. */
  readonly pictures: PictureMaker
  /** Loads a package that the author of the site has installed. */
  readonly loadPeer: LoadPeer
  /** Asks git when the site's files were changed. */
  readonly readHistory: () => GitHistory
  readonly openOutput: (output: string) => OutputFolder
}

/** An output folder. */
export interface OutputFolder {
  readonly files: Files
  /** Its path from the site's root; undefined where it lies elsewhere. */
  readonly path: string | undefined
  /** It is the site's root, or holds it. */
  readonly holdsSite: boolean
}

/** The name of Lectern's own folder in that of a site. */
export const STORE = '.lectern'

/** Opens a site's folder, the theme that comes with Lectern, and output folders. */
export function openSite(root: string): SitePlaces {
  const real = (at: string): string => {
    // The output folder may not exist yet: links above it count all the same.
    for (
      let existing = at, rest = '';
      ;
      rest = path.join(path.basename(existing), rest), existing = path.dirname(existing)
    ) {
      if (fs.existsSync(existing)) return path.join(fs.realpathSync.native(existing), rest)
      if (path.dirname(existing) === existing) return at
    }
  }
  const realRoot = real(path.resolve(root))
  return {
    site: nodeFiles(realRoot, '', { throughLinks: true }),
    theme: nodeFiles(packageFolder()),
    store: nodeStore(path.join(realRoot, STORE)),
    folderName: path.basename(realRoot),
    pictures: nodePictureMaker(realRoot, path.join(realRoot, STORE, 'pictures'), () =>
      compiledFile('picture-process.js'),
    ),
    loadPeer: loadPeerFrom(realRoot),
    readHistory: () => gitHistory(realRoot),
    openOutput(output) {
      const at = real(path.resolve(realRoot, output))
      const inside = path.relative(realRoot, at)
      const isInside =
        inside !== '' && !inside.startsWith(`..${path.sep}`) && inside !== '..' && !path.isAbsolute(inside)
      const up = path.relative(at, realRoot)
      return {
        files: nodeFiles(at, output),
        path: isInside ? inside.split(path.sep).join('/') : undefined,
        holdsSite: up === '' || (!up.startsWith('..') && !path.isAbsolute(up)),
      }
    },
  }
}

/** A digest of the program that runs: of the bytes of its files, and of Node's. */
export function programDigest(): string {
  const root = packageFolder()
  const [top = ''] = path.relative(root, fileURLToPath(import.meta.url)).split(path.sep)
  const files = nodeFiles(root)
  const code = files.list(top).filter((file) => /\.(?:[jt]s|css)$/.test(file) && !file.endsWith('.d.ts'))
  const parts = ['package.json', ...code].map((file) => `${file} ${digest(files.read(file) ?? '')}`)
  return digest([process.version, ...parts].join('\n'))
}

/** The folder of Lectern itself: the nearest one above this module that has the theme. */
export function packageFolder(): string {
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'templates'))) return folder
    if (path.dirname(folder) === folder) throw new Error('The folder of Lectern has no templates.')
  }
}

/** The full path of a file of the compiled program; undefined where it is not there. */
export function compiledFile(name: string): string | undefined {
  const file = path.join(packageFolder(), 'lib', name)
  return fs.existsSync(file) ? file : undefined
}
