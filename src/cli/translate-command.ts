import fs from 'node:fs'
import path from 'node:path'
import { readSettings } from '../config/read.ts'
import { nodeFiles } from '../files/node.ts'
import { shown } from './courses.ts'
import { hashesOf, sourceFile, withHash } from './translation-files.ts'

/** The course that a folder is a part of, or is itself. */
function courseOf(folder: string): string | undefined {
  if (fs.existsSync(path.join(folder, 'site.yaml'))) return folder
  return folder === path.dirname(folder) ? undefined : courseOf(path.dirname(folder))
}

/** The file of a page that is named by its path, from here or from the content folder, with its ending or without. */
function pathOf(written: string): string | undefined {
  const root = courseOf(path.resolve('.'))
  const content = root && path.join(root, readSettings(nodeFiles(root)).value.content)
  return [path.resolve(written), ...(content === undefined ? [] : [path.join(content, written)])]
    .flatMap((at) => [at, `${at}.md`, path.join(at, 'index.md')])
    .find((at) => fs.statSync(at, { throwIfNoEntry: false })?.isFile())
}

/** `lectern translate mark <page>…`: writes into translations which version of their source they translate. */
export function translateCommand([verb, ...pages]: readonly string[]): 0 | 1 | 2 {
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  if (verb !== 'mark')
    return fault('Write `lectern translate mark content/fr/basic/loops.md`, with the page that is up to date.')
  if (pages.length === 0) return fault('Name the pages, as in `lectern translate mark content/fr/basic/loops.md`.')
  const marks: { readonly at: string; readonly text: string; readonly source: string }[] = []
  for (const written of pages) {
    const at = pathOf(written)
    if (at === undefined) return fault(`There is no page \`${written}\`.`)
    const root = courseOf(path.dirname(at))
    if (root === undefined) return fault(`\`${written}\` lies in no course.`)
    const files = nodeFiles(root)
    const { value: settings } = readSettings(files)
    const page = path.relative(fs.realpathSync(root), fs.realpathSync(at)).split(path.sep).join('/')
    const source = sourceFile(page, settings, { has: (file) => files.kind(file) === 'file' })
    if (source === undefined)
      return fault(
        settings.languages.length === 0
          ? 'This course has one language: `languages` in `site.yaml` names more.'
          : `\`${written}\` is the translation of no page.`,
      )
    const [hash = ''] = hashesOf(files, source)
    marks.push({ at, text: withHash(fs.readFileSync(at, 'utf8'), hash), source })
  }
  for (const { at, text, source } of marks) {
    fs.writeFileSync(at, text)
    process.stdout.write(`\`${shown(at)}\` translates \`${source}\` as it is now.\n`)
  }
  return 0
}
