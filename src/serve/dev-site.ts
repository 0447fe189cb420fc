import { NOT_CHECKED } from '../build/build.ts'
import type { Session } from '../build/session.ts'
import { type PageCompiler, pageCompiler, unreadable } from '../build/stages/compile.ts'
import { planRedirects } from '../build/stages/layout.ts'
import { generatedPages, linkGenerated, linkOne } from '../build/stages/link.ts'
import { templateSources, themeOf } from '../build/stages/theme.ts'
import { readSettings } from '../config/read.ts'
import type { Settings, SettingsOverrides } from '../config/settings.ts'
import { applyRules, type Diagnostic, diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts'
import { applyIgnores, type Ignore } from '../diagnostics/ignores.ts'
import { below } from '../files/paths.ts'
import { type SiteFiles, scanSite } from '../input/scan.ts'
import { type BytesOutput, layoutPage, type Output, type Theme } from '../layout/layout.ts'
import { planOutput, THEME_ASSETS } from '../output/plan.ts'
import type { Document } from '../page/document.ts'
import { formulasCss } from '../publish/formulas.ts'
import { notFoundPage } from '../publish/not-found.ts'
import { publishFiles } from '../publish/publish.ts'
import { themeCss } from '../publish/theme-css.ts'
import { type Article, wholeText } from '../site/link.ts'
import { indexSite, type Site } from '../site/site.ts'
import { type LivePage, livePage } from './live-pages.ts'

/**
 * A site in memory that answers for its pages at once and does the rest in small steps. After a change it brings up to
 * date what is asked for; `work` goes through all the other pages, and only then all faults are known.
 */
export interface DevSite {
  /** Takes changes of these paths; all files are looked at again where none are given. `structure`: files came or went. */
  readonly update: (changed?: readonly string[], structure?: boolean) => void
  /** Works on what nobody asked for yet, for about so long; true while there is more. */
  readonly work: (milliseconds: number) => boolean
  readonly isComplete: () => boolean
  /** A page by its path below the site's root, `basic/loops/index.html`. */
  readonly page: (output: string) => DevPage | undefined
  /** The file of the site that is published as it is, by its path below the site's root. */
  readonly source: (output: string) => string | undefined
  /** Any other file of the site. */
  readonly file: (output: string) => Uint8Array | undefined
  /** Where a file of the site is published; undefined for those that are not as they are. */
  readonly outputOf: (source: string) => string | undefined
  /** Addresses of all pages. */
  readonly addresses: () => readonly string[]
  /** All faults that are known; of all pages when the site is complete. */
  readonly diagnostics: () => readonly Diagnostic[]
  readonly settings: () => Settings
  readonly pages: () => number
}

/** A page as it is now. */
export interface DevPage {
  /** '' where Lectern made the page itself. */
  readonly source: string
  /** Undefined where its template failed. */
  readonly bytes: Uint8Array | undefined
  /** Its own faults, and those of the whole site. */
  readonly diagnostics: readonly Diagnostic[]
}

/** So many pages are compiled before anything else after a change; of more, just the front matter is read. */
const FEW = 20
/** So many pages are kept laid out. */
const KEPT = 64

const encoder = new TextEncoder()

interface LaidOut {
  readonly article: Article
  readonly key: string
  readonly bytes: Uint8Array | undefined
  readonly diagnostics: readonly Diagnostic[]
}

interface State {
  epoch: number
  settings: Settings
  settingsFaults: readonly Diagnostic[]
  compiler: PageCompiler
  output: string | undefined
  files: SiteFiles
  live: Map<string, LivePage>
  /** Prints of the pages when the index was made. */
  prints: Map<string, string>
  site: Site
  siteFaults: readonly Diagnostic[]
  theme: Theme
  themeKey: string
  themeFaults: readonly Diagnostic[]
  /** By output: pages, those that Lectern makes, and the sources of other files. */
  outputs: Map<string, LivePage>
  made: ReadonlyMap<string, Document>
  sources: Map<string, string>
  wholeFaults: readonly Diagnostic[]
  /** Own faults of pages, by source. */
  pageFaults: Map<string, readonly Diagnostic[]>
  published: ReadonlyMap<string, Output | BytesOutput> | undefined
  queue: { phase: 'compile' | 'link' | 'done'; at: number; pages: readonly LivePage[] }
}

/** Opens a site. */
export function createDevSite(session: Session, overrides: SettingsOverrides): DevSite {
  const laidOut = new Map<string, LaidOut>()
  const layoutFaults = new WeakMap<Article, { readonly key: string; readonly diagnostics: readonly Diagnostic[] }>()
  const state = begin(session, overrides)

  const reindex = (): void => {
    const pages = [...state.live.values()]
    const documents = pages.map((page) => page.document)
    const { value, diagnostics } = indexSite(documents, state.settings)
    state.site = value
    state.siteFaults = diagnostics
    state.prints = new Map(pages.map((page) => [page.path, page.print()]))
    state.outputs = new Map()
    for (const page of pages)
      if (!state.outputs.has(page.document.output)) state.outputs.set(page.document.output, page)
    state.made = new Map(generatedPages(session, state.settings, value).map((page) => [page.output, page]))
    retheme()
  }
  const retheme = (): void => {
    const documents = [...state.live.values()].map((page) => page.document)
    const sources = templateSources(session, state.settings, state.files.templates)
    const { theme, key, diagnostics } = themeOf(session, state.settings, sources.value, documents)
    state.theme = theme
    state.themeKey = key
    state.themeFaults = [...sources.diagnostics, ...diagnostics]
  }
  const rescan = (): void => {
    state.files = scanSite(session.site, state.settings, state.output)
    const live = new Map<string, LivePage>()
    const context = { compiler: () => state.compiler, epoch: () => state.epoch }
    for (const path of state.files.pages) live.set(path, state.live.get(path) ?? livePage(path, context))
    for (const path of state.pageFaults.keys()) if (!live.has(path)) state.pageFaults.delete(path)
    state.live = live
    const { content, assets } = state.settings
    state.sources = new Map()
    for (const path of state.files.assets) state.sources.set(below(path, assets), path)
    for (const path of state.files.beside) state.sources.set(below(path, content), path)
  }
  const resettle = (): void => {
    const { value, diagnostics } = readSettings(session.site, overrides)
    state.settings = value
    state.settingsFaults = diagnostics
    session.inputs.use(value)
    state.compiler = pageCompiler(session, value)
    state.output = session.openOutput(value.output).path
  }

  const update = (changed?: readonly string[], structure = false): void => {
    state.epoch++
    state.published = undefined
    session.inputs.forget(changed)
    const all = changed === undefined
    const settingsChanged = all || changed.some((path) => /\.ya?ml$/i.test(path))
    // A site that was opened just now has its settings.
    if (settingsChanged && state.epoch > 1) resettle()
    const moved = all || structure || settingsChanged
    const before = state.live
    if (moved) rescan()
    // Pages that are new have been looked at when they were found.
    const kept = (path: string): LivePage[] => (before.has(path) ? [state.live.get(path) ?? []].flat() : [])
    const pages = [...(all ? state.live.keys() : changed)].flatMap(kept)
    for (const page of pages) {
      if (pages.length <= FEW) page.compile()
      else page.look()
    }
    if (moved || pages.some((page) => page.print() !== state.prints.get(page.path))) reindex()
    else if (changed.some((path) => path.endsWith('.hbs'))) retheme()
    state.queue = { phase: 'compile', at: 0, pages: [...state.live.values()] }
  }

  const link = (page: LivePage): Article | undefined => {
    const compiled = page.compile()
    if (!compiled) {
      state.pageFaults.set(page.path, [unreadable(page.path)])
      return undefined
    }
    const linked = linkOne(session, state.settings, state.site, {
      document: compiled.outcome.value,
      version: compiled.version,
    })
    state.pageFaults.set(page.path, [...compiled.outcome.diagnostics, ...linked.outcome.diagnostics])
    return linked.outcome.value
  }
  const layOut = (article: Article): LaidOut => {
    const path = article.document.output
    const before = laidOut.get(path)
    laidOut.delete(path)
    const made =
      before?.article === article && before.key === state.themeKey ? before : layoutPage(state.theme, article)
    const bytes =
      'bytes' in made ? made.bytes : made.diagnostics.length ? undefined : encoder.encode(wholeText(made.value))
    const { diagnostics } = made
    const now = { article, key: state.themeKey, bytes, diagnostics }
    laidOut.set(path, now)
    for (const oldest of laidOut.keys()) {
      if (laidOut.size <= KEPT) break
      laidOut.delete(oldest)
    }
    layoutFaults.set(article, { key: state.themeKey, diagnostics })
    return now
  }
  /** The faults of laying a page out, whose bytes nobody needs. */
  const faultsOfLayout = (article: Article): readonly Diagnostic[] => {
    const known = layoutFaults.get(article)
    if (known?.key === state.themeKey) return known.diagnostics
    const { diagnostics } = layoutPage(state.theme, article)
    layoutFaults.set(article, { key: state.themeKey, diagnostics })
    return diagnostics
  }
  const siteWide = (): readonly Diagnostic[] => [
    ...state.settingsFaults,
    ...state.files.diagnostics,
    ...state.siteFaults,
    ...state.themeFaults,
    ...state.wholeFaults,
    ...(state.live.size
      ? []
      : [
          diagnostic('page/no-pages', `There are no pages in \`${state.settings.content || '.'}\`.`, {
            hint: 'write a file that ends in `.md`',
          }),
        ]),
  ]
  /** Advice about a page is shown on that page only; everything else that concerns the site, on every page. */
  const belongsTo =
    (path: string) =>
    ({ severity, span }: Diagnostic): boolean =>
      severity === 'error' || span === undefined || span.path === path || !span.path.endsWith('.md')
  const told = (found: readonly Diagnostic[], ignores: readonly Ignore[] = []): readonly Diagnostic[] =>
    sortDiagnostics(applyRules(applyIgnores(found, ignores, NOT_CHECKED), state.settings.rules))

  const page = (output: string): DevPage | undefined => {
    const live = state.outputs.get(output)
    const made = live || state.sources.has(output) ? undefined : state.made.get(output)
    if (!live && !made) return undefined
    const article = live ? link(live) : made && linkGenerated(session, state.settings, state.site, made).outcome.value
    if (!article) return { source: live?.path ?? '', bytes: undefined, diagnostics: told(siteWide()) }
    const { bytes, diagnostics } = layOut(article)
    const own = state.pageFaults.get(article.document.path) ?? []
    return {
      source: article.document.path,
      bytes,
      diagnostics: told(
        [...own, ...diagnostics, ...siteWide().filter(belongsTo(article.document.path))],
        article.document.ignores,
      ),
    }
  }

  const articles = (): Article[] => [
    ...[...state.live.values()].flatMap((item) => link(item) ?? []),
    ...[...state.made.values()].map((made) => linkGenerated(session, state.settings, state.site, made).outcome.value),
  ]
  const published = (): ReadonlyMap<string, Output | BytesOutput> => {
    const parts = () => ({ theme: state.theme, site: state.site, articles: articles(), search: session.search })
    state.published ??= new Map(publishFiles(parts()).map((file) => [file.path, file]))
    return state.published
  }
  /** What pages wait for, made of those that are known so far. */
  const early = (output: string): Output | BytesOutput | undefined => {
    if (!/^(?:lectern\/(?:formulas|theme)\.css|404\.html)$/.test(output)) return undefined
    const known = output.endsWith('formulas.css') ? [...state.live.values()].filter((item) => item.known()) : []
    const parts = {
      theme: state.theme,
      site: state.site,
      articles: known.flatMap((item) => link(item) ?? []),
      search: session.search,
    }
    return [...themeCss(parts), ...formulasCss(parts), ...notFoundPage(parts)].find((item) => item.path === output)
  }
  const copied = (output: string): string | undefined => {
    const source = state.sources.get(output)
    if (source !== undefined) return source
    for (const item of state.live.values()) {
      const found = item.known()?.published.find(([, to]) => to === output)
      if (found) return found[0]
    }
    return undefined
  }
  const isComplete = (): boolean => state.queue.phase === 'done'
  const file = (output: string): Uint8Array | undefined => {
    const source = copied(output)
    if (source !== undefined) return session.site.read(source)
    const redirecting = [...state.live.values()].filter((item) => item.document.front.redirect_from?.length)
    const documents = redirecting.map((item) => item.document)
    const redirect = planRedirects(state.theme, documents).outputs.find((item) => item.path === output)
    const redirected = redirect?.content()
    if (redirected !== undefined) return typeof redirected === 'string' ? encoder.encode(redirected) : redirected
    const made = early(output) ?? (isComplete() && !isThemeAsset(output) ? published().get(output) : undefined)
    if (made) return 'text' in made ? encoder.encode(made.text) : made.bytes
    return themeAsset(output)
  }
  const themeAsset = (output: string): Uint8Array | undefined => {
    for (const folder of output.startsWith('lectern/') ? THEME_ASSETS : []) {
      const bytes = session.theme.read(`${folder}/${below(output, 'lectern')}`)
      if (bytes) return bytes
    }
    return undefined
  }
  const isThemeAsset = (output: string): boolean =>
    output.startsWith('lectern/') &&
    THEME_ASSETS.some((folder) => session.theme.kind(`${folder}/${below(output, 'lectern')}`) === 'file')

  /** What can be told only when all pages are there. */
  const finish = (): void => {
    const paths = new Set(state.live.keys())
    session.compiled.retain(paths)
    session.linked.retain(new Set([...paths, ...[...state.made.values()].map(({ address }) => address)]))
    const documents = [...state.live.values()].map((item) => item.document)
    const redirects = planRedirects(state.theme, documents)
    const { diagnostics } = planOutput({
      settings: state.settings,
      theme: session.theme,
      fileStats: session.inputs.fileStats,
      documents,
      pages: [
        ...documents.map(({ path, output }) => ({
          path: output,
          source: path,
          hash: '',
          content: () => undefined,
          generated: false,
        })),
        ...redirects.outputs,
      ],
      published: [],
      beside: state.files.beside,
      assets: state.files.assets,
    })
    state.wholeFaults = [...redirects.diagnostics, ...diagnostics]
  }
  const step = (): void => {
    const { queue } = state
    const next = queue.pages[queue.at++]
    if (queue.phase === 'compile') {
      if (next) next.compile()
      else {
        if (queue.pages.some((item) => item.print() !== state.prints.get(item.path))) reindex()
        Object.assign(queue, { phase: 'link', at: 0 })
      }
    } else if (next) {
      const article = link(next)
      if (article) {
        const faults = faultsOfLayout(article)
        if (faults.length) state.pageFaults.set(next.path, [...(state.pageFaults.get(next.path) ?? []), ...faults])
      }
    } else {
      finish()
      queue.phase = 'done'
    }
  }

  return {
    update,
    work(milliseconds) {
      const until = performance.now() + milliseconds
      while (!isComplete() && performance.now() < until) step()
      return !isComplete()
    },
    isComplete,
    page,
    source: copied,
    file,
    outputOf: (source) => [...state.sources].find(([, from]) => from === source)?.[0],
    addresses: () => [
      ...[...state.live.values()].map((item) => item.document.address),
      ...[...state.made.values()].map(({ address }) => address),
    ],
    diagnostics: () =>
      told(
        [...siteWide(), ...[...state.pageFaults.values()].flat()],
        [...state.outputs.values()].flatMap((live) => live.known()?.ignores ?? []),
      ),
    settings: () => state.settings,
    pages: () => state.live.size,
  }
}

/** A site of which nothing is known but its settings. */
function begin(session: Session, overrides: SettingsOverrides): State {
  const { value: settings, diagnostics } = readSettings(session.site, overrides)
  session.inputs.use(settings)
  const { theme, key } = themeOf(session, settings, templateSources(session, settings, []).value, [])
  return {
    epoch: 0,
    settings,
    settingsFaults: diagnostics,
    compiler: pageCompiler(session, settings),
    output: session.openOutput(settings.output).path,
    files: { pages: [], beside: [], assets: [], templates: [], diagnostics: [] },
    live: new Map(),
    prints: new Map(),
    site: indexSite([], settings).value,
    siteFaults: [],
    theme,
    themeKey: key,
    themeFaults: [],
    outputs: new Map(),
    made: new Map(),
    sources: new Map(),
    wholeFaults: [],
    pageFaults: new Map(),
    published: undefined,
    queue: { phase: 'done', at: 0, pages: [] },
  }
}
