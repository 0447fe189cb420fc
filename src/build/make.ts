import type { Settings } from '../config/settings.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Ignore } from '../diagnostics/ignores.ts'
import { checkTemplateLinks } from '../layout/template-links.ts'
import type { TemplateSource } from '../layout/templates.ts'
import { indexSite } from '../site/site.ts'
import { type Crew, gatherCrew } from './crew.ts'
import type { Plan } from './emit.ts'
import type { ExternalLink } from './external-link.ts'
import { finishPage } from './finish.ts'
import { planOutput } from './plan.ts'
import type { OnProgress } from './progress.ts'
import type { SiteFiles } from './scan.ts'
import { holdMemory, holdYoungMemory, type Session } from './session.ts'
import { compileAll, layoutAll, linkAll, pageCompiler, publishAll, themeOf } from './stages.ts'
import { worldOf } from './world.ts'

/** What a site is made of. */
export interface SiteParts {
  readonly settings: Settings
  readonly files: SiteFiles
  readonly templates: readonly TemplateSource[]
  readonly threads?: number | undefined
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
  /** Threads that have some of its pages. */
  readonly crew: Crew | undefined
}

/** Whether the last build finished a page with the same world and theme: then it did so with all that it knew. */
const isFinished = ({ linked, laidOut }: Session, world: string, theme: string, path: string): boolean =>
  linked.record(path)?.world === world && laidOut.get(path)?.theme === theme

/**
 * Makes a site: read, compile each page ─▶ index ─▶ link each page ─▶ lay out, publish ─▶ plan. `todo` are the places of the pages
 * that have to be compiled.
 */
export function makeSite(session: Session, parts: SiteParts, todo: readonly number[]): MadeSite {
  const { settings, files, templates, threads, check = false } = parts
  holdYoungMemory(session)
  const crew = gatherCrew(session, {
    compiler: pageCompiler(session, settings),
    paths: files.pages,
    todo,
    output: settings.output,
    threads,
    check,
    templates,
  })
  holdMemory(session, crew !== undefined)
  try {
    return makeWith(session, parts, crew)
  } catch (error) {
    crew?.end()
    throw error
  }
}

function makeWith(session: Session, parts: SiteParts, crew: Crew | undefined): MadeSite {
  const { settings, files, templates, onProgress } = parts
  crew?.compile(onProgress)
  const compiled = compileAll(session, settings, files.pages, onProgress)
  const documents = compiled.documents.map((item) => item.document)
  const { value: site, diagnostics: siteFaults } = indexSite(documents, settings, compiled.drafts)
  session.state.site = site
  const { theme, own, key, diagnostics: templateFaults } = themeOf(session, settings, templates, documents)
  const world = worldOf(settings, compiled.documents)
  const finish = { settings, site, theme, key, world, documents: compiled.documents }
  if (crew) crew.finish(finish)
  else if (session.state.isLarge) {
    const fresh = new Set(compiled.fresh)
    // Where other pages can know nothing new, just the pages that were compiled have something to be finished.
    const isSame = isFinished(session, world, key, documents[0]?.path ?? '')
    for (const page of compiled.documents)
      if (!isSame || fresh.has(page.document.path)) finishPage(session, finish, page)
  }
  const linked = linkAll(session, settings, site, compiled.documents, world, onProgress)
  const pages = layoutAll(session, theme, key, linked, documents)
  const { plan, diagnostics: planFaults } = planOutput({
    settings,
    theme: session.theme,
    seen: session.inputs.seen,
    documents,
    pages: pages.outputs,
    published: publishAll(
      session,
      { theme, site, articles: linked.articles, search: session.search },
      { about: `${world} ${key}`, texts: `${linked.key} ${key}` },
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
    crew,
  }
}
