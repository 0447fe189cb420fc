import { readSettings } from '../config/read.ts'
import type { Settings, SettingsOverrides } from '../config/settings.ts'
import { ACCEPTED_FILE, type AcceptedFault, readAccepted } from '../diagnostics/accepted.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { decodeText } from '../files/decode.ts'
import { type OutputFolder, STORE } from '../files/open-site.ts'
import { joinPath } from '../files/paths.ts'
import type { Inputs } from '../input/inputs.ts'
import { type SiteFiles, scanSite } from '../input/scan.ts'
import type { TemplateSource } from '../layout/templates.ts'
import { NOT_PUBLISHED_HINT } from '../markdown/find-file.ts'
import { overlapOf } from '../output/overlap.ts'
import type { Session } from './session.ts'
import { templateSources } from './stages/theme.ts'

/** What a site is made from: read before any page is compiled. */
export interface SiteInput {
  readonly settings: Settings
  /** The settings are those of before, since those of now cannot be read. */
  readonly isKept: boolean
  readonly output: OutputFolder
  readonly files: SiteFiles
  readonly templates: readonly TemplateSource[]
  /** Faults that the site's author accepted. */
  readonly accepted: readonly AcceptedFault[]
  /** What is wrong with each of them. */
  readonly faults: {
    readonly settings: readonly Diagnostic[]
    readonly files: readonly Diagnostic[]
    readonly templates: readonly Diagnostic[]
  }
}

/** Whether a fault of the settings takes some of them away, and does not only tell of a name that says nothing. */
const takesSettings = ({ severity, code }: Diagnostic): boolean => severity === 'error' && code !== 'config/unknown-key'

/** Reads the input of a site. `lastGood` are settings to keep where those of now have faults: half of a line, while it is typed. */
export function readSiteInput(session: Session, overrides: SettingsOverrides, lastGood?: Settings): SiteInput {
  const { value, diagnostics } = readSettings(session.site, overrides)
  const isKept = lastGood !== undefined && diagnostics.some(takesSettings)
  const settings = isKept ? lastGood : value
  session.inputs.use(settings)
  const output = session.openOutput(settings.output)
  const ofPlugins = session.plugins.open(settings)
  const ofFolders = [
    ...overlap(output, settings),
    ...linkedStore(session),
    ...cutHistory(session, settings),
    ...noPictureTool(session, settings),
  ]
  const { accepted, unreadable } = readAcceptedFile(session)
  const faults = { settings: [...diagnostics, ...unreadable, ...ofFolders, ...ofPlugins], files: [], templates: [] }
  return listFiles(session, { settings, isKept, output, files: NO_FILES, templates: [], accepted, faults })
}

/** Faults that the author accepted. */
function readAcceptedFile({ site }: Session) {
  const bytes = site.read(ACCEPTED_FILE)
  const accepted = bytes && readAccepted(decodeText(bytes).text)
  const unreadable =
    bytes === undefined || accepted
      ? []
      : [
          diagnostic('config/bad-accepted', `\`${ACCEPTED_FILE}\` is no list of faults.`, {
            span: { path: ACCEPTED_FILE, start: 0, end: 1 },
            hint: 'write it anew: `lectern check --accept`',
          }),
        ]
  return { accepted: accepted ?? [], unreadable }
}

/** The same input with the files of now. */
export function listFiles(session: Session, input: SiteInput): SiteInput {
  const { settings, output } = input
  const files = scanSite(session.site, settings, output.path)
  session.inputs.listed(files)
  const { published, refused } = withoutRefused(files, session.inputs.refusal, settings)
  const faults = { ...input.faults, files: [...files.diagnostics, ...noPages(files, settings), ...refused] }
  return readTemplateFiles(session, { ...input, files: published, faults })
}

/** The same input with the templates of now. */
export function readTemplateFiles(session: Session, input: SiteInput): SiteInput {
  const { value: templates, diagnostics } = templateSources(session, input.settings, input.files.templates)
  return { ...input, templates, faults: { ...input.faults, templates: diagnostics } }
}

/** Leaves out what is not published of files beside pages and of assets, and tells it: only where authors are not trusted. */
function withoutRefused(files: SiteFiles, refusal: Inputs['refusal'], { safe }: Settings) {
  if (!safe) return { published: files, refused: [] }
  const refused: Diagnostic[] = []
  const told = new Set<string>()
  const isPublished = (path: string): boolean => {
    const reason = refusal(path)
    if (reason === undefined) return true
    if (!told.has(path))
      refused.push(
        diagnostic('file/not-published', `\`${path}\` is not published: ${reason}.`, {
          span: { path, start: 0, end: 1 },
          hint: NOT_PUBLISHED_HINT,
        }),
      )
    told.add(path)
    return false
  }
  const beside = files.beside.filter(isPublished)
  return { published: { ...files, beside, assets: files.assets.filter(isPublished) }, refused }
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

/** Lectern's own folder, where it is a link to one elsewhere: nothing is read or written there. */
const linkedStore = ({ site }: Session): Diagnostic[] =>
  site.kind(STORE) === 'outside'
    ? [
        diagnostic('file/outside', `\`${STORE}\` is a link that leads out of the site’s folder.`, {
          hint: 'remove the link: Lectern makes a folder of that name, and keeps there what it remembers of a build',
        }),
      ]
    : []

/** Why some pages, or all, do not show when they were last changed. */
function cutHistory({ inputs }: Session, { lastChanged }: Settings): Diagnostic[] {
  if (!lastChanged) return []
  const { fault, isCut } = inputs.history()
  if (fault !== undefined)
    return [
      diagnostic('history/unknown', `\`last_changed\` shows nothing: ${HISTORY_FAULTS[fault].why}.`, {
        hint: HISTORY_FAULTS[fault].hint,
      }),
    ]
  if (!isCut) return []
  return [
    diagnostic(
      'history/cut',
      'This clone has only the latest commits, so most pages do not show when they were changed.',
      {
        hint: 'run `git fetch --unshallow`; in a workflow of GitHub, say `fetch-depth: 0` below `uses: actions/checkout`',
      },
    ),
  ]
}

/** Smaller copies of pictures are wanted, and what makes them is not there. */
const noPictureTool = ({ inputs }: Session, { pictures }: Settings): Diagnostic[] =>
  pictures === '' || inputs.answer('pictureTool', '') !== undefined
    ? []
    : [
        diagnostic(
          'picture/no-package',
          'Pictures are published as they are: what makes smaller copies is not installed.',
          {
            hint: 'run `npm install --save-dev sharp` in the folder of the site, or take `pictures` out of its settings',
          },
        ),
      ]

const HISTORY_FAULTS = {
  'no-git': { why: 'there is no program `git`', hint: 'install git, or take `last_changed` out' },
  'no-repository': {
    why: 'the site lies in no repository of git',
    hint: 'run `git init` and commit the pages, or take `last_changed` out',
  },
  'not-trusted': {
    why: 'the folder belongs to someone else, so git does not read its history',
    hint: 'if you trust it, run `git config --global --add safe.directory` with its path',
  },
  failed: { why: 'git could not read its history', hint: 'run `git log` there to see why' },
} as const

function noPages({ pages }: SiteFiles, { content }: Settings): Diagnostic[] {
  if (pages.length > 0) return []
  return [
    diagnostic('page/no-pages', `There are no pages in \`${content || '.'}\`.`, {
      hint: 'write a file that ends in `.md`',
    }),
  ]
}

/** Settings that have no fault which takes some of them away; undefined for others. */
export const goodSettings = ({ settings, isKept, faults }: SiteInput): Settings | undefined =>
  isKept || !faults.settings.some(takesSettings) ? settings : undefined

/** The files that the settings were read from. */
export const settingsFiles = (
  { nav, languageNavs, constantSpans }: Settings,
  { config }: SettingsOverrides,
): ReadonlySet<string> =>
  new Set([
    joinPath(config ?? 'site.yaml') ?? 'site.yaml',
    ...(nav ? [nav.path] : []),
    ...Array.from(languageNavs.values(), ({ path }) => path),
    ...Array.from(constantSpans.values(), ({ path }) => path),
  ])
