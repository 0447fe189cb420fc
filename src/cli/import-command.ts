import fs from 'node:fs'
import path from 'node:path'
import { build } from '../build/build.ts'
import { createSession, textOf } from '../build/session.ts'
import { ACCEPTED_FILE, acceptedText } from '../diagnostics/accepted.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { decodeText } from '../files/decode.ts'
import { nodeFiles } from '../files/node.ts'
import { openSite } from '../files/open-site.ts'
import { type ImportedSite, importSite } from '../import/import-site.ts'
import type { SourceFolder } from '../import/source-folder.ts'
import { toolNames } from '../import/tool.ts'
import { pluginPlace } from '../plugins/host.ts'
import { typed } from './courses.ts'
import { groupsOf, importReport, REPORT } from './import-report.ts'
import { version } from './version.ts'

/** Folders that programs made, or keep for themselves: none of their files belongs to the site. */
const SKIPPED =
  /(?:^|\/)(?:node_modules|__pycache__|\.(?:git|hg|svn|github|venv|cache|quarto|docusaurus|astro|jekyll-cache|lectern|idea|vscode|tox|mypy_cache|pytest_cache|ruff_cache|Rproj\.user|ipynb_checkpoints|next|nuxt|DS_Store)|_site|_book|_build|_freeze|renv|venv|site-packages|\.vitepress\/(?:dist|cache))$/

/** `lectern import <folder> [new folder]`: makes a course of a site of another program. The site itself stays as it is. */
export function importCommand(words: readonly string[], output: string | undefined): 0 | 2 {
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message.replace(/^ +/gm, '  ')}\n`)
    return 2
  }
  const [folder, second] = words
  if (folder === undefined)
    return fault('Name the folder of the site to move in: `lectern import old-site new-course`.')
  if (second !== undefined && output !== undefined)
    return fault('The new folder is named twice: behind the old one, and with `--output`.')
  const from = path.resolve(folder)
  if (!fs.existsSync(from)) return fault(`There is no folder \`${folder}\`.`)
  if (!fs.statSync(from).isDirectory())
    return fault(
      `\`${folder}\` is a file. Name the folder that it lies in: \`lectern import ${typed(path.dirname(from))}\`.`,
    )
  const named = output ?? second ?? `${path.basename(from)}-lectern`
  const into = path.resolve(named)
  const inTheWay = whyNotInto(from, into, folder, named)
  if (inTheWay !== undefined) return fault(`${inTheWay} Nothing was written.`)

  const troubles: string[] = []
  const source = openSourceFolder(from, troubles)
  const made = importSite(source)
  if ('fault' in made) return fault(`${made.fault}${made.fault.endsWith('\n') ? '' : ' '}Nothing was written.`)
  const copies = [...made.files.values()].flatMap((file) => (typeof file === 'string' ? [] : [file.copy]))
  const unreadable = copies.filter((file) => !isReadable(path.join(from, file)))
  if (unreadable.length)
    return fault(`These files cannot be read:\n${unreadable.map((file) => `  ${file}\n`).join('')}Nothing was written.`)
  const site: ImportedSite = { ...made, left: [...troubles, ...made.left] }
  try {
    writeCourse(from, into, site)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return fault(`\`${named}\` cannot be written: ${error.message}.`)
  }
  const told = checkCourse(into)
  const errors = told.diagnostics.filter(({ severity }) => severity === 'error')
  const accepted = acceptedText(errors)
  if (accepted !== '') fs.writeFileSync(path.join(into, ACCEPTED_FILE), accepted)
  fs.writeFileSync(path.join(into, REPORT), importReport(site, told.diagnostics, told.text))
  process.stdout.write(summary(site, told.diagnostics, folder, named))
  return 0
}

/** Why a course cannot be made in a folder; undefined where it can. */
function whyNotInto(from: string, into: string, folder: string, named: string): string | undefined {
  const real = (at: string): string =>
    fs.existsSync(at)
      ? fs.realpathSync.native(at)
      : path.dirname(at) === at
        ? at
        : path.join(real(path.dirname(at)), path.basename(at))
  const lies = (inside: string, outside: string): boolean => {
    const relative = path.relative(real(outside), real(inside))
    return relative === '' || !(relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
  }
  if (lies(into, from))
    return `The new folder \`${named}\` would lie in the old one, \`${folder}\`. Choose another: \`lectern import ${typed(from)} my-course\`.`
  if (lies(from, into)) return `The new folder \`${named}\` holds the old one, \`${folder}\`. Choose an empty one.`
  if (!fs.existsSync(into)) return undefined
  if (!fs.statSync(into).isDirectory()) return `\`${named}\` is a file.`
  return fs.readdirSync(into).length
    ? `The new folder \`${named}\` is not empty. Choose another, or take out what is there.`
    : undefined
}

/** The folder of the old site; what is left out of it is added to `troubles`. */
function openSourceFolder(root: string, troubles: string[]): SourceFolder {
  const files = nodeFiles(root)
  const paths = files.list(
    '',
    (at) => SKIPPED.test(at),
    (at, trouble) => {
      if (trouble === 'unreadable') troubles.push(`\`${at}\`: a folder that cannot be read.`)
      if (trouble === 'outside') troubles.push(`\`${at}\`: a link to what lies outside of the folder.`)
      if (trouble === 'dangling') troubles.push(`\`${at}\`: a link to what is not there.`)
    },
  )
  const known = new Set(paths)
  const folders = new Set<string>()
  for (const at of paths)
    for (let end = at.lastIndexOf('/'); end > 0; end = at.lastIndexOf('/', end - 1)) folders.add(at.slice(0, end))
  const decoded = new Map<string, ReturnType<typeof decodeText> | undefined>()
  const decode = (at: string): ReturnType<typeof decodeText> | undefined => {
    if (!decoded.has(at)) {
      const bytes = known.has(at) ? files.read(at) : undefined
      decoded.set(at, bytes && decodeText(bytes))
    }
    return decoded.get(at)
  }
  return {
    paths,
    name: path.basename(root),
    has: (at) => known.has(at),
    hasFolder: (at) => folders.has(at),
    text(at) {
      const read = decode(at)
      return read?.badOffset === undefined ? read?.text : undefined
    },
    whyNot(at) {
      const read = decode(at)
      if (read?.badOffset === undefined) return `\`${at}\` cannot be opened.`
      return `\`${at}\` is not UTF-8, from line ${read.text.slice(0, read.badOffset).split('\n').length} on: save it as UTF-8.`
    },
  }
}

function isReadable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.R_OK)
    return true
  } catch {
    // Told with the others.
    return false
  }
}

/** Writes the files of a course; where one cannot be written, those before it are taken away. */
function writeCourse(from: string, into: string, { files }: ImportedSite): void {
  const old = nodeFiles(from)
  const isNew = !fs.existsSync(into)
  fs.mkdirSync(into, { recursive: true })
  const course = nodeFiles(into)
  const written: string[] = []
  try {
    for (const [at, file] of files) {
      course.write(at, typeof file === 'string' ? file : (old.read(file.copy) ?? ''))
      written.push(at)
    }
  } catch (error) {
    for (const at of written) course.remove(at)
    if (isNew && fs.readdirSync(into).length === 0) fs.rmdirSync(into)
    throw error
  }
}

/** What `check` says of a course. */
function checkCourse(root: string) {
  const { store: _, ...places } = openSite(root)
  const session = createSession({ ...places, version, blocks: [], pluginPlace: pluginPlace(root) })
  const { diagnostics } = build(session, { check: true })
  return { diagnostics, text: textOf(session) }
}

/** So many kinds of what is left are printed; the report has all. */
const SHOWN = 12

function summary(site: ImportedSite, diagnostics: readonly Diagnostic[], folder: string, named: string): string {
  const rewritten = [...site.rewritten.values()].reduce((sum, count) => sum + count, 0)
  const groups = groupsOf(diagnostics)
  const kinds = [
    ...site.left.map((text) => text),
    ...groups.map(({ message, items }) => `${items.length} × ${message}`),
  ]
  const list = kinds.slice(0, SHOWN).map((text) => `  ${text}\n`)
  const more = kinds.length > SHOWN ? `  … and ${kinds.length - SHOWN} more kinds\n` : ''
  const at = typed(named)
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  return `Moved in \`${folder}\`, a site of ${toolNames[site.tool]} (\`${site.settings}\`): ${count(site.pages, 'page')}, ${count(site.copied, 'other file')}, ${count(rewritten, 'form')} rewritten.
The course is in \`${named}\`; the old folder is as it was.
${
  kinds.length
    ? `
What is left to do:
${list.join('')}${more}
Each with its place: \`${path.join(named, REPORT)}\`, and
  lectern check ${at}
`
    : ''
}${
  errors
    ? `
${count(errors, 'error')} would keep it from being built, such as links that lead nowhere. So that it can be built at once,
they are accepted in \`${path.join(named, ACCEPTED_FILE)}\`, and only counted; delete that file to have them told.
`
    : ''
}
See it in the browser:
  lectern dev ${at} --open
`
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
