import { createSession, type Session } from '../src/build/session.ts'
import type { GitHistory } from '../src/files/git-history.ts'
import type { LoadPeer } from '../src/files/load-peer.ts'
import { type MemoryFiles, memoryFiles } from '../src/files/memory.ts'
import type { PictureMaker } from '../src/files/picture-maker.ts'
import { memoryStore, type Store } from '../src/files/store.ts'
import type { Block } from '../src/markdown/blocks/block.ts'

/** Templates that show just the text: what a page is made into stands in the test as it is. */
export const bareTheme: Readonly<Record<string, string>> = {
  'package.json': '{}',
  'templates/page.hbs': '{{content}}',
  'templates/index.hbs':
    '{{#if generated}}{{#each navigation}}<a href="{{url}}">{{title}}</a>{{/each}}{{else}}{{content}}{{/if}}',
  'templates/redirect.hbs': '<a href="{{url}}">{{title}}</a>',
}

export interface MemorySiteOptions {
  readonly theme?: Readonly<Record<string, string>>
  readonly blocks?: readonly Block[]
  /** Where earlier sites of the test left their cache, and this one leaves its own. */
  readonly store?: Store
  /** It does not lie in memory as a whole, however small it is. */
  readonly large?: boolean
  /** Nothing of it is ever written. */
  readonly analysesOnly?: boolean
  /** What an earlier site of the test wrote. */
  readonly output?: MemoryFiles
  /** Stands for what makes copies of pictures. */
  readonly pictures?: PictureMaker
  /** Stands for what is installed. */
  readonly loadPeer?: LoadPeer
  /** Stands for git. */
  readonly readHistory?: () => GitHistory
  /** Stands for the bytes of the program. */
  readonly program?: string
}

/** A site that is on no disk, and what building it writes. */
export interface MemorySite {
  readonly files: MemoryFiles
  readonly output: MemoryFiles
  readonly session: Session
}

/** Makes a site of files by path from its root. */
export function memorySite(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: MemorySiteOptions = {},
): MemorySite {
  const memory = memoryFiles(files)
  const output = options.output ?? memoryFiles({}, 'dist')
  const { store, program = 'the same' } = options
  const session = createSession({
    site: memory,
    theme: memoryFiles(options.theme ?? bareTheme),
    openOutput: (path) => ({
      files: output,
      path: path.startsWith('/') || path.startsWith('..') ? undefined : path === '.' ? '' : path,
      holdsSite: path === '.' || path === '..',
    }),
    folderName: 'test-site',
    version: '0.0.0',
    ...(options.loadPeer ? { loadPeer: options.loadPeer } : {}),
    ...(options.pictures ? { pictures: options.pictures } : {}),
    ...(options.readHistory ? { readHistory: options.readHistory } : {}),
    ...(options.analysesOnly ? { analysesOnly: true } : {}),
    ...(options.blocks ? { blocks: options.blocks } : {}),
    ...(options.large ? { store: store ?? memoryStore(), mostPages: 0 } : {}),
    ...(store ? { cache: { store, program: () => program, leastPages: 1 } } : {}),
  })
  return { files: memory, output, session }
}

/** Every file with its content, by path; bytes as Latin-1. */
export const textsOf = ({ contents }: Pick<MemoryFiles, 'contents'>): Record<string, string> =>
  Object.fromEntries(
    Array.from(contents, ([path, content]) => [
      path,
      typeof content === 'string' ? content : Buffer.from(content).toString('latin1'),
    ]),
  )
