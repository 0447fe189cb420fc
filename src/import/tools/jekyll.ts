import { baseName, folderOf, isWithin, joinPath } from '../../files/paths.ts'
import { addressIn, authorOf, navOfFolders, numberOf, type OldPage, pagesIn, targetOfAddress } from '../found-pages.ts'
import { type Data, dataOf, isData, isFault, listOf, readYaml, textOfValue } from '../settings-text.ts'
import { type MovedPage, type NavEntry, plainSite, type Tool } from '../tool.ts'

/** Jekyll: `_config.yml`; a page is what has front matter. */
export const jekyll: Tool = {
  id: 'jekyll',
  detect: ({ has }) =>
    ['_toc.yml', '_toc.yaml', '_quarto.yml', 'myst.yml'].some(has)
      ? undefined
      : ['_config.yml', '_config.yaml'].find(has),
  read(folder, settings) {
    const data = readYaml(settings, folder.text(settings) ?? '')
    if (isFault(data)) return data
    const root = joinPath(textOfValue(data.source)) ?? ''
    const collections = collectionsOf(data)
    const excluded = listOf(data.exclude)
      .map((name) => joinPath(textOfValue(name)) ?? '')
      .filter((name) => name !== '')
    const included = listOf(data.include).map(textOfValue)
    const inRoot = (path: string): string => path.slice(root === '' ? 0 : root.length + 1)
    const isPage = (path: string): boolean => {
      const [top = ''] = path.split('/')
      if (/^_/.test(top)) return collections.has(top.slice(1)) || included.includes(top)
      return (
        !/(?:^|\/)[_.]/.test(path) &&
        !excluded.some((name) => isWithin(path, name)) &&
        !/^(?:vendor|node_modules|_site)\//.test(path)
      )
    }
    const found = pagesIn(folder, root, { ending: /\.(?:md|markdown)$/i, takes: isPage }).filter(({ source }) =>
      /^---[ \t]*$/m.test((folder.text(source) ?? '').slice(0, 5)),
    )
    const places = found.map((page) => ({ page, address: addressOf(page, inRoot(page.source), data, collections) }))
    const pages = places.map(
      ({ page: { source, stem, data: own }, address }): MovedPage => ({
        source,
        target: targetOfAddress(address, /(?:^|\/)index$/.test(stem)),
        address,
        title: textOfValue(own.title),
      }),
    )
    const author = data.author
    return {
      ...plainSite,
      settings: {
        title: textOfValue(data.title) || textOfValue(data.name),
        description: textOfValue(data.description).replace(/\s+/g, ' ') || textOfValue(data.tagline),
        url:
          textOfValue(data.url) === '' || /localhost|example\.com/.test(textOfValue(data.url))
            ? ''
            : textOfValue(data.url).replace(/\/+$/, '') + textOfValue(data.baseurl).replace(/\/+$/, ''),
        lang: textOfValue(data.lang) || textOfValue(data.locale),
        author: authorOf(author),
        license: '',
      },
      pages,
      nav: navOf(found, pages),
      pagesFolder: root,
      assetFolders: [],
      includeFolders: ['_includes', root, '', ...[...collections.keys()].map((name) => `_${name}`)],
      variables: variablesOf(data),
      keys: { nav_order: '', excerpt: 'description', last_modified_at: 'modified', keywords: 'tags' },
      ids: 'github',
      base: textOfValue(data.baseurl),
      left: [
        ...listOf(data.plugins ?? data.gems)
          .map(textOfValue)
          .filter((name) => !KNOWN.test(name))
          .map((name) => `\`${settings}\`: what the plugin \`${name}\` did.`),
        ...folder.paths
          .filter(
            (path) =>
              isWithin(path, root) && /^[^_][^/]*\.html?$/.test(inRoot(path)) && /^---/.test(folder.text(path) ?? ''),
          )
          .map((path) => `\`${path}\`: a page that a template makes.`),
        ...(folder.hasFolder(joinPath(root, '_layouts') ?? '') ? [`\`${joinPath(root, '_layouts')}\`: the look.`] : []),
      ],
    }
  },
}

const KNOWN =
  /^jekyll-(?:feed|sitemap|seo-tag|redirect-from|titles-from-headings|relative-links|optional-front-matter|readme-index|default-layout|remote-theme|paginate|github-metadata|include-cache|toc|mentions|last-modified-at)$|^jemoji$|^just-the-docs$/

/** Texts that pages show as `{{ site.name }}`. */
function variablesOf(data: Data, prefix = 'site'): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]): (readonly [string, string])[] =>
      isData(value)
        ? Object.entries(variablesOf(value, `${prefix}.${key}`))
        : textOfValue(value) === '' || /^(?:url|baseurl)$/.test(key)
          ? []
          : [[`${prefix}.${key}`, textOfValue(value)]],
    ),
  )
}

/** Collections whose pages are published, by name, with the form of their addresses. */
function collectionsOf(data: Data): ReadonlyMap<string, string> {
  const written = data.collections
  const own = isData(written) ? Object.entries(written) : []
  const published = own.filter(([, options]) => dataOf(options).output === true)
  return new Map([
    ['posts', textOfValue(dataOf(dataOf(written).posts).permalink) || permalinkOf(textOfValue(data.permalink))],
    ...published
      .filter(([name]) => name !== 'posts')
      .map(([name, options]): [string, string] => [
        name,
        textOfValue(dataOf(options).permalink) || '/:collection/:path.html',
      ]),
  ])
}

const permalinkOf = (written: string): string => {
  const styles: Readonly<Record<string, string>> = {
    '': '/:categories/:year/:month/:day/:title.html',
    date: '/:categories/:year/:month/:day/:title.html',
    pretty: '/:categories/:year/:month/:day/:title/',
    ordinal: '/:categories/:year/:y_day/:title.html',
    none: '/:categories/:title.html',
  }
  return styles[written] ?? written
}

/** Where Jekyll publishes a page. */
function addressOf(
  { stem, data }: OldPage,
  path: string,
  config: Data,
  collections: ReadonlyMap<string, string>,
): string {
  const own = textOfValue(data.permalink) || defaultOf(config, path)
  const [top = ''] = path.split('/')
  const collection = top.startsWith('_') && collections.has(top.slice(1)) ? top.slice(1) : ''
  const inside = collection === '' ? stem : stem.slice(stem.indexOf('/') + 1)
  const [, year = '', month = '', day = '', name = baseName(inside)] =
    /^(?:.*\/)?(\d{4})-(\d{2})-(\d{2})-(.*)$/.exec(inside) ?? []
  const filled = (form: string): string =>
    addressIn(
      form
        .replaceAll(
          ':categories',
          listOf(data.categories).map(textOfValue).join('/').toLowerCase() ||
            textOfValue(data.categories ?? data.category)
              .toLowerCase()
              .replaceAll(' ', '/'),
        )
        .replaceAll(':collection', collection)
        .replaceAll(':year', year)
        .replaceAll(':month', month)
        .replaceAll(':i_month', String(Number(month)))
        .replaceAll(':day', day)
        .replaceAll(':i_day', String(Number(day)))
        .replaceAll(/:(?:title|slug)/g, textOfValue(data.slug) || name)
        .replaceAll(':path', collection === 'posts' ? name : inside)
        .replaceAll(':name', baseName(inside))
        .replaceAll(':basename', baseName(inside))
        .replaceAll(':output_ext', '.html'),
    ).replace(/(?<=\/)index\.html$/, '')
  if (own !== '') return filled(own)
  if (collection !== '') return filled(collections.get(collection) ?? '/:collection/:path.html')
  const plain = stem.replace(/(^|\/)(?:index|README)$/i, '$1')
  const isPretty = /^(?:pretty)$|\/$/.test(textOfValue(config.permalink))
  if (plain !== stem) return addressIn(plain, '/')
  return isPretty ? addressIn(plain, '/') : `/${plain}.html`
}

/** The form that `defaults` gives to the addresses of a folder. */
function defaultOf(config: Data, path: string): string {
  const found = listOf(config.defaults)
    .map(dataOf)
    .filter(({ scope, values }) => {
      const at = joinPath(textOfValue(dataOf(scope).path)) ?? ''
      const type = textOfValue(dataOf(scope).type)
      return (
        textOfValue(dataOf(values).permalink) !== '' &&
        isWithin(path, at) &&
        (type === '' || path.startsWith(`_${type}/`))
      )
    })
  return textOfValue(dataOf(found.at(-1)?.values).permalink)
}

/** Pages below those that they name as `parent`, as the theme Just the Docs shows them; else as their folders lie. */
function navOf(found: readonly OldPage[], pages: readonly MovedPage[]): readonly NavEntry[] {
  if (!found.some(({ data }) => textOfValue(data.parent) !== '')) {
    return navOfFolders(
      pages.map(({ source, target }, i) => ({
        source,
        path: /(?:^|\/)_posts\//.test(source) ? `posts/${baseName(source)}` : target.replace(/\.md$/, ''),
        order: numberOf(found[i]?.data.nav_order) ?? numberOf(found[i]?.data.order) ?? numberOf(found[i]?.data.weight),
        title: '',
      })),
    )
  }
  const shown = found.filter(({ data }) => data.nav_exclude !== true && textOfValue(data.title) !== '')
  const inside = (parent: string, above: string): readonly NavEntry[] =>
    shown
      .filter(
        ({ data }) =>
          textOfValue(data.parent) === parent &&
          (above === '' || textOfValue(data.grand_parent) === '' || textOfValue(data.grand_parent) === above),
      )
      .toSorted((a, b) => {
        const [first = Number.POSITIVE_INFINITY, second = Number.POSITIVE_INFINITY] = [
          numberOf(a.data.nav_order),
          numberOf(b.data.nav_order),
        ]
        if (first !== second) return first < second ? -1 : 1
        return textOfValue(a.data.title) < textOfValue(b.data.title) ? -1 : 1
      })
      .map(({ source, data }): NavEntry => {
        const title = textOfValue(data.title)
        const entries = title === parent ? [] : inside(title, parent)
        return entries.length ? { title, page: source, entries } : { title, page: source }
      })
  return inside('', '')
}

/** The folder of a page, for programs that name it so. */
export const folderOfPage = (page: OldPage): string => folderOf(page.stem)
