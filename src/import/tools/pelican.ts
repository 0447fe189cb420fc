import { baseName, below, folderOf, isWithin, joinPath } from '../../files/paths.ts'
import { addressIn, navOfFolders, pagesIn, targetOfAddress } from '../found-pages.ts'
import { readLiterals } from '../literals.ts'
import { type Data, dataOf, isFault, listOf, readYaml, textOfValue } from '../settings-text.ts'
import type { SourceFolder } from '../source-folder.ts'
import { type MovedPage, type NavEntry, plainSite, type Tool } from '../tool.ts'

const CONFIG = 'pelicanconf.py'

/**
 * Pelican: `pelicanconf.py`, which is read and not run. Pages that academicmarkdown reads are written as they are here; a site of
 * those has its navigation in `sitemap.yaml`, and its pages in `content/pages`.
 */
export const pelican: Tool = {
  id: 'pelican',
  detect: (folder) =>
    folder.has(CONFIG)
      ? CONFIG
      : folder.hasFolder('content/pages') && folder.has('sitemap.yaml')
        ? 'sitemap.yaml'
        : undefined,
  read(folder, settings) {
    const config = folder.has(CONFIG) ? readLiterals(folder.text(CONFIG) ?? '', { isPython: true }) : {}
    const course = folder.has('site.yaml') ? readYaml('site.yaml', folder.text('site.yaml') ?? '') : {}
    if (isFault(course)) return course
    const root = joinPath(textOfValue(config.PATH) || 'content') ?? 'content'
    const inRoot = (names: unknown, fallback: string): readonly string[] =>
      (listOf(names).length ? listOf(names).map(textOfValue) : [fallback]).map((name) => joinPath(root, name) ?? root)
    const pageFolders = inRoot(config.PAGE_PATHS, 'pages')
    const found = pagesIn(folder, root, { takes: (path) => !/(?:^|\/)[_.]/.test(path) })
    const isAlone = found.every(({ source }) => pageFolders.some((name) => isWithin(source, name)))
    const pagesFolder = isAlone ? (pageFolders[0] ?? root) : root
    const hasSitemap = folder.has('sitemap.yaml')
    const pages = found.map(({ source, data }): MovedPage => {
      const isPage = pageFolders.some((name) => isWithin(source, name))
      const own = pageFolders.find((name) => isWithin(source, name)) ?? root
      const inside = below(source, own).replace(/\.\w+$/, '')
      const form = textOfValue(
        isPage ? (config.PAGE_SAVE_AS ?? config.PAGE_URL) : (config.ARTICLE_SAVE_AS ?? config.ARTICLE_URL),
      )
      const written =
        textOfValue(data.save_as) ||
        textOfValue(data.url) ||
        (hasSitemap && form === ''
          ? ''
          : formed(form || (isPage ? 'pages/{slug}.html' : '{slug}.html'), source, data, root))
      const address = written === '' ? undefined : addressIn(written).replace(/(?<=\/)index\.html$/, '')
      // What lies beside a page stays beside it: its file keeps its name, and a slug says the address.
      const named = address === undefined ? '' : targetOfAddress(address, false).replace(/\.md$/, '')
      const slug = named !== inside && folderOf(named) === folderOf(inside) ? baseName(named) : undefined
      const isSame = hasSitemap || address === undefined || named === inside || slug !== undefined
      const target = isSame ? `${inside}.md` : targetOfAddress(address, baseName(inside) === 'index')
      return {
        source,
        target,
        slug: hasSitemap || slug === '' ? undefined : slug,
        address,
        title: textOfValue(data.title),
      }
    })
    const kept = hasSitemap
      ? [...new Set(folder.paths.map((path) => path.split('/')[0] ?? ''))].filter(
          (name) =>
            folder.hasFolder(name) &&
            !isWithin(root, name) &&
            !/^(?:themes?|plugins?|output|cache|dist|__pycache__)$/.test(name),
        )
      : []
    return {
      ...plainSite,
      settings: {
        title: textOfValue(config.SITENAME) || textOfValue(course.title),
        description: textOfValue(config.SITESUBTITLE) || textOfValue(course.description),
        url: textOfValue(config.SITEURL) || textOfValue(course.url),
        lang: textOfValue(config.DEFAULT_LANG) || textOfValue(course.lang),
        author: textOfValue(config.AUTHOR) || textOfValue(course.author),
        license: textOfValue(course.license),
      },
      pages,
      nav: navOf(folder, pages, pagesFolder),
      pagesFolder,
      moreFolders: pageFolders,
      keptFolders: kept,
      assetFolders: [],
      includeFolders: ['', root],
      constants: constantsOf(folder),
      keys: { summary: 'description', category: '', status: '', save_as: '', url: '' },
      left: [
        ...listOf(config.PLUGINS)
          .map(textOfValue)
          .filter((name) => name !== '' && !/academicmarkdown|sitemap|render_math|tipue/.test(name))
          .map((name) => `\`${settings}\`: what the plugin \`${name}\` did.`),
        ...(textOfValue(config.THEME) === '' ? [] : [`\`${settings}\`: the look, which \`THEME\` says.`]),
        ...folder.paths
          .filter((path) => isWithin(path, root) && /\.(?:rst|html)$/.test(path))
          .map((path) => `\`${path}\`: a page that is no Markdown.`),
      ],
    }
  },
}

/** An address of a form such as `{date:%Y}/{slug}/`. */
function formed(form: string, source: string, data: Data, root: string): string {
  const name = baseName(source).replace(/\.\w+$/, '')
  const date = data.date instanceof Date ? data.date.toISOString() : textOfValue(data.date)
  const [, year = '', month = '', day = ''] = /(\d{4})-(\d{2})-(\d{2})/.exec(date) ?? []
  const slug = textOfValue(data.slug) || slugOf(textOfValue(data.title) || name)
  const made = form
    .replace(/\{date:([^}]*)\}/g, (_, format: string) =>
      format.replaceAll('%Y', year).replaceAll('%m', month).replaceAll('%d', day),
    )
    .replaceAll('{slug}', slug)
    .replaceAll('{category}', slugOf(textOfValue(data.category) || baseName(folderOf(source.slice(root.length + 1)))))
    .replaceAll('{path_no_ext}', source.slice(root.length + 1).replace(/\.\w+$/, ''))
    .replaceAll('{lang}', textOfValue(data.lang))
  return /[{}]/.test(made) ? '' : made
}

const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-')

function constantsOf(folder: SourceFolder): Readonly<Record<string, string>> {
  const data = folder.has('constants.yaml') ? readYaml('constants.yaml', folder.text('constants.yaml') ?? '') : {}
  return isFault(data)
    ? {}
    : Object.fromEntries(Object.entries(data).map(([name, value]): [string, string] => [name, textOfValue(value)]))
}

/** `sitemap.yaml` names pages by their paths; without it, pages follow each other as their folders lie. */
function navOf(folder: SourceFolder, pages: readonly MovedPage[], pagesFolder: string): readonly NavEntry[] {
  const data = folder.has('sitemap.yaml') ? readYaml('sitemap.yaml', folder.text('sitemap.yaml') ?? '') : {}
  const tree = (): readonly NavEntry[] =>
    navOfFolders(
      pages.map(({ source, target }) => ({ source, path: target.replace(/\.md$/, ''), order: undefined, title: '' })),
    )
  if (isFault(data)) return tree()
  const entries = (from: Data): readonly NavEntry[] =>
    Object.entries(from).map(([title, value]): NavEntry => {
      const written = textOfValue(value)
      const source = pages.find((page) => page.source === `${pagesFolder}/${written}.md`)?.source
      if (source !== undefined) return { title, page: source }
      return written === '' ? { title, entries: entries(dataOf(value)) } : { title, href: written }
    })
  const nav = entries(data)
  return nav.length ? nav : tree()
}
