import { fileOf, isShown, languageOfPath } from '../config/languages.ts'
import type { Settings } from '../config/settings.ts'
import { nearestSlip } from '../diagnostics/nearest.ts'
import { decodeText } from '../files/decode.ts'
import { digest, sha256 } from '../files/digest.ts'
import type { FileKind, Files } from '../files/files.ts'
import { isAscii, pathInAnyForm } from '../files/forms.ts'
import type { GitHistory } from '../files/git-history.ts'
import type { LoadPeer, PeerPackage } from '../files/load-peer.ts'
import { once } from '../files/once.ts'
import { baseName, below, folderOf, isWithin } from '../files/paths.ts'
import { type PictureSize, pictureSize } from '../files/picture.ts'
import { refusalOf } from '../files/refusal.ts'
import type { Ask, CompileAnswers, FoundFile, TextFile } from '../markdown/ask.ts'
import type { DrawDiagram } from '../markdown/diagrams.ts'
import { RESULTS_FOLDER } from '../results/page-results.ts'
import { createFileStats, type FileStats, type Note } from './file-stats.ts'
import type { SiteFiles } from './scan.ts'

/** What is read of a site, each file once until it is forgotten. */
export interface Inputs {
  readonly text: (path: string) => TextFile | undefined
  /** The digest of a text; a file that has not changed since an earlier process read it is not read. */
  readonly digest: (path: string) => string | undefined
  /** Answers the questions of compiling. */
  readonly answer: Ask<CompileAnswers>
  /** Answers them so that an answer can be compared with an earlier one: texts that have not changed are not read. */
  readonly answerAgain: Ask<CompileAnswers>
  /** Another object whenever an answer may be another one. */
  readonly epoch: () => object
  /** The uppermost of the folders of a path that is not there; undefined where all are, or where that is not for sure. */
  readonly missingFolder: (path: string) => string | undefined
  /** Why a file is not published in a site whose authors are not trusted: see refusal.ts. */
  readonly refusal: (path: string) => string | undefined
  /** What is known of files that were read. */
  readonly fileStats: FileStats
  /** When files were changed; asked of git when it is first wanted. */
  readonly history: () => GitHistory
  /** Takes that from another thread. */
  readonly takeHistory: (history: GitHistory) => void
  /** Takes the settings of this build. */
  readonly use: (settings: Settings) => void
  /** The folders of the site were looked through, and these files found: until files are forgotten, the disk is not asked for them. */
  readonly listed: (files: Pick<SiteFiles, 'pages' | 'beside' | 'assets'>) => void
  /** Whether the texts of pages stay in memory when they are compiled; else they are read again where they are wanted. */
  readonly keepTexts: (keep: boolean) => void
  /** A page is compiled. */
  readonly release: (path: string) => void
  /** Another thread read a file: this is its digest, and its text is read where it is wanted. */
  readonly know: (path: string, digest: string, stamp: string | undefined) => void
  /** Forgets what was read: all of it, or of these paths. */
  readonly forget: (paths?: readonly string[]) => void
}

interface Remember<T> {
  (path: string): T
  readonly known: (path: string) => T | undefined
  readonly forget: (path: string | undefined) => void
  readonly set: (path: string, value: T) => void
}

function remember<T>(read: (path: string) => T): Remember<T> {
  const known = new Map<string, T>()
  const get = (path: string): T => {
    const before = known.get(path)
    if (before !== undefined || known.has(path)) return before as T
    const value = read(path)
    known.set(path, value)
    return value
  }
  const forget = (path: string | undefined): void => {
    if (path === undefined) known.clear()
    else known.delete(path)
  }
  const set = (path: string, value: T): void => {
    known.set(path, value)
  }
  return Object.assign(get, { forget, set, known: (path: string) => known.get(path) })
}

/** What the inputs of a site come from beside its files. */
export interface InputSources {
  /** Asks git for the changes of files. */
  readonly readHistory?: (() => GitHistory) | undefined
  /** Loads a package that the author of the site has installed. */
  readonly loadPeer?: LoadPeer | undefined
}

/** The inputs of a site. */
export function createInputs(files: Files, { readHistory = () => NO_HISTORY, loadPeer }: InputSources = {}): Inputs {
  const state: {
    settings: Settings | undefined
    keepsTexts: boolean
    epoch: object
    listed: { readonly site: Listed; readonly results: Listed }
    history: GitHistory | undefined
  } = {
    settings: undefined,
    keepsTexts: true,
    epoch: {},
    listed: NOTHING_LISTED,
    history: undefined,
  }
  const history = (): GitHistory => {
    state.history ??= readHistory()
    return state.history
  }
  const installed = remember((name) => loadPeer?.(name))
  /** A package whose code the settings want to have run. Where authors who are not trusted may write beside it, it is none. */
  const peer = (name: string): PeerPackage | undefined => {
    const { settings } = state
    const isOpen = settings?.safe && [settings.content, settings.assets, ...settings.include].includes('')
    return settings === undefined || isOpen ? undefined : installed(name)
  }
  const diagrams = (): CompileAnswers['diagrams'] | undefined => {
    const found = state.settings?.diagrams ? peer('beautiful-mermaid') : undefined
    const draw = found?.exports.renderMermaidSVG
    return found && isDrawing(draw) ? { version: found.version, draw } : undefined
  }
  const fileStats = createFileStats(files)
  /** Whether it is a page that others may be translations of: they ask for its hash, so it is read once for both. */
  const isTranslated = (path: string): boolean =>
    state.settings !== undefined && languageOfPath(path, state.settings)?.language.isSource === true
  const read = (path: string): TextFile | undefined => {
    const found = fileStats.read(path)
    if (!found) return undefined
    const { bytes, note } = found
    const { text: content, badOffset } = decodeText(bytes)
    const file = { text: content, digest: digest(badOffset === undefined ? content : bytes), badOffset }
    note('text', file.digest)
    if (isTranslated(path)) {
      const made = wholeFileHash(bytes)
      note('hash', made)
      hash.set(path, made)
    }
    return file
  }
  const textOfFile = remember(read)
  /** Of a page that is shown in another language, the text of its source. */
  const text: Remember<TextFile | undefined> = Object.assign((path: string) => textOfFile(fileOf(path)), {
    known: (path: string) => textOfFile.known(fileOf(path)),
    forget: textOfFile.forget,
    set: (path: string, value: TextFile | undefined) => textOfFile.set(fileOf(path), value),
  })
  const textAgain = (path: string): string => read(path)?.text ?? ''
  const digestOf = (path: string): string | undefined =>
    text.known(path)?.digest ?? fileStats.digest(fileOf(path), 'text') ?? text(path)?.digest
  const kind = remember((path): FileKind | undefined => {
    const listed = path.startsWith(BELOW_RESULTS) ? state.listed.results : state.listed.site
    if (listed.files().has(path)) return 'file'
    return listed.folders().has(path) ? 'folder' : files.kind(path)
  })
  const picture = remember((path) => {
    const before = fileStats.digest(path, 'picture')
    if (before !== undefined) return parseSize(before)
    const found = fileStats.read(path)
    const size = found && pictureSize(found.bytes, path)
    found?.note('picture', printSize(size))
    return size
  })
  const refusedAs = remember((path) => {
    const before = fileStats.digest(path, 'refusal')
    if (before !== undefined) return before === '' ? undefined : before
    const found: { note?: Note } = {}
    const refused = refusalOf(path, () => {
      const read = fileStats.read(path)
      if (read) found.note = read.note
      return read?.bytes
    })
    found.note?.('refusal', refused ?? '')
    return refused
  })
  const refusal = (path: string): string | undefined =>
    state.settings?.safe && !isTrusted(path, state.settings) ? refusedAs(path) : undefined
  const bytes = remember((path): string | undefined => {
    const before = fileStats.digest(path, 'copy')
    if (before !== undefined || kind(path) !== 'file') return before
    const found = fileStats.read(path)
    const made = found && digest(found.bytes)
    if (made !== undefined) found?.note('copy', made)
    return made
  })
  const hash: Remember<string | undefined> = remember((path) => {
    const before = fileStats.digest(path, 'hash')
    if (before !== undefined) return before
    if (isTranslated(path) && textOfFile.known(path) === undefined && textOfFile(path)) {
      const made = hash.known(path)
      if (made !== undefined) return made
    }
    const found = fileStats.read(path)
    if (!found) return undefined
    const made = wholeFileHash(found.bytes)
    found.note('hash', made)
    return made
  })
  const folder = remember((path) => {
    const inside = path === '' ? '' : `${path}/`
    return files.list(path, (child) => child.slice(inside.length).includes('/')).map(baseName)
  })
  /** Names of files and folders, asked for only where a name with accents is not there as it is written. */
  const names = remember((path) => {
    const inside = path === '' ? '' : `${path}/`
    const all = files.list(path, (child) => /(?:^|\/)(?:\.[^/]*|node_modules)$/.test(child))
    return [...new Set(all.map((child) => child.slice(inside.length).replace(/\/.*/s, '')))]
  })
  /** Whether a folder is there. Most blocks look into folders that are not: those of a page that has none of its own. */
  const hasFolder: Remember<boolean> = remember((path): boolean => {
    const above = folderOf(path)
    return path === '' || ((above === '' || hasFolder(above)) && kind(path) !== undefined)
  })
  const filesBelow = remember((path) => files.list(path))
  const file = (written: string): FoundFile | undefined => {
    const path = pathInAnyForm(written, (at) => hasFolder(folderOf(at)) && kind(at) !== undefined, names)
    if (path === undefined) return undefined
    const what = kind(path)
    if (what === 'outside') return { path, output: undefined }
    if (what !== 'file') return undefined
    const refused = refusal(path)
    const output = outputOf(path, state.settings)
    return refused === undefined ? { path, output } : { path, output, refused }
  }
  const table: { readonly [Kind in keyof CompileAnswers]: (key: string) => CompileAnswers[Kind] | undefined } = {
    text: (path) => (kind(path) === 'file' ? text(path) : undefined),
    file,
    hash: (path) => (kind(path) === 'file' ? hash(path) : undefined),
    there: (path) => (kind(path) === undefined ? undefined : true),
    folder,
    below: filesBelow,
    picture,
    bytes,
    diagrams,
    pictureTool: () => (state.settings?.pictures ? peer('sharp')?.version : undefined),
    changed: (path) => history().changed.get(path),
    constant: (name) => state.settings?.constants.get(name),
    nearConstant: (name) => state.settings && nearestSlip(name, state.settings.constants),
  }
  const tableAgain: typeof table = {
    ...table,
    text(path) {
      const known = kind(path) === 'file' ? digestOf(path) : undefined
      return known === undefined ? undefined : new LazyText(path, known, undefined, textAgain)
    },
  }
  return {
    text,
    digest: digestOf,
    refusal,
    fileStats,
    history,
    takeHistory(taken) {
      state.history = taken
    },
    answer: (question, key) => table[question](key),
    answerAgain: (question, key) => tableAgain[question](key),
    epoch: () => state.epoch,
    missingFolder(path) {
      let folder = folderOf(path)
      if (hasFolder(folder) || !isAscii(path)) return undefined
      while (!hasFolder(folderOf(folder))) folder = folderOf(folder)
      return folder
    },
    use: (settings) => {
      state.settings = settings
      state.epoch = {}
    },
    listed({ pages, beside, assets }) {
      const { settings } = state
      // What lies in a folder that a link out of the site leads to is outside, however it was found.
      const isOurs = (folder: string | undefined): boolean => folder !== undefined && files.kind(folder) === 'folder'
      state.listed = {
        site: listedIn(() => [
          ...(isOurs(settings?.content) ? [pages.filter((page) => !isShown(page)), beside] : []),
          ...(isOurs(settings?.assets) ? [assets] : []),
        ]),
        results: listedIn(() => (isOurs(RESULTS_FOLDER) ? [files.list(RESULTS_FOLDER)] : [])),
      }
    },
    keepTexts(keep) {
      state.keepsTexts = keep
    },
    release(path) {
      const file = state.keepsTexts ? undefined : text.known(path)
      if (file) text.set(path, new LazyText(fileOf(path), file.digest, file.badOffset, textAgain))
    },
    know(path, known, stamp) {
      text.set(path, new LazyText(fileOf(path), known, undefined, textAgain))
      if (stamp !== undefined) fileStats.set(fileOf(path), stamp, 'text', known)
    },
    forget: (paths) => {
      fileStats.forget(paths)
      state.epoch = {}
      state.listed = NOTHING_LISTED
      if (!paths) {
        state.history = undefined
        installed.forget(undefined)
      }
      for (const path of paths ?? [undefined])
        for (const memory of [text, kind, picture, refusedAs, bytes, hash]) memory.forget(path)
      // A file may come with its folders, or take them with it.
      for (const path of paths ?? []) for (let at = folderOf(path); at !== ''; at = folderOf(at)) kind.forget(at)
      for (const memory of [folder, names, filesBelow, hasFolder]) memory.forget(undefined)
    },
  }
}

/** Files that were found, and the folders that they lie in. */
interface Listed {
  readonly files: () => ReadonlySet<string>
  readonly folders: () => ReadonlySet<string>
}

/** Files and folders of some lists, put together when they are first asked for. */
function listedIn(lists: () => readonly (readonly string[])[]): Listed {
  const files = once(() => new Set(lists().flat()))
  const folders = once(() => {
    const found = new Set<string>()
    for (const file of files())
      for (let at = folderOf(file); at !== '' && !found.has(at); at = folderOf(at)) found.add(at)
    return found
  })
  return { files, folders }
}

const NOTHING_LISTED = { site: listedIn(() => []), results: listedIn(() => []) }

/** Results of pages lie in a folder that is looked through when the first of them is asked for: most pages with code have some. */
const BELOW_RESULTS = `${RESULTS_FOLDER}/`

const isDrawing = (value: unknown): value is DrawDiagram => typeof value === 'function'

const NO_HISTORY: GitHistory = { changed: new Map(), isCut: false }

/** A file of which just the digest is kept, one of many thousands: its text is read each time it is asked for. */
class LazyText implements TextFile {
  readonly digest: string
  readonly badOffset: number | undefined
  readonly #path: string
  readonly #read: (path: string) => string

  constructor(path: string, digest: string, badOffset: number | undefined, read: (path: string) => string) {
    this.digest = digest
    this.badOffset = badOffset
    this.#path = path
    this.#read = read
  }
  get text(): string {
    return this.#read(this.#path)
  }
}

const CARRIAGE_RETURN = 13

/** The SHA-256 of a file as it is, and with plain line ends where it has others: programs write down the one or the other. */
function wholeFileHash(bytes: Uint8Array): string {
  if (!bytes.includes(CARRIAGE_RETURN)) return sha256(bytes)
  const plain = Buffer.from(bytes).toString('latin1').replace(/\r\n?/g, '\n')
  return `${sha256(bytes)} ${sha256(Buffer.from(plain, 'latin1'))}`
}

const printSize = (size: PictureSize | undefined): string =>
  size ? `${size.width} ${size.height} ${size.bytes}${size.animated ? ' 1' : ''}` : 'none'

function parseSize(digest: string): PictureSize | undefined {
  if (digest === 'none') return undefined
  const [width = 0, height = 0, bytes = 0, moves] = digest.split(' ').map(Number)
  return { width, height, bytes, ...(moves ? { animated: true } : {}) }
}

/** Whether a file lies where authors of pages do not write: in the folder of assets, unless that lies among theirs. */
const isTrusted = (path: string, { assets, content, include }: Settings): boolean =>
  assets !== '' &&
  isWithin(path, assets) &&
  ![content, ...include].some((folder) => folder !== '' && (isWithin(assets, folder) || isWithin(folder, assets)))

/** Where a file is published: below the root what lies in content or assets, other files at their own path. */
function outputOf(path: string, settings: Settings | undefined): string {
  if (settings && isWithin(path, settings.assets)) return below(path, settings.assets)
  if (settings && isWithin(path, settings.content)) return below(path, settings.content)
  return path
}
