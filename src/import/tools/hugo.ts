import { baseName, folderOf, joinPath } from '../../files/paths.ts'
import { addressIn, authorOf, navOfFolders, numberOf, pagesIn, targetOfAddress } from '../found-pages.ts'
import { type Data, dataOf, isFault, listOf, readData, textOfValue } from '../settings-text.ts'
import type { SourceFolder } from '../source-folder.ts'
import { type MovedPage, plainSite, type Tool, type ToolFault } from '../tool.ts'

const ENDINGS = ['toml', 'yaml', 'yml', 'json']
const CONFIGS = [
  ...ENDINGS.map((ending) => `hugo.${ending}`),
  ...ENDINGS.flatMap((ending) => [`config/_default/hugo.${ending}`, `config/_default/config.${ending}`]),
]
const OLD = ENDINGS.map((ending) => `config.${ending}`)

/** Hugo: `hugo.toml` or another of its forms, with the pages in `content`. */
export const hugo: Tool = {
  id: 'hugo',
  detect: (folder) => CONFIGS.find(folder.has) ?? OLD.find((path) => folder.has(path) && isHugo(folder, path)),
  read(folder, settings) {
    const said = readData(settings, folder.text(settings) ?? '')
    if (isFault(said)) return said
    const more = furtherSettings(folder)
    if (isFault(more)) return more
    const data: Data = { ...more, ...said }
    const value = (name: string): unknown =>
      Object.entries(data).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
    const language = textOfValue(value('defaultContentLanguage'))
    const own = dataOf(dataOf(value('languages'))[language || 'en'])
    const root = joinPath(textOfValue(own.contentDir) || textOfValue(value('contentDir')) || 'content') ?? 'content'
    const languages = Object.keys(dataOf(value('languages'))).filter((name) => name !== (language || 'en'))
    const found = pagesIn(folder, root, {
      ending: /\.(?:md|markdown)$/i,
      takes: (path) =>
        !/(?:^|\/)_(?!index\.)/.test(path) &&
        !languages.some((name) => path.endsWith(`.${name}.md`) || path.startsWith(`${name}/`)),
    })
    const isUgly = value('uglyURLs') === true
    const stemOf = (stem: string): string =>
      (language !== '' && stem.endsWith(`.${language}`) ? stem.slice(0, -language.length - 1) : stem).replace(
        /(^|\/)_index$/,
        '$1index',
      )
    const rows = found.map(({ source, stem: written, data: front }) => {
      const stem = stemOf(written)
      const isFolder = /(?:^|\/)index$/.test(stem)
      const url = textOfValue(front.url)
      const slug = textOfValue(front.slug)
      const named = (
        slug === '' ? stem : [folderOf(isFolder ? folderOf(stem) : stem), slug].filter((part) => part !== '').join('/')
      ).replace(/(^|\/)index$/, '$1')
      // Hugo's addresses are in small letters, with hyphens for spaces.
      const plain = named.toLowerCase().replace(/\s+/g, '-')
      const address =
        url !== ''
          ? addressIn(url.replace(/^[a-z]+:\/\/[^/]+/i, ''))
          : isUgly && !isFolder
            ? `/${plain}.html`
            : addressIn(plain, '/')
      // What lies beside a page stays beside it: its file keeps its name, and the slug says the address.
      const isNamed = url === '' && slug !== ''
      const target = isNamed ? `${stem}.md` : targetOfAddress(address, isFolder)
      return { source, stem, isFolder, address, target, slug: isNamed ? slug : undefined, data: front }
    })
    const pages = rows.map(
      ({ source, target, slug, address, data: front }): MovedPage => ({
        source,
        target,
        slug,
        address,
        title: textOfValue(front.title),
      }),
    )
    const nav = navOfFolders(
      rows
        .filter(({ data: front }) => front.bookhidden !== true && front.headless !== true)
        .map(({ source, stem, data: front }) => {
          // A page that is a folder of its own with pictures is a page, not a chapter.
          const isBundle = /\/index$/.test(stem) && baseName(source).startsWith('index.')
          return {
            source,
            path: isBundle ? folderOf(stem) : stem,
            order: numberOf(front.weight) || undefined,
            title: textOfValue(front.linktitle),
          }
        }),
    )
    const params = dataOf(value('params'))
    return {
      ...plainSite,
      settings: {
        title: textOfValue(own.title) || textOfValue(value('title')),
        description: textOfValue(own.description) || textOfValue(params.description),
        url: /example\.(?:org|com)|localhost|^\/$/.test(textOfValue(value('baseURL')))
          ? ''
          : textOfValue(value('baseURL')),
        lang: textOfValue(value('languageCode')) || language,
        author: authorOf(value('author') ?? params.author),
        license: '',
      },
      pages,
      nav,
      pagesFolder: root,
      assetFolders: ['static', 'assets'].filter(folder.hasFolder),
      includeFolders: [root, ''],
      keys: { keywords: 'tags', summary: 'description', lastmod: 'modified', linktitle: '' },
      ids: 'github',
      base: /^[a-z]+:\/\/[^/]+(\/.*)$/i.exec(textOfValue(value('baseURL')))?.[1] ?? '',
      left: [
        ...(folder.hasFolder('layouts') ? ['`layouts`: the look, and shortcodes of the site’s own.'] : []),
        ...languages.map((name) => `\`${settings}\`: the pages in the language \`${name}\`.`),
        ...(listOf(dataOf(value('module')).mounts).length
          ? [`\`${settings}\`: files from elsewhere, which \`module.mounts\` names.`]
          : []),
      ],
    }
  },
}

/** Settings in files of their own: `config/_default/languages.toml` is what \`languages\` says. */
function furtherSettings(folder: SourceFolder): Data | ToolFault {
  const read: [string, unknown][] = []
  for (const path of folder.paths) {
    const [, name = ''] = /^config\/_default\/(\w+)\.(?:toml|ya?ml|json)$/.exec(path) ?? []
    if (name === '' || name === 'hugo' || name === 'config') continue
    const data = readData(path, folder.text(path) ?? '')
    if (isFault(data)) return data
    read.push([name, data])
  }
  return Object.fromEntries(read)
}

/** Whether settings that many programs have are those of Hugo. */
const isHugo = (folder: SourceFolder, path: string): boolean =>
  folder.hasFolder('content') &&
  /^[ \t"']*(?:baseURL|languageCode|theme|defaultContentLanguage)["']?[ \t]*[=:]/im.test(folder.text(path) ?? '') &&
  !/^carpentry[ \t]*:/m.test(folder.text(path) ?? '')
