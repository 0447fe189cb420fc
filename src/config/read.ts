import type { Code } from '../diagnostics/codes.ts'
import { codes, isCode } from '../diagnostics/codes.ts'
import { type Details, type Diagnostic, diagnostic, type Outcome, type Rule } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { decodeText } from '../files/decode.ts'
import type { Files } from '../files/files.ts'
import { folderOf, isWithin, joinPath } from '../files/paths.ts'
import { type Settings, type SettingsOverrides, settingTable, type YamlSource } from './settings.ts'
import { isYamlFault, parseYaml, type YamlEntry, type YamlNode } from './yaml.ts'

const emptyNode: YamlNode = { kind: 'mapping', start: 0, end: 0, value: {}, text: '', entries: [], items: [] }

/** Reads `site.yaml`, the navigation and the constants. Every fault is told; the settings are usable all the same. */
export function readSettings(files: Files, overrides: SettingsOverrides = {}): Outcome<Settings> {
  const diagnostics: Diagnostic[] = []
  const report = (code: Code, message: string, details?: Details): void => {
    diagnostics.push(diagnostic(code, message, details))
  }
  const configPath = joinPath(overrides.config ?? 'site.yaml') ?? 'site.yaml'
  const read = (path: string, duplicate: Code = 'config/bad-yaml'): YamlSource | undefined =>
    readYamlFile(files, path, duplicate, report)

  if (overrides.config !== undefined && files.kind(configPath) !== 'file') {
    report('config/missing-file', `The settings file \`${overrides.config}\` does not exist.`)
  }
  const source = read(configPath)
  const span = (node: Pick<YamlNode, 'start' | 'end'>) => ({
    path: configPath,
    start: node.start,
    end: Math.max(node.end, node.start),
  })
  const keySpan = (entry: YamlEntry) => ({ path: configPath, start: entry.keyStart, end: entry.keyEnd })
  const root = source?.node ?? emptyNode
  if (root.kind !== 'mapping' && root.value !== null) {
    report('config/wrong-type', 'The settings are not a mapping of keys and values.', {
      span: span(root),
      hint: 'write `title: My course`, one setting a line',
    })
  }
  const entries = new Map<string, YamlEntry>()
  for (const entry of root.entries) {
    if (Object.hasOwn(settingTable, entry.key)) entries.set(entry.key, entry)
    else {
      report('config/unknown-key', `\`${entry.key}\` is not a setting.`, {
        span: keySpan(entry),
        hint: didYouMean(entry.key, Object.keys(settingTable)),
      })
    }
  }
  const wrong = (entry: YamlEntry, expected: string): undefined => {
    report('config/wrong-type', `\`${entry.key}\` must be ${expected}.`, { span: span(entry.node) })
    return undefined
  }
  const text = (key: string): string | undefined => {
    const entry = entries.get(key)
    if (!entry || entry.node.value === null) return undefined
    return entry.node.kind === 'scalar' ? entry.node.text : wrong(entry, 'text')
  }
  const folder = (key: string, fallback: string): string => {
    const entry = entries.get(key)
    const written = text(key)
    if (entry === undefined || written === undefined) return fallback
    const path = joinPath(written)
    if (path === undefined || written.startsWith('/')) {
      report('file/outside', `The folder \`${written}\` is outside of the site.`, { span: span(entry.node) })
      return fallback
    }
    if (files.kind(path) !== 'folder' && path !== '') {
      report('config/missing-file', `The folder \`${written}\` does not exist.`, {
        span: span(entry.node),
        hint: didYouMean(path, foldersOf(files, folderOf(path))),
      })
    }
    return path
  }
  const mapping = (key: string): readonly YamlEntry[] => {
    const entry = entries.get(key)
    if (!entry || entry.node.value === null) return []
    if (entry.node.kind === 'mapping') return entry.node.entries
    wrong(entry, 'a mapping')
    return []
  }
  /** A mapping that stands in the settings, or the file that they name, or the default file where it exists. */
  const fileOrMapping = (key: string, fallback: string, duplicate?: Code): YamlSource | undefined => {
    const entry = entries.get(key)
    if (!entry || entry.node.value === null)
      return files.kind(fallback) === 'file' ? read(fallback, duplicate) : undefined
    if (entry.node.kind === 'mapping') return { path: configPath, node: entry.node }
    if (entry.node.kind !== 'scalar') return wrong(entry, 'a file or a mapping')
    const path = joinPath(entry.node.text)
    if (path === undefined || files.kind(path) !== 'file') {
      report('config/missing-file', `The file \`${entry.node.text}\` does not exist.`, { span: span(entry.node) })
      return undefined
    }
    return read(path, duplicate)
  }

  const url = (text('url') ?? '').replace(/\/+$/, '')
  const urlEntry = entries.get('url')
  if (url && urlEntry && !/^https?:\/\/[^/\s]+/.test(url)) wrong(urlEntry, 'an address that begins with `https://`')
  const content = folder('content', files.kind('content') === 'folder' ? 'content' : '')

  const include: string[] = []
  const includeEntry = entries.get('include')
  if (includeEntry && includeEntry.node.value !== null) {
    const nodes = includeEntry.node.kind === 'sequence' ? includeEntry.node.items : [includeEntry.node]
    for (const node of nodes) {
      const path = node.kind === 'scalar' ? joinPath(node.text) : undefined
      if (path === undefined)
        report('config/wrong-type', '`include` must be a list of folders inside the site.', { span: span(node) })
      else if (files.kind(path) !== 'folder')
        report('config/missing-file', `The folder \`${node.text}\` does not exist.`, { span: span(node) })
      else include.push(path)
    }
  }

  const numbering = text('numbering') ?? 'page'
  const numberingEntry = entries.get('numbering')
  if (numberingEntry && numbering !== 'page' && numbering !== 'chapter') wrong(numberingEntry, '`page` or `chapter`')

  let tocDepth = 3
  for (const entry of mapping('toc')) {
    const depth = entry.node.value
    if (entry.key !== 'depth')
      report('config/unknown-key', `\`${entry.key}\` is not a setting of \`toc\`.`, {
        span: keySpan(entry),
        hint: didYouMean(entry.key, ['depth']),
      })
    else if (typeof depth === 'number' && Number.isInteger(depth) && depth >= 1 && depth <= 6) tocDepth = depth
    else wrong(entry, 'a whole number from 1 to 6')
  }

  const words = new Map<string, string>()
  for (const entry of mapping('words')) {
    if (entry.node.kind === 'scalar') words.set(entry.key, entry.node.text)
    else wrong(entry, 'the HTML of a word')
  }

  const rules = new Map<string, Rule>()
  for (const entry of mapping('rules')) {
    // YAML 1.1 tools write `off` as false; both are understood.
    const rule = entry.node.value === false ? 'off' : entry.node.text
    if (!isCode(entry.key)) {
      report('config/unknown-key', `\`${entry.key}\` is not the code of a diagnostic.`, {
        span: keySpan(entry),
        hint: didYouMean(entry.key, Object.keys(codes)),
      })
    } else if (rule === 'off' || rule === 'warning' || rule === 'error') rules.set(entry.key, rule)
    else wrong(entry, '`off`, `warning` or `error`')
  }

  const constants = new Map<string, string>()
  const constantSource = fileOrMapping('constants', 'constants.yaml')
  if (constantSource && constantSource.node.kind !== 'mapping' && constantSource.node.value !== null) {
    report('config/wrong-type', 'Constants must be a mapping of names and texts.', {
      span: { path: constantSource.path, start: constantSource.node.start, end: constantSource.node.end },
    })
  }
  for (const entry of constantSource?.node.entries ?? []) {
    if (entry.node.kind === 'scalar') constants.set(entry.key, entry.node.value === null ? '' : entry.node.text)
    else {
      report('config/wrong-type', `The constant \`${entry.key}\` must be text.`, {
        span: { path: constantSource?.path ?? '', start: entry.node.start, end: entry.node.end },
      })
    }
  }

  const portable = entries.get('portable')
  if (portable && typeof portable.node.value !== 'boolean') wrong(portable, '`true` or `false`')

  const settings: Settings = {
    title: text('title') ?? '',
    description: text('description') ?? '',
    url,
    lang: text('lang') ?? 'en',
    author: text('author') ?? '',
    content,
    templates: folder('templates', 'templates'),
    assets: folder('assets', 'assets'),
    output: overrides.output ?? text('output') ?? 'dist',
    include,
    nav: fileOrMapping('nav', 'sitemap.yaml', 'nav/duplicate-title'),
    constants,
    numbering: numbering === 'chapter' ? 'chapter' : 'page',
    tocDepth,
    words,
    rules,
    base: slashed(overrides.base ?? text('base') ?? pathOfUrl(url)),
    portable: overrides.portable ?? portable?.node.value === true,
    drafts: overrides.drafts ?? false,
  }
  return { value: Object.freeze(settings), diagnostics }
}

function readYamlFile(
  files: Files,
  path: string,
  duplicate: Code,
  report: (code: Code, message: string, details?: Details) => void,
): YamlSource | undefined {
  const bytes = files.read(path)
  if (!bytes) return undefined
  const { text, badOffset } = decodeText(bytes)
  if (badOffset !== undefined) {
    report('page/not-utf8', `\`${path}\` is not UTF-8.`, {
      span: { path, start: badOffset, end: badOffset + 1 },
      hint: 'save the file with the encoding UTF-8',
    })
    return undefined
  }
  const node = parseYaml(text)
  if (!isYamlFault(node)) return { path, node }
  const span = { path, start: node.offset, end: node.offset + 1 }
  if (node.reason.includes('duplicate')) {
    const key = /^[ \t]*(.*?)[ \t]*:/.exec(text.slice(text.lastIndexOf('\n', node.offset - 1) + 1))?.[1] ?? ''
    const message = `\`${key.replace(/^['"]|['"]$/g, '')}\` stands twice in the same mapping.`
    report(duplicate, message, {
      span: { ...span, end: span.start + Math.max(1, key.length) },
      hint: 'give one of them another name, or take it out',
    })
  } else report('config/bad-yaml', `\`${path}\` is not YAML: ${node.reason}.`, { span })
  return undefined
}

const foldersOf = (files: Files, folder: string): string[] => {
  const names = new Set<string>()
  for (const file of files.list(folder, (path) => /(^|\/)(\.|node_modules)/.test(path))) {
    for (let at = folderOf(file); at !== folder && isWithin(at, folder); at = folderOf(at)) names.add(at)
  }
  return [...names]
}

const pathOfUrl = (url: string): string => /^https?:\/\/[^/]+(\/.*)$/.exec(url)?.[1] ?? '/'

const slashed = (path: string): string => `/${path.replace(/^\/+|\/+$/g, '')}/`.replace(/^\/\/$/, '/')
