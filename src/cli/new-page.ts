import fs from 'node:fs'
import path from 'node:path'
import { readSettings } from '../config/read.ts'
import type { Settings } from '../config/settings.ts'
import { nodeFiles } from '../files/node.ts'
import { baseName, joinPath } from '../files/paths.ts'
import { prettyName } from '../page/compile.ts'
import { addToNavigation } from '../site/add-to-navigation.ts'
import { courseAround, coursesIn, holdsPages, shown, typed } from './courses.ts'
import { yamlText } from './yaml-text.ts'

/** `lectern new page <path> [folder]`: adds a page to the course of a folder, and to its navigation. */
export function newPage(written: string, folder: string | undefined): 0 | 1 | 2 {
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  const given = path.resolve(folder ?? '.')
  if (!fs.statSync(given, { throwIfNoEntry: false })?.isDirectory())
    return fault(
      `There is no folder \`${folder}\`. Where it is a part of the path, write \`lectern new page ${pathLike(`${written} ${folder}`)}\`.`,
    )
  const root = courseAround(given) ?? given
  const [below] = coursesIn(root)
  if (below !== undefined)
    return fault(
      `There is no course in this folder, but in \`${typed(below)}\`. Type \`lectern new page ${written} ${typed(below)}\`.`,
    )
  if (!holdsPages(root))
    return fault('There is no course in this folder. `lectern new my-course` makes one; go there first.')
  const files = nodeFiles(root)
  const { value: settings, diagnostics } = readSettings(files)
  const page = pagePath(written, settings)
  if (page === undefined) {
    const like = pathLike(written)
    return fault(
      `\`${written}\` is not the path of a page. ${
        pagePath(like, settings) === undefined
          ? 'Write it like `basics/loops`, from the content folder on.'
          : `Did you mean \`${like}\`?`
      }`,
    )
  }
  const source = joinPath(settings.content, `${page}.md`) ?? ''
  const named = (file: string): string => shown(path.join(root, file)).split(path.sep).join('/')
  const existing = [source, joinPath(settings.content, page, 'index.md') ?? ''].find(
    (file) => files.kind(file) !== undefined,
  )
  if (existing !== undefined) return fault(`There is a page \`${named(existing)}\` already; it stays as it is.`)

  if (!files.stays(source))
    return fault(`\`${named(source)}\` would lie in a link to a folder elsewhere; write it there yourself.`)
  const title = prettyName(source)
  const place = placeInNavigation(root, settings, { title, path: page })
  const at = path.join(root, source)
  try {
    fs.mkdirSync(path.dirname(at), { recursive: true })
    fs.writeFileSync(at, `---\ntitle: ${yamlText(title)}\n---\n\nWrite here.\n`, { flag: 'wx' })
    // At once: a course that is being looked at never has the one without the other.
    if (place?.text !== undefined) fs.writeFileSync(path.join(root, place.file), place.text)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return fault(`\`${named(source)}\` cannot be written: ${error.message}.`)
  }
  process.stdout.write(
    `Made the page \`${named(source)}\`, at the address \`/${page === 'index' ? '' : page}/\`.\n`.replace(
      '`//`',
      '`/`',
    ),
  )
  const line = `Put this line where the page belongs:\n  ${yamlText(title)}: ${page}\n`
  if (!settings.nav && diagnostics.some(({ severity }) => severity === 'error')) {
    process.stderr.write(`lectern: The settings or the navigation cannot be read; \`lectern check\` says why. ${line}`)
    return 1
  }
  if (!place) {
    process.stdout.write('There is no `sitemap.yaml`: pages stand in the order of their names.\n')
    return 0
  }
  if (place.news === undefined) {
    process.stderr.write(`lectern: \`${named(place.file)}\` has a form that is not changed here. ${line}`)
    return 1
  }
  process.stdout.write(`${place.news} in \`${named(place.file)}\`.\n`)
  return 0
}

/** What was most likely meant by words that are no path: `Rocks and stones` is `rocks-and-stones`. */
export const pathLike = (written: string): string =>
  written
    .toLowerCase()
    .replace(/\.md$/, '')
    .replace(/[\s?#%:*"<>|\\]+/g, '-')
    .replace(/(^|\/)[-._]+|-+(?=\/|$)/g, '$1')

/** The path of a page below the content folder, without `.md`; undefined where it cannot be one. */
function pagePath(written: string, { content }: Settings): string | undefined {
  const plain = joinPath(written.replaceAll('\\', '/').replace(/\.md$/i, ''))
  if (plain === undefined || plain === '') return undefined
  const below = content !== '' && plain.startsWith(`${content}/`) ? plain.slice(content.length + 1) : plain
  // Names with a dot or an underscore in front are no pages; the others are not fit for addresses.
  return below.split('/').every((part) => /^[^._][^\s?#%:*"<>|\\]*$/.test(part)) ? below : undefined
}

/** Where a page comes in the navigation. */
interface NavigationPlace {
  /** The file from the site's root. */
  readonly file: string
  /** Its new text, where it changes. */
  readonly text: string | undefined
  /** The beginning of a sentence about it; undefined where the file has a form that is not changed. */
  readonly news: string | undefined
}

/** Undefined where a site has no navigation of its own. */
function placeInNavigation(
  root: string,
  { nav, content }: Settings,
  entry: { title: string; path: string },
): NavigationPlace | undefined {
  if (!nav) return undefined
  const file = nav.path
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  const exists = (page: string | undefined): boolean =>
    page !== undefined && (page === entry.path || fs.existsSync(path.join(root, content, `${page}.md`)))
  const pathOf = (name: string): string | undefined => {
    if (/^https?:\/\//i.test(name)) return undefined
    const full = joinPath(name.replace(/\.md$/, ''))
    if (full === undefined || exists(full)) return full
    // A page may be named by the last part of its path.
    const folder = entry.path.slice(0, -baseName(entry.path).length)
    return exists(folder + full) ? folder + full : full
  }
  // The navigation is a file of its own, or the mapping below `nav` in the settings.
  const added = addToNavigation(text, entry, pathOf, file === 'site.yaml' ? 'nav' : undefined)
  if (!added) return { file, text: undefined, news: undefined }
  if (added.text === text) return { file, text: undefined, news: 'It stands already' }
  return {
    file,
    text: added.text,
    news: added.after === undefined ? 'It is the last entry' : `It comes after “${added.after}”`,
  }
}
