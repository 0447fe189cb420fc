import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { SiteBuild } from '../build/site-build.ts'
import { compileOne, compileText } from '../build/stages/compile.ts'
import { DEFAULT_RUN, type EngineSetting } from '../config/run-settings.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { byCodeUnits, isWithin } from '../files/paths.ts'
import { questionsOf } from '../incremental/stage-record.ts'
import type { CodeToRun } from '../markdown/runs/code-to-run.ts'
import { digestNow } from '../markdown/runs/read-results.ts'
import {
  type CodeResult,
  formatResults,
  type PageResults,
  parseResults,
  picturesFolder,
  RESULTS_FOLDER,
  resultsPath,
} from '../results/page-results.ts'
import { atExit } from './at-exit.ts'
import { type FoundEngine, findEngine } from './engine-version.ts'
import { runner } from './engines.ts'
import { tellFailure } from './failures.ts'
import { canServe, openPythonServer, type PythonServer } from './python-server.ts'
import { environment, type PageOutcome, runPage } from './run-page.ts'

/** Runs the code of pages, and writes what it gives into `runs/`. */

/** A page with code that runs. */
export interface PageWithCode {
  readonly path: string
  /** Its results are not there, or not those of its code. */
  readonly isStale: boolean
}

/** Those pages of some that have code, in their order. Nothing is compiled again where nothing has changed. */
export function pagesWithCode(
  siteBuild: SiteBuild,
  paths: readonly string[] = siteBuild.input().files.pages,
): readonly PageWithCode[] {
  const { session } = siteBuild
  const { settings } = siteBuild.input()
  return paths.flatMap((path) => {
    const compiled = compileOne(siteBuild.compiler(), path)
    const record = session.compiled.record(path)
    const results = resultsPath(path, settings.content)
    // A page asks for its results where it has code, and only there.
    if (!compiled || !record || !questionsOf(record)?.some(([kind, key]) => kind === 'text' && key === results))
      return []
    const isStale = compiled.outcome.diagnostics.some(
      ({ code, span }) =>
        code === 'run/stale' ||
        code === 'run/missing' ||
        code === 'run/bad-results' ||
        (code === 'block/not-run' && span !== undefined),
    )
    return [{ path, isStale }]
  })
}

/** What is wanted of a run. */
export interface SiteRunRequest {
  /** The site's folder. */
  readonly root: string
  /** Sources of the pages to be run. */
  readonly pages: readonly string[]
  /** Nothing is written: results that are not those which are kept are told. */
  readonly check?: boolean
  /** How many pages run at the same time. */
  readonly threads: number
  readonly onPage?: (done: number, total: number) => void
}

/** What a run did. */
export interface SiteRun {
  readonly diagnostics: readonly Diagnostic[]
  /** Sources of the pages that have code. */
  readonly withCode: readonly string[]
  /** Sources of the pages whose results were written anew, and of those that ran and gave what was kept. */
  readonly changed: readonly string[]
  readonly same: readonly string[]
  readonly failed: readonly string[]
  /** What else is worth saying. */
  readonly notes: readonly string[]
}

/** Runs pages, several at a time. What a page gave is written when it has come to its end; where it fails, the last results stay. */
export async function runSite(siteBuild: SiteBuild, request: SiteRunRequest): Promise<SiteRun> {
  const { session } = siteBuild
  const { settings } = siteBuild.input()
  const { pages, root, check = false, threads } = request
  const run = settings.run
  const engines = openEngines(root, pages.length)
  const files = filesOf(siteBuild)
  const digestOf = (path: string): string => digestNow({ ask: session.inputs.answer }, path)
  const found: {
    readonly path: string
    readonly diagnostics: readonly Diagnostic[]
    readonly end: 'changed' | 'same' | 'failed'
  }[] = []
  const clearing: Promise<void>[] = []
  const queue = [...pages]
  let done = 0
  const work = async (): Promise<void> => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      // While this is done, pages before it run.
      const codes = codesOfPage(siteBuild, path)
      if (codes.length > 0) {
        for (const { engine } of codes) engines.find(engine)
        const { found: programs, startPython } = engines
        const outcome = await runPage({
          codes,
          settings: run,
          site: root,
          files,
          engines: programs,
          digestOf,
          clearing,
          startPython: startPython(),
        })
        found.push({ path, ...settle(siteBuild, path, codes, outcome, check) })
      }
      request.onPage?.(++done, pages.length)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(threads, pages.length)) }, work))
  engines.close()
  await Promise.all(clearing)
  found.sort((a, b) => byCodeUnits(a.path, b.path))
  const of = (end: 'changed' | 'same' | 'failed') => found.filter((one) => one.end === end).map(({ path }) => path)
  return {
    diagnostics: oncePerCause(found.flatMap(({ diagnostics }) => diagnostics)),
    withCode: found.map(({ path }) => path),
    changed: of('changed'),
    same: of('same'),
    failed: of('failed'),
    notes: [],
  }
}

/** The programs of a run, each looked for when a page wants it first, and Python for many pages, where it can be started once. */
function openEngines(root: string, count: number) {
  const asked = new Set<EngineSetting>()
  const found = new Map<EngineSetting, FoundEngine>()
  const python: { server: PythonServer | undefined } = { server: undefined }
  return {
    found,
    find(engine: EngineSetting): void {
      if (asked.has(engine)) return
      asked.add(engine)
      const program = findEngine(engine, root)
      if (!program) return
      found.set(engine, program)
      if (engine.kind === 'python' && !program.isTooOld && canServe && count > 1) python.server = openServer(program)
    },
    startPython: () => python.server?.start,
    close: () => python.server?.close(),
  }
}

function openServer(found: FoundEngine): PythonServer {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-run-'))
  const remove = (): void => fs.rmSync(base, { recursive: true, force: true })
  const forget = atExit(remove)
  const server = openPythonServer(
    found.command,
    runner('python.py'),
    environment(path.join(base, 'home'), base, found.env),
  )
  return {
    start: server.start,
    close() {
      server.close()
      forget()
      remove()
    },
  }
}

/** A program that is not there is told once. */
function oncePerCause(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Set<string>()
  return diagnostics.filter(({ code, message }) => {
    if (code !== 'run/no-engine') return true
    if (told.has(message)) return false
    told.add(message)
    return true
  })
}

/** The code of a page, with its places: it is compiled for that. */
export function codesOfPage({ session, compiler }: SiteBuild, path: string): readonly CodeToRun[] {
  const found: { codes: readonly CodeToRun[] } = { codes: [] }
  compileText(compiler(), path, session.inputs.answer, {
    isAll: true,
    take(codes) {
      found.codes = codes
    },
  })
  return found.codes
}

/** The files that code may read. */
function filesOf(siteBuild: SiteBuild): readonly string[] {
  const { settings } = siteBuild.input()
  const { site } = siteBuild.session
  const isCache = (path: string): boolean => /(?:^|\/)(?:__pycache__|node_modules|\.[^/]*)$|\.pyc$/.test(path)
  return (settings.run ?? DEFAULT_RUN).files.flatMap((path) =>
    site.kind(path) === 'file' ? [path] : site.list(path, isCache),
  )
}

/** Writes what a page gave, or tells why there is nothing to write. */
function settle(
  siteBuild: SiteBuild,
  path: string,
  codes: readonly CodeToRun[],
  outcome: PageOutcome,
  check: boolean,
): { readonly diagnostics: readonly Diagnostic[]; readonly end: 'changed' | 'same' | 'failed' } {
  const { session } = siteBuild
  const { settings } = siteBuild.input()
  const { site } = session
  if (outcome.type === 'failed') {
    const hasFile = (file: string): boolean => site.kind(file) !== undefined
    const isSeen = (file: string): boolean => (settings.run ?? DEFAULT_RUN).files.some((seen) => isWithin(file, seen))
    return { diagnostics: [tellFailure(outcome.failure, codes, { hasFile, isSeen })], end: 'failed' }
  }
  const { results, pictures } = outcome
  const target = resultsPath(path, settings.content)
  const text = formatResults(path, results)
  const bytes = site.read(target)
  const before = bytes && new TextDecoder().decode(bytes)
  if (check) {
    const differences = before === undefined ? ['run/missing'] : differencesOf(before, results)
    if (differences.length === 0) return { diagnostics: [], end: 'same' }
    const known = before === undefined ? undefined : parseResults(before)
    const blocks = known && !('reason' in known) ? known.blocks : undefined
    const diagnostics = results.blocks.flatMap((result, i) => {
      const kept = blocks?.[i]
      const difference = kept ? whatDiffers(kept, result) : { what: 'result' }
      if (!difference) return []
      const { what, line } = difference
      return [
        diagnostic(
          'run/differs',
          kept ? `This block gives another ${what} than the one that is kept.` : 'Nothing is kept of this block.',
          {
            span: codes[i]?.place(),
            hint: kept
              ? `${line === undefined ? '' : `${line}; `}${otherVersions(known, results)}if it is another one in each run, look for the time, for an order that is not fixed, or for random numbers; else \`lectern run --all\` keeps what it gives now`
              : '`lectern run` runs it and keeps what it gives',
          },
        ),
      ]
    })
    return { diagnostics, end: diagnostics.length ? 'changed' : 'same' }
  }
  const folder = picturesFolder(path, settings.content)
  const isSame = before === text && [...pictures.keys()].every((name) => site.kind(`${folder}/${name}`) === 'file')
  for (const [name, picture] of pictures)
    if (site.kind(`${folder}/${name}`) !== 'file') site.write(`${folder}/${name}`, picture)
  if (before !== text) site.write(target, new TextEncoder().encode(text))
  // Pictures that no block makes any more.
  for (const file of site.list(folder))
    if (
      /\.(?:svg|png|jpg|gif|webp)$/.test(file) &&
      !file.slice(folder.length + 1).includes('/') &&
      !pictures.has(file.slice(folder.length + 1))
    )
      site.remove(file)
  return { diagnostics: [], end: isSame ? 'same' : 'changed' }
}

/** Says that a result was kept with other versions than those that are there now. */
function otherVersions(kept: ReturnType<typeof parseResults> | undefined, now: PageResults): string {
  if (!kept || 'reason' in kept) return ''
  const before = { ...kept.engines, ...kept.packages }
  const other = Object.entries({ ...now.engines, ...now.packages }).filter(
    ([name, version]) => before[name] !== undefined && before[name] !== version,
  )
  return other.length === 0
    ? ''
    : `it was kept with ${other.map(([name]) => `${name} ${before[name]}`).join(', ')}, and here is ${other.map(([name, version]) => `${name} ${version}`).join(', ')}; `
}

function differencesOf(before: string, results: PageResults): readonly string[] {
  const kept = parseResults(before)
  if ('reason' in kept) return ['run/bad-results']
  return results.blocks.length === kept.blocks.length &&
    results.blocks.every((result, i) => whatDiffers(kept.blocks[i], result) === undefined)
    ? []
    : ['run/differs']
}

/** What of a block is another than what is kept, and the first line that is. */
function whatDiffers(
  kept: CodeResult | undefined,
  now: CodeResult,
): { readonly what: string; readonly line?: string | undefined } | undefined {
  if (!kept) return { what: 'result' }
  if (kept.output !== now.output) return { what: 'output', line: lineThatDiffers(kept.output, now.output) }
  if (JSON.stringify(kept.error) !== JSON.stringify(now.error))
    return { what: 'exception', line: lineThatDiffers(kept.error?.text ?? '', now.error?.text ?? '') }
  if (JSON.stringify(kept.value) !== JSON.stringify(now.value))
    return { what: 'value', line: lineThatDiffers(kept.value?.text ?? '', now.value?.text ?? '') }
  if (JSON.stringify(kept.figures) !== JSON.stringify(now.figures)) return { what: 'figure' }
  return undefined
}

/** Both readings of the first line in which two texts differ. */
function lineThatDiffers(kept: string, now: string): string | undefined {
  const [before, after] = [kept.split('\n'), now.split('\n')]
  const at = before.findIndex((line, i) => line !== after[i])
  const quoted = (line: string | undefined): string =>
    line === undefined ? 'nothing' : `\`${line.length > 60 ? `${line.slice(0, 60)}…` : line}\``
  const first = at < 0 ? before.length : at
  return kept === now ? undefined : `kept is ${quoted(before[first])}, and now it is ${quoted(after[first])}`
}

/** Files of results whose page is not there, or has no code any more: they are removed. */
export function removeOrphans(siteBuild: SiteBuild, pages: readonly string[]): readonly string[] {
  const { site } = siteBuild.session
  const { content } = siteBuild.settings()
  const kept = new Set(pages.map((path) => resultsPath(path, content)))
  const folders = pages.map((path) => picturesFolder(path, content))
  const orphans = site.list(RESULTS_FOLDER).filter((path) => {
    if (path.endsWith('.json')) return !kept.has(path) && isResults(siteBuild, path)
    return /\/[\w-]{12}\.(?:svg|png|jpg|gif|webp)$/.test(path) && !folders.some((folder) => isWithin(path, folder))
  })
  for (const path of orphans) site.remove(path)
  return orphans
}

const isResults = ({ session }: SiteBuild, path: string): boolean => {
  const bytes = session.site.read(path)
  return bytes !== undefined && new TextDecoder().decode(bytes).startsWith('{\n "lectern": "run ')
}
