import { baseName, joinPath } from '../../files/paths.ts'
import { addressIn, authorOf, navOfFolders, type OldPage, pagesIn } from '../found-pages.ts'
import { type Data, dataOf, isFault, listOf, readYaml, textOfValue } from '../settings-text.ts'
import type { SourceFolder } from '../source-folder.ts'
import { type MovedPage, type NavEntry, plainSite, type Tool, type ToolFault, type ToolSite } from '../tool.ts'

const MYST = ['myst.yml', 'myst.yaml']

/** Jupyter Book: `_config.yml` and `_toc.yml`, or `myst.yml`, which MyST reads as well. */
export const jupyterBook: Tool = {
  id: 'jupyter-book',
  detect: ({ has }) => MYST.find(has) ?? ['_toc.yml', '_toc.yaml'].find(has),
  read: (folder, settings) => (MYST.includes(settings) ? readMyst(folder, settings) : readBook(folder, settings)),
}

const takes = (path: string): boolean =>
  !/(?:^|\/)[_.]/.test(path) && !/^(?:README|LICENSE|CONTRIBUTING|CODE_OF_CONDUCT|CHANGELOG)\./i.test(path)

const findPages = (folder: SourceFolder): readonly OldPage[] =>
  pagesIn(folder, '', { ending: /\.(?:md|ipynb)$/i, takes })

/** Jupyter Book until 1: an address ends in `.html`. */
function readBook(folder: SourceFolder, settings: string): ToolSite | ToolFault {
  const toc = readToc(settings, folder.text(settings) ?? '')
  if (isFault(toc)) return toc
  const file = ['_config.yml', '_config.yaml'].find(folder.has)
  const config = file === undefined ? {} : readYaml(file, folder.text(file) ?? '')
  if (isFault(config)) return config
  const found = findPages(folder)
  const lookup = sourceIn(new Set(folder.paths))
  const nav = [
    ...(textOfValue(toc.root) === '' ? [] : fileEntry(toc.root, '', lookup)),
    ...itemsOf(toc, lookup),
    ...listOf(toc.list).flatMap((item) => itemOf(item, lookup)),
  ]
  const listed = new Set(sourcesIn(nav))
  const root = textOfValue(toc.root) === '' ? undefined : lookup(textOfValue(toc.root))
  const isOnlyToc = config.only_build_toc_files === true
  const pages = [...new Set([...listed, ...(isOnlyToc ? [] : found.map(({ source }) => source))])]
    .filter((source) => /\.(?:md|ipynb)$/i.test(source))
    .toSorted()
    .map((source): MovedPage => {
      const stem = source.replace(/\.\w+$/, '')
      return { source, target: targetOf(stem, source === root), address: `/${stem}.html` }
    })
  const html = dataOf(config.html)
  return {
    ...plainSite,
    settings: {
      title: textOfValue(config.title),
      description: '',
      url: textOfValue(html.baseurl),
      lang: textOfValue(dataOf(dataOf(config.sphinx).config).language),
      author: authorOf(config.author),
      license: '',
    },
    pages,
    variables: substitutionsOf(config),
    nav: nav.length ? nav : treeOf(found),
    includeFolders: [''],
    ids: 'github',
    left: [
      ...notMarkdown(listed),
      ...(listOf(config.bibtex_bibfiles).length ? [`\`${file}\`: the bibliography.`] : []),
    ],
  }
}

/** Texts that pages show in place of a name. */
const substitutionsOf = ({ parse }: Data): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(dataOf(dataOf(parse).myst_substitutions)).map(([name, value]) => [
      `substitutions.${name}`,
      textOfValue(value),
    ]),
  )

/** The root of a book is the page of its folder. */
const targetOf = (stem: string, isRoot: boolean): string =>
  isRoot && !stem.includes('/') ? 'index.md' : `${stem.replace(/(^|\/)README$/i, '$1index')}.md`

/** Jupyter Book from 2 on, and MyST: an address is the name of the file, whatever folders it lies in. */
function readMyst(folder: SourceFolder, settings: string): ToolSite | ToolFault {
  const data = readYaml(settings, folder.text(settings) ?? '')
  if (isFault(data)) return data
  const project = dataOf(data.project)
  const site = dataOf(data.site)
  const found = findPages(folder)
  const lookup = sourceIn(new Set(folder.paths))
  const nav = listOf(project.toc).flatMap((item) => itemOf(item, lookup))
  const listed = sourcesIn(nav)
  const sources = listed.length
    ? listed.filter((source) => /\.(?:md|ipynb)$/i.test(source))
    : found.map(({ source }) => source)
  const root =
    listed[0] ?? ['index.md', 'README.md', 'index.ipynb'].find((name) => sources.includes(name)) ?? sources[0]
  const hasFolders = dataOf(site.options).folders === true
  const pages = [...new Set(sources)].toSorted().map((source): MovedPage => {
    const stem = source.replace(/\.\w+$/, '')
    const name = baseName(stem)
      .replace(/^\d+[._-]+(?=\D)/, '')
      .replace(/[\s_.]+/g, '-')
      .toLowerCase()
    const address = source === root ? '/' : hasFolders ? addressIn(stem) : addressIn(name)
    return { source, target: targetOf(stem, source === root), address }
  })
  return {
    ...plainSite,
    settings: {
      title: textOfValue(site.title) || textOfValue(project.title),
      description: textOfValue(project.description),
      url: '',
      lang: '',
      author: authorOf(project.authors ?? project.author),
      license: textOfValue(project.license) || textOfValue(dataOf(project.license).content),
    },
    pages,
    nav: nav.length ? nav : treeOf(found),
    includeFolders: [''],
    ids: 'github',
    left: notMarkdown(listed),
  }
}

const treeOf = (found: readonly OldPage[]): readonly NavEntry[] =>
  navOfFolders(found.map(({ source, stem }) => ({ source, path: stem, order: undefined, title: '' })))

const notMarkdown = (sources: Iterable<string>): readonly string[] =>
  [...sources]
    .filter((source) => !/\.(?:md|ipynb)$/i.test(source))
    .map((source) => `\`${source}\`: a page that is no Markdown.`)

/** A table of contents, which was once a list. */
function readToc(path: string, text: string): Data | ToolFault {
  if (!/^[ \t]*-[ \t]/.test(text.replace(/^(?:[ \t]*(?:#[^\n]*)?\n|---[ \t]*\n)+/, ''))) return readYaml(path, text)
  return readYaml(path, `list:\n${text.replace(/^---[ \t]*\n/, '')}`)
}

type Lookup = (written: string) => string | undefined

const sourceIn =
  (paths: ReadonlySet<string>): Lookup =>
  (written) => {
    const path = joinPath(written) ?? ''
    return [path, ...['.md', '.ipynb', '.rst', '.txt'].map((ending) => path + ending)].find((name) => paths.has(name))
  }

const fileEntry = (file: unknown, title: string, lookup: Lookup): readonly NavEntry[] => {
  const source = lookup(textOfValue(file))
  return source === undefined ? [] : [{ title, page: source }]
}

/** Parts, chapters, sections, and whatever else holds entries. */
const itemsOf = (data: Data, lookup: Lookup): readonly NavEntry[] =>
  ['parts', 'chapters', 'sections', 'subtrees', 'entries', 'children'].flatMap((key) =>
    listOf(data[key]).flatMap((item) => itemOf(item, lookup)),
  )

function itemOf(item: unknown, lookup: Lookup): readonly NavEntry[] {
  const data = dataOf(item)
  const title = textOfValue(data.title)
  const entries = itemsOf(data, lookup)
  if (textOfValue(data.url) !== '') return [{ title: title || textOfValue(data.url), href: textOfValue(data.url) }]
  if (textOfValue(data.file) !== '')
    return fileEntry(data.file, title, lookup).map((entry) => (entries.length ? { ...entry, entries } : entry))
  const caption = textOfValue(data.caption) || textOfValue(data.part) || title
  return caption === '' ? entries : [{ title: caption, entries }]
}

const sourcesIn = (entries: readonly NavEntry[]): readonly string[] =>
  entries.flatMap(({ page, entries: inside = [] }) => [...(page === undefined ? [] : [page]), ...sourcesIn(inside)])
