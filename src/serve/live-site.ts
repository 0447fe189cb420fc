import type { Session } from '../build/session.ts'
import { createSiteBuild, type SiteBuild } from '../build/site-build.ts'
import { unreadable } from '../build/stages/compile.ts'
import { generatedPages, linkGenerated, linkOne } from '../build/stages/link.ts'
import { shownPath } from '../config/languages.ts'
import type { SettingsOverrides } from '../config/settings.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { publicDigest } from '../incremental/digests.ts'
import { layoutPage } from '../layout/layout.ts'
import type { PlannedPage } from '../output/plan.ts'
import type { Document } from '../page/document.ts'
import type { PluginOutput } from '../plugins/outputs.ts'
import { publishedPaths } from '../publish/publish.ts'
import { type Article, wholeText } from '../site/link.ts'
import { type LivePage, livePage } from './live-pages.ts'

/**
 * A site that answers for its pages at once and does the rest in small steps: the lazy side of a SiteBuild. After a change it
 * brings up to date what is asked for; `work` goes through all other pages, and only then all diagnostics are known.
 */
export interface LiveSite {
  readonly build: SiteBuild
  /** Takes changes of these paths; all files are looked at again where none are given. `structure`: files came or went. */
  readonly update: (changed?: readonly string[], structure?: boolean) => void
  /** Works for about so long on what was not asked for yet; true while there is more. */
  readonly work: (milliseconds: number) => boolean
  readonly isComplete: () => boolean
  /** The pages of the site, without drafts that are not built. */
  readonly pages: () => readonly LivePage[]
  /** A page by the file that it is written to. */
  readonly pageOf: (output: string) => LivePage | undefined
  /** Pages that Lectern generates, by the file. */
  readonly generated: () => ReadonlyMap<string, Document>
  /** Links a page; undefined where its file cannot be read. */
  readonly link: (page: LivePage) => Article | undefined
  readonly linkGenerated: (document: Document) => Article
  readonly layOut: (article: Article) => LaidOutPage
  /** What plugins made when the site was complete. */
  readonly ofPlugins: () => readonly PluginOutput[]
  /** All that is told; of all pages when the site is complete. */
  readonly diagnostics: () => readonly Diagnostic[]
  /** What is told of one page: its own diagnostics, and those of the whole site that concern it. */
  readonly diagnosticsOf: (
    page: Pick<Document, 'path' | 'ignores'>,
    found: readonly Diagnostic[],
  ) => readonly Diagnostic[]
}

/** A page as it was laid out. */
export interface LaidOutPage {
  /** Undefined where its template failed. */
  readonly bytes: Uint8Array | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Up to this many changed pages are compiled before anything else after a change; of more, just the front matter is read. */
const FEW = 20
/** How many pages stay laid out. */
const MOST_LAID_OUT = 64

const encoder = new TextEncoder()

/** Opens a site; `update` brings its pages in. */
export function createLiveSite(session: Session, overrides: SettingsOverrides): LiveSite {
  const build = createSiteBuild(session, overrides, { keepsGood: true })
  const state: {
    epoch: number
    live: Map<string, LivePage>
    outputs: Map<string, LivePage>
    generated: ReadonlyMap<string, Document>
    /** Digests of the pages when the index was made. */
    digests: Map<string, string>
    /** What other pages can know of each page, as it was compiled last. */
    publicDigests: Map<string, { readonly document: Document | undefined; readonly digest: string }>
    /** Other pages can know something else of a page than when the index was made. */
    hasNewFacts: boolean
    ofPlugins: readonly PluginOutput[]
    queue: { phase: 'compile' | 'link' | 'done'; at: number; pages: readonly LivePage[] }
  } = {
    epoch: 0,
    live: new Map(),
    outputs: new Map(),
    generated: new Map(),
    digests: new Map(),
    publicDigests: new Map(),
    hasNewFacts: false,
    ofPlugins: [],
    queue: { phase: 'done', at: 0, pages: [] },
  }
  /** Diagnostics of compiling, linking and laying out a page, by source. */
  const ownFaults = new Map<string, readonly Diagnostic[]>()
  const isDraft = ({ document }: LivePage): boolean => document.front.draft === true && !build.settings().drafts
  const builtPages = (): readonly LivePage[] => [...state.live.values()].filter((page) => !isDraft(page))
  const documentsOf = (pages: readonly LivePage[]): readonly Document[] => pages.map(({ document }) => document)

  const relist = (): void => {
    const context = { compiler: build.compiler, epoch: () => state.epoch }
    const live = new Map<string, LivePage>()
    for (const path of build.input().files.pages) live.set(path, state.live.get(path) ?? livePage(path, context))
    for (const path of ownFaults.keys()) if (!live.has(path)) ownFaults.delete(path)
    for (const path of state.publicDigests.keys()) if (!live.has(path)) state.publicDigests.delete(path)
    state.live = live
  }
  const reindex = (): void => {
    const all = [...state.live.values()]
    const pages = builtPages()
    const { site } = build.index(documentsOf(pages), documentsOf(all.filter(isDraft)))
    state.digests = new Map(all.map((page) => [page.path, page.digest()]))
    state.hasNewFacts = false
    state.outputs = new Map()
    for (const page of pages)
      if (!state.outputs.has(page.document.output)) state.outputs.set(page.document.output, page)
    state.generated = new Map(generatedPages(session, build.settings(), site).map((page) => [page.output, page]))
    for (const page of all) if (isDraft(page)) ownFaults.delete(page.path)
  }
  const hasMoved = (page: LivePage): boolean => page.digest() !== state.digests.get(page.path)
  /** Compiles a page, and notes whether other pages can know something new of it. */
  const compile = (page: LivePage): void => {
    page.compile()
    const document = page.known()
    const before = state.publicDigests.get(page.path)
    if (before && before.document === document) return
    const digest = document ? publicDigest(document) : ''
    state.publicDigests.set(page.path, { document, digest })
    if (before && before.digest !== digest) state.hasNewFacts = true
  }

  /** A source, and the pages that show it in other languages. */
  const withShownPages = (path: string): readonly string[] => [
    path,
    ...build.settings().languages.map(({ code }) => shownPath(path, code)),
  ]
  const update = (changed?: readonly string[], structure = false): void => {
    state.epoch++
    session.inputs.forget(changed)
    const all = changed === undefined
    const { plugins } = build.settings()
    const isRead = (path: string): boolean =>
      /\.ya?ml$/i.test(path) ||
      (plugins.length > 0 && (/\.(?:[cm]?[jt]s|json)$/i.test(path) || session.plugins.uses(path)))
    const settingsChanged = all || changed.some(isRead)
    const templatesChanged = !all && changed.some((path) => path.endsWith('.hbs'))
    if (settingsChanged) build.read()
    else if (structure) build.read('files')
    else if (templatesChanged) build.read('templates')
    const before = state.live
    if (settingsChanged || structure) relist()
    // New pages were looked at when they were found.
    const pages = [...(all ? state.live.keys() : changed.flatMap(withShownPages))].flatMap((path) => {
      const page = before.has(path) ? state.live.get(path) : undefined
      return page ? [page] : []
    })
    for (const page of pages) {
      if (pages.length <= FEW) compile(page)
      else page.look()
    }
    if (settingsChanged || structure || state.hasNewFacts || pages.some(hasMoved)) reindex()
    else if (templatesChanged) build.retheme(documentsOf(builtPages()))
    state.queue = { phase: 'compile', at: 0, pages: [...state.live.values()] }
  }

  const link = (page: LivePage): Article | undefined => {
    const compiled = page.compile()
    if (!compiled) {
      ownFaults.set(page.path, [unreadable(page.path)])
      return undefined
    }
    const { value: document, diagnostics } = compiled.outcome
    const linked = linkOne(session, build.settings(), build.indexed().site, { document, version: compiled.version })
    ownFaults.set(page.path, [...diagnostics, ...linked.outcome.diagnostics])
    return linked.outcome.value
  }

  const layoutFaults = new WeakMap<Article, { readonly theme: string; readonly diagnostics: readonly Diagnostic[] }>()
  const laidOut = new Map<string, LaidOutPage & { readonly article: Article; readonly theme: string }>()
  const layOutNow = (article: Article) => {
    const { theme, themeDigest } = build.indexed()
    const { value, diagnostics } = layoutPage(theme, article)
    layoutFaults.set(article, { theme: themeDigest, diagnostics })
    const bytes = diagnostics.length > 0 ? undefined : encoder.encode(wholeText(value))
    return { article, theme: themeDigest, bytes, diagnostics }
  }
  const layOut = (article: Article): LaidOutPage => {
    const { themeDigest } = build.indexed()
    const path = article.document.output
    const before = laidOut.get(path)
    laidOut.delete(path)
    const now = before?.article === article && before.theme === themeDigest ? before : layOutNow(article)
    laidOut.set(path, now)
    for (const oldest of laidOut.keys()) {
      if (laidOut.size <= MOST_LAID_OUT) break
      laidOut.delete(oldest)
    }
    return now
  }
  /** What is wrong with laying a page out whose bytes are not asked for. */
  const faultsOfLayout = (article: Article): readonly Diagnostic[] => {
    const { theme, themeDigest } = build.indexed()
    const known = layoutFaults.get(article)
    if (known?.theme === themeDigest) return known.diagnostics
    const { diagnostics } = layoutPage(theme, article)
    layoutFaults.set(article, { theme: themeDigest, diagnostics })
    return diagnostics
  }

  const linkGeneratedPage = (document: Document): Article =>
    linkGenerated(session, build.settings(), build.indexed().site, document).outcome.value

  const noteLayout = (article: Article): void => {
    const faults = faultsOfLayout(article)
    const { path } = article.document
    if (faults.length > 0) ownFaults.set(path, [...(ownFaults.get(path) ?? []), ...faults])
  }
  /** What can be told only when all pages are there: the same plan as that of a build, of files that are not made yet. */
  const finish = (): void => {
    const generated = [...state.generated.values()]
    session.compiled.retain(new Set(state.live.keys()))
    session.linked.retain(new Set([...state.live.keys(), ...generated.map(({ address }) => address)]))
    ownFaults.delete('')
    for (const page of generated) noteLayout(linkGeneratedPage(page))
    const documents = documentsOf(builtPages())
    const all = [...documents, ...generated]
    const promised = (path: string, source: string): PlannedPage => ({
      path,
      source,
      digest: '',
      content: () => undefined,
      generated: source === '',
    })
    state.ofPlugins = build.pluginFiles(() => [
      ...builtPages().flatMap((page) => link(page) ?? []),
      ...generated.map(linkGeneratedPage),
    ])
    build.plan({
      documents,
      pages: all.map(({ output, path }) => promised(output, path)),
      ofPlugins: state.ofPlugins,
      published: publishedPaths(build.indexed(), all).map((path) => promised(path, path)),
    })
  }
  const isComplete = (): boolean => state.queue.phase === 'done'
  const step = (): void => {
    const { queue } = state
    const next = queue.pages[queue.at++]
    if (queue.phase === 'compile') {
      if (next) compile(next)
      else {
        if (state.hasNewFacts || queue.pages.some(hasMoved)) reindex()
        Object.assign(queue, { phase: 'link', at: 0, pages: builtPages() })
      }
    } else if (next) {
      const article = link(next)
      if (article) noteLayout(article)
    } else {
      finish()
      queue.phase = 'done'
    }
  }

  const ofSite = (): readonly Diagnostic[] => {
    const { input, site } = build.faults()
    return [...input, ...site]
  }
  return {
    build,
    update,
    work(milliseconds) {
      const until = performance.now() + milliseconds
      while (!isComplete() && performance.now() < until) step()
      return !isComplete()
    },
    isComplete,
    pages: builtPages,
    pageOf: (output) => state.outputs.get(output),
    generated: () => state.generated,
    link,
    linkGenerated: linkGeneratedPage,
    layOut,
    ofPlugins: () => state.ofPlugins,
    diagnostics: () =>
      build.report(
        [...ofSite(), ...[...ownFaults.values()].flat()],
        builtPages().flatMap((page) => page.known()?.ignores ?? []),
      ).diagnostics,
    diagnosticsOf({ path, ignores }, found) {
      const concerns = ({ severity, span }: Diagnostic): boolean =>
        severity === 'error' || span === undefined || span.path === path || !/\.(?:md|ipynb)$/.test(span.path)
      return build.report([...(ownFaults.get(path) ?? []), ...found, ...ofSite().filter(concerns)], ignores).diagnostics
    },
  }
}
