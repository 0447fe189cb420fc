import type { Files } from '../files/files.ts'
import type { PackedStamps } from './cache-index.ts'
import { type Texts, unpackTexts } from './columns.ts'
import type { LookedAt, OutputLook } from './looked-at.ts'
import { MANIFEST } from './manifest.ts'
import type { Session } from './session.ts'

/**
 * A build that finds a cache looks at all files of the site and of its output folder, to see which of them somebody
 * touched. Another thread looks at them first, while this one still reads the cache and the settings.
 */

/** Files that a thread looks at: whether each has the stamp that is expected. */
export interface Look {
  /** The output folder that they lie in; undefined for the site. */
  readonly output: string | undefined
  readonly paths: Texts
  readonly stamps: Texts
  /** A number for each file: {@link SAME} as soon as the thread has seen it with its stamp. */
  readonly seen: Uint8Array
}

const SAME = 1

/** Looks at files, and notes which of them have the stamps that are expected. */
export function lookAtFiles({ paths, stamps, seen }: Look, files: Pick<Files, 'stamp'>): void {
  const expected = unpackTexts(stamps)
  for (const [i, path] of unpackTexts(paths).entries())
    if (files.stamp(path) === expected[i]) Atomics.store(seen, i, SAME)
}

/** A thread that waits to be told what to look at. */
export interface LookAhead {
  /** Has it look at files, those of the site first. */
  readonly begin: (inputs: PackedStamps, output: PackedStamps & { readonly folder: string }) => LookedAtAll
  /** There is nothing to look at. */
  readonly cancel: () => void
}

export interface LookedAtAll {
  readonly inputs: LookedAt
  /** Undefined where somebody may be writing to the output folder. */
  readonly output: OutputLook | undefined
}

/** An index of so many bytes is that of some thousand pages; for fewer, a thread takes longer to start than to look. */
const LEAST_BYTES = 2_000_000

/**
 * Starts a thread that looks at files; undefined where it would not make a build faster. A number of threads that somebody
 * wants is taken.
 */
export function lookAhead(
  { threads, cache, openOutput }: Pick<Session, 'threads' | 'cache' | 'openOutput'>,
  wanted: number | undefined,
): LookAhead | undefined {
  const bytes = cache?.size()
  if (!threads || bytes === undefined || (wanted ?? threads.most) < 2) return undefined
  if (wanted === undefined && bytes < LEAST_BYTES) return undefined
  const thread = threads.start<never, readonly Look[]>('look-thread', threads.root)
  if (!thread) return undefined
  return {
    begin(inputs, output) {
      const { files } = openOutput(output.folder)
      const manifest = files.stamp(MANIFEST)
      const canTrust = manifest !== undefined && files.isSettled(manifest)
      const [site, made] = [lookAt(inputs, undefined), lookAt(output, output.folder)]
      thread.send(canTrust ? [site.look, made.look] : [site.look])
      return { inputs: site.stamp, output: canTrust ? { stamp: made.stamp, manifest } : undefined }
    },
    cancel: () => thread.send([]),
  }
}

/** What is sent to the thread, and what tells of what it sees. */
export function lookAt(
  { paths, stamps }: PackedStamps,
  output: string | undefined,
): { readonly look: Look; readonly stamp: LookedAt } {
  const expected = unpackTexts(stamps)
  const places = new Map(unpackTexts(paths).map((path, place) => [path, place]))
  const seen = new Uint8Array(new SharedArrayBuffer(expected.length))
  return {
    look: { output, paths, stamps, seen },
    stamp(path) {
      const place = places.get(path)
      return place !== undefined && Atomics.load(seen, place) === SAME ? expected[place] : undefined
    },
  }
}
