import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import { baseName, byCodeUnits } from '../files/paths.ts'
import { quietly } from '../files/quietly.ts'
import { TEMPORARY } from '../files/temporary.ts'
import type { OutputDifference, OutputFolderState } from './compare.ts'
import { MANIFEST, writeManifest } from './manifest.ts'
import { attempt, eachLocked, type WriteTask, writeChanged } from './write-changed.ts'

/**
 * Writes what differs between two manifests. The first one lists the files of before and after, and says that a build is
 * writing; the second one lists those of after. Gives the fault that stopped it: then the first manifest stays.
 */
export function writeDifference(
  task: WriteTask,
  { manifest, keep }: OutputFolderState,
  { changed, stale, inTheWay }: OutputDifference,
): Diagnostic | undefined {
  const { output, plan, stamps } = task
  const before = new Set(manifest?.files)
  const wanted = new Set(plan.keys())
  for (const path of keep) if (before.has(path)) wanted.add(path)
  const isSameList = wanted.size === before.size && stale.length === 0
  // The paths of a large site take longer to sort than a page takes to write.
  const sorted = (paths: ReadonlySet<string>): readonly string[] => [...paths].sort(byCodeUnits)
  const after = isSameList ? [...before] : sorted(wanted)
  for (const path of stamps.keys()) if (!plan.has(path)) stamps.delete(path)
  if (manifest?.writing) removeTemporary(output)
  if (manifest?.writing === false && isSameList && !changed.length) return undefined
  const list = (files: readonly string[], writing: boolean): Diagnostic | undefined =>
    attempt(output, MANIFEST, () => {
      writeManifest(output, { files, writing })
      return undefined
    })
  const remove = (path: string): Diagnostic | undefined =>
    attempt(output, path, () => {
      output.remove(path)
      return undefined
    })
  const later = stale.filter((path) => !inTheWay.has(path))
  return (
    list(isSameList ? after : sorted(new Set([...before, ...wanted])), true) ??
    eachLocked(task, inTheWay, remove) ??
    writeChanged(task, changed) ??
    eachLocked(task, later, remove) ??
    list(after, false)
  )
}

/** Removes what killed builds were writing in folders below; the lock has removed it beside the manifest. */
function removeTemporary(output: Files): void {
  for (const path of output.list('')) {
    // Where nothing can be removed nothing can be written: that is told then.
    if (baseName(path).startsWith(TEMPORARY)) quietly(() => output.remove(path))
  }
}
