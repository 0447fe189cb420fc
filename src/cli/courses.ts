import fs from 'node:fs'
import path from 'node:path'
import { readSettings } from '../config/read.ts'
import { nodeFiles } from '../files/node.ts'
import { isWithin } from '../files/paths.ts'

/** Where courses are, seen from a folder: for who stands in the wrong one. Any folder of Markdown is a site; these have settings or a navigation. */

const SIGNS = ['site.yaml', 'sitemap.yaml']

const isCourse = (folder: string): boolean => SIGNS.some((name) => fs.existsSync(path.join(folder, name)))
const isFolder = (at: string): boolean => fs.statSync(at, { throwIfNoEntry: false })?.isDirectory() === true

/** The course that a folder is a part of, because it lies in its content folder. */
export function courseAround(folder: string): string | undefined {
  if (isCourse(folder)) return undefined
  for (let above = path.dirname(folder); above !== path.dirname(above); above = path.dirname(above)) {
    if (!isCourse(above)) continue
    const { content } = readSettings(nodeFiles(above)).value
    const inside = path.relative(above, folder).split(path.sep).join('/')
    return content !== '' && isWithin(inside, content) ? above : undefined
  }
  return undefined
}

/** The courses that lie in a folder which is none itself. */
export function coursesIn(folder: string): readonly string[] {
  if (isCourse(folder) || isFolder(path.join(folder, 'content'))) return []
  return foldersOf(folder).filter(isCourse)
}

/** Whether there is anything of a site in a folder, or in the folders just below it. */
export function holdsPages(folder: string): boolean {
  return (
    isCourse(folder) ||
    isFolder(path.join(folder, 'content')) ||
    [folder, ...foldersOf(folder)].some((at) => namesOf(at).some((name) => /\.md$/i.test(name)))
  )
}

/** What to tell who gives a command a folder that holds courses, or that is a part of one; the site is served or built all the same. */
export function wrongFolder(command: string, folder: string): string | undefined {
  const root = path.resolve(folder)
  const around = courseAround(root)
  if (around !== undefined)
    return `This folder is a part of the course in \`${typed(around)}\`, whose settings do not hold here. Did you mean \`lectern ${command} ${typed(around)}\`?`
  const [first] = coursesIn(root)
  return first === undefined
    ? undefined
    : `There is a course in \`${typed(first)}\`. Did you mean \`lectern ${command} ${typed(first)}\`?`
}

/** A file or folder as one names it from where one stands. */
export function shown(at: string): string {
  const whole = path.resolve(at)
  const relative = path.relative('', whole) || '.'
  return relative.length <= whole.length ? relative : whole
}

/** A folder as one types it from where one stands. */
export function typed(folder: string): string {
  const name = shown(folder)
  return /^[\w./\\:@+-]+$/.test(name) ? name : `"${name}"`
}

const namesOf = (folder: string): readonly string[] => {
  try {
    return fs.readdirSync(folder).sort()
  } catch {
    // Somebody else's.
    return []
  }
}

const foldersOf = (folder: string): readonly string[] =>
  namesOf(folder)
    .filter((name) => !/^[._]|^node_modules$/.test(name))
    .map((name) => path.join(folder, name))
    .filter(isFolder)
