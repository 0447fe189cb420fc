import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import { hash as fingerprint } from '../files/hash.ts'
import { TEMPORARY_ENDING } from '../files/node.ts'
import { byCodeUnits } from '../files/paths.ts'

/** A file of the output folder to be. */
export interface PlannedFile {
  /** What it is made from: a path of the site, for messages. */
  readonly source: string
  /** Undefined where its source can no longer be read. */
  readonly content: () => string | Uint8Array | undefined
  /** Fingerprint of the content, where it is known without making it. */
  readonly hash?: string | undefined
}

/** What a file of the output folder held when it was last looked at, by path. */
export type Stamps = Map<string, { readonly hash: string; readonly stamp: string }>

/** Everything that a build wants in the output folder, by path. */
export type Plan = ReadonlyMap<string, PlannedFile>

/** What emitting did. */
export interface Emitted {
  readonly written: readonly string[]
  readonly removed: readonly string[]
  readonly unchanged: number
  readonly diagnostics: readonly Diagnostic[]
}

/** What other threads made, and write themselves. */
export interface Elsewhere {
  /** Whether another thread has the content of a file. */
  readonly owns: (path: string) => boolean
  /** Has files written; gives a function that waits until that is done, and tells what came of it. */
  readonly write: (paths: readonly string[]) => () => readonly WrittenElsewhere[]
}

/** What came of it, in one thread. */
export interface WrittenElsewhere {
  readonly stamps: readonly (readonly [path: string, stamp: string | undefined])[]
  /** The first file that could not be written, and the code of the disk's error. */
  readonly failed: { readonly path: string; readonly code: string } | undefined
}

/** Settings of one call of {@link emit}. */
export interface EmitOptions {
  /** Paths of an earlier build that stay though this one does not make them: pages that failed. */
  readonly keep?: ReadonlySet<string>
  /** Called once for each file of the plan. */
  readonly onFile?: () => void
  /** What earlier builds left, kept up to date: a file that nobody touched since is neither made nor read. */
  readonly stamps?: Stamps
  readonly elsewhere?: Elsewhere | undefined
}

/** The list of files that Lectern wrote into an output folder; it stays there. */
export const MANIFEST = '.lectern-manifest.json'

interface Manifest {
  readonly files: readonly string[]
  /** A build was writing; if this is still so, it was stopped. */
  readonly writing: boolean
}

/**
 * Writes what changed, removes what an earlier build wrote and this one does not, and touches nothing else. Whenever it
 * is stopped, each file is the old or the new one, and the manifest knows all that Lectern wrote.
 */
export function emit(
  output: Files,
  plan: Plan,
  { keep = new Set(), onFile = () => undefined, stamps = new Map(), elsewhere }: EmitOptions = {},
): Emitted {
  const nothing = (diagnostics: readonly Diagnostic[]): Emitted => ({
    written: [],
    removed: [],
    unchanged: 0,
    diagnostics,
  })
  const manifest = readManifest(output)
  const foreign = manifest ? [] : refuseForeignFolder(output)
  if (foreign.length) return nothing(foreign)
  const before = new Set(manifest?.files ?? [])
  const diagnostics: Diagnostic[] = []
  const changes: [path: string, content: string | Uint8Array | undefined][] = []
  for (const [path, { source, content, hash }] of plan) {
    if (!isInside(path)) throw new Error(`${source} would be written to ${path}, outside of the output folder.`)
    onFile()
    const stamp = output.stamp(path)
    const known = stamps.get(path)
    if (hash !== undefined && known?.hash === hash && known.stamp === stamp && before.has(path)) continue
    const old = stamp === undefined ? undefined : output.read(path)
    const isElsewhere = elsewhere?.owns(path) === true
    const next = isElsewhere ? undefined : content()
    if (next === undefined && !isElsewhere)
      diagnostics.push(
        diagnostic('file/unreadable', `\`${source}\` cannot be read.`, {
          hint: 'look at its permissions, and whether it still exists',
        }),
      )
    else if (!old || (next === undefined ? fingerprint(old) !== hash : !sameBytes(old, next))) {
      if (old && !before.has(path)) {
        diagnostics.push(
          diagnostic(
            'output/foreign-file',
            `\`${inOutput(output, path)}\` was not written by Lectern, and the site has a file of that name.`,
            { hint: 'move it away, or keep it in the assets folder' },
          ),
        )
      } else changes.push([path, next])
    } else if (hash !== undefined && stamp !== undefined) stamps.set(path, { hash, stamp })
  }
  if (diagnostics.length) return nothing(diagnostics)

  const stale = [...before].filter((path) => !plan.has(path) && !keep.has(path))
  const after = [...new Set([...plan.keys(), ...[...keep].filter((path) => before.has(path))])].sort(byCodeUnits)
  const same = manifest && !manifest.writing && after.length === before.size && after.every((path) => before.has(path))
  for (const path of stamps.keys()) if (!plan.has(path)) stamps.delete(path)
  const done: Emitted = {
    written: changes.map(([path]) => path),
    removed: stale,
    unchanged: plan.size - changes.length,
    diagnostics,
  }
  if (same && !changes.length && !stale.length) return done
  const cannotWrite = (path: string, code: string): Emitted =>
    nothing([diagnostic('output/cannot-write', `\`${inOutput(output, path)}\` cannot be written: ${reasonOf(code)}.`)])
  const failures: { readonly path: string; readonly code: string }[] = []
  let current = MANIFEST
  try {
    if (manifest?.writing)
      for (const path of [...before, ...plan.keys()])
        if (output.kind(path + TEMPORARY_ENDING) === 'file') output.remove(path + TEMPORARY_ENDING)
    writeManifest(output, { files: [...new Set([...before, ...after])].sort(byCodeUnits), writing: true })
    const note = (path: string, stamp: string | undefined): void => {
      const hash = plan.get(path)?.hash
      if (hash !== undefined && stamp !== undefined) stamps.set(path, { hash, stamp })
    }
    const written = elsewhere?.write(changes.flatMap(([path, content]) => (content === undefined ? [path] : [])))
    try {
      for (const [path, content] of changes) {
        if (content === undefined) continue
        current = path
        output.write(path, content)
        note(path, output.stamp(path))
      }
    } finally {
      for (const { stamps: theirs, failed } of written?.() ?? []) {
        for (const [path, stamp] of theirs) note(path, stamp)
        if (failed) failures.push(failed)
      }
    }
    const [failure] = failures
    if (failure) return cannotWrite(failure.path, failure.code)
    for (const path of stale) {
      current = path
      output.remove(path)
    }
    writeManifest(output, { files: after, writing: false })
    return done
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return cannotWrite(current, String(error.code))
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'no space is left on the disk',
  EISDIR: 'a folder of that name is in the way',
  ENOTDIR: 'a file is where a folder should be',
  EEXIST: 'a file is where a folder should be',
  ENOTEMPTY: 'a folder of that name is in the way',
  ENAMETOOLONG: 'its name is too long for the disk',
}

const reasonOf = (code: string): string => reasons[code] ?? code

const inOutput = ({ name }: Files, path: string): string => (name === '' ? path : `${name}/${path}`)

function refuseForeignFolder(output: Files): Diagnostic[] {
  const foreign = output.list('', (path) => path === '.git')
  if (foreign.length === 0) return []
  const more = foreign.length > 1 ? ` and ${foreign.length - 1} more` : ''
  return [
    diagnostic(
      'output/foreign-folder',
      `The output folder \`${output.name || '.'}\` holds files that Lectern did not write: \`${foreign[0]}\`${more}.`,
      { hint: 'choose another folder with `--output`, or empty this one yourself' },
    ),
  ]
}

function readManifest(output: Files): Manifest | undefined {
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

/** A manifest could have been changed by hand: it must not make us remove files elsewhere. */
const isInside = (path: string): boolean => !path.startsWith('/') && !path.split(/[/\\]/).includes('..')

const writeManifest = (output: Files, { files, writing }: Manifest): void =>
  output.write(MANIFEST, `${JSON.stringify({ lectern: 1, ...(writing ? { writing } : {}), files }, null, 1)}\n`)

const encoder = new TextEncoder()

function sameBytes(old: Uint8Array, next: string | Uint8Array): boolean {
  const bytes = typeof next === 'string' ? encoder.encode(next) : next
  return old.length === bytes.length && Buffer.compare(old, bytes) === 0
}
