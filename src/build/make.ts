import type { Settings } from '../config/settings.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Ignore } from '../diagnostics/ignores.ts'
import { dependencyDigestOf } from '../incremental/fingerprints.ts'
import type { SiteFiles } from '../input/scan.ts'
import { checkTemplateLinks } from '../layout/template-links.ts'
import type { TemplateSource } from '../layout/templates.ts'
import { planOutput } from '../output/plan.ts'
import type { Plan } from '../output/write.ts'
import type { ExternalLink } from '../page/document.ts'
import { indexSite } from '../site/site.ts'
import { capYoungGeneration, limitHeapGrowth } from '../speed/gc.ts'
import type { OnProgress } from './progress.ts'
import { renderPage } from './render-page.ts'
import type { Session } from './session.ts'
import { compileAll, pageCompiler } from './stages/compile.ts'
import { layoutAll } from './stages/layout.ts'
import { linkAll } from './stages/link.ts'
import { publishAll } from './stages/publish.ts'
import { themeOf } from './stages/theme.ts'
import type { StartWorkers, WorkerPool } from './worker-pool.ts'

/** What a site is made of. */
export interface SiteParts {
  readonly settings: Settings
  readonly files: SiteFiles
  readonly templates: readonly TemplateSource[]
  readonly threads?: number | undefined
  /** Where workers may help. */
  readonly startWorkers?: StartWorkers | undefined
  readonly check?: boolean
  readonly onProgress?: OnProgress
}

/** A site that is ready to be written. */
export interface MadeSite {
  readonly plan: Plan
  readonly diagnostics: readonly Diagnostic[]
  /** Paths of pages that could not be laid out. */
  readonly failed: ReadonlySet<string>
  readonly pages: number
  readonly externals: readonly ExternalLink[]
  readonly ignores: readonly Ignore[]
  /** Sources of pages that were compiled, and of those that were linked; names of those that were laid out. */
  readonly compiled: readonly string[]
  readonly linked: readonly string[]
  readonly laidOut: readonly string[]
  /** Workers that have some of its pages. */
  readonly workers: WorkerPool | undefined
}

/** Whether flags of the collector, which are those of the whole process, may be set for a large site that is made anew. */
const canTuneGc = ({ state, ownsProcess }: Session): boolean =>
  state.isLarge && ownsProcess === true && state.made === undefined

/** Whether the last build finished a page with the same dependencyDigest and theme: then it did so with all that it knew. */
const isFinished = ({ linked, laidOut }: Session, dependencyDigest: string, theme: string, path: string): boolean =>
  linked.record(path)?.dependencyDigest === dependencyDigest && laidOut.get(path)?.theme === theme

/**
 * Makes a site: read, compile each page ─▶ index ─▶ link each page ─▶ lay out, publish ─▶ plan. `todo` are the places of the pages
 * that have to be compiled.
 */
export function makeSite(session: Session, parts: SiteParts, todo: readonly number[]): MadeSite {
  const { settings, files, templates, threads, check = false } = parts
  const tunesGc = canTuneGc(session)
  if (tunesGc) capYoungGeneration()
  const workers = parts.startWorkers?.(session, {
    compiler: pageCompiler(session, settings),
    paths: files.pages,
    todo,
    output: settings.output,
    threads,
    check,
    templates,
  })
  if (tunesGc) limitHeapGrowth(workers !== undefined)
  try {
    return makeWith(session, parts, workers)
  } catch (error) {
    workers?.end()
    throw error
  }
}

function makeWith(session: Session, parts: SiteParts, workers: WorkerPool | undefined): MadeSite {
  const { settings, files, templates, onProgress } = parts
  workers?.compile(onProgress)
  const compiled = compileAll(session, settings, files.pages, onProgress)
  const documents = compiled.documents.map((item) => item.document)
  const { value: site, diagnostics: siteFaults } = indexSite(documents, settings, compiled.drafts)
  session.state.site = site
  const { theme, own, key, diagnostics: templateFaults } = themeOf(session, settings, templates, documents)
  const dependencyDigest = dependencyDigestOf(settings, compiled.documents)
  const finish = { settings, site, theme, key, dependencyDigest, documents: compiled.documents }
  if (workers) workers.render(finish)
  else if (session.state.isLarge) {
    const fresh = new Set(compiled.fresh)
    // Where other pages can know nothing new, just the pages that were compiled have something to be finished.
    const isSame = isFinished(session, dependencyDigest, key, documents[0]?.path ?? '')
    for (const page of compiled.documents)
      if (!isSame || fresh.has(page.document.path)) renderPage(session, finish, page)
  }
  const linked = linkAll(session, settings, site, compiled.documents, dependencyDigest, onProgress)
  const pages = layoutAll(session, theme, key, linked, documents)
  const { plan, diagnostics: planFaults } = planOutput({
    settings,
    theme: session.theme,
    fileStats: session.inputs.fileStats,
    documents,
    pages: pages.outputs,
    published: publishAll(
      session,
      { theme, site, articles: linked.articles, search: session.search },
      { about: `${dependencyDigest} ${key}`, texts: `${linked.key} ${key}` },
      linked.versions,
    ),
    beside: files.beside,
    assets: files.assets,
  })
  return {
    plan,
    diagnostics: [
      ...compiled.diagnostics,
      ...siteFaults,
      ...linked.diagnostics,
      ...templateFaults,
      ...pages.diagnostics,
      ...planFaults,
      ...checkTemplateLinks(
        own,
        settings.base,
        plan,
        (path) => documents.find(({ output }) => output === path)?.anchors,
      ),
    ],
    failed: pages.failed,
    pages: documents.length,
    externals: documents.flatMap((document) => document.externals),
    ignores: documents.flatMap((document) => document.ignores),
    compiled: compiled.fresh,
    linked: linked.fresh,
    laidOut: pages.fresh,
    workers,
  }
}
