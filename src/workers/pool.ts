import { renderGenerated, renderPage } from '../build/render-page.ts'
import type { Session } from '../build/session.ts'
import { type Compiled, compileOne, type PageCompiler } from '../build/stages/compile.ts'
import { readTheme } from '../build/stages/theme.ts'
import type { StartWorkers, WorkerPool, WorkerPoolOptions } from '../build/worker-pool.ts'
import { packText } from '../cache/packed-text.ts'
import { packFacts } from '../page/document.ts'
import type { Threads } from './channel.ts'
import { adoptCompiled, adoptFinished, adoptPlaces, forgetPlaces, type WorkerState } from './merge.ts'
import {
  BATCH,
  type PageFacts,
  sharedBytes,
  sharedCounter,
  takeShared,
  type WorkerRequest,
  type WorkerResponse,
  type WorkerStart,
} from './messages.ts'

/** So many pages must have to be compiled for each thread that is started: with fewer, starting it takes longer. */
const LEAST_PAGES = 4000

/**
 * The texts of so many of the last pages that the main thread compiles are shared, for whoever has time to finish them: it has
 * more to do than the others.
 */
const SHARED = 0.3

/** Starts the workers of builds of the site in `root`. */
export const workerPool =
  (root: string, threads: Threads): StartWorkers =>
  (session, options) =>
    startWorkerPool(session, options, root, threads)

function startWorkerPool(
  session: Session,
  options: WorkerPoolOptions,
  root: string,
  { most, start }: Threads,
): WorkerPool | undefined {
  const { compiler, paths, todo, threads, check, templates } = options
  // A number that somebody wants is taken, but for sites that have not even a page for each.
  const wanted =
    threads === undefined
      ? Math.min(most - 1, Math.floor(todo.length / LEAST_PAGES))
      : Math.min(threads - 1, todo.length)
  if (wanted < 1) return undefined
  const [next, nextShared] = [sharedCounter(), sharedCounter()]
  const withTexts = session.cache !== undefined && !check
  const { settings } = compiler
  const { version } = session
  const counters = { next, nextShared }
  const data: WorkerStart = { root, version, settings, paths, todo, ...counters, withTexts, check, templates }
  /** Pages that any thread may finish, in the order in which they are taken, with what each is known by. */
  const shared = new Map<number, number>()
  const helpers = Array.from({ length: wanted }, () => start<WorkerResponse, WorkerRequest>('worker', data)).flatMap(
    (thread): WorkerState[] =>
      thread
        ? [
            {
              thread,
              hasCompiled: false,
              hasFinished: false,
              versions: new Map(),
              numbers: [],
              laidOut: new Map(),
              borrowed: [],
            },
          ]
        : [],
  )
  if (helpers.length === 0) return undefined

  return {
    compile(onProgress) {
      // Threads take a moment to start; what is done now need not be done when all wait for it.
      readTheme(session, templates)
      const told = new Set<number>()
      for (;;) {
        const from = Atomics.add(next, 0, BATCH)
        onProgress?.({ step: 'compile', done: Math.min(from, todo.length), total: todo.length })
        if (from >= todo.length) break
        const isShared = from >= todo.length * (1 - SHARED)
        const pages: PageFacts[] = []
        for (const page of todo.slice(from, from + BATCH)) {
          told.add(page)
          const result = compileOne(compiler, paths[page] ?? '', true)
          if (!result) continue
          const document = result.outcome.value
          const text = isShared ? sharedBytes(packText(document.chunks)) : undefined
          if (text) shared.set(page, result.version)
          pages.push([page, packFacts(document), text])
        }
        for (const helper of helpers) {
          helper.thread.send({ type: 'facts', pages })
          takeCompiled(helper, compiler, paths)
        }
      }
      for (const helper of helpers) takeCompiled(helper, compiler, paths, true)
      const withSearch = settings.search
      const others = Array.from(paths.keys()).filter((page) => !told.has(page))
      for (const { thread, versions } of helpers) {
        const pages = others.flatMap((page): PageFacts[] => {
          const result = versions.has(page) ? undefined : compileOne(compiler, paths[page] ?? '', true)
          return result ? [[page, packFacts(result.outcome.value), undefined]] : []
        })
        thread.send({ type: 'facts', pages })
        thread.send({
          type: 'finish',
          shared: [...shared.keys()],
          versions: new Map([...versions, ...shared]),
          withSearch,
          withMarkdown: settings.markdown,
        })
      }
    },
    render(parts) {
      const pathOf = (page: number): string => paths[page] ?? ''
      const theirs = new Set([...helpers.flatMap(({ versions }) => [...versions.keys()]), ...shared.keys()].map(pathOf))
      const byPath = new Map(parts.documents.map((compiled) => [compiled.document.path, compiled]))
      let finished = 0
      const finishOwn = (compiled: Compiled): void => {
        renderPage(session, parts, compiled)
        // What others have done is taken over in between: who takes long finishes less of what is shared.
        if (++finished % BATCH === 0) for (const helper of helpers) takeFinished(helper, { ...parts, compiler, paths })
      }
      // Those that Lectern makes first: optimized code that meets their shapes later is given up.
      renderGenerated(session, parts)
      for (const [path, compiled] of byPath) if (!theirs.has(path)) finishOwn(compiled)
      for (const page of takeShared([...shared.keys()], nextShared)) {
        const compiled = byPath.get(pathOf(page))
        if (compiled) finishOwn(compiled)
      }
      for (const helper of helpers) takeFinished(helper, { ...parts, compiler, paths }, true)
    },
    outputs: {
      owns: (path) => helpers.some(({ laidOut }) => laidOut.has(path)),
      write(wanted, files) {
        const nextFile = sharedCounter()
        for (const { thread, laidOut } of helpers) {
          const own = wanted.flatMap((path) => {
            const page = laidOut.get(path)
            return page === undefined ? [] : [[page, path] as const]
          })
          thread.send({ type: 'write', output: options.output, files: own, shared: files, nextShared: nextFile })
        }
        return {
          shared: takeShared(files, nextFile),
          wait: () =>
            helpers.map(({ thread }) => {
              const report = reportOf(thread.take())
              if (report.type !== 'written') throw new Error(`A thread said \`${report.type}\` when it was to write.`)
              return report
            }),
        }
      },
    },
    end() {
      for (const helper of helpers) {
        forgetPlaces(helper)
        helper.thread.send({ type: 'end' })
      }
    },
  }
}

/** Takes over what a thread compiled so far; with `wait`, all that it will compile. */
function takeCompiled(helper: WorkerState, compiler: PageCompiler, paths: readonly string[], wait = false): void {
  while (!helper.hasCompiled) {
    const arrived = wait ? helper.thread.take() : helper.thread.poll()
    if (!arrived) return
    const report = reportOf(arrived)
    if (report.type === 'compiled') adoptCompiled(helper, report.pages, { compiler, paths })
    else helper.hasCompiled = true
  }
}

/** Takes over what a thread linked and laid out so far; with `wait`, all that it will. */
function takeFinished(helper: WorkerState, parts: Parameters<typeof adoptFinished>[2], wait = false): void {
  while (!helper.hasFinished) {
    const arrived = wait ? helper.thread.take() : helper.thread.poll()
    if (!arrived) return
    const report = reportOf(arrived)
    if (report.type === 'finished') adoptFinished(helper, report, parts)
    else if (report.type === 'finished all') {
      adoptPlaces(helper, report, parts)
      helper.hasFinished = true
    }
  }
}

/** A report, unless it is a fault of ours. */
function reportOf(report: WorkerResponse): WorkerResponse {
  if (report.type === 'fault') throw new Error(`Lectern failed in another thread: ${report.message}`)
  return report
}
