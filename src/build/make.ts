import { isShown } from '../config/languages.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Ignore } from '../diagnostics/ignores.ts'
import { dependencyDigestOf } from '../incremental/digests.ts'
import { stateOfEngines } from '../output/engine-output.ts'
import type { OutputPlan } from '../output/plan.ts'
import type { ExternalLink } from '../page/document.ts'
import { capYoungGeneration, limitHeapGrowth } from '../speed/gc.ts'
import type { OnProgress } from './progress.ts'
import { renderPage } from './render-page.ts'
import type { Session } from './session.ts'
import type { SiteBuild } from './site-build.ts'
import { compileAll } from './stages/compile.ts'
import { layoutAll } from './stages/layout.ts'
import { linkAll } from './stages/link.ts'
import { promiseAll, publishAll } from './stages/publish.ts'
import type { StartWorkers, WorkerPool } from './worker-pool.ts'

/** How a site is made. */
export interface MakeRequest {
  readonly threads?: number | undefined
  /** Where workers may help. */
  readonly startWorkers?: StartWorkers | undefined
  readonly check?: boolean
  readonly onProgress?: OnProgress
}

/** A site that is ready to be written. */
export interface PlannedSite {
  readonly plan: OutputPlan
  readonly diagnostics: readonly Diagnostic[]
  /** Paths of pages that could not be laid out. */
  readonly failed: ReadonlySet<string>
  readonly pages: number
  readonly externals: readonly ExternalLink[]
  readonly ignores: readonly Ignore[]
  /** Engines that its exercises need, and how they were found. */
  readonly engines: { readonly names: readonly string[]; readonly state: string }
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

/** Whether the last build rendered a page with the same dependencies and theme: then it did so with all that it knew. */
const isRendered = ({ linked, laidOut }: Session, dependencyDigest: string, theme: string, path: string): boolean =>
  linked.record(path)?.dependencyDigest === dependencyDigest && laidOut.get(path)?.theme === theme

/**
 * Makes a site: compile each page ─▶ index ─▶ link each page ─▶ lay out, publish ─▶ plan. `todo` are the places of the pages that
 * have to be compiled.
 */
export function makeSite(siteBuild: SiteBuild, request: MakeRequest, todo: readonly number[]): PlannedSite {
  const { session } = siteBuild
  const { settings, files, templates } = siteBuild.input()
  const { threads, check = false } = request
  const tunesGc = canTuneGc(session)
  if (tunesGc) capYoungGeneration()
  const workers = request.startWorkers?.(session, {
    compiler: siteBuild.compiler(),
    paths: files.pages,
    todo,
    output: settings.output,
    threads,
    check,
    templates,
  })
  if (tunesGc) limitHeapGrowth(workers !== undefined, files.pages.length)
  try {
    return makeWith(siteBuild, request, workers)
  } catch (error) {
    workers?.end()
    throw error
  }
}

function makeWith(siteBuild: SiteBuild, { onProgress }: MakeRequest, workers: WorkerPool | undefined): PlannedSite {
  const { session } = siteBuild
  const { time } = session
  const { settings, files } = siteBuild.input()
  const compiled = time('compile', () => {
    workers?.compile(onProgress)
    return compileAll(siteBuild.compiler(), files.pages, onProgress)
  })
  const documents = compiled.documents.map((item) => item.document)
  const { site, theme, themeDigest } = time('index', () => siteBuild.index(documents, compiled.drafts))
  const dependencyDigest = dependencyDigestOf(settings, compiled.documents, compiled.drafts)
  const render = { settings, site, theme, key: themeDigest, dependencyDigest, documents: compiled.documents }
  time('render', () => {
    if (workers) workers.render(render)
    else if (session.state.isLarge) {
      const fresh = new Set(compiled.fresh)
      // Where other pages can know nothing new, just the pages that were compiled have something to be rendered.
      const isSame = isRendered(session, dependencyDigest, themeDigest, documents[0]?.path ?? '')
      for (const page of compiled.documents)
        if (!isSame || fresh.has(page.document.path)) renderPage(session, render, page)
    }
  })
  const linked = time('link', () => linkAll(session, settings, site, compiled.documents, dependencyDigest, onProgress))
  const pages = time('layout', () => layoutAll(session, theme, themeDigest, linked))
  const { articles } = linked
  const published = time('publish', () =>
    session.analysesOnly
      ? promiseAll({ theme, site, articles })
      : publishAll(
          session,
          { theme, site, articles, search: session.search },
          { about: `${dependencyDigest} ${themeDigest}`, texts: `${linked.key} ${themeDigest}` },
          linked.versions,
        ),
  )
  const ofPlugins = siteBuild.pluginFiles(() => linked.articles)
  const plan = time('plan', () => siteBuild.plan({ documents, pages: pages.outputs, published, ofPlugins }))
  // What a page has that is shown in other languages is told of its own.
  const authored = settings.languages.length ? documents.filter(({ path }) => !isShown(path)) : documents
  return {
    plan,
    diagnostics: [...compiled.diagnostics, ...linked.diagnostics, ...pages.diagnostics, ...siteBuild.faults().site],
    failed: pages.failed,
    pages: documents.length,
    externals: authored.flatMap((document) => document.externals),
    ignores: authored.flatMap((document) => document.ignores),
    engines: stateOfEngines(session.engines, documents),
    compiled: compiled.fresh,
    linked: linked.fresh,
    laidOut: pages.fresh,
    workers,
  }
}
