import { baseName, folderOf } from '../../files/paths.ts'
import { frontMatterOf, pagesIn } from '../found-pages.ts'
import { type Data, isFault, listOf, readYaml, textOfValue } from '../settings-text.ts'
import { type MovedPage, type NavEntry, plainSite, type Tool } from '../tool.ts'

const ENDING = /\.(?:r?md|markdown)$/i
/** Folders of pages, in their order. */
const FOLDERS = ['learners', 'instructors', 'profiles']
const NAMES: Readonly<Record<string, string>> = {
  learners: 'For learners',
  instructors: 'For instructors',
  profiles: 'Learner profiles',
}

/** The Carpentries' workbench: `config.yaml`, with the lesson in `episodes`. */
export const carpentries: Tool = {
  id: 'carpentries',
  detect: (folder) =>
    ['config.yaml', 'config.yml'].find(
      (path) => folder.has(path) && folder.hasFolder('episodes') && /^carpentry[ \t]*:/m.test(folder.text(path) ?? ''),
    ),
  read(folder, settings) {
    const data = readYaml(settings, folder.text(settings) ?? '')
    if (isFault(data)) return data
    const listed = (key: string): readonly string[] => {
      const inside = pagesIn(folder, key, { ending: ENDING })
        .map(({ source }) => source)
        .filter((source) => folderOf(source) === key)
      const named = listOf(data[key])
        .map((name) => `${key}/${textOfValue(name)}`)
        .filter((path) => folder.has(path))
      return named.length ? [...named, ...inside.filter((path) => !named.includes(path) && key !== 'episodes')] : inside
    }
    const episodes = listed('episodes')
    const front = ['index.md', 'index.Rmd'].find(folder.has)
    const others = FOLDERS.flatMap((name) => listed(name)).filter((path) => !/^(?:.*\/)?(?:\.|_)/.test(path))
    const top = ['CODE_OF_CONDUCT.md', 'LICENSE.md', 'links.md'].filter(
      (name) => folder.has(name) && name !== 'links.md',
    )
    const pages = [...(front === undefined ? [] : [front]), ...episodes, ...others, ...top].map((source): MovedPage => {
      const stem = source.replace(ENDING, '')
      const name = baseName(stem)
      // All pages stand in one folder, whatever folder their sources lie in.
      return {
        source,
        target: `${name}.md`,
        address: name === 'index' && folderOf(source) === '' ? '/' : `/${name}.html`,
        title: textOfValue(frontMatterOf(folder, source).title),
      }
    })
    const isTaken = new Set<string>()
    const unique = pages.filter(({ target }) => !isTaken.has(target) && isTaken.add(target))
    const entry = (source: string): NavEntry => ({ title: '', page: source })
    const has = (source: string): boolean => unique.some((page) => page.source === source)
    const nav: readonly NavEntry[] = [
      ...(front === undefined ? [] : [{ title: 'Summary and setup', page: front }]),
      ...episodes.map(entry),
      ...FOLDERS.flatMap((name) => {
        const entries = listed(name).filter(has).map(entry)
        return entries.length ? [{ title: NAMES[name] ?? name, entries }] : []
      }),
    ]
    return {
      ...plainSite,
      settings: {
        title: textOfValue(data.title),
        description: '',
        url: textOfValue(data.url),
        lang: textOfValue(data.lang),
        author: '',
        license: licenseOf(data),
      },
      pages: unique,
      nav,
      pagesFolder: 'episodes',
      assetFolders: [],
      includeFolders: ['', 'episodes', 'learners'],
      definitions: folder.has('links.md') ? ['links.md'] : [],
      ids: 'pandoc',
      left: episodes
        .filter((path) => /\.rmd$/i.test(path))
        .map((path) => `\`${path}\`: what its code gives, which R worked out.`),
    }
  },
}

const licenseOf = (data: Data): string =>
  /^[\w .-]+$/.test(textOfValue(data.license)) ? textOfValue(data.license) : ''
