import { folderOf, joinPath } from '../../files/paths.ts'
import { addressIn, authorOf, navOfFolders, numberOf, type OldPage, pagesIn } from '../found-pages.ts'
import { type Data, dataOf, isFault, listOf, readYaml, textOfValue } from '../settings-text.ts'
import type { SourceFolder } from '../source-folder.ts'
import { type MovedPage, type NavEntry, plainSite, type Tool } from '../tool.ts'

/** Quarto: `_quarto.yml`, of a website or a book. */
export const quarto: Tool = {
  id: 'quarto',
  detect: ({ has }) => ['_quarto.yml', '_quarto.yaml'].find(has),
  read(folder, settings) {
    const data = readYaml(settings, folder.text(settings) ?? '')
    if (isFault(data)) return data
    const project = dataOf(data.project)
    const book = dataOf(data.book)
    const isBook = textOfValue(project.type) === 'book' || (data.book !== undefined && data.website === undefined)
    const site = isBook ? book : dataOf(data.website ?? data.site)
    const output = joinPath(textOfValue(project['output-dir'])) || (isBook ? '_book' : '_site')
    const all = pagesIn(folder, '', {
      ending: /\.(?:qmd|rmd|md|ipynb)$/i,
      takes: (path) =>
        !/(?:^|\/)[_.]/.test(path) &&
        !/^(?:README|LICENSE|CONTRIBUTING|CODE_OF_CONDUCT|NEWS|CHANGELOG)\./i.test(path) &&
        !path.startsWith(`${output}/`),
    })
    const bySource = new Map(all.map((page) => [page.source, page]))
    const chapters = [
      ...listOf(site.chapters),
      ...(listOf(site.appendices).length ? [{ part: 'Appendices', chapters: site.appendices }] : []),
    ]
    const nav = isBook ? chapters.flatMap((item) => chaptersOf(item, bySource)) : sidebarOf(site, all, bySource)
    const named = new Set(sourcesIn(nav))
    // A book has just the chapters that it names; plain Markdown is a page of a site only where something leads to it.
    const found = all.filter(
      ({ source }) => named.has(source) || (!isBook && !/\.md$/.test(source)) || (!isBook && nav.length === 0),
    )
    const pages = found.map(({ source, stem, data: own }): MovedPage => {
      const plain = stem.replace(/(^|\/)index$/, '$1')
      const target = stem.replace(/(?:^|\/)README$/i, (part) => part.replace(/README$/i, 'index'))
      const address = plain === stem ? `/${stem}.html` : addressIn(plain)
      const former = listOf(own.aliases)
        .map(textOfValue)
        .filter((alias) => alias !== '')
        .map((alias) => (alias.startsWith('/') ? alias : `/${joinPath(folderOf(stem), alias) ?? alias}`))
      return { source, target: `${target}.md`, address, title: textOfValue(own.title), former }
    })
    const variables = readVariables(folder)
    const tree = navOfFolders(
      found.map(({ source, stem, data: own }) => ({ source, path: stem, order: numberOf(own.order), title: '' })),
    )
    return {
      ...plainSite,
      settings: {
        title: textOfValue(site.title) || textOfValue(data.title),
        description: textOfValue(site.description),
        url: textOfValue(site['site-url']),
        lang: textOfValue(data.lang),
        author: authorOf(site.author ?? data.author),
        license: textOfValue(data.license),
      },
      pages,
      nav: nav.length ? nav : tree,
      includeFolders: [''],
      constants: variables,
      ids: 'pandoc',
      left: [
        ...(data.bibliography === undefined && site.bibliography === undefined
          ? []
          : [`\`${settings}\`: the bibliography.`]),
        ...listOf(data.filters).map((filter) => `\`${settings}\`: what the filter \`${textOfValue(filter)}\` did.`),
        ...found
          .filter(({ data: own }) => own.listing !== undefined)
          .map(({ source }) => `\`${source}\`: the list of pages, \`listing\`.`),
      ],
    }
  },
}

/** Texts of `_variables.yml`, those in mappings with dots in their names. */
function readVariables(folder: SourceFolder): Readonly<Record<string, string>> {
  const file = ['_variables.yml', '_variables.yaml'].find(folder.has)
  const data = file === undefined ? {} : readYaml(file, folder.text(file) ?? '')
  if (isFault(data)) return {}
  const texts = (from: Data, prefix: string): [string, string][] =>
    Object.entries(from).flatMap(([key, value]) => {
      const text = textOfValue(value)
      return text === '' ? texts(dataOf(value), `${prefix}${key}_`) : [[`${prefix}${key}`, text]]
    })
  return Object.fromEntries(texts(data, ''))
}

const sourcesIn = (entries: readonly NavEntry[]): readonly string[] =>
  entries.flatMap(({ page, entries: inside = [] }) => [...(page === undefined ? [] : [page]), ...sourcesIn(inside)])

type Found = ReadonlyMap<string, OldPage>

/** Chapters of a book: files, and parts with chapters of their own. */
function chaptersOf(item: unknown, found: Found): readonly NavEntry[] {
  if (typeof item === 'string') return pageEntry(item, '', found)
  const data = dataOf(item)
  const text = textOfValue(data.text)
  if (data.part === undefined) {
    if (textOfValue(data.file) !== '') return pageEntry(textOfValue(data.file), text, found)
    return text === '' ? [] : [{ title: text, href: textOfValue(data.href) }]
  }
  const part = textOfValue(data.part)
  const page = found.has(part) ? part : undefined
  return [
    {
      title: page === undefined ? part : '',
      page,
      entries: listOf(data.chapters).flatMap((chapter) => chaptersOf(chapter, found)),
    },
  ]
}

function pageEntry(written: string, title: string, found: Found): readonly NavEntry[] {
  const path = joinPath(written.replace(/[?#].*$/, '')) ?? ''
  const source = [path, `${path.replace(/\.(?:html|qmd)$/, '')}.qmd`, `${path}/index.qmd`, `${path}/index.md`].find(
    (name) => found.has(name),
  )
  return source === undefined ? [] : [{ title, page: source }]
}

/** The sidebar of a website; one that has none is shown by its navigation bar. */
function sidebarOf(site: Data, all: readonly OldPage[], found: Found): readonly NavEntry[] {
  const sidebars = Array.isArray(site.sidebar) ? site.sidebar : site.sidebar === undefined ? [] : [site.sidebar]
  const nav = sidebars.flatMap((sidebar) => contentsOf(dataOf(sidebar).contents, all, found))
  if (nav.length) return nav
  const bar = dataOf(site.navbar)
  return [...contentsOf(bar.left, all, found), ...contentsOf(bar.right, all, found)].filter(
    ({ href }) => href === undefined,
  )
}

function contentsOf(contents: unknown, all: readonly OldPage[], found: Found): readonly NavEntry[] {
  if (typeof contents === 'string') {
    const folder = contents === 'auto' ? '' : (joinPath(contents.replace(/\/?\*.*$/, '')) ?? '')
    return navOfFolders(
      all.map(({ source, stem, data }) => ({ source, path: stem, order: numberOf(data.order), title: '' })),
      () => ({}),
      folder,
    )
  }
  return listOf(contents).flatMap((item): readonly NavEntry[] => {
    if (typeof item === 'string') {
      if (/^-{3,}$/.test(item)) return []
      return item === 'auto' || item.includes('*') ? contentsOf(item, all, found) : pageEntry(item, '', found)
    }
    const data = dataOf(item)
    const title = textOfValue(data.section) || textOfValue(data.text)
    const href = textOfValue(data.href) || textOfValue(data.file)
    const inside = data.contents ?? data.menu
    if (inside !== undefined) {
      const [own] = [
        ...pageEntry(textOfValue(data.section), '', found),
        ...(href === '' ? [] : pageEntry(href, '', found)),
      ]
      return [
        {
          title: own && textOfValue(data.section) === own.page ? '' : title,
          page: own?.page,
          entries: contentsOf(inside, all, found),
        },
      ]
    }
    if (/^[a-z]+:/i.test(href)) return title === '' ? [] : [{ title, href }]
    return href === '' ? [] : pageEntry(href, title, found)
  })
}
