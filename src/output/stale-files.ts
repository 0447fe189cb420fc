import type { Files } from '../files/files.ts'
import { folderOf, foldPath } from '../files/paths.ts'
import type { OutputPlan } from './plan.ts'

/** Stale files that are removed before anything is written, and what of the plan they are in the way of. */
export interface StaleInTheWay {
  readonly stale: ReadonlySet<string>
  /** Files of the plan that are there under the name of a stale one, and go with it. */
  readonly lost: ReadonlySet<string>
}

/**
 * Finds stale files that are in the way: a file where a folder will be, one in a folder where a file will be, and, on disks
 * that take two names for the same, a file under its old name.
 */
export function staleInTheWay(output: Files, stale: readonly string[], plan: OutputPlan): StaleInTheWay {
  const found = { stale: new Set<string>(), lost: new Set<string>() }
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
      found.lost.add(twin)
    }
    if (folders.has(path)) found.stale.add(path)
    for (let at = folderOf(path); at !== ''; at = folderOf(at)) if (plan.has(at)) found.stale.add(path)
  }
  return found
}
