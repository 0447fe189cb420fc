import type { Settings } from '../config/settings.ts'
import { type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import { pageFolders } from '../files/page-folders.ts'
import { below, foldPath, isWithin } from '../files/paths.ts'
import type { FileStats } from '../input/file-stats.ts'
import { pictureSource } from '../notebook/notebook-picture.ts'
import type { Document } from '../page/document.ts'
import type { PluginOutput } from '../plugins/outputs.ts'
import { caseCollisions, foldersInTheWay } from './address-conflicts.ts'
import { copiedFromSite, copiedFromTheme, partAssets, themeAssets } from './copied-files.ts'
import { type EnginePackages, planEngines } from './engine-output.ts'
import { partWordFiles } from './part-words.ts'
import type { GeneratedFile, OutputPlan, PlannedFile, PlannedPage } from './plan.ts'
import { addPluginFiles } from './plugin-files.ts'
import { reservedAddress, reservedAddresses } from './reserved-addresses.ts'
import { windowsNames } from './windows-names.ts'

/** What goes into the output folder, and from where. */
export interface PlanParts {
  readonly settings: Settings
  readonly theme: Files
  readonly engines: EnginePackages
  readonly fileStats: FileStats
  readonly documents: readonly Document[]
  /** Pages that are not built: what only they use is not published. */
  readonly drafts: readonly Document[]
  readonly pages: readonly PlannedPage[]
  /** Files that are made of the whole site. */
  readonly published: readonly GeneratedFile[]
  /** Smaller copies of pictures. */
  readonly pictures: OutputPlan
  /** Files that plugins made. */
  readonly ofPlugins: readonly PluginOutput[]
  /** Files of the content folder that are no pages. */
  readonly beside: readonly string[]
  readonly assets: readonly string[]
}

/** Puts pages and copied files together; two of one address are told. */
export function planOutput(parts: PlanParts): {
  readonly plan: OutputPlan
  readonly diagnostics: readonly Diagnostic[]
} {
  const { settings, theme, fileStats } = parts
  const planned = new Map<string, PlannedFile>()
  const diagnostics: Diagnostic[] = []
  const isReserved = reservedAddresses(theme, () => parts.published.map(({ path }) => path))
  // What a page writes elsewhere than at its own address leads there from an old one.
  const placeOf = (source: string, path: string): Span => {
    const page = parts.documents.find((document) => document.path === source && document.output !== path)
    return page?.spans.redirect_from ?? { path: source, start: 0, end: 1 }
  }
  const add = (path: string, file: PlannedFile, isOwn = false): void => {
    const { source } = file
    const other = planned.get(path)
    if (!isOwn && isReserved(path)) diagnostics.push(reservedAddress(path, placeOf(source, path), settings.assets))
    else if (!other) planned.set(path, file)
    else if (other.source !== source) {
      diagnostics.push(
        diagnostic(
          'page/duplicate-address',
          `\`${other.source}\` and \`${source}\` would both be written to \`${path}\`.`,
          { span: { path: source, start: 0, end: 1 }, hint: 'rename one of them' },
        ),
      )
    }
  }
  const copy = (source: string, path: string): void =>
    add(path, copiedFromSite(fileStats, source), isWithin(source, settings.assets))
  const outputs = new Map(parts.documents.map((document) => [document.path, document.output]))
  const contents = new Set(parts.pages.flatMap(({ path, generated }) => (generated ? [foldPath(path)] : [])))
  for (const page of parts.pages) {
    if (page.generated) continue
    // Two pages of one address were told by the index.
    const isOwn = outputs.get(page.source) === page.path
    // An old address does not take that of contents, which nothing would tell.
    if (!isOwn && contents.has(foldPath(page.path)))
      diagnostics.push(reservedAddress(page.path, placeOf(page.source, page.path), settings.assets))
    else if (!isOwn || !planned.has(page.path))
      add(page.path, { source: page.source, content: page.content, digest: page.digest, place: page.place }, isOwn)
  }
  const isHidden = hiddenWithDrafts(parts)
  for (const path of parts.beside) if (!isHidden(path)) copy(path, below(path, settings.content))
  for (const path of parts.assets) copy(path, below(path, settings.assets))
  // What begins with an underscore is published where a page leads to it.
  const beside = new Set(parts.beside)
  for (const document of parts.documents)
    for (const [path, output] of document.published)
      if (!isWithin(path, settings.content) || pictureSource(path) || !beside.has(path)) copy(path, output)
  // What Lectern makes by itself gives way to assets, and contents that it makes to any page.
  for (const { path, digest, content, generated } of parts.pages)
    if (generated && !planned.has(path)) planned.set(path, { source: '(contents)', content, digest })
  for (const { path, digest, content } of [...parts.published, ...partWordFiles(settings, parts.documents)])
    if (!planned.has(path)) planned.set(path, { source: path, content, digest })
  const hasFormulas = parts.documents.some(({ styles }) => styles.length > 0)
  for (const [path, output] of [
    ...themeAssets(theme, hasFormulas),
    ...partAssets(theme, parts.documents, settings.languages.length > 0),
  ])
    if (!planned.has(output)) planned.set(output, copiedFromTheme(theme, path))
  for (const [path, file] of parts.pictures) if (!planned.has(path)) planned.set(path, file)
  const ofEngines = planEngines(parts.engines, parts.documents, settings.portable)
  for (const [path, file] of ofEngines.files) if (!planned.has(path)) planned.set(path, file)
  diagnostics.push(...ofEngines.diagnostics)
  diagnostics.push(...addPluginFiles(planned, parts.ofPlugins))
  return {
    plan: planned,
    diagnostics: [...diagnostics, ...foldersInTheWay(planned), ...caseCollisions(planned), ...windowsNames(planned)],
  }
}

/** Tells of a file of content whether it belongs to a page that is not built, and to no other: it would show what the page keeps. */
function hiddenWithDrafts({ drafts, documents }: PlanParts): (path: string) => boolean {
  if (drafts.length === 0) return () => false
  const own = drafts.flatMap(({ path }) => pageFolders(path))
  const used = new Set(drafts.flatMap(({ published }) => published.map(([path]) => path)))
  const wanted = new Set(documents.flatMap(({ published }) => published.map(([path]) => path)))
  return (path) => !wanted.has(path) && (used.has(path) || own.some((folder) => isWithin(path, folder)))
}
