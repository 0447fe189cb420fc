import { prepareBuild } from '../build/large-site.ts'
import { createSession, type Session } from '../build/session.ts'
import { compileOne, pageCompiler } from '../build/stages/compile.ts'
import { linkOne } from '../build/stages/link.ts'
import { readTheme, themeOf } from '../build/stages/theme.ts'
import { unpackText } from '../cache/packed-text.ts'
import { parentChannel, patienceWith } from '../files/channel.ts'
import { openSite } from '../files/open-site.ts'
import { diskCode } from '../files/quietly.ts'
import { readPlace, type SpilledContent } from '../files/spill.ts'
import { publicDigest } from '../incremental/digests.ts'
import { packRecord } from '../incremental/stage-record.ts'
import { layoutPage } from '../layout/layout.ts'
import type { WorkerWriteResult } from '../output/shared-writes.ts'
import {
  type Document,
  type LazyDocument,
  type PackedDocument,
  packDocument,
  unpackDocument,
} from '../page/document.ts'
import { hasMarkdown } from '../page/publication.ts'
import { pluginPlace } from '../plugins/host.ts'
import { markdownPage } from '../publish/markdown-pages.ts'
import { foundPage, isSearched } from '../publish/search/search-index.ts'
import { indexSite } from '../site/site.ts'
import { collectGarbage } from '../speed/gc.ts'
import type {
  CompiledResult,
  PageFacts,
  RenderedResult,
  WorkerRequest,
  WorkerResponse,
  WorkerStart,
} from './messages.ts'
import { sharedBytes } from './shared-bytes.ts'
import { BATCH, inBatches, takeShared } from './shared-queue.ts'

/**
 * A worker of a build. It compiles pages of a shared queue, takes the facts of all others, makes the same index of them, and
 * renders the pages that it compiled. Then it takes part in rendering what is left, and in writing.
 */

const { channel, data } = parentChannel<WorkerRequest, WorkerResponse, WorkerStart>()
try {
  work(data)
} catch (error) {
  channel.send({ type: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}

type Request<Type extends WorkerRequest['type']> = Extract<WorkerRequest, { readonly type: Type }>

/** What a worker knows of the site. */
interface WorkerSite extends WorkerStart {
  readonly session: Session
  /** By page; undefined where a page cannot be read, or its facts have not been sent yet. */
  readonly documents: (Document | undefined)[]
  /** Packed texts, until their pages are rendered. */
  readonly texts: Map<Document, { read: (() => Uint8Array | undefined) | undefined }>
}

function work(start: WorkerStart): void {
  const { root, version, paths, check, analysesOnly, settings } = start
  const session = createSession({
    ...openSite(root),
    pluginPlace: pluginPlace(root),
    version,
    analysesOnly,
    mostPages: 0,
    // The main thread puts texts into the cache; this one reads them when the pages are rendered.
    aside: { put: (facts, text) => documentOf(site, facts, sharedBytes(text)) },
  })
  const site: WorkerSite = { ...start, session, documents: paths.map(() => undefined), texts: new Map() }
  prepareBuild(paths.length, check, session)
  session.inputs.use(settings)
  if (start.history) session.inputs.takeHistory(start.history)
  session.plugins.adopt(start.plugins)
  const own = compile(site)
  const patience = patienceWith(start.plugins.plugins.length)
  for (;;) {
    const request = channel.take(patience)
    if (request.type === 'facts') takeFacts(site, request.pages)
    else if (request.type === 'render') {
      render(site, own, request)
      letGo(site)
    } else if (request.type === 'write') write(session, request)
    else return
  }
}

/** A document of packed facts and a packed text. */
function documentOf(site: WorkerSite, facts: PackedDocument, bytes: Uint8Array | undefined): LazyDocument {
  const text = { read: bytes && asideOf(site, bytes) }
  const document = unpackDocument(facts, () => {
    const packed = text.read?.()
    return packed ? unpackText(packed) : []
  })
  site.texts.set(document, text)
  return document
}

/** Puts a packed text where it waits for its page to be rendered; gives what brings it back. */
function asideOf({ spillsTexts, session }: WorkerSite, bytes: Uint8Array): () => Uint8Array | undefined {
  return spillsTexts ? session.state.spill.keep(bytes) : () => bytes
}

function takeFacts(site: WorkerSite, pages: readonly PageFacts[]): void {
  for (const [page, facts, text] of pages) site.documents[page] = documentOf(site, facts, text)
}

/** Compiles pages until none is left, and gives them. */
function compile(site: WorkerSite): readonly number[] {
  const { session, settings, paths, todo, nextToCompile, check, documents, texts } = site
  const compiler = pageCompiler(session, settings)
  const own: number[] = []
  const results = inBatches<CompiledResult>((pages) => {
    channel.send({ type: 'compiled', pages })
    for (let request = channel.poll(); request; request = channel.poll())
      if (request.type === 'facts') takeFacts(site, request.pages)
  })
  for (const page of takeShared(todo, nextToCompile, BATCH)) {
    const path = paths[page] ?? ''
    const document = compileOne(compiler, path)?.outcome.value
    const stage = session.compiled.record(path)
    if (!document || !stage) continue
    documents[page] = document
    own.push(page)
    const text = check ? undefined : texts.get(document)?.read?.()
    const stamp = session.inputs.fileStats.stamp(path)
    results.add({
      page,
      stage: packRecord(stage),
      facts: packDocument(document),
      known: publicDigest(document),
      text,
      stamp,
    })
  }
  results.flush()
  session.compiled.retain(new Set())
  channel.send({ type: 'done', places: [] })
  // While the others compile their last pages.
  readTheme(session, site.templates)
  return own
}

/** Links and lays out its own pages, and those that it takes of the shared ones. */
function render(site: WorkerSite, own: readonly number[], { shared, versions }: Request<'render'>): void {
  const { session, settings, paths, templates, nextToRender, documents, texts } = site
  const isDraft = ({ front }: Document): boolean => front.draft === true && !settings.drafts
  const found = documents.filter((document) => document !== undefined)
  const published = found.filter((document) => !isDraft(document))
  const { value: index } = indexSite(published, settings, found.filter(isDraft))
  const { theme } = themeOf(session, settings, templates, published)
  const { lexicon } = session.search
  const publishes = session.analysesOnly !== true
  const outputs: [page: number, output: SpilledContent][] = []
  let sentWords = 0
  const results = inBatches<RenderedResult>((pages) => {
    channel.send({ type: 'rendered', pages, words: lexicon.words.slice(sentWords) })
    sentWords = lexicon.words.length
    // They are not asked for again here.
    session.linked.retain(new Set())
  })
  const renderOne = (page: number): void => {
    const document = documents[page]
    if (!document || isDraft(document)) return
    const version = versions.get(page) ?? 1
    const article = linkOne(session, settings, index, { document, version }).outcome.value
    const stage = session.linked.record(paths[page] ?? '')
    if (!stage) return
    const { value, diagnostics } = layoutPage(theme, article)
    const output = session.state.spill.put(value.pieces)
    outputs.push([page, output])
    results.add({
      page,
      stage: packRecord(stage),
      summary: article.summary,
      laidOut: { path: value.path, digest: output.digest, diagnostics },
      search: publishes && settings.search && isSearched(document) ? foundPage(article, lexicon) : undefined,
      markdown: publishes && hasMarkdown(document, settings) ? markdownPage(article) : undefined,
    })
    const text = texts.get(document)
    if (text) text.read = undefined
  }
  for (const page of own) renderOne(page)
  for (const page of takeShared(shared, nextToRender)) renderOne(page)
  results.flush()
  session.state.spill.flush()
  const places = outputs.flatMap(([page, { place }]) => {
    const at = place?.()
    return at ? [[page, at] as const] : []
  })
  channel.send({ type: 'done', places })
}

/** Lets go of all pages: what is left to do is writing files. The main thread needs the memory for what it makes of all of them. */
function letGo({ documents, texts, spillsTexts }: WorkerSite): void {
  documents.length = 0
  texts.clear()
  if (spillsTexts) collectGarbage()
}

/** Writes files that it takes of the shared ones, until the disk refuses one. */
function write(session: Session, { output, files: shared, next }: Request<'write'>): void {
  const { files } = session.openOutput(output)
  const stamps: [path: string, stamp: string | undefined][] = []
  let failed: WorkerWriteResult['failed']
  for (const [path, place] of takeShared(shared, next)) {
    try {
      files.write(path, readPlace(place))
      stamps.push([path, files.stamp(path)])
    } catch (error) {
      const code = diskCode(error)
      if (code === undefined) throw error
      failed = { path, code }
      break
    }
  }
  channel.send({ type: 'written', result: { stamps, failed } })
}
