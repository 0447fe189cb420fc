import type { SiteBuild } from '../build/site-build.ts'
import { compileAll } from '../build/stages/compile.ts'
import { isShown } from '../config/languages.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { engineFiles } from '../exercises/engine-files.ts'
import { engines } from '../exercises/engines.ts'
import { javascriptHarness } from '../exercises/javascript-harness.ts'
import { micropythonHarness } from '../exercises/micropython-harness.ts'
import { pythonHarness } from '../exercises/python-harness.ts'
import { digest } from '../files/digest.ts'
import type { Files } from '../files/files.ts'
import { findPackageFolder } from '../files/packages.ts'
import type { Verifiable } from '../markdown/verifiable.ts'
import type { Document } from '../page/document.ts'
import { startEngine } from './engine-process.ts'
import { oldExercises } from './old-exercises.ts'
import { type SavedRun, type Verified, verify } from './verify.ts'

/** Where it is kept what came of each run, by the digest of what was run. */
const SAVED = '.lectern/verified.json'

/** How a site is verified. */
export interface VerifySiteOptions {
  /** Its folder on the disk, from which the engine is looked for. */
  readonly root: string
  readonly drafts: boolean
  /** Of Lectern. */
  readonly version: string
  readonly onDone?: (done: number, total: number) => void
}

/** Verifies the exercises and questions of a site. */
export async function verifySite(siteBuild: SiteBuild, options: VerifySiteOptions): Promise<Verified> {
  const { session } = siteBuild
  const { documents } = compileAll(siteBuild.compiler(), siteBuild.input().files.pages, undefined)
  const verifiables = documents.flatMap(({ document }) =>
    (options.drafts || document.front.draft !== true) && !isShown(document.path)
      ? verifiablesOf(document, session.inputs.text(document.path)?.text ?? '')
      : [],
  )
  const missing = new Map<string, Diagnostic>()
  const versions = Object.entries(engineFiles).map(([name, { version }]) => [name, version])
  const verified = await verify({
    verifiables,
    read: (path) => session.site.read(path),
    sourceOf: (path) => session.inputs.text(path)?.text,
    known: readSaved(session.site),
    key: digest(JSON.stringify([options.version, pythonHarness, javascriptHarness, micropythonHarness, versions])),
    ...(options.onDone ? { onDone: options.onDone } : {}),
    start(engine, hashSeed, first) {
      const { packageName = '' } = engineFiles[engine] ?? {}
      const folder = findPackageFolder(options.root, packageName)
      if (folder !== undefined) return startEngine(engine, folder, hashSeed)
      if (!missing.has(engine)) missing.set(engine, noEngine(engine, first))
      return { run: async () => ({ lost: 'crash' }), end: () => undefined }
    },
  })
  if (missing.size > 0) return { ...verified, diagnostics: [...missing.values()], ran: 0 }
  if (verified.ran > 0) writeSaved(session.site, verified.keep)
  return verified
}

/** What of a page is verified: its blocks, and its exercises in HTML. */
const verifiablesOf = (document: Document, text: string): readonly Verifiable[] => [
  ...document.verifiable,
  ...oldExercises(document.chunks.filter((chunk) => typeof chunk === 'string').join(''), document.path, text),
]

function noEngine(engine: string, verifiable: Verifiable): Diagnostic {
  const { packageName, version } = engineFiles[engine] ?? { packageName: engine, version: '' }
  const language = engines[engine]?.language ?? engine
  return diagnostic(
    'exercise/no-engine',
    `Exercises in ${language} cannot be run: \`${packageName}\` is not installed.`,
    {
      span: verifiable.type === 'exercise' ? verifiable.span : verifiable.code.span,
      hint: `run \`npm i ${packageName}@${version}\` in the folder of the site`,
    },
  )
}

/** More than this, and what was printed is not worth keeping: the exercise is run again. */
const MOST_SAVED = 20_000

/** Whether something is what came of a run, as it is written below. */
function isSavedRun(value: unknown): value is SavedRun {
  if (typeof value !== 'object' || value === null) return false
  const { results = [] } = value as { results?: unknown }
  const isResult = (result: unknown): boolean =>
    typeof result === 'object' && result !== null && ('lost' in result || ('state' in result && 'output' in result))
  return Array.isArray(results) && results.every(isResult)
}

/** What was kept is what was written below, or nothing: a file with the marks of a merge is none. */
function readSaved(files: Files): ReadonlyMap<string, SavedRun> {
  const bytes = files.read(SAVED)
  if (!bytes) return new Map()
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return new Map(Object.entries(Object(value)).filter((entry): entry is [string, SavedRun] => isSavedRun(entry[1])))
  } catch {
    return new Map()
  }
}

function writeSaved(files: Files, keep: Verified['keep']): void {
  const entries = [...keep].filter(([, run]) => JSON.stringify(run).length <= MOST_SAVED)
  try {
    files.write(SAVED, `${JSON.stringify(Object.fromEntries(entries.sort()), null, 1)}\n`)
  } catch {
    // A folder that cannot be written costs time next time, nothing else.
  }
}
