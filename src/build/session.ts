import type { MarkdownIt } from 'markdown-it'
import { type Cache, type CacheOptions, openCache } from '../cache/cache.ts'
import type { PublishedFiles } from '../cache/index-file.ts'
import type { KnownWords } from '../cache/search-words.ts'
import type { SiteSnapshot } from '../cache/snapshot.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import type { GitHistory } from '../files/git-history.ts'
import type { LoadPeer } from '../files/load-peer.ts'
import type { OutputFolder } from '../files/open-site.ts'
import type { PictureMaker } from '../files/picture-maker.ts'
import { memorySpill, type SpillFile } from '../files/spill.ts'
import type { Store } from '../files/store.ts'
import { compileAnswerDigest, linkAnswerDigest } from '../incremental/digests.ts'
import { createMemo, type Memo } from '../incremental/memo.ts'
import { createInputs, type Inputs } from '../input/inputs.ts'
import type { Templates } from '../layout/templates.ts'
import type { CompileAnswers } from '../markdown/ask.ts'
import type { Block } from '../markdown/blocks/block.ts'
import { createParser } from '../markdown/parser.ts'
import { createEnginePackages, type EnginePackages } from '../output/engine-output.ts'
import type { Stamps } from '../output/stamps.ts'
import type { Document } from '../page/document.ts'
import type { PluginPlace } from '../plugins/host.ts'
import { createSitePlugins, type SitePlugins } from '../plugins/site-plugins.ts'
import { createSearchMemory, type SearchMemory } from '../publish/search/search-index.ts'
import type { LinkAnswers } from '../site/facts.ts'
import type { Article } from '../site/link.ts'
import type { Site } from '../site/site.ts'
import type { LaidOut } from './laid-out.ts'
import { type TimeStage, untimed } from './stopwatch.ts'

/** What a session is made from. */
export interface SessionOptions {
  /** The site's folder. */
  readonly site: Files
  /** Makes smaller copies of pictures; none are made by default. */
  readonly pictures?: PictureMaker
  /** Loads a package that the author of the site has installed; none by default. */
  readonly loadPeer?: LoadPeer
  /** Asks git when the site's files were changed; nothing is known by default. */
  readonly readHistory?: () => GitHistory
  /** The folder that holds the theme: `templates/` and `assets/lectern/`. */
  readonly theme: Files
  /** Opens an output folder: a path from the site's root, or absolute. */
  readonly openOutput: (path: string) => OutputFolder
  /** The name of the site's folder: the title of a site that has none. */
  readonly folderName: string
  /** Version of Lectern, for `generator`. */
  readonly version: string
  /** Blocks of the caller's own. */
  readonly blocks?: readonly Block[]
  /** Where plugins are, and how they are run; none are by default. */
  readonly pluginPlace?: PluginPlace
  /** Where to keep what later processes need not do again; nowhere by default. */
  readonly cache?: CacheOptions
  /** Where large sites lie while they are built; in memory by default. */
  readonly store?: Store
  /** Where texts of a large site lie; in its cache by default. */
  readonly aside?: Pick<Cache, 'put'>
  /** Sites of more pages are large; 1000 by default. */
  readonly mostPages?: number
  /** In threads of sites of more pages, texts lie on the disk until their pages are rendered; 10,000 by default. */
  readonly mostTexts?: number
  /** The process does nothing else, so flags of its garbage collector may be set. */
  readonly ownsProcess?: boolean
  /** Nothing of the session is ever written or kept: only what finds faults is done. */
  readonly analysesOnly?: boolean
  /** Takes the times of stages; they are not taken by default. */
  readonly time?: TimeStage
}

/** An output folder that was written, by this process or an earlier one. */
export interface OutputState {
  readonly folder: string
  readonly stamps: Stamps
}

/** What a session keeps that is replaced as a whole. */
export interface SessionState {
  /** The cache was read. */
  restored: boolean
  /** The files of the whole site that were made last, and of what. */
  published: PublishedFiles
  /** The site that was made last. */
  made: SiteSnapshot | undefined
  /** What an earlier process knew of the words of pages, from when it is read until it is taken over. */
  knownWords: KnownWords | undefined
  /** The words of all pages are known, of many not as an earlier process kept them. */
  hasNewWords: boolean
  /** The site of the build that is going on, or of the last one. */
  site: Pick<Site, 'answer'> | undefined
  /** The site does not lie in memory as a whole. */
  isLarge: boolean
  /** Nothing is written. */
  isCheck: boolean
  /** Where pages lie between being laid out and being written. */
  spill: SpillFile
  /** The output folder that was written last. */
  emitted: OutputState
}

/** What one build leaves for the next one in the same process. */
export interface Session extends Omit<SessionOptions, 'cache'> {
  readonly time: TimeStage
  readonly inputs: Inputs
  readonly md: MarkdownIt
  readonly plugins: SitePlugins
  readonly compiled: Memo<Document, CompileAnswers>
  readonly linked: Memo<Article, LinkAnswers>
  /** Summaries of pages that an earlier process linked, by source. */
  readonly summaries: Map<string, string>
  /** By source. */
  readonly laidOut: Map<string, LaidOut>
  /** Packages of the site that run exercises. */
  readonly engines: EnginePackages
  /** What is kept between processes; undefined where nothing is. */
  readonly cache: Cache | undefined
  readonly state: SessionState
  /** Answers as the latest site does: one object for all pages that may ask it later. */
  readonly siteOfTheMoment: Pick<Site, 'answer'>
  readonly search: SearchMemory
  readonly templates: Map<string, { readonly templates: Templates; readonly diagnostics: readonly Diagnostic[] }>
  /** Texts of templates by the path that diagnostics name them by. */
  readonly templateTexts: Map<string, string>
}

/** Begins a session: the first build in it does everything, later ones what has changed. */
export function createSession(options: SessionOptions): Session {
  const state: SessionState = {
    restored: false,
    published: { about: undefined, texts: undefined },
    made: undefined,
    knownWords: undefined,
    hasNewWords: false,
    site: undefined,
    isLarge: false,
    isCheck: false,
    spill: memorySpill,
    emitted: { folder: '', stamps: new Map() },
  }
  return {
    ...options,
    time: options.time ?? untimed,
    inputs: createInputs(options.site, options),
    md: createParser(),
    engines: createEnginePackages(options.pluginPlace?.findPackage),
    plugins: createSitePlugins({ site: options.site, blocks: options.blocks, place: options.pluginPlace }),
    compiled: createMemo<Document, CompileAnswers>(compileAnswerDigest),
    linked: createMemo<Article, LinkAnswers>(linkAnswerDigest),
    summaries: new Map(),
    laidOut: new Map(),
    // Blocks of the caller's own are functions: they may do something else than in an earlier process.
    cache: options.cache && !options.blocks?.length ? openCache(options.cache, options.version) : undefined,
    state,
    siteOfTheMoment: {
      get answer() {
        if (!state.site) throw new Error('A page is wanted before there is a site.')
        return state.site.answer
      },
    },
    search: createSearchMemory(),
    templates: new Map(),
    templateTexts: new Map(),
  }
}

/** The text that spans of a path point into. */
export const textOf =
  (session: Session) =>
  (path: string): string | undefined =>
    session.templateTexts.get(path) ?? session.inputs.text(path)?.text

/** What is known of an output folder: of the last one only. */
export function outputStateOf({ state }: Session, folder: string): OutputState {
  if (state.emitted.folder !== folder) state.emitted = { folder, stamps: new Map() }
  return state.emitted
}
