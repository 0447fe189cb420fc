import { folderOf, stemOf } from './paths.ts'

/** Folders beside a page where files of the page lie, each with a folder of the page's name. */
export const PAGE_FOLDERS = ['img', 'lst', 'tbl'] as const

/** The folders that the page of a source may have of its own. */
export function pageFolders(path: string): readonly string[] {
  const folder = folderOf(path)
  const name = stemOf(path)
  return PAGE_FOLDERS.map((kind) => (folder === '' ? `${kind}/${name}` : `${folder}/${kind}/${name}`))
}
