import { createSession, prepareBuild, type Session } from '../build/session.ts'
import { compileOne, pageCompiler } from '../build/stages/compile.ts'
import { linkOne } from '../build/stages/link.ts'
import { readTheme, themeOf } from '../build/stages/theme.ts'
import { unpackText } from '../cache/packed-text.ts'
import { openSite } from '../files/open-site.ts'
import { readPlace, type SpilledContent } from '../files/spill.ts'
import { publicDigest } from '../incremental/fingerprints.ts'
import { pack } from '../incremental/lazy-record.ts'
import { layoutPage } from '../layout/layout.ts'
import { type Document, type PackedDocument, packFacts, unpackFacts } from '../page/document.ts'
import { hasMarkdown } from '../page/publication.ts'
import { markdownPage } from '../publish/markdown-pages.ts'
import { foundPage, isSearched } from '../publish/search/search-index.ts'
import { indexSite } from '../site/site.ts'
import { ownLine } from './channel.ts'
import {
  BATCH,
  type CompiledResult,
  type RenderedResult,
  sharedBytes,
  takeShared,
  type WorkerRequest,
  type WorkerResponse,
  type WorkerStart,
} from './messages.ts'

/**
 * A thread of a build. It compiles pages for as long as there are some that nobody took, hears the facts of all others,
 * makes the same index of them, links and lays out the pages it compiled, and writes them when it is told to.
 */

const { line, data } = ownLine<WorkerRequest, WorkerResponse>()
try {
  // The main thread starts this one with nothing else: see crew.ts.
  work(data as WorkerStart)
} catch (error) {
  line.send({ type: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}

function work(start: WorkerStart): void {
  const { root, version, settings, paths } = start
  const texts: Texts = new Map()
  const session = createSession({
    ...openSite(root),
    version,
    mostPages: 0,
    aside: {
      take(facts, text) {
        // The main thread puts it into the cache, and this one reads it when the page is linked.
        return documentOf(facts, sharedBytes(text), texts)
      },
    },
  })
  prepareBuild(paths.length, start.check, session)
  session.inputs.use(settings)
  const documents: (Document | undefined)[] = paths.map(() => undefined)
  const own = compile(session, start, documents, texts)
  let pages: ReadonlyMap<number, SpilledContent> = new Map()
  for (;;) {
    const order = line.take()
    if (order.type === 'facts') takeFacts(order, documents, texts)
    else if (order.type === 'finish') pages = finish(session, start, documents, { own, texts }, order)
    else if (order.type === 'write') write(session, order, pages)
    else return
  }
}

/** Texts of pages, until the pages are finished. */
type Texts = Map<Document, { bytes: Uint8Array | undefined }>

/** A document of packed facts and a packed text. */
function documentOf(facts: string, bytes: Uint8Array | undefined, texts: Texts): PackedDocument {
  const text = { bytes }
  const document = unpackFacts(facts, () => (text.bytes ? unpackText(text.bytes) : []))
  texts.set(document, text)
  return document
}

/** Hears what is known of pages of other threads. */
function takeFacts(
  { pages }: Extract<WorkerRequest, { type: 'facts' }>,
  documents: (Document | undefined)[],
  texts: Texts,
): void {
  for (const [page, facts, text] of pages) documents[page] = documentOf(facts, text, texts)
}

/** Compiles pages until none is left, and gives their places. */
function compile(
  session: Session,
  start: WorkerStart,
  documents: (Document | undefined)[],
  texts: Texts,
): readonly number[] {
  const { settings, paths, todo, next, withTexts } = start
  const compiler = pageCompiler(session, settings)
  const own: number[] = []
  for (;;) {
    const from = Atomics.add(next, 0, BATCH)
    if (from >= todo.length) break
    const pages: CompiledResult[] = []
    for (const page of todo.slice(from, from + BATCH)) {
      const path = paths[page] ?? ''
      const result = compileOne(compiler, path)
      const stage = session.compiled.record(path)
      if (!result || !stage) continue
      const document = result.outcome.value
      documents[page] = document
      own.push(page)
      const text = withTexts ? texts.get(document)?.bytes : undefined
      const stamp = session.inputs.fileStats.stamp(path)
      pages.push({ page, stage: pack(stage), facts: packFacts(document), known: publicDigest(document), text, stamp })
    }
    line.send({ type: 'compiled', pages })
    for (let order = line.poll(); order; order = line.poll())
      if (order.type === 'facts') takeFacts(order, documents, texts)
  }
  session.compiled.retain(new Set())
  line.send({ type: 'compiled all' })
  // While the others compile their last pages.
  readTheme(session, start.templates)
  return own
}

/** Links its pages, and what it takes of those that any thread may finish, and lays them out; gives their bytes. */
function finish(
  session: Session,
  { settings, paths, templates, nextShared }: WorkerStart,
  all: (Document | undefined)[],
  { own, texts }: { readonly own: readonly number[]; readonly texts: Texts },
  order: Extract<WorkerRequest, { type: 'finish' }>,
): ReadonlyMap<number, SpilledContent> {
  const found = all.filter((document) => document !== undefined)
  const isDraft = ({ front }: Document): boolean => front.draft === true && !settings.drafts
  const documents = found.filter((document) => !isDraft(document))
  const { value: site } = indexSite(documents, settings, found.filter(isDraft))
  const { theme } = themeOf(session, settings, templates, documents)
  const bytes = new Map<number, SpilledContent>()
  let pages: RenderedResult[] = []
  let told = 0
  const tell = (): void => {
    const { words } = session.search.lexicon
    line.send({ type: 'finished', pages, words: words.slice(told) })
    told = words.length
    pages = []
    // Nobody asks this thread for them again.
    session.linked.retain(new Set())
  }
  const finishOne = (page: number): void => {
    const document = all[page]
    const path = paths[page] ?? ''
    if (!document || isDraft(document)) return
    const version = order.versions.get(page) ?? 1
    const article = linkOne(session, settings, site, { document, version }).outcome.value
    const stage = session.linked.record(path)
    if (!stage) return
    const { value, diagnostics } = layoutPage(theme, article)
    const spooled = session.state.spill.put(value.pieces)
    if (diagnostics.length === 0) bytes.set(page, spooled)
    pages.push({
      page,
      stage: pack(stage),
      summary: article.summary,
      laidOut: { path: value.path, hash: spooled.hash, diagnostics },
      search: order.withSearch && isSearched(document) ? foundPage(article, session.search.lexicon) : undefined,
      markdown: order.withMarkdown && hasMarkdown(document, settings) ? markdownPage(article) : undefined,
    })
    const text = texts.get(document)
    if (text) text.bytes = undefined
    if (pages.length === BATCH) tell()
  }
  for (const page of own) finishOne(page)
  for (const page of takeShared(order.shared, nextShared)) finishOne(page)
  tell()
  const places = Array.from(bytes, ([page, { place }]) => [page, place?.()] as const)
  line.send({ type: 'finished all', places: places.flatMap(([page, place]) => (place ? [[page, place]] : [])) })
  return bytes
}

/** Writes pages. */
function write(
  session: Session,
  { output, files: wanted, shared, nextShared }: Extract<WorkerRequest, { type: 'write' }>,
  pages: ReadonlyMap<number, SpilledContent>,
): void {
  const { files } = session.openOutput(output)
  const stamps: [path: string, stamp: string | undefined][] = []
  const state: { failed: { readonly path: string; readonly code: string } | undefined } = { failed: undefined }
  const writeOne = (path: string, content: () => Uint8Array): void => {
    try {
      files.write(path, content())
      stamps.push([path, files.stamp(path)])
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      state.failed = { path, code: String(error.code) }
    }
  }
  for (const [page, path] of wanted) {
    if (state.failed) break
    writeOne(path, pages.get(page)?.content ?? (() => new Uint8Array()))
  }
  for (const [path, place] of state.failed ? [] : takeShared(shared, nextShared)) {
    writeOne(path, () => readPlace(place))
    if (state.failed) break
  }
  line.send({ type: 'written', stamps, failed: state.failed })
}
