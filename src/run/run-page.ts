import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DEFAULT_RUN, type EngineSetting, type RunSettings } from '../config/run-settings.ts'
import { digest } from '../files/digest.ts'
import { once } from '../files/once.ts'
import { pictureSize } from '../files/picture.ts'
import { sanitizeResult } from '../markdown/raw-html/sanitize.ts'
import type { CodeToRun } from '../markdown/runs/code-to-run.ts'
import { isRaised } from '../results/match-results.ts'
import type { CodeResult, PageResults, RunFigure, RunValue } from '../results/page-results.ts'
import { atExit } from './at-exit.ts'
import type { FoundEngine } from './engine-version.ts'
import { launchesOf, type RunPlace } from './engines.ts'
import type { RunFailure } from './failures.ts'
import { type ProcessEnd, type ProcessOutcome, runProcess } from './run-process.ts'
import type { ProcessStart, RunningProcess } from './running-process.ts'
import { pairsOf, readTold, type ToldBlock } from './told-block.ts'

/** A page that is to be run. */
export interface PageToRun {
  readonly codes: readonly CodeToRun[]
  readonly settings: RunSettings | undefined
  /** The site's folder. */
  readonly site: string
  /** Files of the site that the code may read, by their paths from its root. */
  readonly files: readonly string[]
  readonly engines: ReadonlyMap<EngineSetting, FoundEngine>
  /** The digest of a file of the site, or of the names in a folder, whose path ends in a slash. */
  readonly digestOf: (path: string) => string
  /** Gets what removes the folders of the page, which is to be waited for at the end. */
  readonly clearing: Promise<void>[]
  /** Starts Python, where it has been started for many pages. */
  readonly startPython?: ((wanted: ProcessStart) => Promise<RunningProcess>) | undefined
}

/** What running a page gave. */
export type PageOutcome =
  | { readonly type: 'done'; readonly results: PageResults; readonly pictures: ReadonlyMap<string, Uint8Array> }
  | { readonly type: 'failed'; readonly failure: RunFailure }

/** Runs the code of a page, from the top: one process for each of its languages, in a folder of its own that is thrown away. */
export async function runPage(page: PageToRun): Promise<PageOutcome> {
  const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-run-')))
  const options = { recursive: true, force: true, maxRetries: 3 }
  const forget = atExit(() => fs.rmSync(base, options))
  try {
    return await runIn(base, page)
  } finally {
    // The next page need not wait for it.
    page.clearing.push(fs.promises.rm(base, options).then(forget, () => undefined))
  }
}

async function runIn(base: string, page: PageToRun): Promise<PageOutcome> {
  const { codes, settings: { limit, pageLimit, outputLimit, seed } = DEFAULT_RUN, engines } = page
  const results: CodeResult[] = []
  const packages: Record<string, string> = {}
  const pictures = new Map<string, Uint8Array>()
  const deadline = performance.now() + pageLimit * 1000
  for (const engine of new Set(codes.map((code) => code.engine))) {
    const found = engines.get(engine)
    const places = [...codes.keys()].filter((i) => codes[i]?.engine === engine)
    if (!found || found.isTooOld)
      return { type: 'failed', failure: { kind: 'no-engine', block: places[0] ?? 0, engine, version: found?.version } }
    const place = makePlace(base, engine.language, page)
    let done = 0
    const own = places.flatMap((i) => codes[i] ?? [])
    const usable = engine.kind === 'command' ? engine : { ...engine, command: found.command }
    for (const { launch, count } of launchesOf(usable, own, place, seed)) {
      const some = own.slice(done, done + count)
      const request = {
        ...launch,
        folder: place.folder,
        env: environment(path.join(base, 'home'), place.figures, found.env),
        limits: some.map((code) => (code.limit ?? limit) * 1000),
        deadline,
        outputLimit,
      }
      const outcome = await runProcess(request, engine.kind === 'python' ? page.startPython : undefined)
      const told = endOf(outcome, engine, count, place)
      for (const [k, block] of told.entries()) {
        const at = places[done + k] ?? 0
        const code = codes[at]
        if (!code) continue
        const failure = failureOf(inPage(block, places), code, at, outcome.end, {
          limit: code.limit ?? limit,
          pageLimit,
        })
        if (failure) return { type: 'failed', failure }
        Object.assign(packages, block.packages)
        results[at] = {
          key: code.key,
          output: shown(block.output, place),
          error: block.error && { name: block.error.name, text: shown(block.error.text, place) },
          value: block.value && keptValue(block.value, place),
          figures: block.figures.flatMap((figure) => keepFigure(place.figures, figure, pictures) ?? []),
          read: readOf(block, engine, code, page),
        }
      }
      if (told.length < count) {
        const at = places[done + told.length] ?? 0
        const limits = { limit: codes[at]?.limit ?? limit, pageLimit, outputLimit }
        return { type: 'failed', failure: stopOf(outcome, at, engine, limits) }
      }
      done += count
    }
  }
  const versions = [...engines].flatMap(([{ language }, { version }]) =>
    version !== '' && codes.some(({ engine }) => engine.language === language) ? [[language, version] as const] : [],
  )
  return {
    type: 'done',
    results: { engines: Object.fromEntries(versions), packages, blocks: withFirstReads(results) },
    pictures,
  }
}

/** Makes the folders of a run: the code sees copies of the files that it may read. */
function makePlace(base: string, language: string, { site, files }: PageToRun): RunPlace {
  const of = (name: string): string => path.join(base, `${language}-${name}`)
  const place = { folder: of('page'), desk: of('desk'), figures: of('figures'), site, addresses: new Map() }
  for (const folder of [place.folder, place.desk, place.figures]) fs.mkdirSync(folder)
  for (const file of files) {
    const target = path.join(place.folder, file)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.copyFileSync(path.join(site, file), target, fs.constants.COPYFILE_FICLONE)
  }
  return place
}

/** The whole environment of a run: the same on every machine, as far as programs are found. */
export function environment(
  home: string,
  figures: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  fs.mkdirSync(home, { recursive: true })
  // What Windows needs to start a program at all.
  const needed = ['PATH', 'SYSTEMROOT', 'PATHEXT', 'COMSPEC'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(needed),
    HOME: home,
    USERPROFILE: home,
    TMPDIR: home,
    TEMP: home,
    TMP: home,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    PYTHONHASHSEED: '0',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUTF8: '1',
    PYTHONNOUSERSITE: '',
    SOURCE_DATE_EPOCH: '0',
    MPLBACKEND: 'module://lectern_figures',
    MPLCONFIGDIR: fontCache(),
    NO_COLOR: '1',
    LECTERN_FIGURES: figures,
    ...own,
  }
}

/** Where matplotlib keeps what it knows of the fonts of this machine: finding that out takes it seconds. */
const fontCache = once((): string => {
  const folder = path.join(os.tmpdir(), `lectern-fonts-${os.userInfo().username.replace(/\W/g, '_')}`)
  fs.mkdirSync(folder, { recursive: true })
  return folder
})

/** What became of each block, as far as it came to its end. A command of the author's says nothing: its status does. */
function endOf(outcome: ProcessOutcome, engine: EngineSetting, count: number, place: RunPlace): readonly ToldBlock[] {
  const told = outcome.blocks.map(({ output, told: data }, i) => {
    const block = readTold(output, data)
    return engine.kind === 'shell' ? { ...block, figures: picturesIn(place.figures, `${i + 1}/`) } : block
  })
  const { end } = outcome
  if (engine.kind !== 'command' || end.type !== 'done') return told
  // With a mark, the blocks are one program: nothing says which of them made a picture.
  if (told.length >= count)
    return told.with(-1, { ...(told.at(-1) ?? readTold('', {})), figures: takePictures(place.figures) })
  const last = outcome.errors.trim().split('\n').at(-1) ?? ''
  const error =
    end.code === 0
      ? undefined
      : {
          name: 'error',
          text: last === '' ? `exit status ${end.code ?? end.signal}` : last,
          frames: [],
          module: undefined,
          missing: undefined,
        }
  // Without a mark, each block is a program of its own.
  if (engine.mark === undefined || error)
    return [...told, { ...readTold(outcome.rest, {}), error, figures: takePictures(place.figures) }]
  return told
}

const picturesIn = (folder: string, below = ''): ToldBlock['figures'] =>
  pairsOf(
    fs
      .readdirSync(path.join(folder, below))
      .filter((name) => /\.(?:svg|png|jpg|gif|webp)$/.test(name))
      .sort()
      .map((name) => ({ light: `${below}${name}`, dark: undefined, density: 1 })),
  )

/** The pictures of a program that has ended; those of the next one lie in the same folder. */
function takePictures(folder: string): ToldBlock['figures'] {
  const below = `${fs.readdirSync(folder).length}/`
  const pictures = picturesIn(folder)
  fs.mkdirSync(path.join(folder, below))
  const move = (name: string): string => {
    fs.renameSync(path.join(folder, name), path.join(folder, below, name))
    return `${below}${name}`
  }
  return pictures.map(({ light, dark, density }) => ({
    light: move(light),
    dark: dark === undefined ? undefined : move(dark),
    density,
  }))
}

/** What is wrong with how a block ended; undefined where nothing is. */
function failureOf(
  { error }: ToldBlock,
  code: CodeToRun,
  block: number,
  end: ProcessEnd,
  { limit, pageLimit }: { readonly limit: number; readonly pageLimit: number },
): RunFailure | undefined {
  const isPage = end.type === 'page-time'
  if (error?.name === 'KeyboardInterrupt' && (isPage || end.type === 'block-time'))
    return { kind: 'time', block, isPage, frames: error.frames, seconds: isPage ? pageLimit : limit }
  if (isRaised(code, { error: error && { name: error.name, text: error.text } })) return undefined
  const { raises } = code
  return error ? { kind: 'failed', block, error, raises } : { kind: 'no-exception', block, raises: raises ?? '' }
}

/** Why a block did not come to its end. */
function stopOf(
  { end, errors }: ProcessOutcome,
  block: number,
  engine: EngineSetting,
  { limit, pageLimit, outputLimit }: Pick<RunSettings, 'limit' | 'pageLimit' | 'outputLimit'>,
): RunFailure {
  if (end.type === 'not-there') return { kind: 'no-engine', block, engine, version: undefined }
  if (end.type === 'output') return { kind: 'output', block, bytes: outputLimit }
  if (end.type === 'done')
    return { kind: 'died', block, errors, status: end.signal ?? `exit status ${end.code ?? 'unknown'}` }
  const isPage = end.type === 'page-time'
  return { kind: 'time', block, isPage, frames: [], seconds: isPage ? pageLimit : limit }
}

/** What was told of a block, with blocks numbered as in the page: a program numbers those of its own language. */
function inPage(block: ToldBlock, places: readonly number[]): ToldBlock {
  const { error } = block
  if (!error) return block
  const frames = error.frames.map(({ where, line }) => ({
    where: typeof where === 'number' ? (places[where - 1] ?? 0) + 1 : where,
    line,
  }))
  return { ...block, error: { ...error, frames } }
}

/** Text without what is another one in each run: the folder of the run, and where objects lie in memory. */
function shown(text: string, { folder, addresses }: RunPlace): string {
  const plain = text.replaceAll(`${folder}${path.sep}`, '').replaceAll(folder, '.').replaceAll('\r\n', '\n')
  // As Python writes an object that says nothing of itself. The same object has the same address on all of the page.
  return plain.replace(/(?<= at )0x[0-9a-fA-F]{6,16}\b/g, (address) => {
    const number = addresses.get(address) ?? addresses.size + 1
    addresses.set(address, number)
    return `0x${(0x7f0000000000 + number * 0x10).toString(16)}`
  })
}

/** Of HTML, what a page may show of it is kept: ids and styles of programs are other ones in each run. */
const keptValue = ({ text, html, formula }: RunValue, place: RunPlace): RunValue => ({
  text: shown(text, place),
  html: html === undefined ? undefined : shown(sanitizeResult(html), place),
  formula: formula === undefined ? undefined : shown(formula, place),
})

/** Takes a picture over under a name that its bytes give it. */
function keepFigure(
  folder: string,
  { light, dark, density }: ToldBlock['figures'][number],
  pictures: Map<string, Uint8Array>,
): RunFigure | undefined {
  const keep = (name: string | undefined) => {
    if (name === undefined) return undefined
    const file = path.join(folder, name)
    const bytes = /^(?:\d+\/)?[^/\\]+$/.test(name) && fs.existsSync(file) ? fs.readFileSync(file) : undefined
    if (!bytes) return undefined
    // A name that begins with a dash is taken for an option by programs.
    const kept = `${digest(bytes).replace(/[-_]/g, '').slice(0, 12)}${path.extname(name)}`
    pictures.set(kept, bytes)
    return { kept, size: pictureSize(bytes, name) }
  }
  const [first, second] = [keep(light), keep(dark)]
  if (!first?.size) return undefined
  return {
    file: first.kept,
    dark: second?.kept,
    width: Math.round(first.size.width / density),
    height: Math.round(first.size.height / density),
  }
}

/** What a block read of the site. Of a program that does not tell, all that it could have read. */
function readOf(
  { read, listed, error }: ToldBlock,
  { kind }: EngineSetting,
  { code }: CodeToRun,
  page: PageToRun,
): Record<string, string> {
  const known = new Set(page.files)
  const folders = new Set(page.files.flatMap(foldersAbove))
  // Node loads modules of the language without telling.
  const tells = kind === 'python' || (kind === 'javascript' && !/\bimport\b/.test(code))
  const paths = tells ? read : page.files
  const missing = error?.missing === undefined ? [] : [error.missing]
  return Object.fromEntries([
    ...[...paths, ...missing].flatMap((file) =>
      known.has(file) || missing.includes(file) ? [[file, page.digestOf(file)] as const] : [],
    ),
    ...listed.flatMap((folder) =>
      folder !== '' && folders.has(folder) ? [[`${folder}/`, page.digestOf(`${folder}/`)] as const] : [],
    ),
  ])
}

function foldersAbove(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'))
}

/** A file is told of once, where it is read first: all that is below depends on it anyway. */
function withFirstReads(results: readonly CodeResult[]): readonly CodeResult[] {
  const seen = new Set<string>()
  return results.map((result) => {
    const fresh = Object.entries(result.read).filter(([file]) => !seen.has(file))
    for (const [file] of fresh) seen.add(file)
    return { ...result, read: Object.fromEntries(fresh) }
  })
}
