import type { Settings } from '../config/settings.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import { below } from '../files/paths.ts'
import type { FileStats } from '../input/file-stats.ts'
import type { Document } from '../page/document.ts'
import { caseCollisions, foldersInTheWay } from './address-conflicts.ts'
import { copiedFromSite, copiedFromTheme, themeAssets } from './copied-files.ts'
import type { GeneratedFile, OutputPlan, PlannedFile, PlannedPage } from './plan.ts'

/** What goes into the output folder, and from where. */
export interface PlanParts {
  readonly settings: Settings
  readonly theme: Files
  readonly fileStats: FileStats
  readonly documents: readonly Document[]
  readonly pages: readonly PlannedPage[]
  /** Files that are made of the whole site. */
  readonly published: readonly GeneratedFile[]
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
  const add = (path: string, file: PlannedFile): void => {
    const { source } = file
    const other = planned.get(path)
    if (!other) planned.set(path, file)
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
  const copy = (source: string, path: string): void => add(path, copiedFromSite(fileStats, source))
  const outputs = new Map(parts.documents.map((document) => [document.path, document.output]))
  for (const page of parts.pages) {
    if (page.generated) continue
    // Two pages of one address were told by the index.
    if (outputs.get(page.source) !== page.path || !planned.has(page.path))
      add(page.path, { source: page.source, content: page.content, digest: page.digest, place: page.place })
  }
  for (const path of parts.beside) copy(path, below(path, settings.content))
  for (const path of parts.assets) copy(path, below(path, settings.assets))
  for (const document of parts.documents) for (const [path, output] of document.published) copy(path, output)
  // What Lectern makes by itself gives way to any file of the author's.
  for (const { path, digest, content, generated } of parts.pages)
    if (generated && !planned.has(path)) planned.set(path, { source: '(contents)', content, digest })
  for (const { path, digest, content } of parts.published)
    if (!planned.has(path)) planned.set(path, { source: path, content, digest })
  for (const [path, output] of themeAssets(theme))
    if (!planned.has(output)) planned.set(output, copiedFromTheme(theme, path))
  return { plan: planned, diagnostics: [...diagnostics, ...foldersInTheWay(planned), ...caseCollisions(planned)] }
}
