import type { Files } from '../files/files.ts'
import { joinPath } from '../files/paths.ts'
import { DEFAULT_RUN, type EngineSetting, type RunSettings } from './run-settings.ts'
import type { SettingReader } from './setting-reader.ts'
import type { YamlEntry, YamlNode } from './yaml.ts'

/** The keys of `run:`. */
export const runKeys: readonly string[] = [
  'python',
  'javascript',
  'shell',
  'engines',
  'files',
  'limit',
  'page_limit',
  'output_limit',
  'seed',
]

/** Reads `run:`, which is `true` or a mapping; undefined where fences do not run. */
export function readRun(reader: SettingReader, files: Files): RunSettings | undefined {
  const entry = reader.entry('run')
  if (!entry || entry.node.value === null || entry.node.value === false) return undefined
  if (entry.node.kind === 'scalar') {
    if (entry.node.value === true || entry.node.text === 'yes') return DEFAULT_RUN
    return reader.wrong(entry, '`true`, or a mapping such as `python: .venv/bin/python`')
  }
  if (entry.node.kind !== 'mapping') return reader.wrong(entry, '`true`, or a mapping such as `python: python3`')
  const items = entry.node.entries
  for (const item of items)
    if (!runKeys.includes(item.key)) reader.unknown(item, `\`${item.key}\` is not a setting of \`run\`.`, runKeys)
  const of = (key: string): YamlEntry | undefined => items.find((item) => item.key === key)
  const engine = (key: 'python' | 'javascript' | 'shell', usual: string, isOn: boolean): EngineSetting[] => {
    const item = of(key)
    if (item && item.node.kind !== 'scalar') {
      reader.wrong(item, '`true`, `false`, or the path of a program')
      return []
    }
    const value = item?.node.value ?? isOn
    const written = item?.node.text ?? ''
    if (value === false || written === 'no') return []
    const command = value === true || written === 'yes' ? usual : written
    return [{ language: key, kind: key, command, mark: undefined }]
  }
  const shell = engine('shell', 'bash', false)
  return {
    engines: [
      ...engine('python', 'python3', true),
      ...engine('javascript', 'node', false),
      ...shell,
      ...shell.map((one) => ({ ...one, language: 'bash' })),
      ...readEngines(reader, of('engines')),
    ],
    files: readFiles(reader, files, of('files')),
    limit: readNumber(reader, of('limit'), DEFAULT_RUN.limit),
    pageLimit: readNumber(reader, of('page_limit'), DEFAULT_RUN.pageLimit),
    outputLimit: readNumber(reader, of('output_limit'), DEFAULT_RUN.outputLimit),
    seed: readFlag(reader, of('seed'), DEFAULT_RUN.seed),
  }
}

function readNumber(reader: SettingReader, entry: YamlEntry | undefined, fallback: number): number {
  const value = entry?.node.value
  if (!entry || value === null) return fallback
  if (typeof value === 'number' && value > 0) return value
  reader.wrong(entry, 'a number greater than 0')
  return fallback
}

function readFlag(reader: SettingReader, entry: YamlEntry | undefined, fallback: boolean): boolean {
  const value = entry?.node.value
  if (!entry || value === null) return fallback
  if (typeof value === 'boolean') return value
  reader.wrong(entry, '`true` or `false`')
  return fallback
}

function readFiles(reader: SettingReader, files: Files, entry: YamlEntry | undefined): readonly string[] {
  if (!entry) return []
  const nodes: readonly YamlNode[] = entry.node.kind === 'sequence' ? entry.node.items : [entry.node]
  return nodes.flatMap((node) => {
    if (node.kind !== 'scalar' || node.value === null) {
      reader.wrong(entry, 'a list of files and folders')
      return []
    }
    const path = joinPath(node.text)
    const kind = path === undefined ? undefined : files.kind(path)
    if (path !== undefined && path !== '' && (kind === 'file' || kind === 'folder')) return [path]
    if (path === '') reader.tell('config/wrong-type', '`files` must name files and folders below the site.', node)
    else if (path === undefined || kind === 'outside')
      reader.tell('file/outside', `\`${node.text}\` leads out of the site’s folder.`, node, 'copy it into the site')
    else reader.tell('config/missing-file', `There is no file or folder \`${node.text}\`.`, node)
    return []
  })
}

/** `engines: {r: Rscript {file}}`, or with `command` and `mark`. */
function readEngines(reader: SettingReader, entry: YamlEntry | undefined): EngineSetting[] {
  if (!entry) return []
  if (entry.node.kind !== 'mapping') {
    reader.wrong(entry, 'a mapping of languages and commands, such as `r: "Rscript {file}"`')
    return []
  }
  return entry.node.entries.flatMap(({ key, keyStart, keyEnd, node }) => {
    const fields = new Map(node.kind === 'mapping' ? node.entries.map((item) => [item.key, item.node.text]) : [])
    const command = node.kind === 'scalar' ? node.text : (fields.get('command') ?? '')
    const mark = fields.get('mark')
    if (!/^[\w+#.-]+$/.test(key)) {
      reader.tell('config/wrong-type', `\`${key}\` is not the name of a language.`, { start: keyStart, end: keyEnd })
      return []
    }
    if (!command.includes('{file}') || (mark !== undefined && !mark.includes('{mark}'))) {
      reader.tell(
        'config/wrong-type',
        command.includes('{file}')
          ? `The \`mark\` of \`${key}\` must have \`{mark}\` in it.`
          : `The command of \`${key}\` must have \`{file}\` in it.`,
        node,
        command.includes('{file}')
          ? 'write a line that prints it, such as `cat("{mark}\\n")`'
          : 'as in `"Rscript {file}"`',
      )
      return []
    }
    return [{ language: key, kind: 'command' as const, command, mark }]
  })
}
