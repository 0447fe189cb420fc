import type { Code } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import { didYouMean, type Names } from '../diagnostics/nearest.ts'
import { wrongEncodings } from '../diagnostics/wrong-encoding.ts'
import { decodeText } from '../files/decode.ts'
import { digest } from '../files/digest.ts'
import type { Files } from '../files/files.ts'
import { folderOf, isWithin, joinPath } from '../files/paths.ts'
import { cutMessage, lostTexts } from './cut-values.ts'
import { type SettingKey, settingTable, type YamlSource } from './settings.ts'
import { isYamlFault, parseYaml, type YamlEntry, type YamlNode } from './yaml.ts'

/** Reads single settings of a settings file, and tells what is wrong with them. */
export interface SettingReader {
  readonly entry: (key: SettingKey) => YamlEntry | undefined
  readonly text: (key: SettingKey) => string | undefined
  readonly flag: (key: SettingKey) => boolean | undefined
  /** The entries of a mapping; none where there is no such setting. */
  readonly mapping: (key: SettingKey) => readonly YamlEntry[]
  /** A folder of the site that exists. */
  readonly folder: (key: SettingKey, fallback: string) => string
  /** A list of folders of the site that exist; one folder is a list of one. */
  readonly folders: (key: SettingKey) => readonly string[]
  /** A mapping that stands in the settings, or in the file that they name, or in the default file where that exists. */
  readonly fileOrMapping: (key: SettingKey, fallback: string, duplicate?: Code) => YamlSource | undefined
  /** The mapping of a file of the site, where it is there. */
  readonly mappingFile: (path: string, duplicate?: Code) => YamlSource | undefined
  /** The place of a piece of the settings. */
  readonly spanOf: (node: Pick<YamlNode, 'start' | 'end'>) => Span
  /** Tells what else is wrong with a value. */
  readonly tell: (code: Code, message: string, node: Pick<YamlNode, 'start' | 'end'>, hint?: string) => undefined
  /** Tells that a value is not what it must be. */
  readonly wrong: (entry: YamlEntry, expected: string) => undefined
  /** Tells that a key is none of `names`. */
  readonly unknown: (entry: YamlEntry, message: string, names: Names) => void
}

/** A text of the settings stands on every page. */
const MOST_TEXT = 1000

/** Opens a settings file; `found` takes what there is to say. */
export function openSettings(files: Files, path: string, found: Diagnostic[]): SettingReader {
  const file = readYamlFile(files, path, 'config/bad-yaml', found)
  const root = file?.node
  const spanOf = ({ start, end }: Pick<YamlNode, 'start' | 'end'>): Span => ({
    path,
    start,
    end: Math.max(end, start + 1),
  })
  const report = (code: Code, message: string, node: Pick<YamlNode, 'start' | 'end'>, hint?: string): undefined => {
    found.push(diagnostic(code, message, { span: spanOf(node), hint }))
    return undefined
  }
  const wrong: SettingReader['wrong'] = (entry, expected) =>
    report('config/wrong-type', `\`${entry.key}\` must be ${expected}.`, entry.node)
  const unknown: SettingReader['unknown'] = (entry, message, names) => {
    report('config/unknown-key', message, { start: entry.keyStart, end: entry.keyEnd }, didYouMean(entry.key, names))
  }

  if (root && root.kind !== 'mapping' && root.value !== null) {
    report(
      'config/wrong-type',
      'The settings are not a mapping of keys and values.',
      root,
      'write `title: My course`, one setting a line',
    )
  }
  const entries = new Map<string, YamlEntry>()
  for (const entry of root?.entries ?? []) {
    if (Object.hasOwn(settingTable, entry.key)) entries.set(entry.key, entry)
    else unknown(entry, `\`${entry.key}\` is not a setting.`, Object.keys(settingTable))
  }
  /** The entry of a key that has a value. */
  const entry = (key: SettingKey): YamlEntry | undefined => {
    const at = entries.get(key)
    return at?.node.value === null ? undefined : at
  }
  const folderAt = (node: YamlNode): string | undefined => {
    const at = node.kind === 'scalar' && !node.text.startsWith('/') ? joinPath(node.text) : undefined
    if (at === undefined)
      return report(
        'file/outside',
        `The folder \`${node.text}\` is outside of the site.`,
        node,
        'name a folder below the one that holds the settings',
      )
    if (at === '' || files.kind(at) === 'folder') return at
    return report(
      'config/missing-file',
      `The folder \`${node.text}\` does not exist.`,
      node,
      didYouMean(at, foldersBelow(files, folderOf(at))),
    )
  }

  return {
    entry,
    spanOf,
    tell: report,
    wrong,
    unknown,
    text(key) {
      const at = entry(key)
      if (at?.node.kind === 'scalar' && at.node.text.length <= MOST_TEXT) return at.node.text
      return (
        at &&
        wrong(at, at.node.kind === 'scalar' ? `text of at most ${MOST_TEXT.toLocaleString('en')} characters` : 'text')
      )
    },
    flag(key) {
      const at = entry(key)
      return at && (typeof at.node.value === 'boolean' ? at.node.value : wrong(at, '`true` or `false`'))
    },
    mapping(key) {
      const at = entry(key)
      return (at && (at.node.kind === 'mapping' ? at.node.entries : wrong(at, 'a mapping'))) ?? []
    },
    folder(key, fallback) {
      const at = entry(key)
      if (!at) return fallback
      return (at.node.kind === 'scalar' ? folderAt(at.node) : wrong(at, 'a folder')) ?? fallback
    },
    folders(key) {
      const at = entry(key)
      const nodes = at?.node.kind === 'sequence' ? at.node.items : at ? [at.node] : []
      return nodes
        .map((node) => (node.kind === 'scalar' ? folderAt(node) : at && wrong(at, 'a list of folders')))
        .filter((folder) => folder !== undefined)
    },
    mappingFile: (at, duplicate = 'config/bad-yaml') =>
      files.kind(at) === 'file' ? readYamlFile(files, at, duplicate, found) : undefined,
    fileOrMapping(key, fallback, duplicate = 'config/bad-yaml') {
      const at = entry(key)
      if (!at) return files.kind(fallback) === 'file' ? readYamlFile(files, fallback, duplicate, found) : undefined
      if (at.node.kind === 'mapping' || (key === 'nav' && at.node.kind === 'sequence'))
        return file && { ...file, node: at.node }
      if (at.node.kind !== 'scalar') return wrong(at, 'a file or a mapping')
      const named = joinPath(at.node.text)
      if (named !== undefined && !/(?:^|\/)\./.test(named) && files.kind(named) === 'file')
        return readYamlFile(files, named, duplicate, found)
      return report('config/missing-file', `The file \`${at.node.text}\` does not exist.`, at.node)
    },
  }
}

/** Reads a YAML file; undefined where there is none, or where it cannot be read. `duplicate` is the code for a key that stands twice. */
function readYamlFile(files: Files, path: string, duplicate: Code, found: Diagnostic[]): YamlSource | undefined {
  const bytes = files.read(path)
  if (!bytes) {
    if (files.kind(path) === 'file')
      found.push(diagnostic('file/unreadable', `\`${path}\` cannot be read.`, { hint: 'look at its permissions' }))
    return undefined
  }
  const { text, badOffset } = decodeText(bytes)
  if (badOffset !== undefined) {
    const span = { path, start: badOffset, end: badOffset + 1 }
    found.push(
      diagnostic('page/not-utf8', `\`${path}\` is not UTF-8.`, { span, hint: 'save the file with the encoding UTF-8' }),
    )
    return undefined
  }
  found.push(...wrongEncodings(path, text))
  const node = parseYaml(text)
  if (!isYamlFault(node)) {
    for (const { start, end, lost, hint } of lostTexts(text, isProse))
      found.push(diagnostic('yaml/cut-value', cutMessage(lost), { span: { path, start, end }, hint }))
    return { path, node, digest: digest(text) }
  }
  const span = { path, start: node.offset, end: node.offset + 1 }
  if (!node.reason.includes('duplicate')) {
    found.push(
      diagnostic('config/bad-yaml', `\`${path}\` is not YAML: ${node.reason}.`, {
        span,
        hint: node.hint,
      }),
    )
    return undefined
  }
  const key = /^[ \t]*(.*?)[ \t]*:/.exec(text.slice(text.lastIndexOf('\n', node.offset - 1) + 1))?.[1] ?? ''
  found.push(
    diagnostic(duplicate, `\`${key.replace(/^['"]|['"]$/g, '')}\` stands twice in the same mapping.`, {
      span: { ...span, end: span.start + Math.max(1, key.length) },
      hint: 'give one of them another name, or take it out',
    }),
  )
  return undefined
}

/** Settings that readers see. Others are words for the program, which comments often explain. */
const isProse = ([first = '', ...others]: readonly string[]): boolean =>
  ['interface', 'words'].includes(first) || (!others.length && ['title', 'description', 'author'].includes(first))

/** Folders below a folder, for suggestions. */
function foldersBelow(files: Files, folder: string): string[] {
  const names = new Set<string>()
  for (const file of files.list(folder, (path) => /(^|\/)(\.|node_modules)/.test(path))) {
    for (let at = folderOf(file); at !== folder && isWithin(at, folder); at = folderOf(at)) names.add(at)
  }
  return [...names]
}
