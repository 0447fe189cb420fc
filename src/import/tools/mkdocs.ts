import { folderOf, joinPath } from '../../files/paths.ts'
import { addressIn, navOfFolders, numberOf, pagesIn } from '../found-pages.ts'
import { type Data, dataOf, isData, isFault, listOf, readYaml, textOfValue } from '../settings-text.ts'
import type { SourceFolder } from '../source-folder.ts'
import { type MovedPage, type NavEntry, plainSite, type Tool, type ToolFault } from '../tool.ts'

/** Plugins and extensions whose work is done here in another way, or that change nothing that readers see. */
const KNOWN =
  /^(?:material\/)?(?:search|redirects|tags|minify|git-revision-date(?:-localized)?|glightbox|awesome-pages|awesome-nav|include-markdown|autorefs|privacy|optimize|offline|open-in-new-tab|section-index|literate-nav|meta|social|typeset)$/

/** MkDocs: `mkdocs.yml`, with its pages in `docs`. */
export const mkdocs: Tool = {
  id: 'mkdocs',
  detect: ({ has }) => ['mkdocs.yml', 'mkdocs.yaml'].find(has),
  read(folder, settings) {
    const data = readSettings(folder, settings)
    if (isFault(data)) return data
    const docs = joinPath(textOfValue(data.docs_dir) || 'docs') ?? 'docs'
    const isDirectory = data.use_directory_urls !== false
    const found = pagesIn(folder, docs, {
      takes: (path) => !/(?:^|\/)\.|^(?:includes|snippets|overrides|theme)\//.test(path),
    })
    const names = new Set(found.map(({ stem }) => stem))
    const redirects = redirectsOf(data)
    const titles = new Map<string, string>()
    const nav = listOf(data.nav).flatMap((item) => entriesOf(item, docs, folder, titles))
    const pages = found.map(({ source, stem }): MovedPage => {
      const index = stem.replace(/(^|\/)README$/, '$1index')
      const path = index !== stem && !names.has(index) ? index : stem
      const plain = path.replace(/(^|\/)index$/, '$1')
      const address = isDirectory ? addressIn(plain, '/') : plain === path ? `/${path}.html` : addressIn(plain)
      const own = source.slice(docs === '' ? 0 : docs.length + 1)
      return {
        source,
        target: `${path}.md`,
        address,
        title: titles.get(source),
        former: redirects
          .filter(([, to]) => to === own)
          .map(([from]) => addressIn(from.replace(/(?:(^|\/)index)?\.(?:md|html)$/, '$1'), '/')),
      }
    })
    const plugins = namesOf(data.plugins).filter((name) => !KNOWN.test(name))
    const includes = dataOf(entryOf(data.markdown_extensions, 'pymdownx.snippets')).base_path
    const appended = listOf(dataOf(entryOf(data.markdown_extensions, 'pymdownx.snippets')).auto_append)
    const base = (Array.isArray(includes) ? includes : [includes ?? '.']).map(
      (path) => joinPath(textOfValue(path)) ?? '',
    )
    const folders = pages.map(({ source, target, title }) => ({
      source,
      path: target.replace(/\.md$/, ''),
      order: numberOf(found.find((page) => page.source === source)?.data.order),
      title: title ?? '',
    }))
    return {
      ...plainSite,
      settings: {
        title: textOfValue(data.site_name),
        description: textOfValue(data.site_description),
        url: textOfValue(data.site_url),
        lang: textOfValue(dataOf(data.theme).language),
        author: textOfValue(data.site_author),
        license: '',
      },
      pages,
      nav: nav.length ? nav : navOfFolders(folders),
      pagesFolder: docs,
      assetFolders: [],
      appended: appended.map(textOfValue).filter((name) => name !== ''),
      includeFolders: [...base, docs, ''],
      left: [
        ...(plugins.length ? [`\`${settings}\`: what these plugins did: ${plugins.join(', ')}.`] : []),
        ...(listOf(data.hooks).length ? [`\`${settings}\`: the programs that \`hooks\` names.`] : []),
        ...lookOf(data).map((key) => `\`${settings}\`: the look, which \`${key}\` says.`),
      ],
    }
  },
}

const lookOf = (data: Data): readonly string[] => [
  ...['extra_css', 'extra_javascript'].filter((key) => listOf(data[key]).length > 0),
  ...(textOfValue(dataOf(data.theme).custom_dir) === '' ? [] : ['theme: custom_dir']),
]

/** The settings, above those that they name with `INHERIT`. */
function readSettings(folder: SourceFolder, path: string, seen: readonly string[] = []): Data | ToolFault {
  const text = folder.text(path)
  if (text === undefined) return { fault: `\`${path}\` cannot be read: it is no text in UTF-8.` }
  const data = readYaml(path, text)
  if (isFault(data)) return data
  const above = joinPath(folderOf(path), textOfValue(data.INHERIT))
  if (textOfValue(data.INHERIT) === '' || above === undefined || seen.includes(above) || !folder.has(above)) return data
  const base = readSettings(folder, above, [...seen, path])
  return isFault(base) ? base : merged(base, data)
}

const merged = (base: Data, own: Data): Data => ({
  ...base,
  ...Object.fromEntries(
    Object.entries(own).map(([key, value]) => {
      const other = base[key]
      return [key, isData(value) && isData(other) ? merged(other, value) : value]
    }),
  ),
})

/** Entries of a list, or of a mapping, by name: `plugins: [search, {redirects: {…}}]`. */
const namesOf = (value: unknown): readonly string[] =>
  isData(value)
    ? Object.keys(value)
    : listOf(value).flatMap((item) => (typeof item === 'string' ? [item] : Object.keys(dataOf(item))))

const entryOf = (value: unknown, name: string): unknown =>
  isData(value)
    ? value[name]
    : listOf(value)
        .map((item) => dataOf(item)[name])
        .find((item) => item !== undefined)

const redirectsOf = (data: Data): readonly (readonly [from: string, to: string])[] => {
  const maps = dataOf(dataOf(entryOf(data.plugins, 'redirects')).redirect_maps)
  return Object.entries(maps).map(([from, to]) => [from, textOfValue(to).replace(/#.*$/, '')])
}

/** Entries of `nav`: a page, an address, or a title with one of them, or with entries of its own. */
function entriesOf(
  item: unknown,
  docs: string,
  folder: SourceFolder,
  titles: Map<string, string>,
  title = '',
): readonly NavEntry[] {
  if (typeof item === 'string') {
    if (/^[a-z][a-z\d+.-]*:/i.test(item) || item.startsWith('/')) return title === '' ? [] : [{ title, href: item }]
    const source = joinPath(docs, item)
    // A folder, of which plugins make a part of the navigation.
    if (source !== undefined && item.endsWith('/') && folder.hasFolder(source))
      return folderEntries(source, docs, folder, title)
    if (source === undefined || !folder.has(source)) return []
    if (title !== '') titles.set(source, title)
    return [{ title, page: source }]
  }
  if (Array.isArray(item)) {
    const entries = item.flatMap((inner) => entriesOf(inner, docs, folder, titles))
    return entries.length ? [{ title, entries }] : []
  }
  return Object.entries(dataOf(item)).flatMap(([key, value]) => entriesOf(value, docs, folder, titles, key))
}

function folderEntries(source: string, docs: string, folder: SourceFolder, title: string): readonly NavEntry[] {
  const pages = pagesIn(folder, source).map(({ source: page, stem, data }) => ({
    source: page,
    path: `${source.slice(docs === '' ? 0 : docs.length + 1)}/${stem.replace(/(^|\/)README$/, '$1index')}`,
    order: numberOf(data.order),
    title: '',
  }))
  const entries = navOfFolders(pages, () => ({}), source.slice(docs === '' ? 0 : docs.length + 1))
  const index = pages.find(
    ({ path }) =>
      path.endsWith('/index') &&
      path.split('/').length === source.slice(docs === '' ? 0 : docs.length + 1).split('/').length + 1,
  )
  if (title === '') return [...(index ? [{ title: '', page: index.source }] : []), ...entries]
  return [{ title, page: index?.source, entries }]
}
