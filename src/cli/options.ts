/** The options and commands of the program; help texts and the manual's page are made from these tables. */

export interface OptionEntry {
  /** `choice` may be given with or without one of its `choices`. */
  readonly type: 'text' | 'flag' | 'choice'
  readonly choices?: readonly string[]
  /** What a value is called in help texts. */
  readonly value?: string
  readonly doc: string
}

export const optionTable = {
  output: {
    type: 'text',
    value: 'folder',
    doc: 'Where the site is written; `dist` unless `site.yaml` says otherwise. `import`: the new folder.',
  },
  config: { type: 'text', value: 'file', doc: 'The settings file, instead of `site.yaml`.' },
  base: { type: 'text', value: 'path', doc: 'The path that the site is served under, such as `/course/`.' },
  strict: { type: 'flag', doc: 'Warnings count as errors.' },
  'keep-going': { type: 'flag', doc: 'Write what can be written though there are errors.' },
  portable: { type: 'flag', doc: 'Links end in `index.html`, so that the site works from a disk.' },
  drafts: { type: 'flag', doc: 'Build pages with `draft: true` too.' },
  watch: { type: 'flag', doc: 'Build again whenever a file changes.' },
  exercises: {
    type: 'flag',
    doc: 'With a lesson that has an exercise in Python, and the package that runs it in browsers.',
  },
  port: { type: 'text', value: 'number', doc: 'The port to listen at; without it 4321, or the next one that is free.' },
  fix: {
    type: 'choice',
    choices: ['unsafe'],
    value: 'unsafe',
    doc: 'Mend what has one right answer; with `=unsafe` take the nearest name for what was meant, too.',
  },
  run: {
    type: 'flag',
    doc: '`check`: run, too, what exercises say: solutions have to pass, wrong answers have not; their programs meet nothing of this machine. `dev`: run the code of pages when they are saved, as `lectern run` does.',
  },
  'dry-run': { type: 'flag', doc: 'With `--fix`: show the changes, and make none.' },
  translations: { type: 'flag', doc: 'List what is fresh, stale and missing in each language, and nothing else.' },
  lang: { type: 'text', value: 'code', doc: 'With `page`: begin the translation of a page into this language.' },
  external: { type: 'flag', doc: 'Ask other hosts, too, whether what the site links to exists.' },
  format: {
    type: 'text',
    value: 'name',
    doc: 'How to tell what is wrong: `pretty` for people, `json`, `sarif`, or `github` for its workflows.',
  },
  host: { type: 'text', value: 'name', doc: 'The address to listen at; `127.0.0.1`, which only this machine reaches.' },
  open: { type: 'flag', doc: 'Open the site in the browser.' },
  threads: {
    type: 'text',
    value: 'number',
    doc: 'How many threads may work on a large site; without it as many as the machine can run.',
  },
  shard: {
    type: 'text',
    value: 'n/m',
    doc: 'Only compile the n-th of m parts of the pages into `.lectern/`, for `lectern merge` on another machine.',
  },
  timings: {
    type: 'flag',
    doc: 'Tell how long each stage took: a table, or a part of what `--format json` prints.',
  },
  accept: {
    type: 'flag',
    doc: 'Write what is wrong now into `lectern-accepted.json`: it is counted from then on, and only what is new is told.',
  },
  all: {
    type: 'flag',
    doc: '`build`, `check`: show each diagnostic, those too that are told again and again. `run`: run all pages, not only those whose results are missing or stale.',
  },
  check: { type: 'flag', doc: 'Run all pages, write nothing, and fail where they do not give what is kept.' },
  trust: { type: 'flag', doc: 'Run code of authors that the site says are not trusted (`safe: true`).' },
  shards: { type: 'text', value: 'number', doc: 'On how many machines workflows build the course.' },
  quiet: { type: 'flag', doc: 'Tell nothing but diagnostics.' },
  help: { type: 'flag', doc: 'Show this help.' },
  version: { type: 'flag', doc: 'Show the version.' },
} as const satisfies Record<string, OptionEntry>

export type OptionName = keyof typeof optionTable

export interface CommandEntry {
  readonly usage: string
  readonly doc: string
  /** How many words may stand behind its name; one unless it says otherwise. */
  readonly words?: number
  readonly options: readonly OptionName[]
}

export const commandTable = {
  dev: {
    usage: 'lectern dev [folder]',
    doc: 'Serves the site of a folder while you write, drafts too, and shows every change at once. It writes nothing, but for what `--run` keeps.',
    options: ['port', 'host', 'open', 'run', 'trust', 'config', 'base', 'quiet', 'help'],
  },
  build: {
    usage: 'lectern build [folder]',
    doc: 'Builds the site of a folder; without one, that of the current folder. A site with errors is not written.',
    options: [
      'output',
      'config',
      'base',
      'strict',
      'keep-going',
      'portable',
      'drafts',
      'watch',
      'threads',
      'shard',
      'format',
      'all',
      'timings',
      'quiet',
      'help',
    ],
  },
  merge: {
    usage: 'lectern merge <shard>…',
    doc: 'Builds the site of the current folder with pages that other machines compiled: each shard is the `.lectern/` folder of a `lectern build --shard`.',
    words: Number.POSITIVE_INFINITY,
    options: [
      'output',
      'config',
      'base',
      'strict',
      'keep-going',
      'portable',
      'drafts',
      'threads',
      'format',
      'all',
      'timings',
      'quiet',
      'help',
    ],
  },
  check: {
    usage: 'lectern check [folder]',
    doc: 'Tells everything that is wrong with a site, and writes nothing, unless told to mend it.',
    options: [
      'config',
      'base',
      'strict',
      'portable',
      'drafts',
      'fix',
      'dry-run',
      'accept',
      'run',
      'translations',
      'external',
      'threads',
      'format',
      'all',
      'timings',
      'quiet',
      'help',
    ],
  },
  run: {
    usage: 'lectern run [pages]',
    doc: 'Runs the code of pages, those whose results are missing or stale or those that are named, and keeps what it gives in `runs/`. It is the only command that runs code of pages: run what you trust.',
    words: Number.POSITIVE_INFINITY,
    options: ['all', 'check', 'trust', 'threads', 'config', 'strict', 'format', 'quiet', 'help'],
  },
  export: {
    usage: 'lectern export ipynb <pages>',
    doc: 'Writes pages as notebooks for Jupyter, with what their code gave, into the folder of the site or that of `--output`. It runs nothing.',
    words: Number.POSITIVE_INFINITY,
    options: ['output', 'config', 'quiet', 'help'],
  },
  preview: {
    usage: 'lectern preview [folder]',
    doc: 'Serves the built site of a folder as GitHub Pages, Netlify and Cloudflare would. It builds nothing.',
    options: ['output', 'config', 'base', 'port', 'host', 'open', 'help'],
  },
  import: {
    usage: 'lectern import <folder> [new folder]',
    doc: 'Makes a course of a site of another program, in a new folder: MkDocs, mdBook, Docusaurus, VitePress, Starlight, Quarto, Jupyter Book, The Carpentries’ workbench, Jekyll, Hugo, Pelican. The site stays as it is, none of its programs is run, and what is not taken over is listed with its place. Without a name, the new folder is called like the old one, with `-lectern` behind it.',
    words: 2,
    options: ['output', 'help'],
  },
  new: {
    usage: 'lectern new <folder>',
    doc: 'Makes a small course to begin with. `lectern new page basics/loops` adds a page to the course of the current folder, and to its navigation; a folder after it is the course. With `--lang fr` it begins a translation. `lectern new --shards 4` adds to a course workflows that build it on four machines. Nothing that exists is changed.',
    words: Number.POSITIVE_INFINITY,
    options: ['exercises', 'lang', 'shards', 'help'],
  },
  translate: {
    usage: 'lectern translate mark <page>…',
    doc: 'Notes in translations that they are up to date: `hash` is that of their source as it is now.',
    words: Number.POSITIVE_INFINITY,
    options: ['help'],
  },
} as const satisfies Record<string, CommandEntry>

export type CommandName = keyof typeof commandTable
