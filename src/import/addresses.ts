import { folderOf, joinPath } from '../files/paths.ts'
import { addressOfPage } from '../page/address.ts'
import { frontMatterOf } from './found-pages.ts'
import { listOf, textOfValue } from './settings-text.ts'
import type { SourceFolder } from './source-folder.ts'
import type { MovedPage, ToolSite } from './tool.ts'

/** Where things of the old site lie in the course. */
export interface Places {
  /** A page that this address leads to, written in a file; undefined where it leads to none. */
  readonly page: (path: string, from: string) => MovedPage | undefined
  /** A file that this address leads to, as its path in the old folder. */
  readonly file: (path: string, from: string) => string | undefined
  /** Where a file lies in the course. */
  readonly target: (file: string) => string
}

export const PAGE = /\.(?:md|mdx|markdown|qmd|rmd|ipynb)$/i

/** An address as it is looked up: without its ending, `index`, and slashes at its end. */
const plainAddress = (address: string): string =>
  `/${address
    .replace(/^\/+/, '')
    .replace(/\.html?$/, '')
    .replace(/(?:^|\/)index$/, '')
    .replace(/\/+$/, '')}`

/** The name of a page in references. */
export const nameOfPage = ({ target, slug }: MovedPage): string =>
  addressOfPage(target, '', '', slug).address.slice(1, -1) || 'index'

/** Looks up what addresses of the old site lead to. */
export function placesOf(folder: SourceFolder, site: ToolSite): Places {
  const { pages, pagesFolder, moreFolders, assetFolders, keptFolders, base } = site
  const bySource = new Map(pages.map((page) => [page.source, page]))
  const byAddress = new Map<string, MovedPage>()
  for (const page of pages) {
    if (page.address !== undefined) byAddress.set(plainAddress(page.address), page)
    const target = plainAddress(page.target.replace(/\.\w+$/, ''))
    if (!byAddress.has(target)) byAddress.set(target, page)
  }
  for (const page of pages) {
    const data = frontMatterOf(folder, page.source)
    const named = [data.aliases, data.redirect_from].flatMap((value) =>
      Array.isArray(value) ? listOf(value) : [value],
    )
    for (const address of [...(page.former ?? []), ...named.map(textOfValue)]) {
      const plain = plainAddress(address)
      if (address.startsWith('/') && !byAddress.has(plain)) byAddress.set(plain, page)
    }
  }
  const inPages = (path: string): string => (pagesFolder === '' ? path : `${pagesFolder}/${path}`)
  const sourceOf = (path: string): MovedPage | undefined => {
    const stem = path.replace(/\/+$/, '').replace(/\.(?:html?|mdx?|markdown|qmd|rmd|ipynb)$/i, '')
    const exact = bySource.get(path)
    if (exact) return exact
    for (const ending of [
      '.md',
      '.mdx',
      '.markdown',
      '.qmd',
      '.Rmd',
      '.ipynb',
      '/index.md',
      '/index.mdx',
      '/index.qmd',
      '/README.md',
      '/_index.md',
    ])
      for (const name of [stem, path.replace(/\/+$/, '')]) {
        const found = bySource.get(name === '' ? ending.slice(1) : name + ending)
        if (found) return found
      }
    return undefined
  }
  const withoutBase = (path: string): string =>
    base !== '/' && base !== '' && path.startsWith(base) ? `/${path.slice(base.length).replace(/^\/+/, '')}` : path
  return {
    page(path, from) {
      if (path.startsWith('/')) {
        const plain = withoutBase(path)
        const known =
          byAddress.get(plainAddress(plain)) ??
          byAddress.get(plainAddress(path)) ??
          byAddress.get(plainAddress(plain).toLowerCase())
        return known ?? sourceOf(inPages(plain.slice(1))) ?? sourceOf(plain.slice(1))
      }
      const beside = joinPath(folderOf(from), path)
      const own = beside === undefined ? undefined : sourceOf(beside)
      if (own) return own
      const here = bySource.get(from)
      const fromRoot = byAddress.get(plainAddress(path)) ?? byAddress.get(plainAddress(path).toLowerCase())
      if (here?.address === undefined) return path.startsWith('.') ? undefined : fromRoot
      const at = joinPath(here.address.endsWith('/') ? here.address : folderOf(here.address), path)
      const seen = at === undefined ? undefined : byAddress.get(plainAddress(at))
      return seen ?? (path.startsWith('.') ? undefined : fromRoot)
    },
    file(path, from) {
      const plain = path.startsWith('/') ? withoutBase(path).slice(1) : undefined
      const beside = joinPath(folderOf(from), path)
      const candidates =
        plain === undefined
          ? [beside, ...site.includeFolders.map((include) => joinPath(include, path)), fromAddress(path, from)]
          : [...assetFolders.map((asset) => (asset === '' ? plain : `${asset}/${plain}`)), inPages(plain), plain]
      return candidates.find((candidate) => candidate !== undefined && candidate !== '' && folder.has(candidate))
    },
    target(file) {
      const page = bySource.get(file)
      if (page) return `content/${page.target}`
      if (keptFolders.some((name) => file.startsWith(`${name}/`))) return file
      const asset = assetFolders.find((name) => name !== '' && file.startsWith(`${name}/`))
      if (asset !== undefined) return `assets/${file.slice(asset.length + 1)}`
      const more = moreFolders.find((name) => file.startsWith(`${name}/`))
      if (more !== undefined) return `content/${file.slice(more.length + 1)}`
      return pagesFolder !== '' && file.startsWith(`${pagesFolder}/`)
        ? `content/${file.slice(pagesFolder.length + 1)}`
        : `content/${file}`
    },
  }

  /** A path that is seen from the address of a page, which is a folder in many programs. */
  function fromAddress(path: string, from: string): string | undefined {
    const here = bySource.get(from)
    if (here?.address === undefined) return undefined
    const at = joinPath(here.address.endsWith('/') ? here.address : folderOf(here.address), path)
    if (at === undefined) return undefined
    const asset = assetFolders.map((name) => `${name}/${at}`).find((name) => folder.has(name))
    return asset ?? (folder.has(inPages(at)) ? inPages(at) : undefined)
  }
}

/** A path as seen from the folder of a file. */
export function relativePath(from: string, to: string): string {
  const start = folderOf(from) === '' ? [] : folderOf(from).split('/')
  const end = to.split('/')
  let same = 0
  while (same < start.length && same < end.length - 1 && start[same] === end[same]) same++
  return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/')
}
