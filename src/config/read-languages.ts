import { didYouMean } from '../diagnostics/nearest.ts'
import type { Files } from '../files/files.ts'
import { joinPath } from '../files/paths.ts'
import { languageWithWords, wordSet } from '../words/languages.ts'
import type { Language } from './languages.ts'
import type { SettingReader } from './setting-reader.ts'
import type { YamlNode } from './yaml.ts'

/** A language as it is written, before it is known which is the source. */
interface Written {
  readonly code: string
  readonly at: YamlNode
  readonly name: string | undefined
  readonly lang: string | undefined
  readonly folder: string | undefined
  readonly title: string | undefined
  readonly description: string | undefined
  readonly folderAt: YamlNode | undefined
}

/** What may be said of a language. */
export const languageFields = ['code', 'name', 'lang', 'folder', 'title', 'description'] as const

/**
 * Reads `languages:`, in any of these forms:
 *
 *     languages: [en, fr]        languages:            languages:                         languages:
 *                                  en: English           en: {folder: .}                    - code: fr
 *                                  fr: Français          fr: {name: Français, folder: f}      name: Français
 */
export function readLanguages(reader: SettingReader, files: Files, content: string): readonly Language[] {
  const entry = reader.entry('languages')
  if (!entry) return []
  const written = writtenIn(reader, entry.node)
  const isThere = (folder: string): boolean =>
    files.kind(joinPath(content, folder) ?? '') === 'folder' || (folder === '' && content === '')
  const lang = reader.text('lang')
  const isRoot = (item: Written): boolean => item.folder === '' || item.folder === '.'
  const source =
    written.find(isRoot) ??
    written.find(({ code }) => lang !== undefined && code.toLowerCase() === lang.toLowerCase()) ??
    written.find((item) => lang !== undefined && primary(item.code) === primary(lang)) ??
    written[0]
  const codes = new Set<string>()
  const folders = new Map<string, Written>()
  const languages: Language[] = []
  for (const item of written) {
    if (codes.has(item.code.toLowerCase())) {
      reader.tell('config/wrong-type', `The language \`${item.code}\` stands twice.`, item.at, 'take one of them out')
      continue
    }
    codes.add(item.code.toLowerCase())
    const usual = item === source && !isThere(item.code) ? '' : item.code
    const folder = item.folder === undefined ? usual : joinPath(item.folder)
    const at = item.folderAt ?? item.at
    if (folder === undefined) {
      reader.tell('file/outside', `The folder \`${item.folder}\` is outside of the content.`, at)
      continue
    }
    const other = folders.get(folder)
    if (other) {
      const shown = folder === '' ? 'the content folder itself' : `the folder \`${folder}\``
      reader.tell(
        'config/wrong-type',
        `The languages \`${other.code}\` and \`${item.code}\` both have ${shown}.`,
        at,
        `give \`${item.code}\` a folder of its own, as in \`folder: ${item.code}\``,
      )
      continue
    }
    if (!isThere(folder)) {
      const path = joinPath(content, folder) ?? folder
      reader.tell(
        'config/missing-file',
        `The folder \`${path}\` of the language \`${item.code}\` does not exist.`,
        at,
        didYouMean(folder, foldersIn(files, content)) ?? `make it, or say with \`folder\` where its pages are`,
      )
      continue
    }
    folders.set(folder, item)
    const tag = item.lang ?? item.code
    const known = languageWithWords(tag)
    const name = item.name ?? (known && wordSet(known).languageName) ?? item.code
    const { title, description } = item
    languages.push({ code: item.code, name, lang: tag, folder, title, description, isSource: item === source })
  }
  // A source that could not be read is told: what is left is no course in several languages.
  return languages.some(({ isSource }) => isSource) ? languages : []
}

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''

const foldersIn = (files: Files, content: string): string[] => {
  const inside = content === '' ? '' : `${content}/`
  const names = files
    .list(content, (path) => /^[._]/.test(path.slice(inside.length)) || path.slice(inside.length).split('/').length > 2)
    .map((path) => path.slice(inside.length))
  return [...new Set(names.flatMap((name) => (name.includes('/') ? [name.slice(0, name.indexOf('/'))] : [])))]
}

function writtenIn(reader: SettingReader, node: YamlNode): readonly Written[] {
  const wrong = (at: YamlNode): readonly Written[] => {
    reader.tell(
      'config/wrong-type',
      'This is not a language.',
      at,
      'write the code of a language and what it calls itself, as in `fr: Français`',
    )
    return []
  }
  if (node.kind === 'sequence')
    return node.items.flatMap((item) => {
      if (item.kind === 'scalar' && item.value !== null) return languageOf(reader, item.text, item, item) ?? wrong(item)
      const code = item.entries.find(({ key }) => key === 'code')?.node
      if (item.kind !== 'mapping' || code?.kind !== 'scalar') {
        const [only] = item.entries
        if (item.kind === 'mapping' && item.entries.length === 1 && only)
          return languageOf(reader, only.key, item, only.node) ?? wrong(item)
        return wrong(item)
      }
      return languageOf(reader, code.text, code, item) ?? wrong(item)
    })
  if (node.kind !== 'mapping') return wrong(node)
  return node.entries.flatMap(({ key, keyStart, keyEnd, node: value }) => {
    const at = { ...value, start: keyStart, end: keyEnd }
    return languageOf(reader, key, at, value) ?? wrong(at)
  })
}

/** A language of a code; `value` is its name, or a mapping of what is said of it. */
function languageOf(
  reader: SettingReader,
  code: string,
  at: YamlNode,
  value: YamlNode,
): readonly Written[] | undefined {
  if (!/^[a-z]{2,3}(?:[-_][a-z0-9]+)*$/i.test(code)) return undefined
  const text = (name: string): string | undefined => {
    const found = value.entries.find(({ key }) => key === name)?.node
    return found && found.kind === 'scalar' && found.value !== null ? found.text : undefined
  }
  if (value.kind === 'mapping')
    for (const entry of value.entries)
      if (!languageFields.some((field) => field === entry.key) && entry.key !== code)
        reader.unknown(entry, `\`${entry.key}\` is not a setting of a language.`, languageFields)
  const name = value === at || value.kind !== 'scalar' || value.value === null ? text('name') : value.text
  return [
    {
      code,
      at,
      name,
      lang: text('lang') ?? (code.includes('_') ? code.replaceAll('_', '-') : undefined),
      folder: text('folder'),
      title: text('title'),
      description: text('description'),
      folderAt: value.entries.find(({ key }) => key === 'folder')?.node,
    },
  ]
}
