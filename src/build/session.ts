import type { MarkdownIt } from 'markdown-it'
import { blockTable } from '../blocks/blocks.ts'
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts'
import type { CompileAnswers } from '../files/ask.ts'
import type { Files } from '../files/files.ts'
import type { PageOutput } from '../layout/layout.ts'
import type { Templates } from '../layout/templates.ts'
import type { Block } from '../markdown/block.ts'
import { createParser } from '../markdown/parser.ts'
import type { Document } from '../page/document.ts'
import { createSearchMemory, type SearchMemory } from '../publish/search/search-index.ts'
import type { LinkAnswers } from '../site/facts.ts'
import type { Article } from '../site/link.ts'
import { createInputs, type Inputs } from './inputs.ts'
import { createMemo, type Memo } from './memo.ts'

/** What a session is made from. */
export interface SessionOptions {
  /** The site's folder. */
  readonly site: Files
  /** The folder that holds the theme: `templates/` and `assets/lectern/`. */
  readonly theme: Files
  /** Opens an output folder: a path from the site's root, or absolute. */
  readonly openOutput: (path: string) => OutputFolder
  /** The name of the site's folder: the title of a site that has none. */
  readonly folderName: string
  /** Version of Lectern, for `generator`. */
  readonly version: string
  /** Blocks of the caller's own. */
  readonly blocks?: readonly Block[]
}

/** An output folder. */
export interface OutputFolder {
  readonly files: Files
  /** Its path from the site's root; undefined where it lies elsewhere. */
  readonly path: string | undefined
  /** It is the site's root, or holds it. */
  readonly holdsSite: boolean
}

/** What one build leaves for the next one in the same process. */
export interface Session extends SessionOptions {
  readonly inputs: Inputs
  readonly md: MarkdownIt
  readonly blockTable: ReadonlyMap<string, Block>
  readonly compiled: Memo<Document, CompileAnswers>
  readonly linked: Memo<Article, LinkAnswers>
  /** By source: the article and the theme that an output was made from. */
  readonly laidOut: Map<
    string,
    { readonly article: Article; readonly theme: string; readonly outcome: Outcome<PageOutput> }
  >
  readonly search: SearchMemory
  readonly templates: Map<string, { readonly templates: Templates; readonly diagnostics: readonly Diagnostic[] }>
  /** Texts of templates by the path that diagnostics name them by. */
  readonly templateTexts: Map<string, string>
}

/** Begins a session: the first build in it does everything, later ones what has changed. */
export function createSession(options: SessionOptions): Session {
  return {
    ...options,
    inputs: createInputs(options.site),
    md: createParser(),
    blockTable: blockTable(options.blocks),
    compiled: createMemo<Document, CompileAnswers>((kind, answer) => printCompile[kind](answer)),
    linked: createMemo<Article, LinkAnswers>((_kind, answer) =>
      typeof answer === 'object' && 'fingerprint' in answer ? answer.fingerprint : JSON.stringify(answer),
    ),
    laidOut: new Map(),
    search: createSearchMemory(),
    templates: new Map(),
    templateTexts: new Map(),
  }
}

const printCompile: { readonly [Kind in keyof CompileAnswers]: (answer: CompileAnswers[Kind]) => string } = {
  text: (file) => file.hash,
  file: (file) => file.output ?? 'outside',
  folder: (names) => names.join('/'),
  picture: ({ width, height, bytes }) => `${width}x${height} ${bytes}`,
  constant: (text) => text,
}

/** The text that spans of a path point into. */
export const textOf =
  (session: Session) =>
  (path: string): string | undefined =>
    session.templateTexts.get(path) ?? session.inputs.text(path)?.text
