import { decodeText } from '../../src/files/decode.ts'
import { byCodeUnits } from '../../src/files/paths.ts'
import { type ImportedSite, importSite } from '../../src/import/import-site.ts'
import type { SourceFolder } from '../../src/import/source-folder.ts'
import { site, type TestSite } from '../site.ts'

/** The folder of an old site, in memory. */
export function oldFolder(files: Readonly<Record<string, string | Uint8Array>>): SourceFolder {
  const paths = Object.keys(files).sort(byCodeUnits)
  const read = (path: string) => {
    const file = Object.hasOwn(files, path) ? files[path] : undefined
    return file === undefined ? undefined : decodeText(typeof file === 'string' ? new TextEncoder().encode(file) : file)
  }
  return {
    paths,
    name: 'old-site',
    has: (path) => Object.hasOwn(files, path),
    hasFolder: (path) => paths.some((file) => file.startsWith(`${path}/`)),
    text: (path) => (read(path)?.badOffset === undefined ? read(path)?.text : undefined),
    whyNot: (path) => `\`${path}\` is not UTF-8.`,
  }
}

/** A course that was made of an old site, with the texts of its files. */
export interface MovedIn extends Omit<ImportedSite, 'files'> {
  readonly files: Readonly<Record<string, string | Uint8Array>>
  /** The course, built. */
  readonly built: () => TestSite
}

/** Makes a course of an old site; throws where that is refused. */
export function movedIn(files: Readonly<Record<string, string | Uint8Array>>): MovedIn {
  const made = importSite(oldFolder(files))
  if ('fault' in made) throw new Error(made.fault)
  const course = Object.fromEntries(
    [...made.files].map(([path, file]): [string, string | Uint8Array] => [
      path,
      typeof file === 'string' ? file : (files[file.copy] ?? ''),
    ]),
  )
  return { ...made, files: course, built: () => site(course).build() }
}

/** Why an old site is not moved in. */
export function refusal(files: Readonly<Record<string, string | Uint8Array>>): string {
  const made = importSite(oldFolder(files))
  return 'fault' in made ? made.fault : ''
}

/** A small picture. */
export const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>\n'
