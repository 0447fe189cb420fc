import type { Settings } from '../config/settings.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import { sameForm } from '../files/forms.ts'
import { hash as fingerprint } from '../files/hash.ts'
import { once } from '../files/once.ts'
import { below, folderOf, foldPath, isWithin } from '../files/paths.ts'
import type { SpilledContent } from '../files/spill.ts'
import type { FileStats } from '../input/file-stats.ts'
import type { Document } from '../page/document.ts'
import type { Plan, PlannedFile } from './write.ts'

/** Folders of the theme that every site gets as `lectern/`; other assets there are its own manual's. */
export const THEME_ASSETS = ['assets/lectern', 'lib/client'] as const

/** A file that was made. */
export interface MadeFile {
  readonly path: string
  /** Fingerprint of its content. */
  readonly hash: string
  /** Made when it is asked for, where an earlier build made it. */
  readonly content: () => string | Uint8Array | undefined
  /** Where its bytes are, for other threads. */
  readonly place?: SpilledContent['place'] | undefined
}

/** A page to be written, with the source that it was made from; pages that Lectern makes by itself have none. */
export type PlannedPage = MadeFile & { readonly source: string; readonly generated: boolean }

/** What goes into the output folder, and from where. */
export interface PlanParts {
  readonly settings: Settings
  readonly theme: Files
  readonly fileStats: FileStats
  readonly documents: readonly Document[]
  readonly pages: readonly PlannedPage[]
  /** Files that are made of the whole site. */
  readonly published: readonly MadeFile[]
  /** Files of the content folder that are no pages. */
  readonly beside: readonly string[]
  readonly assets: readonly string[]
}

/** Puts pages and copied files together; two of one address are told. */
export function planOutput(parts: PlanParts): { readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] } {
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
      add(page.path, { source: page.source, content: page.content, hash: page.hash, place: page.place })
  }
  for (const path of parts.beside) copy(path, below(path, settings.content))
  for (const path of parts.assets) copy(path, below(path, settings.assets))
  for (const document of parts.documents) for (const [path, output] of document.published) copy(path, output)
  // What Lectern makes by itself gives way to any file of the author's.
  for (const { path, hash, content, generated } of parts.pages)
    if (generated && !planned.has(path)) planned.set(path, { source: '(contents)', content, hash })
  for (const { path, hash, content } of parts.published)
    if (!planned.has(path)) planned.set(path, { source: path, content, hash })
  for (const [path, output] of themeAssets(theme))
    if (!planned.has(output)) planned.set(output, copiedFromTheme(theme, path))
  return { plan: planned, diagnostics: [...diagnostics, ...foldersInTheWay(planned), ...caseCollisions(planned)] }
}

/** A file of the site that is published as it is. Its fingerprint is known where nobody touched it since it was copied. */
export const copiedFromSite = (fileStats: FileStats, source: string): PlannedFile => ({
  source,
  content() {
    const read = fileStats.read(source)
    read?.note('copy', fingerprint(read.bytes))
    return read?.bytes
  },
  get hash() {
    return fileStats.print(source, 'copy')
  },
  copyOf: 'site',
})

/** A file that comes with Lectern: it is small, and read to know whether the copy is the same. */
export function copiedFromTheme(theme: Files, source: string): PlannedFile {
  const bytes = once(() => theme.read(source))
  const print = once(() => {
    const read = bytes()
    return read && fingerprint(read)
  })
  return {
    source,
    content: bytes,
    get hash() {
      return print()
    },
    copyOf: 'theme',
  }
}

/** Files that come with every site, and where they are published. */
export const themeAssets = (theme: Files): readonly (readonly [path: string, output: string])[] =>
  THEME_ASSETS.flatMap((folder) =>
    theme.list(folder).map((path): [string, string] => [path, `lectern/${below(path, folder)}`]),
  )

/** Files whose path is that of a folder which others want to be written to: no disk can hold both. */
function foldersInTheWay(plan: Plan): Diagnostic[] {
  const told = new Set<string>()
  const diagnostics: Diagnostic[] = []
  const fileStats = new Set<string>()
  for (const [path, { source }] of plan) {
    for (let at = folderOf(path); at !== '' && !fileStats.has(at); at = folderOf(at)) {
      fileStats.add(at)
      const file = plan.get(at)
      if (!file || told.has(at)) continue
      told.add(at)
      diagnostics.push(
        diagnostic(
          'page/duplicate-address',
          `\`${file.source}\` would be written to \`${at}\`, which is the folder of \`${path}\`.`,
          {
            span: { path: file.source, start: 0, end: 1 },
            related: [{ span: { path: source, start: 0, end: 1 }, message: `becomes \`${path}\`` }],
            hint: 'rename one of them',
          },
        ),
      )
    }
  }
  return diagnostics
}

/** Paths that some disks and hosts take for the same: they differ in case, or in how accents are encoded. */
function caseCollisions(plan: Plan): Diagnostic[] {
  const first = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  for (const [path, { source }] of plan) {
    const folded = foldPath(path)
    const other = first.get(folded)
    if (other === undefined) first.set(folded, path)
    else {
      const before = plan.get(other)?.source ?? other
      diagnostics.push(
        diagnostic(
          'page/case-collision',
          sameForm(path, other)
            ? `\`${path}\` and \`${other}\` differ only in how accents are encoded: on some disks they are the same file.`
            : `\`${path}\` and \`${other}\` are the same file on hosts that do not tell upper from lower case.`,
          {
            span: { path: source, start: 0, end: 1 },
            related: [{ span: { path: before, start: 0, end: 1 }, message: `becomes \`${other}\`` }],
            hint: 'rename one of them',
          },
        ),
      )
    }
  }
  return diagnostics
}

/** Whether the output folder and a folder that the site is made from lie in each other; output as a path from the site's root. */
export function overlapOf(output: string, settings: Settings): string | undefined {
  if (output === '') return '.'
  for (const folder of [settings.content, settings.templates, settings.assets, ...settings.include]) {
    if (folder !== '' && (isWithin(output, folder) || isWithin(folder, output))) return folder
  }
  return undefined
}
