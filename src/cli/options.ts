/** The options and commands of the program; help texts and the manual's page are made from these tables. */

export interface OptionEntry {
  readonly type: 'text' | 'flag'
  /** What a value is called in help texts. */
  readonly value?: string
  readonly doc: string
}

export const optionTable = {
  output: { type: 'text', value: 'folder', doc: 'Where to write the site; `dist` unless `site.yaml` says otherwise.' },
  config: { type: 'text', value: 'file', doc: 'The settings file, instead of `site.yaml`.' },
  base: { type: 'text', value: 'path', doc: 'The path that the site is served under, such as `/course/`.' },
  strict: { type: 'flag', doc: 'Warnings count as errors.' },
  'keep-going': { type: 'flag', doc: 'Write what can be written though there are errors.' },
  portable: { type: 'flag', doc: 'Links end in `index.html`, so that the site works from a disk.' },
  drafts: { type: 'flag', doc: 'Build pages with `draft: true` too.' },
  watch: { type: 'flag', doc: 'Build again whenever a file changes.' },
  port: { type: 'text', value: 'number', doc: 'The port, and no other; otherwise 4321 or the next free one.' },
  host: { type: 'text', value: 'name', doc: 'The host name or address to listen at, instead of `127.0.0.1`.' },
  open: { type: 'flag', doc: 'Open the site in the browser.' },
  quiet: { type: 'flag', doc: 'Tell nothing but diagnostics.' },
  help: { type: 'flag', doc: 'Show this help.' },
  version: { type: 'flag', doc: 'Show the version.' },
} as const satisfies Record<string, OptionEntry>

export type OptionName = keyof typeof optionTable

export interface CommandEntry {
  readonly usage: string
  readonly doc: string
  readonly options: readonly OptionName[]
}

export const commandTable = {
  dev: {
    usage: 'lectern dev [folder]',
    doc: 'Serves the site of a folder while you write, drafts too, and shows every change at once. It writes nothing.',
    options: ['port', 'host', 'open', 'config', 'base', 'quiet', 'help'],
  },
  build: {
    usage: 'lectern build [folder]',
    doc: 'Builds the site of a folder; without one, that of the current folder. A site with errors is not written.',
    options: ['output', 'config', 'base', 'strict', 'keep-going', 'portable', 'drafts', 'watch', 'quiet', 'help'],
  },
  check: {
    usage: 'lectern check [folder]',
    doc: 'Tells everything that is wrong with a site, and writes nothing.',
    options: ['config', 'base', 'strict', 'portable', 'drafts', 'quiet', 'help'],
  },
} as const satisfies Record<string, CommandEntry>

export type CommandName = keyof typeof commandTable
