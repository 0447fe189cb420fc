import type { MakeDocument } from '../../cache/documents.ts'
import { packText } from '../../cache/packed-text.ts'
import { createWords, type WordsOf } from '../../config/interface-words.ts'
import { isShown } from '../../config/languages.ts'
import type { Settings } from '../../config/settings.ts'
import { type Diagnostic, diagnostic, type Outcome } from '../../diagnostics/diagnostic.ts'
import { computePublicDigest, stageDigest } from '../../incremental/digests.ts'
import type { Remembered } from '../../incremental/memo.ts'
import { withPackedQuestions } from '../../incremental/stage-record.ts'
import { type Ask, type CompileAnswers, NO_FILE } from '../../markdown/ask.ts'
import type { Hole } from '../../markdown/text/holes.ts'
import { type Compiler, compilePage } from '../../page/compile.ts'
import { type Document, packDocument, unpackDocument } from '../../page/document.ts'
import { inNotebook } from '../../page/notebook-page.ts'
import { readPage } from '../../page/read.ts'
import type { OnProgress } from '../progress.ts'
import type { Session } from '../session.ts'

/** Reading and compiling pages, each through the session's memory. */

/** A document, and a number that grows when it is compiled again. */
export interface Compiled {
  readonly document: Document
  readonly version: number
}

/** What compiling is the same for: all pages of a build. */
export interface PageCompiler {
  readonly session: Session
  readonly settings: Settings
  readonly wordsOf: WordsOf
  readonly key: string
  /** Compiles the page of a path again, for the document that it gave. */
  readonly again: MakeDocument
  /** Gives the document of a page that an earlier process compiled. */
  readonly revive: MakeDocument
}

/** Compiles pages under these settings. */
export const pageCompiler = (session: Session, settings: Settings): PageCompiler => {
  const compiler: PageCompiler = {
    session,
    settings,
    wordsOf: createWords(settings),
    key: compileKey(settings, session.plugins.loaded().digest),
    again: (path) => compileText(compiler, path, session.inputs.answer).value,
    revive: (path) =>
      session.cache?.document(path, compiler.again) ?? compileAndSpill(compiler, path, session.inputs.answer).value,
  }
  return compiler
}

/** What the memory knows a page by; undefined where its file cannot be read. */
export function compileInput({ session, key }: PageCompiler, path: string): string | undefined {
  const digest = session.inputs.digest(path)
  return digest === undefined ? undefined : `${digest} ${key}`
}

/** Whether a page would be compiled to what it was. */
export function holdsStill(compiler: PageCompiler, path: string): boolean {
  const { compiled, inputs } = compiler.session
  // A page without a record has to be compiled: its file is read then.
  const input = compiled.record(path) && compileInput(compiler, path)
  inputs.release(path)
  return input !== undefined && compiled.holds(path, { input, ask: inputs.answerAgain, epoch: inputs.epoch() })
}

/** Reads and compiles one page; undefined where its file cannot be read. `precomputed`: the next run reports that it is fresh. */
export function compileOne(
  compiler: PageCompiler,
  path: string,
  precomputed = false,
): Remembered<Document> | undefined {
  const { session } = compiler
  const epoch = session.inputs.epoch()
  const known = session.compiled.recall(path, { epoch, revive: compiler.revive, precomputed })
  if (known) return known
  const input = compileInput(compiler, path)
  if (input === undefined) return undefined
  return session.compiled.run(path, {
    input,
    ask: session.inputs.answer,
    askAgain: session.inputs.answerAgain,
    epoch,
    inputNow: () => `${session.inputs.text(path)?.digest} ${compiler.key}`,
    stage: (ask) => compileAndSpill(compiler, path, aboutFolders(ask, session)),
    revive: () => compiler.revive(path),
    // Of a large site, with its questions packed.
    kept: session.state.isLarge ? withPackedQuestions : undefined,
    precomputed,
  })
}

/** Compiles a page; of a large site, its document is put aside. */
function compileAndSpill(compiler: PageCompiler, path: string, ask: Ask<CompileAnswers>): Outcome<Document> {
  const outcome = compileText(compiler, path, ask)
  return compiler.session.state.isLarge ? { ...outcome, value: spillDocument(compiler, outcome.value) } : outcome
}

/**
 * Asks about a folder that is not there instead of each file that would be in it. Most blocks look into folders that a
 * page may have and mostly has not, so that pages beside each other ask the same.
 */
const aboutFolders =
  (ask: Ask<CompileAnswers>, { inputs }: Session): Ask<CompileAnswers> =>
  (kind, key) => {
    const missing = kind === 'file' ? inputs.missingFolder(key) : undefined
    if (missing === undefined) return ask(kind, key)
    ask('there', missing)
    return undefined
  }

/**
 * A document of a large site: its text lies in the cache, where there is one. Its facts and holes are copies, because
 * titles, names of pages and the like are parts of the page's source, and would keep all of it in memory.
 */
function spillDocument({ session, again }: PageCompiler, document: Document): Document {
  const aside = session.aside ?? (session.state.isCheck ? undefined : session.cache)
  if (aside) {
    const kept = aside.put(packDocument(document), packText(document.chunks), again)
    kept.publicDigest = computePublicDigest(document)
    return kept
  }
  const chunks = document.chunks.map((chunk) =>
    // Plain data: what is put in comes out.
    typeof chunk === 'string' ? chunk : (JSON.parse(JSON.stringify(chunk)) as Hole),
  )
  return unpackDocument(packDocument(document), () => chunks)
}

/** Compiles a page without looking into the memory. */
export function compileText(
  { session, settings, wordsOf }: PageCompiler,
  path: string,
  ask: Ask<CompileAnswers>,
  onCode?: Compiler['onCode'],
): Outcome<Document> {
  const file = session.inputs.text(path) ?? NO_FILE
  try {
    const page = readPage({ path, file }, settings)
    const { md, plugins, analysesOnly } = session
    const colours = analysesOnly !== true
    const compiler = {
      md,
      blocks: plugins.blocks(),
      settings,
      wordsOf,
      transform: plugins.transform(),
      colours,
      onCode,
    }
    const compiled = compilePage(compiler, page.value, ask)
    session.inputs.release(path)
    // Of a page that is shown in another language, its source tells what is wrong.
    const diagnostics = isShown(path) ? [] : [...page.diagnostics, ...compiled.diagnostics]
    const found = { value: compiled.value, diagnostics }
    return page.value.notebook ? inNotebook(path, page.value.notebook, found) : found
  } catch (cause) {
    // A fault of ours: say at which page, so that it can be told.
    throw new Error(`Lectern failed on ${path}`, { cause })
  }
}

/** Says that a page's file cannot be read. */
export const unreadable = (path: string): Diagnostic =>
  diagnostic('file/unreadable', `\`${path}\` cannot be read.`, { hint: 'look at its permissions' })

/** Reads and compiles pages; drafts are left out unless the settings say otherwise. */
export function compileAll(compiler: PageCompiler, paths: readonly string[], onProgress: OnProgress) {
  const { session, settings } = compiler
  const documents: Compiled[] = []
  const drafts: Document[] = []
  const diagnostics: Diagnostic[] = []
  const fresh: string[] = []
  paths.forEach((path, i) => {
    const result = compileOne(compiler, path)
    if (!result) {
      diagnostics.push(unreadable(path))
      return
    }
    onProgress?.({ step: 'compile', done: i + 1, total: paths.length })
    if (result.fresh) fresh.push(path)
    if (result.outcome.value.front.draft && !settings.drafts) {
      drafts.push(result.outcome.value)
      return
    }
    documents.push({ document: result.outcome.value, version: result.version })
    diagnostics.push(...result.outcome.diagnostics)
  })
  session.compiled.retain(new Set(paths))
  return { documents, drafts, diagnostics, fresh }
}

/** What of the settings compiling depends on, and the digest of the plugins; constants are asked for. */
const compileKey = (settings: Settings, plugins: string): string =>
  plugins === '' ? stageDigest.compile(settings) : `${stageDigest.compile(settings)} ${plugins}`
