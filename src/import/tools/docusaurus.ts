import { baseName, folderOf, isWithin, joinPath } from '../../files/paths.ts'
import {
  addressIn,
  navOfFolders,
  numberOf,
  type OldPage,
  pagesIn,
  type TreeFolder,
  type TreePage,
  targetOfAddress,
} from '../found-pages.ts'
import { exportedSettings, readProgram } from '../program.ts'
import { type Data, dataOf, isData, isFault, listOf, readData, textOfValue } from '../settings-text.ts'
import type { SourceFolder } from '../source-folder.ts'
import { type MovedPage, type NavEntry, plainSite, type Tool } from '../tool.ts'

/** Many projects keep the site in a folder, and its pages in another one beside that. */
const CONFIG = /^(?:(?:website|site|documentation)\/)?docusaurus\.config\.(?:m|c)?[jt]s$/
const SIDEBARS = ['ts', 'js', 'mjs', 'cjs', 'json', 'mts'].map((ending) => `sidebars.${ending}`)

/** Docusaurus: `docusaurus.config.js`, which is read and not run, with its pages in `docs`. */
export const docusaurus: Tool = {
  id: 'docusaurus',
  detect: ({ paths }) => paths.find((path) => CONFIG.test(path)),
  read(folder, settings) {
    const config = exportedSettings(readProgram(folder, settings))
    const options = pluginsOf(config)
    const docs = options('docs')
    const base = folderOf(settings)
    const at = (path: string): string => joinPath(base, path) ?? path
    const root = at(textOfValue(docs.path) || 'docs')
    const route = docs.routeBasePath === undefined ? 'docs' : textOfValue(docs.routeBasePath)
    const found = pagesIn(folder, root, { ending: /\.(?:mdx?|markdown)$/i })
    const isNumbered = docs.numberPrefixParser !== false
    const documents = found.map((page) => documentOf(page, route, isNumbered))
    const own = pagesIn(folder, at('src/pages'), { ending: /\.mdx?$/i })
    const redirects = redirectsOf(config)
    const pages: readonly MovedPage[] = [
      ...documents.map(({ page, address, isFolder, label }) => ({
        source: page.source,
        target: targetOfAddress(address, isFolder),
        address,
        title: textOfValue(page.data.title) || label,
        former: redirects.filter(([, to]) => addressIn(to, '/') === addressIn(address, '/')).map(([from]) => from),
      })),
      ...own.map(({ source, stem }) => {
        const address = addressIn(stem.replace(/(^|\/)index$/, '$1'))
        return { source, target: targetOfAddress(address, /(?:^|\/)index$/.test(stem)), address }
      }),
    ]
    const byId = new Map(documents.flatMap((document) => document.ids.map((id) => [id, document])))
    const about = (path: string): TreeFolder => categoryOf(folder, joinPath(root, path) ?? root)
    const tree = (directory: string): readonly NavEntry[] => {
      const from = joinPath(directory) ?? ''
      const inside = documents.filter(({ plain }) => from === '' || plain === from || plain.startsWith(`${from}/`))
      return navOfFolders(inside.map(treePage), (path) => about(realFolder(found, path, isNumbered)), from)
    }
    const file = sidebarFile(folder, docs, base)
    const sidebars = file === undefined ? {} : readProgram(folder, file)
    const listed =
      file === undefined
        ? {}
        : isData(sidebars.default)
          ? sidebars.default
          : isData(sidebars['module.exports'])
            ? sidebars['module.exports']
            : file.endsWith('.json')
              ? sidebars
              : {}
    const nav = Object.values(listed).flatMap((items) => itemsOf(items, { byId, tree }))
    const others = [
      ...folder.paths
        .filter((path) => isWithin(path, at('src/pages')) && /\.[jt]sx$/.test(path))
        .map((path) => `\`${path}\`: a page that is a program.`),
      ...(folder.hasFolder(at('blog')) ? ['`blog`: the pages of the blog.'] : []),
      ...(folder.hasFolder(at('i18n')) ? ['`i18n`: the pages in other languages.'] : []),
      ...(folder.hasFolder(at('versioned_docs')) ? ['`versioned_docs`: the pages of earlier versions.'] : []),
      ...(file !== undefined && nav.length === 0
        ? [`\`${file}\`: the navigation, which a program makes. Pages follow each other as their folders lie.`]
        : []),
    ]
    return {
      ...plainSite,
      settings: {
        title: textOfValue(config.title),
        description: textOfValue(config.tagline),
        url:
          textOfValue(config.url) === ''
            ? ''
            : textOfValue(config.url).replace(/\/+$/, '') + textOfValue(config.baseUrl).replace(/\/+$/, ''),
        lang: textOfValue(dataOf(config.i18n).defaultLocale),
        author: '',
        license: '',
      },
      pages,
      nav: nav.length ? nav : tree(''),
      pagesFolder: root,
      assetFolders: listOf(config.staticDirectories).map(textOfValue).concat('static').map(at).filter(folder.hasFolder),
      includeFolders: [base, ''],
      keys: { sidebar_position: '', keywords: 'tags' },
      ids: 'github',
      base: textOfValue(config.baseUrl),
      left: others,
    }
  },
}

/** Options of plugins, of those too that presets bring. */
function pluginsOf(config: Data): (name: string) => Data {
  const presets = listOf(config.presets).map((preset) => dataOf(listOf(preset)[1]))
  const plugins = listOf(config.plugins).filter(Array.isArray)
  return (name) => {
    const own = plugins.find(([plugin]) => typeof plugin === 'string' && plugin.endsWith(`content-${name}`))
    return dataOf(presets.map((preset) => preset[name]).find(isData) ?? own?.[1])
  }
}

const redirectsOf = (config: Data): readonly (readonly [from: string, to: string])[] =>
  listOf(config.plugins).flatMap((plugin) => {
    const [name, options] = listOf(plugin)
    if (typeof name !== 'string' || !name.endsWith('client-redirects')) return []
    return listOf(dataOf(options).redirects).flatMap((redirect) => {
      const { from, to } = dataOf(redirect)
      return (Array.isArray(from) ? from : [from]).map((item): [string, string] => [textOfValue(item), textOfValue(to)])
    })
  })

function sidebarFile(folder: SourceFolder, docs: Data, base: string): string | undefined {
  const written = textOfValue(docs.sidebarPath)
  const names = [...(written === '' ? [] : [written]), ...SIDEBARS]
  return names.map((name) => joinPath(base, name) ?? '').find(folder.has)
}

interface DocumentPage {
  readonly page: OldPage
  /** Its path without numbers before names. */
  readonly plain: string
  readonly ids: readonly string[]
  readonly address: string
  readonly isFolder: boolean
  readonly label: string
  readonly order: number | undefined
}

const NUMBER = /^(\d+)\s*[-_.]+\s*(?=[^-_.\s])/
/** `2024-05-01-news` and `7.0-notes` are no pages with a place. */
const NOT_NUMBER = /^(?:\d{2,4}[-_.]\d{2}[-_.]\d{2,4}|\d+(?:[._-]\d+)+)/

const withoutNumber = (name: string): string => (NOT_NUMBER.test(name) ? name : name.replace(NUMBER, ''))

function documentOf(page: OldPage, route: string, isNumbered: boolean): DocumentPage {
  const { stem, data } = page
  const plain = isNumbered ? stem.split('/').map(withoutNumber).join('/') : stem
  const name = baseName(plain)
  const id = textOfValue(data.id)
  const isFolder =
    /^(?:index|readme)$/i.test(name) ||
    (folderOf(plain) !== '' && name.toLowerCase() === baseName(folderOf(plain)).toLowerCase())
  const slug = textOfValue(data.slug)
  const own =
    slug === ''
      ? isFolder
        ? folderOf(plain)
        : [folderOf(plain), id || name].filter((part) => part !== '').join('/')
      : ''
  const address =
    slug === ''
      ? addressIn(route, own)
      : slug.startsWith('/')
        ? addressIn(route, slug)
        : addressIn(route, folderOf(plain), slug)
  const withId = id === '' ? plain : [folderOf(plain), id].filter((part) => part !== '').join('/')
  return {
    page,
    plain: isFolder ? [folderOf(plain), 'index'].filter((part) => part !== '').join('/') : plain,
    ids: [...new Set([withId, plain])],
    address,
    isFolder: isFolder || slug === '/',
    label: textOfValue(data.sidebar_label),
    order:
      numberOf(data.sidebar_position) ??
      (isNumbered && !NOT_NUMBER.test(baseName(stem)) ? numberOf(NUMBER.exec(baseName(stem))?.[1]) : undefined),
  }
}

const treePage = ({ page, plain, label, order }: DocumentPage): TreePage => ({
  source: page.source,
  path: plain,
  title: label,
  order,
})

/** The folder of pages as it lies on the disk, of its path without numbers. */
function realFolder(found: readonly OldPage[], plain: string, isNumbered: boolean): string {
  if (!isNumbered) return plain
  const depth = plain.split('/').length
  const folders = found.map(({ stem }) => stem.split('/').slice(0, -1)).filter(({ length }) => length >= depth)
  return (
    folders
      .map((parts) => parts.slice(0, depth))
      .find((parts) => parts.map(withoutNumber).join('/') === plain)
      ?.join('/') ?? plain
  )
}

/** What `_category_.json` says of a folder. */
function categoryOf(folder: SourceFolder, path: string): TreeFolder {
  const file = ['json', 'yml', 'yaml'].map((ending) => `${path}/_category_.${ending}`).find(folder.has)
  const data = file === undefined ? {} : readData(file, folder.text(file) ?? '')
  const prefix = numberOf(NUMBER.exec(baseName(path))?.[1])
  return isFault(data)
    ? { order: prefix }
    : { title: textOfValue(data.label), order: numberOf(data.position) ?? prefix }
}

interface Lookups {
  readonly byId: ReadonlyMap<string, DocumentPage>
  readonly tree: (directory: string) => readonly NavEntry[]
}

/** Entries of a sidebar: ids of pages, categories, links; `{ Basics: ['loops'] }` is a category, too. */
function itemsOf(items: unknown, lookups: Lookups): readonly NavEntry[] {
  if (isData(items) && items.type === undefined)
    return Object.entries(items).map(([title, inside]) => ({ title, entries: itemsOf(inside, lookups) }))
  return (Array.isArray(items) ? items : [items]).flatMap((item): readonly NavEntry[] => {
    const page = (id: unknown) => lookups.byId.get(textOfValue(id))
    if (typeof item === 'string') return entryOf(page(item), '')
    const data = dataOf(item)
    const label = textOfValue(data.label)
    switch (data.type) {
      case undefined:
        return itemsOf(data, lookups)
      case 'doc':
      case 'ref':
        return entryOf(page(data.id), label)
      case 'link':
        return /^[a-z]+:/i.test(textOfValue(data.href)) ? [{ title: label, href: textOfValue(data.href) }] : []
      case 'autogenerated':
        return lookups.tree(textOfValue(data.dirName))
      case 'category': {
        const link = dataOf(data.link)
        const own = link.type === 'doc' ? page(link.id)?.page.source : undefined
        return [{ title: label, page: own, entries: itemsOf(data.items, lookups) }]
      }
      default:
        return []
    }
  })
}

const entryOf = (document: DocumentPage | undefined, title: string): readonly NavEntry[] =>
  document ? [{ title: title || document.label, page: document.page.source }] : []
