import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Flags of V8's garbage collector for a process that builds one large site. They hold for the whole process. They keep memory
 * low rather than time: 0.5 GB of two threads with 10,000 pages, where Node's own choice takes more than 0.8 GB.
 */

/**
 * Keeps the young generation as large as it is, and begins that of each thread with 16 MB; call it before any thread is started.
 * Node 24 lets both grow to twice as much, which is 0.3 GB of two threads and no less time. Node 20 lets neither have more than
 * 16 MB, and as soon as there is a thread it forgets the first of these flags.
 */
export function capYoungGeneration(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--min-semi-space-size=16')
}

/** Sites of more pages let their heap grow in small steps. */
const SMALL_STEPS = 10_000

/**
 * Lets the heap grow to twice what is in use at most, and with a very large site by a quarter. Node lets it grow to several times that;
 * in smaller steps, though, the collector runs often: it does not matter where most of the heap is old. With workers, what survives in a young generation is copied by its thread alone: helpers of the
 * collector take half of that time for themselves, which is 3 % of a cold build where all cores are busy.
 */
export function limitHeapGrowth(hasWorkers: boolean, pages: number): void {
  setFlagsFromString(`--heap-growing-percent=${pages > SMALL_STEPS ? 25 : 100}`)
  if (hasWorkers) setFlagsFromString('--no-parallel-scavenge')
}

/**
 * Collects the garbage of this thread, which would keep it where it allocates no more. The second collection gives back to the system
 * what the first one found.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') return
  collect()
  collect()
}
