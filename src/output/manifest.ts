import type { Files } from '../files/files.ts'

/** The list of files that Lectern wrote into an output folder; it stays there. */
export const MANIFEST = '.lectern-manifest.json'

/** What Lectern knows of an output folder. */
export interface Manifest {
  readonly files: readonly string[]
  /** A build is writing, or was stopped while it did. */
  readonly writing: boolean
}

/** The manifest of an output folder; undefined where Lectern never wrote. A damaged one lists no files. */
export function readManifest(output: Files): Manifest | undefined {
  const bytes = output.read(MANIFEST)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof value !== 'object' || value === null || !('files' in value) || !Array.isArray(value.files))
      return { files: [], writing: true }
    return {
      files: value.files.filter((path): path is string => typeof path === 'string' && isInside(path)),
      writing: 'writing' in value && value.writing === true,
    }
  } catch {
    return { files: [], writing: true }
  }
}

/** Whether a path stays in the output folder. A manifest may be changed by hand: no file elsewhere is removed for it. */
export const isInside = (path: string): boolean => !/^\/|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(path)

/** Writes the manifest of an output folder. */
export const writeManifest = (output: Files, { files, writing }: Manifest): void =>
  output.write(MANIFEST, `${JSON.stringify({ lectern: 1, ...(writing ? { writing } : {}), files }, null, 1)}\n`)
