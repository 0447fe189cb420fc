import { renderGenerated, renderPage } from '../build/render-page.ts'
import type { Session } from '../build/session.ts'
import { type Compiled, compileOne } from '../build/stages/compile.ts'
import { readTheme } from '../build/stages/theme.ts'
import type { StartWorkers, WorkerPool, WorkerPoolOptions } from '../build/worker-pool.ts'
import { packText } from '../cache/packed-text.ts'
import { patienceWith, type Threads } from '../files/channel.ts'
import { packDocument } from '../page/document.ts'
import { borrowOutputs, mergeCompiled, mergeRendered, returnOutputs, type WorkerState } from './merge.ts'
import type { PageFacts, WorkerRequest, WorkerResponse, WorkerStart } from './messages.ts'
import { sharedBytes } from './shared-bytes.ts'
import { BATCH, createCounter, inBatches, takeShared } from './shared-queue.ts'

/** The least pages to be compiled for each worker: with fewer, starting it takes longer. */
const LEAST_PAGES = 4000
/** Of more pages, texts lie on the disk until their pages are rendered. */
const MOST_TEXTS = 10_000

/** The share of pages that any thread may render, of those that the main thread compiles: it has more to do than workers. */
const SHARED = 0.3

/** Starts the workers of builds of the site in `root`. */
export const workerPool =
  (root: string, threads: Threads): StartWorkers =>
  (session, options) =>
    startWorkerPool(session, options, root, threads)

function startWorkerPool(
  session: Session,
  { compiler, paths, todo, threads, check, templates, output }: WorkerPoolOptions,
  root: string,
  { most, start }: Threads,
): WorkerPool | undefined {
  // A number that is asked for is taken, but for sites that have not even a page for each.
  const wanted =
    threads === undefined
      ? Math.min(most - 1, Math.floor(todo.length / LEAST_PAGES))
      : Math.min(threads - 1, todo.length)
  if (wanted < 1) return undefined
  const [nextToCompile, nextToRender] = [createCounter(), createCounter()]
  const { version, analysesOnly = false, mostTexts = MOST_TEXTS } = session
  const { settings } = compiler
  const counters = { nextToCompile, nextToRender }
  const plugins = session.plugins.loaded()
  const patience = patienceWith(plugins.plugins.length)
  const history = settings.lastChanged ? session.inputs.history() : undefined
  const wishes = { check, analysesOnly, spillsTexts: !check && paths.length > mostTexts }
  const data: WorkerStart = {
    root,
    version,
    settings,
    plugins,
    paths,
    todo,
    ...counters,
    history,
    ...wishes,
    templates,
  }
  const workers = Array.from({ length: wanted }, () => start<WorkerResponse, WorkerRequest>(data))
    .filter((channel) => channel !== undefined)
    .map((channel): WorkerState => ({ channel, isBusy: true, versions: new Map(), numbers: [], borrowed: [] }))
  if (workers.length === 0) return undefined
  /** Versions of pages that any thread may render, in the order in which they are taken. */
  const shared = new Map<number, number>()

  /** Takes what workers have sent; with `wait`, all that they will send before they are done. */
  const receive = (merge: (worker: WorkerState, response: WorkerResponse) => void, wait = false): void => {
    for (const worker of workers) {
      while (worker.isBusy) {
        const response = wait ? worker.channel.take(patience) : worker.channel.poll()
        if (!response) break
        if (response.type === 'done') {
          worker.isBusy = false
          borrowOutputs(worker, response, compiler, paths)
        } else merge(worker, unlessFault(response))
      }
    }
  }

  return {
    compile(onProgress) {
      const merge = (worker: WorkerState, response: WorkerResponse): void => {
        if (response.type === 'compiled') mergeCompiled(worker, response.pages, compiler, paths)
      }
      // Workers take a moment to start; what is done now need not be done when all wait for it.
      readTheme(session, templates)
      const own = new Set<number>()
      const facts = inBatches<PageFacts>((pages) => {
        for (const { channel } of workers) channel.send({ type: 'facts', pages })
        receive(merge)
        const done = Math.min(Atomics.load(nextToCompile, 0), todo.length)
        onProgress?.({ step: 'compile', done, total: todo.length })
      })
      const firstShared = todo[Math.floor(todo.length * (1 - SHARED))] ?? 0
      for (const page of takeShared(todo, nextToCompile, BATCH)) {
        own.add(page)
        const result = compileOne(compiler, paths[page] ?? '', true)
        if (!result) continue
        const document = result.outcome.value
        const text = page < firstShared ? undefined : sharedBytes(packText(document.chunks))
        if (text) shared.set(page, result.version)
        facts.add([page, packDocument(document), text])
      }
      facts.flush()
      receive(merge, true)
      const others = Array.from(paths.keys()).filter((page) => !own.has(page))
      for (const worker of workers) {
        const { channel, versions } = worker
        const pages = others.flatMap((page): PageFacts[] => {
          const result = versions.has(page) ? undefined : compileOne(compiler, paths[page] ?? '', true)
          return result ? [[page, packDocument(result.outcome.value), undefined]] : []
        })
        channel.send({ type: 'facts', pages })
        channel.send({ type: 'render', shared: [...shared.keys()], versions: new Map([...versions, ...shared]) })
        worker.isBusy = true
      }
    },
    render(parts) {
      const merge = (worker: WorkerState, response: WorkerResponse): void => {
        if (response.type === 'rendered') mergeRendered(worker, response, compiler, paths, parts)
      }
      // What workers have done is taken over in between: a thread that takes long renders less of what is shared.
      const rendered = inBatches<Compiled>(() => receive(merge))
      const render = (page: Compiled): void => {
        renderPage(session, parts, page)
        rendered.add(page)
      }
      // Generated pages first: optimized code that meets their shapes later is given up.
      renderGenerated(session, parts)
      const pathOf = (page: number): string => paths[page] ?? ''
      const unowned = new Map(parts.documents.map((page) => [page.document.path, page]))
      for (const { versions } of workers) for (const page of versions.keys()) unowned.delete(pathOf(page))
      const sharedPaths = new Set([...shared.keys()].map(pathOf))
      for (const [path, page] of unowned) if (!sharedPaths.has(path)) render(page)
      for (const path of takeShared([...sharedPaths], nextToRender)) {
        const page = unowned.get(path)
        if (page) render(page)
      }
      receive(merge, true)
    },
    shareWrites(files) {
      const next = createCounter()
      for (const { channel } of workers) channel.send({ type: 'write', output, files, next })
      return {
        untaken: takeShared(files, next),
        wait: () =>
          workers.map(({ channel }) => {
            const response = unlessFault(channel.take(patience))
            if (response.type !== 'written') throw new Error(`A worker sent \`${response.type}\` when it was to write.`)
            return response.result
          }),
      }
    },
    end() {
      for (const worker of workers) {
        returnOutputs(worker)
        worker.channel.send({ type: 'end' })
      }
    },
  }
}

function unlessFault(response: WorkerResponse): WorkerResponse {
  if (response.type === 'fault') throw new Error(`Lectern failed in another thread: ${response.message}`)
  return response
}
