import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { digest } from '../files/digest.ts'
import type { Files } from '../files/files.ts'
import { LOCK } from '../files/lock.ts'
import { baseName, folderOf } from '../files/paths.ts'
import { TEMPORARY } from '../files/temporary.ts'
import { isInside, type Manifest } from './manifest.ts'
import type { OutputPlan, PlannedFile } from './plan.ts'
import { type StaleInTheWay, staleInTheWay } from './stale-files.ts'
import type { Stamps } from './stamps.ts'
import { cannotRead, cannotWrite, foreignFile, foreignFolder, linkedFolder } from './write-diagnostics.ts'

/** What earlier builds left in an output folder. */
export interface OutputFolderState {
  /** Undefined where no build ever wrote. */
  readonly manifest: Manifest | undefined
  /** Kept up to date: a file of a known digest and stamp is neither made nor read. */
  readonly stamps: Stamps
  /** Paths that stay though the plan has not got them. */
  readonly keep: ReadonlySet<string>
}

/** What has to be done for an output folder to be as planned. */
export interface OutputDifference {
  /** Paths of files to be written, in the order of the plan. */
  readonly changed: readonly string[]
  /** Paths that an earlier build wrote, to be removed. */
  readonly stale: readonly string[]
  /** Those of them that must go before anything is written. */
  readonly inTheWay: ReadonlySet<string>
  /** Why nothing may be written. */
  readonly faults: readonly Diagnostic[]
}

/** A folder without a manifest that holds anything is not Lectern's to write to. */
export function refuseForeignFolder(output: Files): Diagnostic | undefined {
  const isOurs = (path: string): boolean => path === '.git' || path === LOCK || baseName(path).startsWith(TEMPORARY)
  const foreign = output.list('', isOurs)
  return foreign.length ? foreignFolder(output, foreign) : undefined
}

/** Compares an output folder with a plan, and writes nothing; `onFile` is called once for each file of the plan. */
export function compareOutput(
  output: Files,
  plan: OutputPlan,
  { manifest, stamps, keep }: OutputFolderState,
  onFile: () => void,
): OutputDifference {
  const written = new Set(manifest?.files)
  const stale = [...written].filter((path) => !plan.has(path) && !keep.has(path))
  const inTheWay = staleInTheWay(output, stale, plan)
  const folder = { output, isNew: manifest === undefined, written, stamps, inTheWay }
  const changed: string[] = []
  const faults: Diagnostic[] = []
  for (const [path, file] of plan) {
    if (!isInside(path)) throw new Error(`${file.source} would be written to ${path}, outside of the output folder.`)
    onFile()
    const found = compareFile(folder, path, file)
    if (found === 'changed') changed.push(path)
    else if (found !== 'same') faults.push(found)
  }
  return {
    changed,
    stale,
    inTheWay: inTheWay.stale,
    faults: [...faults, ...linkedFolders(folder, [...changed, ...stale])],
  }
}

/** A fault for each folder that is a link to one elsewhere, of those in which something would be written or removed. */
function linkedFolders({ output, isNew }: ComparedFolder, paths: readonly string[]): readonly Diagnostic[] {
  // In a folder that no build wrote to there is nothing, and so no link.
  if (isNew) return []
  const linked = new Map<string, Diagnostic>()
  for (const path of paths) if (!output.stays(path)) linked.set(folderOf(path), linkedFolder(output, path))
  return [...linked.values()]
}

interface ComparedFolder {
  readonly output: Files
  readonly isNew: boolean
  readonly written: ReadonlySet<string>
  readonly stamps: Stamps
  readonly inTheWay: StaleInTheWay
}

/** Compares one file with what is at its path; gives the fault where that must not be written over. */
function compareFile(
  { output, isNew, written, stamps, inTheWay }: ComparedFolder,
  path: string,
  file: PlannedFile,
): 'same' | 'changed' | Diagnostic {
  const { digest } = file
  const isLost = inTheWay.lost.has(path)
  const stamp = isNew ? undefined : output.stamp(path)
  const known = stamps.get(path)
  if (digest !== undefined && known?.digest === digest && known.stamp === stamp && written.has(path) && !isLost)
    return 'same'
  const old = stamp === undefined || isLost ? undefined : output.read(path)
  const isSame = holds(old, digest, file.content)
  if (isSame === undefined) return cannotRead(file.source)
  if (!isSame) {
    if (old && !written.has(path)) return foreignFile(output, path)
    const isInFoldersWay = !isNew && stamp === undefined && isFolderOfOthers(output, path, written)
    return isInFoldersWay ? cannotWrite(output, path, 'EISDIR') : 'changed'
  }
  // The digest of a file that was copied may be known only now.
  const { digest: now } = file
  if (now !== undefined && stamp !== undefined && output.isSettled(stamp))
    stamps.set(path, { path, digest: now, stamp })
  return 'same'
}

/** Whether a file holds a content, which is made only where its digest does not tell; undefined where it cannot be made. */
function holds(
  old: Uint8Array | undefined,
  planned: string | undefined,
  content: PlannedFile['content'],
): boolean | undefined {
  // A large site need not lie in memory as a whole: what is certainly written is made then.
  if (old === undefined && planned !== undefined) return false
  if (old !== undefined && digest(old) === planned) return true
  const next = content()
  if (next === undefined) return undefined
  return old !== undefined && Buffer.compare(old, typeof next === 'string' ? Buffer.from(next) : next) === 0
}

/** Whether a folder is at a path, with something in it that no build wrote. */
const isFolderOfOthers = (output: Files, path: string, written: ReadonlySet<string>): boolean =>
  output.kind(path) === 'folder' && output.list(path).some((file) => !written.has(file))
