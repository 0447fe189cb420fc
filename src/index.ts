/** The public API of Lectern. */

import { type BuildSummary, build as buildSession } from './build/build.ts'
import type { Progress } from './build/progress.ts'
import { textOf } from './build/session.ts'
import { version } from './cli/version.ts'
import { prettyAll } from './diagnostics/pretty.ts'
import type { Block } from './markdown/blocks/block.ts'
import { openSession } from './open-session.ts'

export type { BuildSummary } from './build/build.ts'
export type { Progress } from './build/progress.ts'
export type { InterfaceWords } from './config/interface-words.ts'
export type { Code, DiagnosticCode, PluginCode, Severity } from './diagnostics/codes.ts'
export type { Diagnostic, Fix, Related, Span } from './diagnostics/diagnostic.ts'
export type { Fault } from './diagnostics/report.ts'
export type { PictureSize } from './files/picture.ts'
export type {
  ContentsContext,
  HeadingContext,
  Html,
  LanguageLinkContext,
  LanguagesContext,
  LinkContext,
  LogoContext,
  MetaContext,
  NavigationContext,
  PageContext,
  SiteContext,
  TemplateContext,
  ThemeContext,
} from './layout/context.ts'
export type { FoundFile } from './markdown/ask.ts'
export {
  type Block,
  type BlockContext,
  type BlockDefinition,
  defineBlock,
  type Field,
  type Fields,
  type FieldType,
  type FieldValue,
  type FieldValues,
  type Rendered,
  type SourceText,
  type Values,
} from './markdown/blocks/block.ts'
export type { Heading } from './markdown/heading.ts'
export type { LabelKind } from './markdown/labels.ts'
export type { PictureChoice } from './markdown/picture-choice.ts'
export type { CodeOptions } from './markdown/text/code-lines.ts'
export {
  type Fragment,
  html,
  type InlineText,
  type Interpolation,
  type MarkdownText,
  type Piece,
  raw,
} from './markdown/text/html.ts'
export type { ExternalLink } from './page/document.ts'
export {
  definePlugin,
  type Later,
  type OutputContext,
  type PageLabel,
  type PageMetadata,
  type Plugin,
  type PluginFile,
  type PluginKit,
  type PluginModule,
  type PluginPage,
  type PluginSite,
  type ReportDetails,
  type SiteEntry,
  type SitePage,
  type TransformContext,
} from './plugins/plugin.ts'

/** What to build, and how. */
export interface BuildOptions {
  /** The site's folder; the current one by default. */
  readonly folder?: string
  /** Blocks of your own, beside those of Lectern; see `defineBlock`. Blocks of plugins are named in `site.yaml`. */
  readonly blocks?: readonly Block[]
  /** The output folder, from the site's folder, or absolute; above what `site.yaml` says, as are the next four. */
  readonly output?: string | undefined
  /** Path of the settings file from the site's folder; `site.yaml` by default. */
  readonly config?: string | undefined
  readonly base?: string | undefined
  readonly portable?: boolean | undefined
  readonly drafts?: boolean | undefined
  /** Write what can be written though there are errors. */
  readonly keepGoing?: boolean
  /** Warnings count as errors. */
  readonly strict?: boolean
  /** How many threads may work on a large site; as many as the machine can run by default. */
  readonly threads?: number | undefined
  readonly onProgress?: (progress: Progress) => void
  /** Called where another process is writing to the output folder: the build waits for it. */
  readonly onWait?: () => void
}

/** What a build did, or a check found. */
export interface Report extends BuildSummary {
  /** All diagnostics as the command line shows them, without colours. */
  readonly text: string
}

/** Builds the same site again and again in one process: each time only what changed since the last one. */
export interface Builder {
  /** Builds. `changed` names the paths, from the site's root, that changed since the last build; without it all files are read again. */
  readonly build: (changed?: readonly string[]) => Report
  /** The same analysis; writes nothing. */
  readonly check: (changed?: readonly string[]) => Report
}

/** Makes a builder. Faults of the site are in the reports; nothing is thrown for them. */
export const createBuilder = (options: BuildOptions = {}): Builder => openBuilder(options, false)

function openBuilder({ folder = '.', blocks, ...request }: BuildOptions, analysesOnly: boolean): Builder {
  const { session, startWorkers } = openSession(folder, version, { analysesOnly, ...(blocks ? { blocks } : {}) })
  const texts = textOf(session)
  const run = (check: boolean, changed: readonly string[] | undefined): Report => {
    const {
      settings: _settings,
      ignores: _ignores,
      ...summary
    } = buildSession(session, { ...request, check, ...(changed ? { changed } : {}) }, startWorkers)
    return { ...summary, text: prettyAll(summary.diagnostics, texts).join('\n\n') }
  }
  return { build: (changed) => run(false, changed), check: (changed) => run(true, changed) }
}

/** Builds the site of a folder. Faults of the site are in the result; nothing is thrown for them. */
export const build = (options: BuildOptions = {}): Report => createBuilder(options).build()

/** Analyses the site of a folder and writes nothing. */
export const check = (options: Omit<BuildOptions, 'keepGoing' | 'output'> = {}): Report =>
  openBuilder(options, true).check()
