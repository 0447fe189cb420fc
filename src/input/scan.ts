import { languageOfPath, shownPath, translationKey } from '../config/languages.ts'
import type { Settings } from '../config/settings.ts'
import { ACCEPTED_FILE } from '../diagnostics/accepted.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import type { Files, ListTrouble } from '../files/files.ts'
import { baseName, extensionOf, folderOf, isLeftover, isWithin, MOST_FOLDERS, tooDeep } from '../files/paths.ts'
import { RESULTS_FOLDER } from '../results/page-results.ts'

/** The files that a site is made of. All paths are from the site's root, in code unit order. */
export interface SiteFiles {
  /** Sources of pages. */
  readonly pages: readonly string[]
  /** What lies beside them. */
  readonly beside: readonly string[]
  readonly assets: readonly string[]
  readonly templates: readonly string[]
  /** What of the folders could not be looked at. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Names that begin with a dot or an underscore are the author's own affair. */
const isPrivate = (path: string): boolean => /^[._]/.test(baseName(path)) || baseName(path) === 'node_modules'

/** Finds the files of a site. `output` is the output folder from the site's root; undefined where it lies elsewhere. */
export function scanSite(files: Files, settings: Settings, output: string | undefined): SiteFiles {
  const { content, templates, assets, include, nav, plugins } = settings
  // Where the root itself is the content folder, other folders of the site lie in it.
  const others =
    content === ''
      ? [
          templates,
          assets,
          ...include,
          ...(settings.run ? [RESULTS_FOLDER] : []),
          ...(output === undefined ? [] : [output]),
        ].filter((folder) => folder !== '')
      : []
  const settingsFiles =
    content === ''
      ? [
          'site.yaml',
          'sitemap.yaml',
          'constants.yaml',
          ACCEPTED_FILE,
          ...(nav ? [nav.path] : []),
          ...Array.from(settings.languageNavs.values(), ({ path }) => path),
          ...plugins.filter(({ isMissing }) => !isMissing).map(({ name }) => name),
        ]
      : []
  const diagnostics: Diagnostic[] = []
  /** Folders that lie too deep. */
  const deep = new Set<string>()
  const isDeep = (path: string): boolean => {
    const folder = tooDeep(`${path}/`)
    if (folder === undefined) return false
    // Of many in one place, one is told.
    if (!deep.has(folderOf(folder))) diagnostics.push(tellDeep(folder))
    deep.add(folderOf(folder))
    return true
  }
  const list = (folder: string, skip: (path: string) => boolean): string[] =>
    files
      .list(
        folder,
        (path) => skip(path) || isDeep(path),
        (path, trouble) => diagnostics.push(tellTrouble[trouble](path)),
      )
      .filter((path) => !isLeftover(path))
  const all = list(
    content,
    (path) => isPrivate(path) || others.some((folder) => isWithin(path, folder)) || settingsFiles.includes(path),
  )
  const isPage = (path: string): boolean => /^\.(?:md|ipynb)$/.test(extensionOf(path))
  return {
    pages: withShown(all.filter(isPage), settings),
    beside: all.filter((path) => !isPage(path)),
    assets: list(assets, (path) => /^\.(?!well-known$|nojekyll$)/.test(baseName(path))),
    templates: list(templates, isPrivate).filter((path) => extensionOf(path) === '.hbs'),
    diagnostics,
  }
}

/** The pages, and those of the source language that are to be shown in the languages into which they are not translated. */
function withShown(pages: readonly string[], settings: Settings): readonly string[] {
  const { languages, untranslated } = settings
  if (languages.length === 0 || !untranslated) return pages
  const there = new Map(languages.map((language) => [language, new Set<string>()]))
  const sources: { readonly page: string; readonly key: string }[] = []
  for (const page of pages) {
    const found = languageOfPath(page, settings)
    if (!found) continue
    const key = translationKey(found.own)
    if (!found.language.isSource) there.get(found.language)?.add(key)
    else if (baseName(page) !== '404.md') sources.push({ page, key })
  }
  const shown: string[] = []
  for (const { page, key } of sources)
    for (const [{ code, isSource }, keys] of there) if (!isSource && !keys.has(key)) shown.push(shownPath(page, code))
  return [...pages, ...shown]
}

const tellTrouble: Readonly<Record<ListTrouble, (path: string) => Diagnostic>> = {
  unreadable: (path) =>
    diagnostic('file/unreadable', `The folder \`${path || '.'}\` cannot be read.`, { hint: 'look at its permissions' }),
  dangling: (path) =>
    diagnostic('file/unreadable', `\`${path}\` is a link that leads nowhere.`, {
      hint: 'mend the link, or remove it',
    }),
  outside: (path) =>
    diagnostic('file/outside', `\`${path}\` is a link that leads out of the site’s folder.`, {
      hint: 'copy what it leads to into the site',
    }),
}

const tellDeep = (path: string): Diagnostic =>
  diagnostic('file/too-deep', `\`${shortened(path)}\` lies in more than ${MOST_FOLDERS} folders.`, {
    hint: 'move it up; what lies deeper is left out',
  })

/** A path that can be read at a glance: its beginning and its end. */
const shortened = (path: string): string => (path.length > 100 ? `${path.slice(0, 50)}…${path.slice(-49)}` : path)
