import { openSite } from '../files/open-site.ts'
import type { Block } from '../markdown/block.ts'
import { createSession, type Session } from './session.ts'

/** A session for a site on disk. */
export const siteSession = (root: string, version: string, blocks: readonly Block[] = []): Session =>
  createSession({ ...openSite(root), version, blocks })
