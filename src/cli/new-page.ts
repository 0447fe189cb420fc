import fs from 'node:fs'
import path from 'node:path'
import { readSettings } from '../config/read.ts'
import type { Settings } from '../config/settings.ts'
import { nodeFiles } from '../files/node.ts'
import { baseName, joinPath } from '../files/paths.ts'
import { prettyName } from '../page/compile.ts'
import { addToNavigation } from '../site/add-to-navigation.ts'

/** `lectern new page <path>`: adds a page to the course of a folder, and to its navigation. */
export function newPage(written: string, folder: string): 0 | 1 | 2 {
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  const root = path.resolve(folder)
  if (!fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) return fault(`There is no folder \`${folder}\`.`)
  const files = nodeFiles(root)
  const { value: settings, diagnostics } = readSettings(files)
  const page = pagePath(written, settings)
  if (page === undefined)
    return fault(
      `\`${written}\` is not the path of a page. Write it like \`basics/loops\`, from the content folder on.`,
    )
  const source = joinPath(settings.content, `${page}.md`) ?? ''
  const existing = [source, joinPath(settings.content, page, 'index.md') ?? ''].find(
    (file) => files.kind(file) !== undefined,
  )
  if (existing !== undefined) return fault(`There is a page \`${existing}\` already; it stays as it is.`)

  const title = prettyName(source)
  const at = path.join(root, source)
  try {
    fs.mkdirSync(path.dirname(at), { recursive: true })
    fs.writeFileSync(
      at,
      `---\ntitle: ${/^\p{L}[\p{L}\p{N} -]*$/u.test(title) ? title : `'${title.replaceAll("'", "''")}'`}\n---\n\nWrite here.\n`,
      { flag: 'wx' },
    )
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return fault(`\`${source}\` cannot be written: ${error.message}.`)
  }
  process.stdout.write(
    `Made the page \`${source}\`, at the address \`/${page === 'index' ? '' : page}/\`.\n`.replace('`//`', '`/`'),
  )
  if (!settings.nav && diagnostics.some(({ severity }) => severity === 'error')) {
    process.stderr.write(
      `lectern: The settings or the navigation cannot be read; \`lectern check\` says why. Put this line where the page belongs:\n  ${title}: ${page}\n`,
    )
    return 1
  }
  return putIntoNavigation(root, settings, { title, path: page })
}

/** The path of a page below the content folder, without `.md`; undefined where it cannot be one. */
function pagePath(written: string, { content }: Settings): string | undefined {
  const plain = joinPath(written.replaceAll('\\', '/').replace(/\.md$/i, ''))
  if (plain === undefined || plain === '') return undefined
  const below = content !== '' && plain.startsWith(`${content}/`) ? plain.slice(content.length + 1) : plain
  // Names with a dot or an underscore in front are no pages; the others are not fit for addresses.
  return below.split('/').every((part) => /^[^._][^\s?#%:*"<>|\\]*$/.test(part)) ? below : undefined
}

function putIntoNavigation(root: string, { nav, content }: Settings, entry: { title: string; path: string }): 0 | 1 {
  if (!nav) {
    process.stdout.write('There is no `sitemap.yaml`: pages stand in the order of their names.\n')
    return 0
  }
  const file = path.join(root, nav.path)
  const text = fs.readFileSync(file, 'utf8')
  const exists = (page: string | undefined): boolean =>
    page !== undefined && fs.existsSync(path.join(root, content, `${page}.md`))
  const pathOf = (name: string): string | undefined => {
    if (/^https?:\/\//i.test(name)) return undefined
    const full = joinPath(name.replace(/\.md$/, ''))
    if (full === undefined || exists(full)) return full
    // A page may be named by the last part of its path.
    const folder = entry.path.slice(0, -baseName(entry.path).length)
    return exists(folder + full) ? folder + full : full
  }
  // The navigation is a file of its own, or the mapping below `nav` in the settings.
  const key = nav.path === 'site.yaml' ? 'nav' : undefined
  const added = addToNavigation(text, entry, pathOf, key)
  if (!added) {
    process.stderr.write(
      `lectern: \`${nav.path}\` has a form that is not changed here. Put this line where the page belongs:\n  ${entry.title}: ${entry.path}\n`,
    )
    return 1
  }
  if (added.text === text) {
    process.stdout.write(`It stands in \`${nav.path}\` already.\n`)
    return 0
  }
  fs.writeFileSync(file, added.text)
  process.stdout.write(
    added.after === undefined
      ? `It is the last entry of \`${nav.path}\`; move its line where you want it.\n`
      : `It comes behind “${added.after}” in \`${nav.path}\`.\n`,
  )
  return 0
}
