import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import { compareOutput, type OutputFolderState, refuseForeignFolder } from './compare.ts'
import { readManifest } from './manifest.ts'
import type { OutputPlan } from './plan.ts'
import type { ShareWrites } from './shared-writes.ts'
import type { Stamps } from './stamps.ts'
import { busy } from './write-diagnostics.ts'
import { writeDifference } from './write-difference.ts'

/** What is known of earlier builds of an output folder. */
export interface PreviousOutput {
  /** Kept up to date: a file that has not changed since is neither made nor read. */
  readonly stamps?: Stamps
  /** Paths of an earlier build that stay though this one does not make them: pages that failed. */
  readonly keep?: ReadonlySet<string>
}

/** Settings of one call of {@link writeOutput}. */
export interface WriteOptions {
  /** Called once for each file of the plan. */
  readonly onFile?: () => void
  /** Called once where another process is writing to the folder. */
  readonly onWait?: () => void
  readonly shareWrites?: ShareWrites | undefined
  /** Called while workers write. */
  readonly meanwhile?: () => void
}

/** What was written; where there are diagnostics, the folder is not as planned. */
export interface WriteReport {
  readonly written: readonly string[]
  readonly removed: readonly string[]
  readonly unchanged: number
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Writes what changed, removes what an earlier build wrote and this one does not, and touches nothing else. Whenever it
 * is stopped, each file is the old or the new one, and the manifest knows all that Lectern wrote. Two processes never
 * write to one folder at the same time: the second waits, then compares with what the first one left.
 */
export function writeOutput(
  output: Files,
  plan: OutputPlan,
  { stamps = new Map(), keep = new Set() }: PreviousOutput = {},
  options: WriteOptions = {},
): WriteReport {
  const lock = output.lock({ onWait: () => options.onWait?.() })
  if ('holder' in lock) return failed([busy(output, `${lock.holder} writes to it`)])
  try {
    const manifest = readManifest(output)
    const foreign = manifest ? undefined : refuseForeignFolder(output)
    if (foreign) return failed([foreign])
    const before: OutputFolderState = { manifest, stamps, keep }
    const difference = compareOutput(output, plan, before, () => {
      options.onFile?.()
      lock.renew()
    })
    const { changed, stale, faults } = difference
    if (faults.length) return failed(faults)
    const fault = writeDifference({ ...options, output, plan, stamps, lock }, before, difference)
    if (fault) return failed([fault])
    return { written: changed, removed: stale, unchanged: plan.size - changed.length, diagnostics: [] }
  } finally {
    lock.release()
  }
}

const failed = (diagnostics: readonly Diagnostic[]): WriteReport => ({
  written: [],
  removed: [],
  unchanged: 0,
  diagnostics,
})
