import { openSite, programFingerprint } from '../files/open-site.ts'
import { nodeThreads } from '../files/threads.ts'
import type { Block } from '../markdown/block.ts'
import { createSession, type Session } from './session.ts'

/** Sites of fewer pages have no cache: reading and keeping one takes them as long as compiling. */
const LEAST_PAGES = 100

/** A session for a site on disk. */
export const siteSession = (
  root: string,
  version: string,
  { blocks = [], ownsProcess = false }: { readonly blocks?: readonly Block[]; readonly ownsProcess?: boolean } = {},
): Session => {
  const { store, ...places } = openSite(root)
  const cache = { store, program: programFingerprint, leastPages: LEAST_PAGES }
  // Blocks of the caller's own are functions: they cannot go to other threads.
  const threads = blocks.length ? undefined : nodeThreads()
  return createSession({
    ...places,
    store,
    version,
    blocks,
    cache,
    ownsProcess,
    ...(threads ? { threads: { ...threads, root } } : {}),
  })
}
