import { readSettings } from '../config/read.ts'
import type { Settings, SettingsOverrides } from '../config/settings.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { OutputFolder } from '../files/open-site.ts'
import { type SiteFiles, scanSite } from '../input/scan.ts'
import type { TemplateSource } from '../layout/templates.ts'
import { overlapOf } from '../output/overlap.ts'
import type { Session } from './session.ts'
import { templateSources } from './stages/theme.ts'

/** What a site is made from: read before any page is compiled. */
export interface SiteInput {
  readonly settings: Settings
  readonly output: OutputFolder
  readonly files: SiteFiles
  readonly templates: readonly TemplateSource[]
  /** What is wrong with each of them. */
  readonly faults: {
    readonly settings: readonly Diagnostic[]
    readonly files: readonly Diagnostic[]
    readonly templates: readonly Diagnostic[]
  }
}

/** Reads the input of a site. */
export function readSiteInput(session: Session, overrides: SettingsOverrides): SiteInput {
  const { value: settings, diagnostics } = readSettings(session.site, overrides)
  session.inputs.use(settings)
  const output = session.openOutput(settings.output)
  const ofPlugins = session.plugins.open(settings)
  const faults = { settings: [...diagnostics, ...overlap(output, settings), ...ofPlugins], files: [], templates: [] }
  return listFiles(session, { settings, output, files: NO_FILES, templates: [], faults })
}

/** The same input with the files of now. */
export function listFiles(session: Session, input: SiteInput): SiteInput {
  const { settings, output } = input
  const files = scanSite(session.site, settings, output.path)
  session.inputs.listed(files)
  const faults = { ...input.faults, files: [...files.diagnostics, ...noPages(files, settings)] }
  return readTemplateFiles(session, { ...input, files, faults })
}

/** The same input with the templates of now. */
export function readTemplateFiles(session: Session, input: SiteInput): SiteInput {
  const { value: templates, diagnostics } = templateSources(session, input.settings, input.files.templates)
  return { ...input, templates, faults: { ...input.faults, templates: diagnostics } }
}

const NO_FILES: SiteFiles = { pages: [], beside: [], assets: [], templates: [], diagnostics: [] }

function overlap({ holdsSite, path }: OutputFolder, settings: Settings): Diagnostic[] {
  const other = holdsSite ? 'the site' : path === undefined ? undefined : overlapOf(path, settings)
  if (other === undefined) return []
  return [
    diagnostic('output/overlap', `The output folder \`${settings.output}\` and \`${other}\` lie in each other.`, {
      hint: 'choose a folder beside it, such as `dist`',
    }),
  ]
}

function noPages({ pages }: SiteFiles, { content }: Settings): Diagnostic[] {
  if (pages.length > 0) return []
  return [
    diagnostic('page/no-pages', `There are no pages in \`${content || '.'}\`.`, {
      hint: 'write a file that ends in `.md`',
    }),
  ]
}
