import { createSession, type Session, type SessionOptions } from './build/session.ts'
import type { StartWorkers } from './build/worker-pool.ts'
import { nodeThreads } from './files/channel.ts'
import { openSite, programDigest } from './files/open-site.ts'
import { pluginPlace } from './plugins/host.ts'
import { workerPool } from './workers/pool.ts'

/** Sites of fewer pages have no cache: reading and keeping one takes them as long as compiling. */
const LEAST_PAGES = 100

/** What builds of a site on disk need. */
export interface OpenedSite {
  readonly session: Session
  /** Undefined where there are no workers. */
  readonly startWorkers: StartWorkers | undefined
}

/** What a caller may say of a session. */
export type OpenOptions = Pick<SessionOptions, 'blocks' | 'ownsProcess' | 'analysesOnly' | 'mostTexts' | 'time'>

/** Opens the site of a folder. */
export const openSession = (
  root: string,
  version: string,
  { blocks = [], ownsProcess = false, analysesOnly = false, mostTexts, time }: OpenOptions = {},
): OpenedSite => {
  const { store, ...places } = openSite(root)
  const place = pluginPlace(root)
  const cache = { store, program: programDigest, leastPages: LEAST_PAGES }
  // Blocks of the caller's own are functions: they cannot go to other threads.
  const threads = blocks.length ? undefined : nodeThreads()
  return {
    session: createSession({
      ...places,
      pluginPlace: place,
      store,
      version,
      blocks,
      cache,
      ownsProcess,
      analysesOnly,
      ...(mostTexts === undefined ? {} : { mostTexts }),
      ...(time ? { time } : {}),
    }),
    startWorkers: threads && workerPool(root, threads),
  }
}
