/** What runs the code of a language. */
export interface EngineSetting {
  /** As fences name it. */
  readonly language: string
  /** Python, JavaScript and the shell are known to Lectern; any other language is a command. */
  readonly kind: 'python' | 'javascript' | 'shell' | 'command'
  /** The program; of a command, the whole line with `{file}` in it. */
  readonly command: string
  /** Of a command: a line of code that prints `{mark}` and the end of a line, with which the blocks of a page share one process. */
  readonly mark: string | undefined
}

/** What `run:` says. */
export interface RunSettings {
  readonly engines: readonly EngineSetting[]
  /** Files and folders that the code may read, by their paths from the site's root. */
  readonly files: readonly string[]
  /** Seconds that a block may take, and all blocks of a page. */
  readonly limit: number
  readonly pageLimit: number
  /** Bytes that a block may print. */
  readonly outputLimit: number
  /** Random numbers are the same in each run. */
  readonly seed: boolean
}

const PYTHON: EngineSetting = { language: 'python', kind: 'python', command: 'python3', mark: undefined }

/** How `python` blocks of a site run that says nothing of it. */
export const DEFAULT_RUN: RunSettings = {
  engines: [PYTHON],
  files: [],
  limit: 10,
  pageLimit: 60,
  outputLimit: 100_000,
  seed: true,
}
