import { readSettings } from '../config/read.ts'
import { applyRules, sortDiagnostics } from '../diagnostics/diagnostic.ts'
import { applyIgnores } from '../diagnostics/ignores.ts'
import type { Store } from '../files/store.ts'
import { unpack } from '../incremental/lazy-record.ts'
import { scanSite } from '../input/scan.ts'
import { type BuildRequest, type BuildResult, NOT_CHECKED } from './build.ts'
import { loadCache, saveCache } from './persist.ts'
import type { Session } from './session.ts'
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
  const { value: settings, diagnostics: settingsFaults } = readSettings(session.site, request)
  session.inputs.use(settings)
  const files = scanSite(session.site, settings, session.openOutput(settings.output).path)
  session.inputs.listed(files)
  // Every n-th page: those of one chapter are often alike, and as long as each other.
  const paths = files.pages.filter((_, i) => i % count === index - 1)
  const compiled = compileAll(session, settings, paths, request.onProgress)
  saveCache(session, 1)?.(() => undefined)
  const documents = compiled.documents.map(({ document }) => document)
  const ignores = documents.flatMap((document) => document.ignores)
  const found = applyIgnores([...settingsFaults, ...files.diagnostics, ...compiled.diagnostics], ignores, NOT_CHECKED)
  const diagnostics = sortDiagnostics(applyRules(found, settings.rules))
  const isFault = (code: string): boolean => /^(?:config|output)\//.test(code)
  const errors = diagnostics.filter((item) => item.severity === 'error' || request.strict)
  return {
    diagnostics,
    fault: errors.some(({ code }) => isFault(code)) ? 'settings' : errors.length ? 'site' : 'none',
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
  const pages = session.cache?.absorb(store, ({ path, input }) => session.compiled.record(path)?.input !== input)
  if (!pages) return `\`${name}\` holds no pages that this version of Lectern compiled.`
  for (const page of pages) session.compiled.adopt(page.path, (version) => unpack({ ...page, version }))
  return undefined
}
