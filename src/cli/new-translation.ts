import fs from 'node:fs'
import path from 'node:path'
import { sourceLanguage } from '../config/languages.ts'
import { readSettings } from '../config/read.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { nodeFiles } from '../files/node.ts'
import { joinPath } from '../files/paths.ts'
import { splitFrontMatter } from '../markdown/text/front-matter.ts'
import { courseAround, shown } from './courses.ts'
import { hashesOf, withHash } from './translation-files.ts'

/** `lectern new page --lang fr basic/loops [folder]`: begins a translation with the text of its source, and its hash. */
export function newTranslation(code: string, written: string, folder: string | undefined): 0 | 1 | 2 {
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  const root = courseAround(path.resolve(folder ?? '.')) ?? path.resolve(folder ?? '.')
  const files = nodeFiles(root)
  const { value: settings } = readSettings(files)
  const source = sourceLanguage(settings)
  const language = settings.languages.find((one) => one.code === code)
  const codes = settings.languages.map((one) => one.code)
  if (!source) return fault(`This course has one language. Add \`${code}\` to \`languages\` in \`site.yaml\` first.`)
  if (!language)
    return fault(`\`languages\` has no \`${code}\`. ${didYouMean(code, codes) ?? `There are ${codes.join(', ')}.`}`)
  if (language.isSource)
    return fault(`Pages are translated from \`${code}\`: \`lectern new page ${written}\` makes one.`)
  const plain = joinPath(written.replaceAll('\\', '/').replace(/\.md$/i, '')) ?? ''
  const below =
    settings.content !== '' && plain.startsWith(`${settings.content}/`)
      ? plain.slice(settings.content.length + 1)
      : plain
  const found = [`${below}.md`, `${below}/index.md`].find(
    (file) => files.kind(joinPath(settings.content, source.folder, file) ?? '') === 'file',
  )
  if (found === undefined) return fault(`There is no page \`${written}\` to be translated.`)
  const from = joinPath(settings.content, source.folder, found) ?? found
  const to = joinPath(settings.content, language.folder, found) ?? found
  const at = path.join(root, to)
  if (fs.existsSync(at)) return fault(`There is a page \`${shown(at)}\` already; it stays as it is.`)
  if (!files.stays(to))
    return fault(`\`${shown(at)}\` would lie in a link to a folder elsewhere; write it there yourself.`)
  const [hash = ''] = hashesOf(files, from)
  fs.mkdirSync(path.dirname(at), { recursive: true })
  fs.writeFileSync(at, withHash(withoutOldAddresses(fs.readFileSync(path.join(root, from), 'utf8')), hash), {
    flag: 'wx',
  })
  process.stdout.write(`Made \`${shown(at)}\` with the text of \`${from}\`: translate it in place.\n`)
  return 0
}

/** Old addresses are those of the source alone. */
function withoutOldAddresses(text: string): string {
  const { start, end } = splitFrontMatter(text)
  const front = text.slice(start, end).replace(/^redirect_from[ \t]*:.*(?:\r?\n(?:[ \t]+.*|- .*))*(?:\r?\n|$)/im, '')
  return text.slice(0, start) + front + text.slice(end)
}
