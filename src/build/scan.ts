import type { Settings } from '../config/settings.ts'
import type { Files } from '../files/files.ts'
import { baseName, extensionOf, isWithin } from '../files/paths.ts'

/** The files that a site is made of. All paths are from the site's root, in code unit order. */
export interface SiteFiles {
  /** Sources of pages. */
  readonly pages: readonly string[]
  /** What lies beside them. */
  readonly beside: readonly string[]
  readonly assets: readonly string[]
  readonly templates: readonly string[]
}

/** Names that begin with a dot or an underscore are the author's own affair. */
const isPrivate = (path: string): boolean => /^[._]/.test(baseName(path)) || baseName(path) === 'node_modules'

/** Finds the files of a site. `output` is the output folder from the site's root; undefined where it lies elsewhere. */
export function scanSite(files: Files, settings: Settings, output: string | undefined): SiteFiles {
  const { content, templates, assets, include, nav } = settings
  // Where the root itself is the content folder, other folders of the site lie in it.
  const others =
    content === ''
      ? [templates, assets, ...include, ...(output === undefined ? [] : [output])].filter((folder) => folder !== '')
      : []
  const settingsFiles =
    content === '' ? ['site.yaml', 'sitemap.yaml', 'constants.yaml', ...(nav ? [nav.path] : [])] : []
  const all = files.list(
    content,
    (path) => isPrivate(path) || others.some((folder) => isWithin(path, folder)) || settingsFiles.includes(path),
  )
  const isPage = (path: string): boolean => extensionOf(path) === '.md'
  return {
    pages: all.filter(isPage),
    beside: all.filter((path) => !isPage(path)),
    assets: files.list(assets, (path) => /^\.(?!well-known$|nojekyll$)/.test(baseName(path))),
    templates: files.list(templates, isPrivate).filter((path) => extensionOf(path) === '.hbs'),
  }
}
