import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import { hash as fingerprint } from '../files/hash.ts'
import { type FolderLock, LOCK } from '../files/lock.ts'
import { baseName, byCodeUnits, folderOf, foldPath } from '../files/paths.ts'
import { readPlace, type SpilledContent, type SpillLocation } from '../files/spill.ts'
import { TEMPORARY } from '../files/temporary.ts'
import { isInside, MANIFEST, readManifest, writeManifest } from './manifest.ts'

/** A file of the output folder to be. */
export interface PlannedFile {
  /** What it is made from: a path of the site, for messages. */
  readonly source: string
  /** Undefined where its source can no longer be read. */
  readonly content: () => string | Uint8Array | undefined
  /** Fingerprint of the content, where it is known without making it. */
  readonly hash?: string | undefined
  /** Where its bytes are, for other threads. */
  readonly place?: SpilledContent['place'] | undefined
  /** A copy of its source, which lies in the site or comes with Lectern. */
  readonly copyOf?: 'site' | 'theme'
}

/** What a file of the output folder held when it was last looked at, by path. */
export type Stamps = Map<string, StampedFile>

/** A file of the output folder as it was looked at. */
export interface StampedFile {
  readonly path: string
  readonly hash: string
  readonly stamp: string
}

/** Everything that a build wants in the output folder, by path. */
export type Plan = ReadonlyMap<string, PlannedFile>

/** What emitting did. */
export interface WriteReport {
  readonly written: readonly string[]
  readonly removed: readonly string[]
  readonly unchanged: number
  readonly diagnostics: readonly Diagnostic[]
}

/** What other threads made, and write themselves. */
export interface WorkerOutputs {
  /** Whether another thread has the content of a file. */
  readonly owns: (path: string) => boolean
  /** Has files written, and those of `shared` that nobody else takes. */
  readonly write: (paths: readonly string[], shared: readonly SharedFile[]) => WritesInProgress
}

/** A file that any thread may write. */
export type SharedFile = readonly [path: string, place: SpillLocation]

/** Files that other threads are writing. */
export interface WritesInProgress {
  /** Takes the shared files, one after the other, until none is left. */
  readonly shared: Iterable<SharedFile>
  /** Waits until all are written, and tells what came of them. */
  readonly wait: () => readonly WorkerWriteResult[]
}

/** What came of it, in one thread. */
export interface WorkerWriteResult {
  readonly stamps: readonly (readonly [path: string, stamp: string | undefined])[]
  /** The first file that could not be written, and the code of the disk's error. */
  readonly failed: { readonly path: string; readonly code: string } | undefined
}

/** Settings of one call of {@link writeOutput}. */
export interface WriteOptions {
  /** Paths of an earlier build that stay though this one does not make them: pages that failed. */
  readonly keep?: ReadonlySet<string>
  /** Called once for each file of the plan. */
  readonly onFile?: () => void
  /** Called once where another process is writing to the folder. */
  readonly onWait?: () => void
  /** What earlier builds left, kept up to date: a file that nobody touched since is neither made nor read. */
  readonly stamps?: Stamps
  readonly workerOutputs?: WorkerOutputs | undefined
  /** Called while other threads write. */
  readonly meanwhile?: () => void
}

/**
 * Writes what changed, removes what an earlier build wrote and this one does not, and touches nothing else. Whenever it
 * is stopped, each file is the old or the new one, and the manifest knows all that Lectern wrote. Two processes never
 * write to one folder at the same time: the second waits, then compares with what the first one left.
 */
export function writeOutput(output: Files, plan: Plan, options: WriteOptions = {}): WriteReport {
  const lock = output.lock({ onWait: () => options.onWait?.() })
  if ('holder' in lock) return nothing([busy(output, `${lock.holder} writes to it`)])
  try {
    return writeLocked(output, plan, options, lock)
  } finally {
    lock.release()
  }
}

/** A file that has to be written. */
type Change = Pick<PlannedFile, 'source' | 'content' | 'place'> & {
  readonly path: string
  readonly isElsewhere: boolean
}

const TAKEN_OVER = 'another process took it over while this one stood still'

const nothing = (diagnostics: readonly Diagnostic[]): WriteReport => ({
  written: [],
  removed: [],
  unchanged: 0,
  diagnostics,
})

const busy = ({ name }: Files, why: string): Diagnostic =>
  diagnostic('output/busy', `The output folder \`${name || '.'}\` is in use: ${why}.`, {
    hint: 'wait until the other build is done, or choose another folder with `--output`',
  })

function writeLocked(
  output: Files,
  plan: Plan,
  { keep = new Set(), onFile = () => undefined, stamps = new Map(), workerOutputs, meanwhile }: WriteOptions,
  lock: FolderLock,
): WriteReport {
  const manifest = readManifest(output)
  const foreign = manifest ? [] : refuseForeignFolder(output)
  if (foreign.length) return nothing(foreign)
  const before = new Set(manifest?.files ?? [])
  const stale = [...before].filter((path) => !plan.has(path) && !keep.has(path))
  const inTheWay = staleInTheWay(output, stale, plan)
  const diagnostics: Diagnostic[] = []
  const changes: Change[] = []
  for (const [path, { source, content, hash, place }] of plan) {
    if (!isInside(path)) throw new Error(`${source} would be written to ${path}, outside of the output folder.`)
    onFile()
    lock.renew()
    // Nothing is in a folder that was never written to.
    const stamp = manifest ? output.stamp(path) : undefined
    const known = stamps.get(path)
    const goes = inTheWay.planned.has(path)
    if (hash !== undefined && known?.hash === hash && known.stamp === stamp && before.has(path) && !goes) continue
    const old = stamp === undefined || goes ? undefined : output.read(path)
    const isElsewhere = workerOutputs?.owns(path) === true
    // What can be made when it is written is not made before, so that a large site need not lie in memory as a whole.
    const isMade = old !== undefined && hash !== undefined && fingerprint(old) === hash
    const isMadeLater = isMade || isElsewhere || (hash !== undefined && !old)
    const next = isMadeLater ? undefined : content()
    const isSame = isMade || (old && next !== undefined && sameBytes(old, next))
    if (next === undefined && !isMadeLater) diagnostics.push(unreadable(source))
    else if (!isSame) {
      if (old && !before.has(path)) {
        diagnostics.push(
          diagnostic(
            'output/foreign-file',
            `\`${inOutput(output, path)}\` was not written by Lectern, and the site has a file of that name.`,
            { hint: 'move it away, or keep it in the assets folder' },
          ),
        )
      } else if (manifest && stamp === undefined && isFolderOfOthers(output, path, before)) {
        diagnostics.push(cannotWrite(output, path, 'EISDIR'))
      } else changes.push({ path, source, content, place, isElsewhere })
    } else {
      // Of a file that was copied, it may be known only now.
      const print = plan.get(path)?.hash
      if (print !== undefined && stamp !== undefined && output.isSettled(stamp))
        stamps.set(path, { path, hash: print, stamp })
    }
  }
  if (diagnostics.length) return nothing(diagnostics)

  const wanted = new Set(plan.keys())
  for (const path of keep) if (before.has(path)) wanted.add(path)
  const hasSamePaths = wanted.size === before.size && stale.length === 0
  const listed = (paths: Iterable<string>): readonly string[] => [...paths].sort(byCodeUnits)
  // Those of a large site take longer to put in order than a page takes to write.
  const after = hasSamePaths ? [...before] : listed(wanted)
  for (const path of stamps.keys()) if (!plan.has(path)) stamps.delete(path)
  const done: WriteReport = {
    written: changes.map(({ path }) => path),
    removed: stale,
    unchanged: plan.size - changes.length,
    diagnostics,
  }
  if (manifest?.writing) removeTemporary(output)
  if (manifest?.writing === false && hasSamePaths && !changes.length) return done
  let current = MANIFEST
  try {
    writeManifest(output, { files: hasSamePaths ? after : listed(new Set([...before, ...wanted])), writing: true })
    const remove = (path: string): void => {
      current = path
      output.remove(path)
    }
    const note = (path: string, stamp: string | undefined): void => {
      const hash = plan.get(path)?.hash
      if (hash !== undefined && stamp !== undefined) stamps.set(path, { path, hash, stamp })
    }
    for (const path of inTheWay.stale) remove(path)
    for (const { path } of changes) stamps.delete(path)
    const { own, theirs, shared } = divide(changes, workerOutputs !== undefined)
    const writing = theirs.length + shared.length ? workerOutputs?.write(theirs, shared) : undefined
    const write = (path: string, bytes: string | Uint8Array): void => {
      current = path
      output.write(path, bytes)
      note(path, output.stamp(path))
    }
    const failures: WorkerWriteResult['failed'][] = []
    try {
      if (writing) meanwhile?.()
      for (const { path, source, content } of own) {
        if (!lock.renew()) return nothing([busy(output, TAKEN_OVER)])
        const bytes = content()
        if (bytes === undefined) return nothing([unreadable(source)])
        write(path, bytes)
      }
      for (const [path, place] of writing?.shared ?? []) {
        if (!lock.renew()) return nothing([busy(output, TAKEN_OVER)])
        write(path, readPlace(place))
      }
    } finally {
      for (const { stamps: noted, failed } of writing?.wait() ?? []) {
        for (const [path, stamp] of noted) note(path, stamp)
        failures.push(failed)
      }
    }
    const failure = failures.find((failed) => failed !== undefined)
    if (failure) return nothing([cannotWrite(output, failure.path, failure.code)])
    for (const path of stale) {
      if (!lock.renew()) return nothing([busy(output, TAKEN_OVER)])
      if (!inTheWay.stale.has(path)) remove(path)
    }
    current = MANIFEST
    writeManifest(output, { files: after, writing: false })
    return done
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return nothing([cannotWrite(output, current, String(error.code))])
  }
}

/** Who writes what: this thread, those that made it, and whoever has time. */
function divide(changes: readonly Change[], hasThreads: boolean) {
  const own: Change[] = []
  const theirs: string[] = []
  const shared: SharedFile[] = []
  for (const change of changes) {
    const place = hasThreads ? change.place?.() : undefined
    if (change.isElsewhere) theirs.push(change.path)
    else if (place) shared.push([change.path, place])
    else own.push(change)
  }
  return { own, theirs, shared }
}

/**
 * Files of earlier builds that must go before others are written: a file where a folder will be, one in a folder where a
 * file will be, and, on disks that take two names for the same, the file under its old name. `planned` are those that
 * would be lost with that.
 */
function staleInTheWay(
  output: Files,
  stale: readonly string[],
  plan: Plan,
): { readonly stale: ReadonlySet<string>; readonly planned: ReadonlySet<string> } {
  const found = { stale: new Set<string>(), planned: new Set<string>() }
  if (stale.length === 0) return found
  const folders = new Set<string>()
  const folded = new Map<string, string>()
  for (const path of plan.keys()) {
    for (let at = folderOf(path); at !== '' && !folders.has(at); at = folderOf(at)) folders.add(at)
    folded.set(foldPath(path), path)
  }
  for (const path of stale) {
    const twin = folded.get(foldPath(path))
    const stamp = twin === undefined ? undefined : output.stamp(path)
    if (twin !== undefined && stamp !== undefined && output.stamp(twin) === stamp) {
      found.stale.add(path)
      found.planned.add(twin)
    }
    if (folders.has(path)) found.stale.add(path)
    for (let at = folderOf(path); at !== ''; at = folderOf(at)) if (plan.has(at)) found.stale.add(path)
  }
  return found
}

/** Whether a folder is at a path, with something in it that no build wrote. */
const isFolderOfOthers = (output: Files, path: string, before: ReadonlySet<string>): boolean =>
  output.kind(path) === 'folder' && output.list(path).some((file) => !before.has(file))

/**
 * Forgets stamps of files that were written just now: they could be changed without a sign while the clock of the disk
 * does not move on, so the next build looks into them.
 */
export function dropUnsettled(output: Files, stamps: Stamps, written: readonly string[]): void {
  for (const path of written) {
    const known = stamps.get(path)
    if (known && !output.isSettled(known.stamp)) stamps.delete(path)
  }
}

/** Removes what builds were writing when they were killed. Beside the manifest whoever takes the lock has done so. */
function removeTemporary(output: Files): void {
  for (const path of output.list('')) {
    if (!baseName(path).startsWith(TEMPORARY)) continue
    try {
      output.remove(path)
    } catch (error) {
      // Where nothing can be removed nothing can be written: that is told then.
      if (!(error instanceof Error && 'code' in error)) throw error
    }
  }
}

const unreadable = (source: string): Diagnostic =>
  diagnostic('file/unreadable', `\`${source}\` cannot be read.`, {
    hint: 'look at its permissions, and whether it still exists',
  })

const cannotWrite = (output: Files, path: string, code: string): Diagnostic =>
  diagnostic('output/cannot-write', `\`${inOutput(output, path)}\` cannot be written: ${reasonOf(code)}.`)

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
  EINVAL: 'the disk does not allow its name',
  ENOENT: 'its folder vanished, or the disk does not allow its name',
  ELOOP: 'links lead round in a circle',
  EBUSY: 'another program uses it',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk is faulty',
}

const reasonOf = (code: string): string => reasons[code] ?? code

const inOutput = ({ name }: Files, path: string): string => (name === '' ? path : `${name}/${path}`)

function refuseForeignFolder(output: Files): Diagnostic[] {
  const foreign = output.list('', (path) => path === '.git' || path === LOCK || baseName(path).startsWith(TEMPORARY))
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

const encoder = new TextEncoder()

function sameBytes(old: Uint8Array, next: string | Uint8Array): boolean {
  const bytes = typeof next === 'string' ? encoder.encode(next) : next
  return old.length === bytes.length && Buffer.compare(old, bytes) === 0
}
