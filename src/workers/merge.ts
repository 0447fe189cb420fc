import { lexiconOf } from '../build/known-words.ts'
import { type LaidOut, withoutContent } from '../build/laid-out.ts'
import { lazyArticle, type RenderParts, takeFound } from '../build/render-page.ts'
import { compileOne, type PageCompiler } from '../build/stages/compile.ts'
import { cachedRecord } from '../build/stages/link.ts'
import type { Channel } from '../files/channel.ts'
import { readPlace } from '../files/spill.ts'
import { unpackRecord } from '../incremental/stage-record.ts'
import { type ChunksOf, unpackDocument } from '../page/document.ts'
import { takeMarkdown } from '../publish/markdown-pages.ts'
import { wordsHere } from '../publish/search/search-index.ts'
import type { CompiledResult, WorkerRequest, WorkerResponse } from './messages.ts'

/** Results of workers, put into the session's memory as if the main thread had made them. */

/** A worker as the main thread sees it. */
export interface WorkerState {
  readonly channel: Channel<WorkerResponse, WorkerRequest>
  /** It has pages to compile, or to render. */
  isBusy: boolean
  /** Versions of the pages that it compiled, by page. */
  readonly versions: Map<number, number>
  /** Numbers that its words have here, by those that they have there. */
  readonly numbers: number[]
  /** Pages whose bytes it holds: they can be read for as long as it lives. */
  readonly borrowed: LaidOut[]
}

/** Takes over pages that a worker compiled. Their texts stay in the cache, or are made again when they are wanted. */
export function mergeCompiled(
  worker: WorkerState,
  pages: readonly CompiledResult[],
  compiler: PageCompiler,
  paths: readonly string[],
): void {
  const { session } = compiler
  const textAgain: ChunksOf = ({ path }) => compiler.again(path).chunks
  for (const { page, stage, facts, known, text, stamp } of pages) {
    const path = paths[page] ?? ''
    // The input of a page begins with the digest of its source: see `compileInput`.
    session.inputs.know(path, stage.input.slice(0, stage.input.indexOf(' ')), stamp)
    const document = (text && session.cache?.put(facts, text, compiler.again)) ?? unpackDocument(facts, textAgain)
    document.publicDigest = known
    const record = <Answers>(version: number) => unpackRecord<Answers>({ ...stage, version })
    worker.versions.set(page, session.compiled.adopt(path, record, document, session.inputs.epoch()))
  }
}

/** Takes over pages that a worker linked and laid out. */
export function mergeRendered(
  worker: WorkerState,
  { pages, words }: Extract<WorkerResponse, { type: 'rendered' }>,
  compiler: PageCompiler,
  paths: readonly string[],
  { key, dependencyDigest }: Pick<RenderParts, 'key' | 'dependencyDigest'>,
): void {
  const { session, settings } = compiler
  for (const word of words) worker.numbers.push(lexiconOf(session).numberOf(word))
  for (const { page, stage, summary, laidOut, search, markdown } of pages) {
    const path = paths[page] ?? ''
    const document = compileOne(compiler, path, true)?.outcome.value
    if (!document) continue
    const article = lazyArticle(session, document, summary, settings)
    const record = (version: number) => cachedRecord(session, { ...stage, version, dependencyDigest })
    const version = session.linked.adopt(path, record, article)
    session.laidOut.set(path, withoutContent({ ...laidOut, version: String(version), theme: key }, true))
    if (search) takeFound(session, article, { ...search, words: wordsHere(search, worker.numbers) })
    if (markdown) takeMarkdown(article, markdown)
  }
}

/** Takes over where the bytes are of pages that a worker laid out. */
export function borrowOutputs(
  { borrowed }: WorkerState,
  { places }: Extract<WorkerResponse, { type: 'done' }>,
  { session }: PageCompiler,
  paths: readonly string[],
): void {
  for (const [page, place] of places) {
    const laidOut = session.laidOut.get(paths[page] ?? '')
    if (!laidOut) continue
    laidOut.content = () => readPlace(place)
    laidOut.place = () => place
    borrowed.push(laidOut)
  }
}

/** Forgets the bytes that a worker holds, before it ends. */
export function returnOutputs({ borrowed }: WorkerState): void {
  for (const laidOut of borrowed) laidOut.content = laidOut.place = undefined
}
