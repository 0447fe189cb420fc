import { baseName, below, byCodeUnits, folderOf, isWithin } from '../files/paths.ts'
import { prettyName } from '../page/compile.ts'
import { readOldFrontMatter, valuesOf } from './front-matter.ts'
import { type Data, dataOf, textOfValue } from './settings-text.ts'
import type { SourceFolder } from './source-folder.ts'
import type { NavEntry } from './tool.ts'

/** A page of the old site as it lies in its folder. */
export interface OldPage {
  readonly source: string
  /** Its path below the folder of pages, without its ending: `guide/intro`. */
  readonly stem: string
  /** What its front matter says, by key in lower case. */
  readonly data: Data
}

const ENDING = /\.(?:mdx?|markdown|qmd|rmd|ipynb)$/i

/** The pages below a folder, in the order of their paths; names that begin with `_` are none, unless `takes` says so. */
export function pagesIn(
  folder: SourceFolder,
  root: string,
  { ending = /\.(?:md|markdown)$/i, takes = (path: string) => !/(?:^|\/)_/.test(path) } = {},
): readonly OldPage[] {
  return folder.paths
    .filter((path) => isWithin(path, root) && ending.test(path) && takes(below(path, root)))
    .map((source) => ({
      source,
      stem: below(source, root).replace(ENDING, ''),
      data: frontMatterOf(folder, source),
    }))
}

/** The front matter of a page, with its keys in lower case. */
export function frontMatterOf(folder: SourceFolder, path: string): Data {
  if (path.endsWith('.ipynb')) return {}
  const values = valuesOf(readOldFrontMatter(folder.text(path) ?? '').entries)
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]))
}

/** A page in a tree of folders. */
export interface TreePage {
  readonly source: string
  /** Its path, whose last part is `index` for the page of a folder. */
  readonly path: string
  /** Pages with a number come first, in that order. */
  readonly order: number | undefined
  /** What it is called in the navigation; '' for its own title. */
  readonly title: string
}

/** What is known of a folder of pages. */
export interface TreeFolder {
  readonly title?: string | undefined
  readonly order?: number | undefined
}

/** The navigation of pages that follow each other as their folders lie: the page of a folder comes first in it. */
export function navOfFolders(
  pages: readonly TreePage[],
  about: (folder: string) => TreeFolder = () => ({}),
  root = '',
): readonly NavEntry[] {
  const rows: { readonly name: string; readonly order: number; readonly entry: NavEntry }[] = []
  const folders = new Set<string>()
  for (const page of pages) {
    if (!isWithin(page.path, root) || page.path === root) continue
    const inside = below(page.path, root)
    const slash = inside.indexOf('/')
    if (slash >= 0) folders.add(inside.slice(0, slash))
    else if (inside === 'index') {
      if (root === '')
        rows.push({ name: '', order: Number.NEGATIVE_INFINITY, entry: { title: page.title, page: page.source } })
    } else
      rows.push({
        name: inside,
        order: page.order ?? Number.POSITIVE_INFINITY,
        entry: { title: page.title, page: page.source },
      })
  }
  for (const name of folders) {
    const path = root === '' ? name : `${root}/${name}`
    const index = pages.find((page) => page.path === `${path}/index`)
    const entries = navOfFolders(pages, about, path)
    const { title, order } = about(path)
    const shown = title || index?.title || (index ? '' : prettyName(`${name}.md`))
    const entry =
      index && entries.length === 0
        ? { title: shown, page: index.source }
        : { title: shown, page: index?.source, entries }
    rows.push({ name, order: order ?? index?.order ?? Number.POSITIVE_INFINITY, entry })
  }
  return rows
    .toSorted((a, b) => (a.order === b.order ? byCodeUnits(a.name, b.name) : a.order < b.order ? -1 : 1))
    .map(({ entry }) => entry)
}

/** A number of front matter; undefined where there is none. */
export const numberOf = (value: unknown): number | undefined => {
  const text = textOfValue(value)
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
}

/** A page's path in the new course, of its address in the old one: `/guide/` is `guide/index.md` where it was the page of a folder. */
export function targetOfAddress(address: string, isFolder: boolean): string {
  const plain = address
    .replace(/\.html?$/, '')
    .replace(/\/+$/, '')
    .replace(/^\/+/, '')
    .replace(/(?:^|\/)index$/, '')
  if (plain === '') return 'index.md'
  return isFolder && baseName(plain) !== 'index' ? `${plain}/index.md` : `${plain}.md`
}

/** An address below another one, without doubled slashes. */
export const addressIn = (...parts: readonly string[]): string => `/${parts.join('/')}`.replace(/\/{2,}/g, '/')

/** The path of an address: `/guide/` for `https://example.org/guide/`. */
export function pathOfUrl(url: string): string {
  const [, path = '/'] = /^[a-z]+:\/\/[^/]+(\/[^?#]*)?/i.exec(url) ?? []
  return path.endsWith('/') ? path : `${path}/`
}

/** The folder that a file lies in, as a beginning of paths: '' or one that ends in a slash. */
export const before = (path: string): string => (folderOf(path) === '' ? '' : `${folderOf(path)}/`)

/** The name of whoever settings name: a text, a mapping with a `name`, or a list of them. */
export function authorOf(value: unknown): string {
  const names = (Array.isArray(value) ? value : [value]).map(
    (item) => textOfValue(item) || textOfValue(dataOf(item).name),
  )
  return names.filter((name) => name !== '').join(', ')
}
