/** The public API of Lectern. */

import { type BuildRequest, type BuildResult, build as buildSession } from './build/build.ts'
import { textOf } from './build/session.ts'
import { version } from './cli/version.ts'
import { prettyAll } from './diagnostics/pretty.ts'
import type { Block } from './markdown/blocks/block.ts'
import { openSession } from './open-session.ts'

export type { BuildRequest, BuildResult } from './build/build.ts'
export type { Settings } from './config/settings.ts'
export type { Code, Severity } from './diagnostics/codes.ts'
export type { Diagnostic, Related, Span } from './diagnostics/diagnostic.ts'
export type { Html, TemplateContext } from './layout/context.ts'
export {
  type Block,
  type BlockContext,
  type BlockDefinition,
  defineBlock,
  type Field,
  type Fields,
} from './markdown/blocks/block.ts'
export { type Fragment, html, raw } from './markdown/text/html.ts'

/** What to build, and how. */
export interface BuildOptions extends Omit<BuildRequest, 'check' | 'changed'> {
  /** The site's folder; the current one by default. */
  readonly folder?: string
  /** Blocks of your own, beside those of Lectern; see `defineBlock`. */
  readonly blocks?: readonly Block[]
}

/** A result whose diagnostics can be printed. */
export interface Report extends BuildResult {
  /** All diagnostics as the command line shows them, without colours. */
  readonly text: string
}

/** Builds the same site again and again in one process: each time only what changed since the last one. */
export interface Builder {
  /** Builds. `changed` names the paths, from the site's root, that changed since the last build; without it all files are read again. */
  readonly build: (changed?: readonly string[]) => Report
  /** The same analysis; writes nothing. */
  readonly check: (changed?: readonly string[]) => Report
}

/** Makes a builder. Faults of the site are in the reports; nothing is thrown for them. */
export function createBuilder({ folder = '.', blocks, ...request }: BuildOptions = {}): Builder {
  const { session, startWorkers } = openSession(folder, version, blocks ? { blocks } : {})
  const texts = textOf(session)
  const run = (check: boolean, changed: readonly string[] | undefined): Report => {
    const result = buildSession(session, { ...request, check, ...(changed ? { changed } : {}) }, startWorkers)
    return { ...result, text: prettyAll(result.diagnostics, texts).join('\n\n') }
  }
  return { build: (changed) => run(false, changed), check: (changed) => run(true, changed) }
}

/** Builds the site of a folder. Faults of the site are in the result; nothing is thrown for them. */
export const build = (options: BuildOptions = {}): Report => createBuilder(options).build()

/** Analyses the site of a folder and writes nothing. */
export const check = (options: Omit<BuildOptions, 'keepGoing' | 'output'> = {}): Report =>
  createBuilder(options).check()
