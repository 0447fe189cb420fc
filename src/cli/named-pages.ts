import fs from 'node:fs'
import path from 'node:path'
import { below, isWithin } from '../files/paths.ts'

/** Pages as the command line names them. */

/** The site's folder, and the pages that are named: the first word is a folder where it is that of a site. */
export function siteAndPages(words: readonly string[]): readonly [folder: string, names: readonly string[]] {
  const [first] = words
  if (first === undefined) return ['.', []]
  const isSite = ['site.yaml', 'sitemap.yaml', 'content'].some((name) => fs.existsSync(path.join(first, name)))
  return first === '.' || isSite ? [first, words.slice(1)] : ['.', words]
}

/** A page by its path in the folder of pages, without its ending. */
export const pageName = (page: string, content: string): string =>
  (isWithin(page, content) ? below(page, content) : page).replace(/\.[^./]*$/, '')

/** Whether a page is meant by a name: `basic/loops`, with or without its ending or the folder of pages, or a folder of pages. */
export function pageMatcher(written: string, content: string): (page: string) => boolean {
  const plain = written.replaceAll('\\', '/').replace(/^\.\/|\/+$/g, '')
  const bare = plain.replace(/\.[^./]*$/, '')
  return (page) => {
    const name = pageName(page, content)
    return page === plain || name === plain || name === bare || isWithin(name, plain) || isWithin(page, plain)
  }
}
