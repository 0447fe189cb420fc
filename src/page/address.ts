import { below, encodePath, folderOf, relativeAddresses, stemOf } from '../files/paths.ts'

/** Where a page is published. */
export interface PageAddress {
  /** From the site's root, with a slash at both ends: `/basic/syntax/`. */
  readonly address: string
  /** The file in the output folder: `basic/syntax/index.html`. */
  readonly output: string
  /** Relative address, as seen from the page, of something whose path from the site's root is given. */
  readonly addressOf: (path: string) => string
}

/** The page of a host for addresses that do not exist; it is shown at any of them, so its own addresses cannot be relative. */
const NOT_FOUND = '404'

/** Whether a file of the output folder is what hosts show at addresses that do not exist, of the site or of a language. */
export const isNotFound = (output: string): boolean =>
  output === `${NOT_FOUND}.html` || output.endsWith(`/${NOT_FOUND}.html`)

/** Relative addresses as seen from the page that is written to `output`. */
export function addressesFrom(output: string, base: string): PageAddress['addressOf'] {
  if (isNotFound(output)) return (to) => base + to
  const from = folderOf(output) === '' ? '' : `${folderOf(output)}/`
  return relativeAddresses(from)
}

/** Absolute address of a page of a site that is published at `url`. */
export const canonicalOf = (page: Pick<PageAddress, 'address' | 'output'>, url: string): string =>
  url + encodePath(page.output.endsWith('index.html') ? page.address : `/${page.output}`)

/** The address rule: a page's address is its path, `index.md` is its folder's own; `slug` replaces the last part. */
export function addressOfPage(
  path: string,
  content: string,
  base: string,
  slug?: string,
  languageFolder = '',
): PageAddress {
  const inside = below(path, content)
  const folder = inside.slice(0, inside.lastIndexOf('/') + 1)
  const stem = stemOf(inside)
  const isIndex = stem === 'index'
  const parent = isIndex ? folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1) : folder
  const own = isIndex ? folder : `${folder}${stem}/`
  // The front page of the site, or of a language, has no part that could be another.
  const isFront = own === '' || (languageFolder !== '' && own === `${languageFolder}/`)
  const at = slug === undefined || isFront ? own : `${parent}${slug}/`
  const isLanguageNotFound = languageFolder !== '' && at === `${languageFolder}/${NOT_FOUND}/`
  const output = at === `${NOT_FOUND}/` || isLanguageNotFound ? `${at.slice(0, -1)}.html` : `${at}index.html`
  return { address: `/${at}`, output, addressOf: addressesFrom(output, base) }
}
