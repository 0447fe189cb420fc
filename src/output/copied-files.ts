import { digest } from '../files/digest.ts'
import type { Files } from '../files/files.ts'
import { once } from '../files/once.ts'
import { below, isWithin, stemOf } from '../files/paths.ts'
import type { FileStats } from '../input/file-stats.ts'
import { bytesOfPicture, pictureSource } from '../notebook/notebook-picture.ts'
import type { Document } from '../page/document.ts'
import type { PlannedFile } from './plan.ts'

/** Folders of the theme that sites get as `lectern/`; other assets there are its own manual's. */
const FOLDERS = ['assets/lectern', 'lib/client'] as const

/** Only sites with formulas have what lies in it. */
const FORMULAS = 'lectern/formulas'

/** A file of the site that is published as it is. Its digest is known where it has not changed since it was copied. */
export function copiedFromSite(fileStats: FileStats, source: string): PlannedFile {
  const picture = pictureSource(source)
  return picture ? copiedFromNotebook(fileStats, source, picture) : wholeFile(fileStats, source)
}

/** A picture that lies in a notebook. */
const copiedFromNotebook = (
  fileStats: FileStats,
  source: string,
  { notebook, digest }: { readonly notebook: string; readonly digest: string },
): PlannedFile => ({
  source,
  content() {
    const read = fileStats.read(notebook)
    return read && bytesOfPicture(new TextDecoder().decode(read.bytes), digest)
  },
  digest,
  copyOf: 'site',
})

const wholeFile = (fileStats: FileStats, source: string): PlannedFile => ({
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

/** Style sheets are published as they were made small: src/publish/style-sheets.ts. */
const isSource = (path: string): boolean => path.startsWith('assets/') && path.endsWith('.css')

/** Folders of the theme with what only some pages load: of each part of the client a script and a style sheet. */
const PARTS = ['assets/parts', 'lib/parts'] as const

/** What names of scripts begin with that run a language: only those of languages that pages have exercises in are published. */
const ENGINE = 'exercise-engine-'

/** Whether a file belongs to a part: it has its name, or begins with it, as what the script loads later does. */
const isOfPart = (stem: string, part: string): boolean => stem === part || stem.startsWith(`${part}-`)

/** What tells readers how much they have solved is there where something can be. */
const SOLVED = 'solved'

/** Files of the parts of the client that the pages of a site load, and where they are published. */
export function partAssets(
  theme: Files,
  documents: readonly Pick<Document, 'parts' | 'engines'>[],
  languages: boolean,
): readonly (readonly [path: string, output: string])[] {
  const parts = new Set<string>(documents.flatMap((document) => document.parts))
  if (languages) parts.add('languages')
  if (parts.size === 0) return []
  parts.add(SOLVED)
  const engines = new Set(documents.flatMap((document) => document.engines.map(({ name }) => name)))
  const isWanted = (stem: string): boolean =>
    stem.startsWith(ENGINE)
      ? engines.has(stem.slice(ENGINE.length))
      : Array.from(parts).some((part) => isOfPart(stem, part))
  return PARTS.flatMap((folder) =>
    theme
      .list(folder)
      .filter((path) => !isSource(path) && isWanted(stemOf(path)))
      .map((path): [string, string] => [path, `lectern/${below(path, folder)}`]),
  )
}

/** Files that come with every site, and where they are published. */
export const themeAssets = (theme: Files, hasFormulas: boolean): readonly (readonly [path: string, output: string])[] =>
  FOLDERS.flatMap((folder) =>
    theme.list(folder).map((path): [string, string] => [path, `lectern/${below(path, folder)}`]),
  ).filter(([path, output]) => !isSource(path) && (hasFormulas || !isWithin(output, FORMULAS)))

/** The file of the theme that is published at a path. */
export const themeAsset = (theme: Files, output: string): string | undefined =>
  isWithin(output, 'lectern')
    ? [...FOLDERS, ...PARTS]
        .map((folder) => `${folder}/${below(output, 'lectern')}`)
        .find((path) => !isSource(path) && theme.kind(path) === 'file')
    : undefined
