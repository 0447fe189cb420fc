import type { Store } from '../files/store.ts'
import { sharedQuestions } from '../incremental/stage-record.ts'
import type { CompileAnswers } from '../markdown/ask.ts'
import type { BuildRequest, BuildResult } from './build.ts'
import { loadCache, saveCache } from './persist.ts'
import type { Session } from './session.ts'
import { createSiteBuild } from './site-build.ts'
import { compileAll } from './stages/compile.ts'

/**
 * A build that several machines share: each compiles some pages into its cache, and one takes over what the others left
 * and builds the site. Compiling asks about files only, so no shard needs another one.
 */

/** One of several equal parts of a site. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number
  readonly count: number
}

/** Compiles the pages of a shard into the cache. Writes no page, and tells what is wrong with the shard's own pages. */
export function compileShard(session: Session, request: BuildRequest, { index, count }: Shard): BuildResult {
  const notes = loadCache(session)
  const siteBuild = createSiteBuild(session, request)
  const { settings, files } = siteBuild.input()
  // Every n-th page: those of one chapter are often alike, and as long as each other.
  const paths = files.pages.filter((_, i) => i % count === index - 1)
  const compiled = compileAll(siteBuild.compiler(), paths, request.onProgress)
  saveCache(session, 1)?.(() => undefined)
  const documents = compiled.documents.map(({ document }) => document)
  const ignores = documents.flatMap((document) => document.ignores)
  return {
    ...siteBuild.report([...siteBuild.faults().input, ...compiled.diagnostics], ignores, request.strict),
    pages: documents.length,
    compiled: compiled.fresh,
    linked: [],
    written: [],
    removed: [],
    unchanged: 0,
    notes,
    settings,
    externals: documents.flatMap((document) => document.externals),
    ignores,
    output: settings.output,
  }
}

/** Takes over the pages that a shard compiled, from its cache; gives a note where that is of no use. */
export function absorbShard(session: Session, store: Store, name: string): string | undefined {
  loadCache(session)
  // A page that is known here stays: what was linked with it holds.
  const pages = session.cache?.absorb(
    store,
    ({ summary, input }) => session.compiled.record(summary.path)?.input !== input,
  )
  if (!pages) return `\`${name}\` holds no pages that this version of Lectern compiled.`
  const unpack = sharedQuestions<CompileAnswers>()
  for (const page of pages) session.compiled.adopt(page.summary.path, (version) => unpack({ ...page, version }))
  return undefined
}
