import { digest } from '../files/digest.ts'
import type { Files } from '../files/files.ts'
import { once } from '../files/once.ts'
import { below, stemOf } from '../files/paths.ts'
import type { FileStats } from '../input/file-stats.ts'
import type { Document } from '../page/document.ts'
import type { PlannedFile } from './plan.ts'

/** Folders of the theme that every site gets as `lectern/`; other assets there are its own manual's. */
export const THEME_ASSETS = ['assets/lectern', 'lib/client'] as const

/** A file of the site that is published as it is. Its digest is known where it has not changed since it was copied. */
export const copiedFromSite = (fileStats: FileStats, source: string): PlannedFile => ({
  source,
  content() {
    const read = fileStats.read(source)
    read?.note('copy', digest(read.bytes))
    return read?.bytes
  },
  get digest() {
    return fileStats.digest(source, 'copy')
  },
  copyOf: 'site',
})

/** A file that comes with Lectern: it is small, and read to know whether the copy is the same. */
export function copiedFromTheme(theme: Files, source: string): PlannedFile {
  const bytes = once(() => theme.read(source))
  const digestOfBytes = once(() => {
    const read = bytes()
    return read && digest(read)
  })
  return {
    source,
    content: bytes,
    get digest() {
      return digestOfBytes()
    },
    copyOf: 'theme',
  }
}

/** Folders of the theme with what only some pages load: of each part of the client a script and a style sheet. */
export const PART_ASSETS = ['assets/parts', 'lib/parts'] as const

/** Files of the parts of the client that the pages of a site load, and where they are published. */
export function partAssets(
  theme: Files,
  documents: readonly Pick<Document, 'parts'>[],
): readonly (readonly [path: string, output: string])[] {
  const parts = new Set(documents.flatMap((document) => document.parts))
  if (parts.size === 0) return []
  return PART_ASSETS.flatMap((folder) =>
    theme
      .list(folder)
      .filter((path) => Array.from(parts).some((part) => stemOf(path) === part))
      .map((path): [string, string] => [path, `lectern/${below(path, folder)}`]),
  )
}

/** Files that come with every site, and where they are published. */
export const themeAssets = (theme: Files): readonly (readonly [path: string, output: string])[] =>
  THEME_ASSETS.flatMap((folder) =>
    theme.list(folder).map((path): [string, string] => [path, `lectern/${below(path, folder)}`]),
  )
