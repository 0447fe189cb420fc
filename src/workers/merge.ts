import { lexiconOf } from '../build/known-words.ts'
import { lazyArticle, type RenderParts, takeFound } from '../build/render-page.ts'
import { type LaidOut, withoutContent } from '../build/session.ts'
import { compileOne, type PageCompiler } from '../build/stages/compile.ts'
import { readPlace } from '../files/spill.ts'
import { unpack } from '../incremental/lazy-record.ts'
import { type PackedDocument, type TextOf, unpackFacts } from '../page/document.ts'
import { takeMarkdown } from '../publish/markdown-pages.ts'
import { wordsHere } from '../publish/search/search-index.ts'
import type { Thread } from './channel.ts'
import type { CompiledResult, WorkerRequest, WorkerResponse } from './messages.ts'

/** What another thread did, put into the memory of the session as if this one had done it. */

/** Another thread, and what is known of its work. */
export interface WorkerState {
  readonly thread: Thread<WorkerResponse, WorkerRequest>
  /** It has no more pages to compile. */
  hasCompiled: boolean
  /** It has no more pages to link and lay out. */
  hasFinished: boolean
  /** Places of the pages that it compiled, with what each is known by. */
  readonly versions: Map<number, number>
  /** Our numbers of the words that it told. */
  readonly numbers: number[]
  /** Pages that it laid out and only it can write, by their paths in the output folder. */
  readonly laidOut: Map<string, number>
  /** Pages that it laid out and any thread can write, for as long as it lives. */
  readonly borrowed: LaidOut[]
}

interface Pages {
  readonly compiler: PageCompiler
  readonly paths: readonly string[]
}

/** Takes over pages that a thread compiled. Their texts stay in the cache, or are made again when they are wanted. */
export function adoptCompiled(
  helper: WorkerState,
  reports: readonly CompiledResult[],
  { compiler, paths }: Pages,
): void {
  const { session } = compiler
  const textAgain: TextOf = ({ path }) => compiler.again(path).chunks
  const documentOf = (facts: string, text: Uint8Array | undefined): PackedDocument => {
    return (text && session.cache?.take(facts, text, compiler.again)) ?? unpackFacts(facts, textAgain)
  }
  for (const { page, stage, facts, known, text, stamp } of reports) {
    const path = paths[page] ?? ''
    // What a page is known by begins with the fingerprint of its source: see `compileInput`.
    session.inputs.know(path, stage.input.slice(0, stage.input.indexOf(' ')), stamp)
    const document = documentOf(facts, text)
    document.known = known
    const version = session.compiled.adopt(
      path,
      (number) => unpack({ ...stage, version: number }),
      document,
      session.inputs.epoch(),
    )
    helper.versions.set(page, version)
  }
}

/** Takes over pages that a thread linked and laid out. */
export function adoptFinished(
  helper: WorkerState,
  { pages, words }: Extract<WorkerResponse, { type: 'finished' }>,
  { compiler, paths, key, dependencyDigest }: Pages & Pick<RenderParts, 'key' | 'dependencyDigest'>,
): void {
  const { session, settings } = compiler
  for (const word of words) helper.numbers.push(lexiconOf(session).numberOf(word))
  for (const { page, stage, summary, laidOut, search, markdown } of pages) {
    const path = paths[page] ?? ''
    const document = compileOne(compiler, path, true)?.outcome.value
    if (!document) continue
    const article = lazyArticle(session, document, summary, settings)
    const version = session.linked.adopt(
      path,
      (number) => unpack({ ...stage, version: number, dependencyDigest }),
      article,
    )
    session.laidOut.set(path, withoutContent({ ...laidOut, version: String(version), theme: key }, true))
    if (laidOut.diagnostics.length === 0) helper.laidOut.set(laidOut.path, page)
    if (search) takeFound(session, article, { ...search, words: wordsHere(search, helper.numbers) })
    if (markdown) takeMarkdown(article, markdown)
  }
}

/** Takes over where the bytes of pages are that a thread laid out. */
export function adoptPlaces(
  helper: WorkerState,
  { places }: Extract<WorkerResponse, { type: 'finished all' }>,
  { compiler, paths }: Pages,
): void {
  for (const [page, place] of places) {
    const laidOut = compiler.session.laidOut.get(paths[page] ?? '')
    if (!laidOut || !helper.laidOut.delete(laidOut.path)) continue
    laidOut.content = () => readPlace(place)
    laidOut.place = () => place
    helper.borrowed.push(laidOut)
  }
}

/** Forgets what belongs to a thread that ends. */
export function forgetPlaces({ borrowed }: WorkerState): void {
  for (const laidOut of borrowed.splice(0)) laidOut.content = laidOut.place = undefined
}
