import { joinPath } from '../../files/paths.ts'
import { addressIn, navOfFolders, numberOf, pagesIn, targetOfAddress } from '../found-pages.ts'
import { exportedSettings, readProgram } from '../program.ts'
import { type Data, dataOf, isData, listOf, textOfValue } from '../settings-text.ts'
import { type MovedPage, type NavEntry, plainSite, type Tool } from '../tool.ts'

const CONFIGS = ['mjs', 'ts', 'js', 'mts', 'cjs'].map((ending) => `astro.config.${ending}`)
const ROOT = 'src/content/docs'

/** Starlight: `astro.config.mjs`, which is read and not run, with its pages in `src/content/docs`. */
export const starlight: Tool = {
  id: 'starlight',
  detect: (folder) =>
    folder.hasFolder(ROOT)
      ? CONFIGS.find((path) => folder.has(path) && folder.text(path)?.includes('starlight'))
      : undefined,
  read(folder, settings) {
    const config = exportedSettings(readProgram(folder, settings))
    const own = listOf(config.integrations).map(dataOf)
    const starlightConfig =
      own.find((data) => data.title !== undefined) ?? own.find((data) => data.sidebar !== undefined) ?? {}
    const locales = dataOf(starlightConfig.locales)
    const language = textOfValue(starlightConfig.defaultLocale) || 'root'
    const isInFolder = isData(locales[language]) && language !== 'root' && folder.hasFolder(`${ROOT}/${language}`)
    const root = isInFolder ? `${ROOT}/${language}` : ROOT
    const others = Object.keys(locales).filter((name) => name !== language && name !== 'root')
    const found = pagesIn(folder, root, {
      ending: /\.(?:mdx?|markdown)$/i,
      takes: (path) => !/(?:^|\/)_/.test(path) && !others.some((name) => path.startsWith(`${name}/`)),
    })
    const redirects = Object.entries(dataOf(config.redirects)).map(([from, to]): [string, string] => [
      from,
      textOfValue(to) || textOfValue(dataOf(to).destination),
    ])
    const prefix = isInFolder ? language : ''
    const pages = found.map(({ source, stem, data }): MovedPage => {
      const slug = textOfValue(data.slug)
      const plain =
        slug === ''
          ? stem
              .replace(/(^|\/)index$/, '$1')
              .replace(/\s+/g, '-')
              .toLowerCase()
          : slug
      const address = addressIn(prefix, plain, '/')
      return {
        source,
        target: targetOfAddress(addressIn(plain), /(?:^|\/)index$/.test(stem) && slug === ''),
        address,
        title: textOfValue(data.title),
        former: redirects.filter(([, to]) => addressIn(to, '/') === address).map(([from]) => from),
      }
    })
    const tree = (directory: string): readonly NavEntry[] =>
      navOfFolders(
        found
          .filter(({ data }) => dataOf(data.sidebar).hidden !== true)
          .map(({ source, stem, data }) => ({
            source,
            path: stem,
            order: numberOf(dataOf(data.sidebar).order),
            title: textOfValue(dataOf(data.sidebar).label),
          })),
        () => ({}),
        directory,
      )
    const byAddress = new Map(
      pages.map((page) => [
        addressIn(page.target.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1'), '/'),
        page.source,
      ]),
    )
    const nav = itemsOf(starlightConfig.sidebar, {
      byAddress,
      tree,
      language: textOfValue(dataOf(locales[language]).lang) || (language === 'root' ? 'en' : language),
    })
    const front = pages.find(({ target }) => target === 'index.md')
    return {
      ...plainSite,
      settings: {
        title: titleOf(starlightConfig.title, language),
        description: textOfValue(starlightConfig.description),
        url:
          textOfValue(config.site) === ''
            ? ''
            : textOfValue(config.site).replace(/\/+$/, '') + textOfValue(config.base).replace(/\/+$/, ''),
        lang: textOfValue(dataOf(locales[language]).lang) || (language === 'root' ? '' : language),
        author: '',
        license: '',
      },
      pages,
      nav: nav.length
        ? [...(front && !holds(nav, front.source) ? [{ title: '', page: front.source }] : []), ...nav]
        : tree(''),
      pagesFolder: root,
      moreFolders: [root, 'src'],
      assetFolders: ['public'].filter(folder.hasFolder),
      includeFolders: ['', 'src'],
      ids: 'github',
      base: textOfValue(config.base),
      left: [
        ...others
          .filter((name) => folder.hasFolder(`${ROOT}/${name}`))
          .map((name) => `\`${ROOT}/${name}\`: the pages in another language.`),
        ...(starlightConfig.sidebar !== undefined && nav.length === 0
          ? [`\`${settings}\`: the navigation, which a program makes. Pages follow each other as their folders lie.`]
          : []),
        ...(listOf(starlightConfig.customCss).length ? [`\`${settings}\`: the look, which \`customCss\` says.`] : []),
        ...(starlightConfig.components === undefined
          ? []
          : [`\`${settings}\`: components that stand for those of Starlight.`]),
        ...folder.paths
          .filter((path) => /^src\/pages\/.*\.(?:astro|mdx?|[jt]sx?)$/.test(path))
          .map((path) => `\`${path}\`: a page that is a program, or lies beside the documents.`),
        ...found
          .filter(({ data }) => dataOf(data.hero).image !== undefined)
          .map(({ source }) => `\`${source}\`: the picture of its \`hero\`.`),
      ],
    }
  },
}

const titleOf = (title: unknown, language: string): string =>
  textOfValue(title) ||
  textOfValue(dataOf(title)[language]) ||
  Object.values(dataOf(title))
    .map(textOfValue)
    .find((text) => text !== '') ||
  ''

const holds = (entries: readonly NavEntry[], source: string): boolean =>
  entries.some((entry) => entry.page === source || holds(entry.entries ?? [], source))

interface Lookups {
  readonly byAddress: ReadonlyMap<string, string>
  readonly tree: (directory: string) => readonly NavEntry[]
  readonly language: string
}

/** Entries of the sidebar: names of pages, links, groups, and folders as they lie. */
function itemsOf(items: unknown, lookups: Lookups): readonly NavEntry[] {
  return listOf(items).flatMap((item): readonly NavEntry[] => {
    const page = (slug: string) => lookups.byAddress.get(addressIn(slug, '/'))
    if (typeof item === 'string') {
      const source = page(item.replace(/(^|\/)index$/, '$1'))
      return source === undefined ? [] : [{ title: '', page: source }]
    }
    const data: Data = dataOf(item)
    const title =
      textOfValue(data.label) ||
      textOfValue(dataOf(data.translations)[lookups.language]) ||
      titleOf(data.label, lookups.language)
    if (data.items !== undefined) return [{ title, entries: itemsOf(data.items, lookups) }]
    const generated = dataOf(data.autogenerate)
    if (textOfValue(generated.directory) !== '') {
      const entries = lookups.tree(joinPath(textOfValue(generated.directory)) ?? '')
      return title === '' ? entries : [{ title, entries }]
    }
    const link = textOfValue(data.slug) || textOfValue(data.link)
    if (/^[a-z]+:/i.test(link)) return [{ title, href: link }]
    const source = link === '' ? undefined : page(link.replace(/[?#].*$/, '').replace(/(^|\/)index$/, '$1'))
    return source === undefined ? [] : [{ title, page: source }]
  })
}
