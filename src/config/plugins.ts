import { didYouMean } from '../diagnostics/nearest.ts'
import type { Files } from '../files/files.ts'
import { folderOf, joinPath } from '../files/paths.ts'
import type { SettingReader } from './setting-reader.ts'
import type { PluginSetting } from './settings.ts'
import type { YamlNode } from './yaml.ts'

/**
 *     plugins:
 *       - ./plugins/note.js
 *       - lectern-plugin-quiz
 */
export function readPlugins(reader: SettingReader, files: Files): readonly PluginSetting[] {
  const entry = reader.entry('plugins')
  if (!entry) return []
  const items = entry.node.kind === 'sequence' ? entry.node.items : [entry.node]
  const found = new Map<string, PluginSetting>()
  for (const item of items) {
    if (item.kind !== 'scalar' || item.text.trim() === '') {
      reader.wrong({ ...entry, node: item }, 'a list of files, as in `./plugins/note.js`, and names of packages')
      continue
    }
    const plugin = readPlugin(item, reader, files)
    found.set(plugin.name, plugin)
  }
  return [...found.values()]
}

/** A name as packages have them, `@scope/name` too. */
const PACKAGE = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/i

function readPlugin(node: YamlNode, reader: SettingReader, files: Files): PluginSetting {
  const { text } = node
  const span = reader.spanOf(node)
  const isFile = /^\.{1,2}\/|^\/|\.[cm]?[jt]s$/.test(text)
  if (!isFile && PACKAGE.test(text)) return { name: text, isPackage: true, span }
  const path = text.startsWith('/') ? undefined : joinPath(text)
  const missing: PluginSetting = { name: path ?? text, isPackage: false, isMissing: true, span }
  if (path === undefined || files.kind(path) === 'outside') {
    reader.tell(
      'file/outside',
      `The plugin \`${text}\` is outside of the site.`,
      node,
      'name a file below the folder that holds the settings, or a package',
    )
    return missing
  }
  if (files.kind(path) === 'file') return { name: path, isPackage: false, span }
  const beside = files.list(folderOf(path), (child) => /(?:^|\/)(?:\.[^/]*|node_modules)$/.test(child))
  reader.tell(
    'config/missing-file',
    `The plugin \`${text}\` does not exist.`,
    node,
    didYouMean(
      `./${path}`,
      beside.filter((name) => /\.[cm]?[jt]s$/.test(name)).map((name) => `./${name}`),
    ) ?? 'name a file of the site, as in `./plugins/note.js`, or a package',
  )
  return missing
}
