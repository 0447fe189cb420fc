import type { Settings, SettingsOverrides } from '../config/settings.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Ignore } from '../diagnostics/ignores.ts'
import { type DiagnosticReport, reportOf } from '../diagnostics/report.ts'
import type { Theme } from '../layout/layout.ts'
import { checkTemplateLinks } from '../layout/template-links.ts'
import type { TemplateSource } from '../layout/templates.ts'
import type { GeneratedFile, OutputPlan, PlannedPage } from '../output/plan.ts'
import { planOutput } from '../output/plan-output.ts'
import type { Document } from '../page/document.ts'
import type { PluginOutput } from '../plugins/outputs.ts'
import { checkSite } from '../site/checks.ts'
import type { Article } from '../site/link.ts'
import { indexSite, type Site } from '../site/site.ts'
import type { Session } from './session.ts'
import {
  goodSettings,
  listFiles,
  readSiteInput,
  readTemplateFiles,
  type SiteInput,
  settingsFiles,
} from './site-input.ts'
import { type PageCompiler, pageCompiler } from './stages/compile.ts'
import { planRedirects } from './stages/layout.ts'
import { planPictures } from './stages/pictures.ts'
import { themeOf } from './stages/theme.ts'

/**
 * The one conductor of a site. `build` and `check` drain it (make.ts), `lectern dev` asks it lazily (serve/dev-site.ts), a shard
 * takes its first half (shard.ts). What is read of a site, what is checked of all of it, and what is told are decided here, so
 * they are the same for every command.
 *
 *     read ─▶ compile pages ─▶ index ─▶ link and lay out pages ─▶ plan ─▶ report
 */
export interface SiteBuild {
  readonly session: Session
  /** What the site is made from, as it was read last. */
  readonly input: () => SiteInput
  readonly settings: () => Settings
  /** Compiles pages under these settings. */
  readonly compiler: () => PageCompiler
  /** Reads the input of the site, all of it by default. */
  readonly read: (what?: 'all' | 'files' | 'templates') => void
  /** Makes the site and its theme of compiled pages. `drafts` are pages that are not built. */
  readonly index: (documents: readonly Document[], drafts?: readonly Document[]) => SiteIndex
  /** Makes the theme again, of templates that were read again. */
  readonly retheme: (documents: readonly Document[]) => SiteIndex
  /** What was indexed last. */
  readonly indexed: () => SiteIndex
  /** Makes the files of plugins, of all pages. */
  readonly pluginFiles: (articles: () => readonly Article[]) => readonly PluginOutput[]
  /** Decides what goes into the output folder, and checks what can be checked only of the whole site. */
  readonly plan: (parts: PlanRequest) => OutputPlan
  /** What is wrong with the input, and what was found of all pages together. */
  readonly faults: () => { readonly input: readonly Diagnostic[]; readonly site: readonly Diagnostic[] }
  /** What is told of some diagnostics. */
  readonly report: (found: readonly Diagnostic[], ignores: readonly Ignore[], strict?: boolean) => DiagnosticReport
}

/** All pages together, and what they are laid out with. */
export interface SiteIndex {
  readonly site: Site
  readonly theme: Theme
  /** Digest of the theme. */
  readonly themeDigest: string
  /** The site's own templates. */
  readonly ownTemplates: readonly TemplateSource[]
}

/** What a plan is made of. */
export interface PlanRequest {
  readonly documents: readonly Document[]
  /** Pages by the file that each is written to. */
  readonly pages: readonly PlannedPage[]
  /** Files that are made of the whole site. */
  readonly published: readonly GeneratedFile[]
  /** Files of plugins. */
  readonly ofPlugins: readonly PluginOutput[]
}

/** Opens a site for a build. `keepsGood`: settings and templates that cannot be read leave those of before in force. */
export function createSiteBuild(
  session: Session,
  overrides: SettingsOverrides,
  { keepsGood = false }: { readonly keepsGood?: boolean } = {},
): SiteBuild {
  const first = readSiteInput(session, overrides)
  const state: {
    input: SiteInput
    compiler: PageCompiler
    index: SiteIndex | undefined
    site: readonly Diagnostic[]
    theme: readonly Diagnostic[]
    plugins: readonly Diagnostic[]
    plan: readonly Diagnostic[]
    drafts: readonly Document[]
    goodTemplates: readonly TemplateSource[] | undefined
    goodSettings: Settings | undefined
  } = {
    input: first,
    compiler: pageCompiler(session, first.settings),
    index: undefined,
    site: [],
    theme: [],
    plugins: [],
    plan: [],
    drafts: [],
    goodTemplates: undefined,
    goodSettings: keepsGood ? goodSettings(first) : undefined,
  }
  const indexed = (): SiteIndex => {
    if (!state.index) throw new Error('A site is wanted before its pages are indexed.')
    return state.index
  }
  const withTheme = (site: Site, documents: readonly Document[]): SiteIndex => {
    const { settings, templates } = state.input
    const read = themeOf(session, settings, templates, documents)
    state.theme = read.diagnostics
    if (keepsGood && read.diagnostics.length === 0) state.goodTemplates = templates
    const { theme, own, key } =
      state.goodTemplates && read.diagnostics.length > 0
        ? themeOf(session, settings, state.goodTemplates, documents)
        : read
    state.index = { site, theme, themeDigest: key, ownTemplates: own }
    return state.index
  }
  return {
    session,
    input: () => state.input,
    settings: () => state.input.settings,
    compiler: () => state.compiler,
    read(what = 'all') {
      if (what === 'files') state.input = listFiles(session, state.input)
      else if (what === 'templates') state.input = readTemplateFiles(session, state.input)
      else {
        state.input = readSiteInput(session, overrides, state.goodSettings)
        if (keepsGood) state.goodSettings = goodSettings(state.input) ?? state.goodSettings
        state.compiler = pageCompiler(session, state.input.settings)
      }
    },
    index(documents, drafts = []) {
      const { value: site, diagnostics } = indexSite(documents, state.input.settings, drafts)
      session.state.site = site
      state.site = diagnostics
      state.drafts = drafts
      return withTheme(site, documents)
    },
    retheme: (documents) => withTheme(indexed().site, documents),
    indexed,
    pluginFiles(articles) {
      const { site, theme } = indexed()
      const request = { title: theme.title, settings: state.input.settings, navigation: site.navigation }
      const { files, diagnostics } = session.plugins.files(articles, request)
      state.plugins = diagnostics
      return files
    },
    plan({ documents, pages, published, ofPlugins }) {
      const { settings, files } = state.input
      const { site, theme, ownTemplates } = indexed()
      const redirects = planRedirects(theme, documents)
      const pictures = planPictures(session, documents)
      const { plan, diagnostics } = planOutput({
        pictures: pictures.value,
        settings,
        theme: session.theme,
        engines: session.engines,
        fileStats: session.inputs.fileStats,
        documents,
        drafts: state.drafts,
        pages: [...pages, ...redirects.outputs],
        published,
        ofPlugins,
        beside: files.beside,
        assets: files.assets,
      })
      const anchorsOf = (path: string) => documents.find(({ output }) => output === path)?.anchors
      const links = checkTemplateLinks(ownTemplates, settings.base, plan, anchorsOf)
      const ofAllPages = checkSite(documents, state.drafts, site.listed, settings)
      state.plan = [...pictures.diagnostics, ...ofAllPages, ...redirects.diagnostics, ...diagnostics, ...links]
      return plan
    },
    faults() {
      const { settings, isKept, faults } = state.input
      const site = [...state.site, ...state.theme, ...state.plugins, ...state.plan]
      // What settings of before say stands elsewhere in the file of now, or not at all.
      const stale = isKept ? settingsFiles(settings, overrides) : undefined
      return {
        input: [...faults.settings, ...faults.files, ...faults.templates],
        site: stale ? site.filter(({ span }) => span === undefined || !stale.has(span.path)) : site,
      }
    },
    report(all, ignores, strict) {
      const { isWhole, isPluginCode } = session.plugins
      // Blocks of a plugin that is missing are unknown: its own diagnostic is the cause.
      const found = isWhole() ? all : all.filter(({ code }) => code !== 'block/unknown')
      const { settings, accepted } = state.input
      return reportOf(found, ignores, { rules: settings.rules, accepted, strict, isPluginCode })
    },
  }
}
