import { folderOf, joinPath } from '../../files/paths.ts'
import { addressIn, navOfFolders, pagesIn } from '../found-pages.ts'
import { exportedSettings, readProgram } from '../program.ts'
import { type Data, dataOf, isData, listOf, textOfValue } from '../settings-text.ts'
import { type MovedPage, type NavEntry, plainSite, type Tool } from '../tool.ts'

const CONFIG = /^((?:.*\/)?)\.vitepress\/config(?:\/index)?\.(?:m|c)?[jt]s$/

/** VitePress: `.vitepress/config.ts`, which is read and not run, in the folder of the pages. */
export const vitepress: Tool = {
  id: 'vitepress',
  detect: ({ paths }) => paths.find((path) => CONFIG.test(path)),
  read(folder, settings) {
    const config = exportedSettings(readProgram(folder, settings))
    const site = folderOf(settings.replace(/\.vitepress\/.*$/, 'x'))
    const root = joinPath(site, textOfValue(config.srcDir)) ?? site
    const main = dataOf(dataOf(config.locales).root)
    const theme = { ...dataOf(config.themeConfig), ...dataOf(main.themeConfig) }
    const locales = Object.keys(dataOf(config.locales)).filter((name) => name !== 'root')
    const excluded = listOf(config.srcExclude).map((glob) => matcherOf(textOfValue(glob)))
    const found = pagesIn(folder, root, {
      ending: /\.md$/,
      takes: (path) =>
        !/(?:^|\/)(?:\.|node_modules\/)|^(?:public|dist)\//.test(path) &&
        !(site === '' && /^(?:README|CONTRIBUTING|CHANGELOG|LICENSE|CODE_OF_CONDUCT|SECURITY)\.md$/i.test(path)) &&
        !locales.some((locale) => path.startsWith(`${locale}/`)) &&
        !excluded.some((matches) => matches(path)),
    })
    const rewrites = Object.entries(dataOf(config.rewrites)).map(([from, to]) => rewriteOf(from, textOfValue(to)))
    const isClean = config.cleanUrls === true
    const pages = found
      .filter(({ stem }) => !/\[[^\]]+\]/.test(stem))
      .map(({ source, stem, data }): MovedPage => {
        const path = rewrites.map((rewrite) => rewrite(stem)).find((made) => made !== undefined) ?? stem
        const plain = path.replace(/(^|\/)index$/, '$1')
        const address = plain === path && !isClean ? `/${path}.html` : addressIn(plain)
        return { source, target: `${path}.md`, address, title: textOfValue(data.title) }
      })
    const byPath = new Map(pages.map((page) => [page.target.replace(/\.md$/, ''), page.source]))
    const seen = new Set<string>()
    const nav = sidebarsOf(theme.sidebar).flatMap(({ items, base }) => itemsOf(items, base, byPath, seen))
    const programs = found
      .filter(({ stem }) => /\[[^\]]+\]/.test(stem))
      .map(({ source }) => `\`${source}\`: pages that a program makes.`)
    return {
      ...plainSite,
      settings: {
        title: textOfValue(config.title),
        description: textOfValue(config.description),
        url: textOfValue(dataOf(config.sitemap).hostname),
        lang: textOfValue(config.lang) || textOfValue(main.lang),
        author: '',
        license: '',
      },
      pages,
      nav: nav.length
        ? nav
        : navOfFolders(
            pages.map(({ source, target }) => ({
              source,
              path: target.replace(/\.md$/, ''),
              order: undefined,
              title: '',
            })),
          ),
      pagesFolder: root,
      assetFolders: [`${root === '' ? '' : `${root}/`}public`].filter(folder.hasFolder),
      includeFolders: [root, ''],
      ids: 'vitepress',
      base: textOfValue(config.base),
      left: [
        ...programs,
        ...locales.map((locale) => `\`${joinPath(root, locale)}\`: the pages in another language.`),
        ...(theme.sidebar !== undefined && nav.length > 0
          ? []
          : [
              `\`${settings}\`: the navigation, which is none, or is made by a program. Pages follow each other as their folders lie.`,
            ]),
        ...(folder.hasFolder(joinPath(site, '.vitepress/theme') ?? '')
          ? [`\`${joinPath(site, '.vitepress/theme')}\`: the look.`]
          : []),
      ],
    }
  },
}

/** An entry of `rewrites`, as in `'en/:rest*': ':rest*'`: the new path of a page, without its ending. */
function rewriteOf(from: string, to: string): (stem: string) => string | undefined {
  const names: string[] = []
  const source = from
    .replace(/\.md$/, '')
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/:(\w+)(\*?)/g, (_, name: string, star: string) => {
      names.push(name)
      return star === '' ? '([^/]+)' : '(.*)'
    })
  const pattern = new RegExp(`^${source}$`)
  return (stem) => {
    const found = pattern.exec(stem)
    if (!found) return undefined
    return to.replace(/\.md$/, '').replace(/:(\w+)\*?/g, (_, name: string) => found[names.indexOf(name) + 1] ?? '')
  }
}

/** A glob of `srcExclude`. */
function matcherOf(glob: string): (path: string) => boolean {
  const source = glob
    .replace(/^\.?\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(
      /\*\*\/|\*\*|\*|\?/g,
      (sign) => ({ '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' })[sign] ?? sign,
    )
  const pattern = new RegExp(`^${source}$`)
  return (path) => pattern.test(path)
}

/** Sidebars of several parts of the site, each with the beginning of its addresses. */
function sidebarsOf(sidebar: unknown): readonly { readonly items: unknown; readonly base: string }[] {
  if (Array.isArray(sidebar)) return [{ items: sidebar, base: '' }]
  return Object.values(dataOf(sidebar)).map((part) =>
    isData(part) ? { items: part.items, base: textOfValue(part.base) } : { items: part, base: '' },
  )
}

function itemsOf(
  items: unknown,
  base: string,
  byPath: ReadonlyMap<string, string>,
  seen: Set<string>,
): readonly NavEntry[] {
  return listOf(items).flatMap((item): readonly NavEntry[] => {
    const data: Data = dataOf(item)
    const title = textOfValue(data.text)
      .replace(/<[^<>]+>/g, '')
      .trim()
    const own = textOfValue(data.base) || base
    const link = textOfValue(data.link)
    if (/^[a-z]+:/i.test(link)) return [{ title, href: link }]
    const source = link === '' ? undefined : sourceOf(own + link, byPath)
    const page = source === undefined || seen.has(source) ? undefined : source
    if (page !== undefined) seen.add(page)
    const entries = data.items === undefined ? undefined : itemsOf(data.items, own, byPath, seen)
    return page === undefined && entries === undefined ? [] : [{ title, page, ...(entries ? { entries } : {}) }]
  })
}

function sourceOf(link: string, byPath: ReadonlyMap<string, string>): string | undefined {
  const plain = joinPath(link.replace(/[?#].*$/, '').replace(/\.(?:md|html)$/, '')) ?? ''
  const path = link.endsWith('/') || plain === '' ? joinPath(plain, 'index') : plain
  return byPath.get(path ?? '') ?? byPath.get(plain) ?? byPath.get(joinPath(plain, 'index') ?? '')
}
