import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import type { FolderLock } from '../files/lock.ts'
import { diskCode } from '../files/quietly.ts'
import { readPlace } from '../files/spill.ts'
import type { OutputPlan } from './plan.ts'
import type { SharedFile, ShareWrites } from './shared-writes.ts'
import type { Stamps } from './stamps.ts'
import { busy, cannotRead, cannotWrite } from './write-diagnostics.ts'

/** What is written, where, and with what help. */
export interface WriteTask {
  readonly output: Files
  readonly plan: OutputPlan
  readonly stamps: Stamps
  readonly lock: FolderLock
  readonly shareWrites?: ShareWrites | undefined
  /** Called while workers write. */
  readonly meanwhile?: () => void
}

/** Writes these files of the plan; workers take part in those whose bytes they can read. Gives the first fault. */
export function writeChanged(task: WriteTask, changed: readonly string[]): Diagnostic | undefined {
  const { output, plan, stamps, shareWrites, meanwhile } = task
  const shared: SharedFile[] = []
  const own: string[] = []
  for (const path of changed) {
    stamps.delete(path)
    const place = shareWrites && plan.get(path)?.place?.()
    if (place) shared.push([path, place])
    else own.push(path)
  }
  const note = (path: string, stamp: string | undefined): void => {
    const digest = plan.get(path)?.digest
    if (digest !== undefined && stamp !== undefined) stamps.set(path, { path, digest, stamp })
  }
  const write = (path: string, content: () => string | Uint8Array | undefined): Diagnostic | undefined =>
    attempt(output, path, () => {
      const bytes = content()
      if (bytes === undefined) return cannotRead(plan.get(path)?.source ?? path)
      output.write(path, bytes)
      note(path, output.stamp(path))
      return undefined
    })
  const writing = shared.length ? shareWrites?.(shared) : undefined
  const faults: (Diagnostic | undefined)[] = []
  try {
    if (writing) meanwhile?.()
    faults.push(
      eachLocked(task, own, (path) => write(path, () => plan.get(path)?.content())) ??
        eachLocked(task, writing?.untaken ?? [], ([path, place]) => write(path, () => readPlace(place))),
    )
  } finally {
    for (const result of writing?.wait() ?? []) {
      for (const [path, stamp] of result.stamps) note(path, stamp)
      faults.push(result.failed && cannotWrite(output, result.failed.path, result.failed.code))
    }
  }
  return faults.find((fault) => fault !== undefined)
}

/** Does something with each item for as long as the lock is held; gives the fault that stopped it. */
export function eachLocked<Item>(
  { output, lock }: WriteTask,
  items: Iterable<Item>,
  act: (item: Item) => Diagnostic | undefined,
): Diagnostic | undefined {
  for (const item of items) {
    const fault = lock.renew() ? act(item) : busy(output, 'another process took it over while this one stood still')
    if (fault) return fault
  }
  return undefined
}

/** Does something at a path; gives its fault, or the one of a disk that refuses. */
export function attempt(output: Files, path: string, act: () => Diagnostic | undefined): Diagnostic | undefined {
  try {
    return act()
  } catch (error) {
    const code = diskCode(error)
    if (code === undefined) throw error
    return cannotWrite(output, path, code)
  }
}
