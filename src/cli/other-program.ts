import fs from 'node:fs'
import path from 'node:path'
import type { SourceFolder } from '../import/source-folder.ts'
import { typed } from './courses.ts'

/** What may say that a folder is a site of another program. */
const SIGN =
  /^(?:mkdocs\.ya?ml|book\.toml|docusaurus\.config\.\w+|\.vitepress|astro\.config\.\w+|_quarto\.ya?ml|_toc\.ya?ml|myst\.ya?ml|_?config\.(?:ya?ml|toml|json)|hugo\.(?:toml|ya?ml|json)|pelicanconf\.py)$/

/** What to tell who builds the site of another program: it is built all the same, as a folder of Markdown. */
export async function otherProgram(root: string): Promise<string | undefined> {
  if (fs.existsSync(path.join(root, 'site.yaml'))) return undefined
  const names = namesIn(root)
  const nested = ['docs/.vitepress', 'website'].filter((name) => fs.existsSync(path.join(root, name)))
  if (nested.length === 0 && !names.some((name) => SIGN.test(name))) return unreadOnly(root)
  const [{ tools }, { toolNames }] = await Promise.all([import('../import/tools.ts'), import('../import/tool.ts')])
  const below = ['.vitepress', ...nested].flatMap((name) =>
    namesIn(path.join(root, name)).map((file) => `${name}/${file}`),
  )
  const folder: SourceFolder = {
    name: path.basename(root),
    paths: [...names, ...below],
    has: (at) => fs.statSync(path.join(root, at), { throwIfNoEntry: false })?.isFile() === true,
    hasFolder: (at) => fs.statSync(path.join(root, at), { throwIfNoEntry: false })?.isDirectory() === true,
    text: (at) => readText(path.join(root, at)),
    whyNot: (at) => at,
  }
  for (const tool of tools) {
    const settings = tool.detect(folder)
    // A navigation of its own says that it is a course already.
    if (settings !== undefined && settings !== 'sitemap.yaml')
      return `This folder is a site of ${toolNames[tool.id]} (\`${settings}\`), and is read as a folder of Markdown. \`lectern import ${typed(root)} my-course\` makes a course of it.${unread(root)}`
  }
  return unreadOnly(root)
}

/** What to tell of a folder of no program. */
function unreadOnly(root: string): string | undefined {
  const rest = unread(root)
  return rest === '' ? undefined : `This folder is read as a folder of Markdown.${rest}`
}

/** Pages of other programs, which are none here. */
const UNREAD = /\.(?:mdx|qmd|rmd|rst|adoc)$/i
/** What is looked through for them. */
const MOST_FILES = 20_000

/** Says which pages are not read at all; '' where all are. */
function unread(root: string): string {
  const endings = new Map<string, number>()
  const folders = [root]
  let seen = 0
  for (let folder = folders.pop(); folder !== undefined && seen < MOST_FILES; folder = folders.pop()) {
    for (const entry of entriesIn(folder)) {
      seen++
      if (entry.isDirectory() && !/^(?:\.|_|node_modules$)/.test(entry.name))
        folders.push(path.join(folder, entry.name))
      const ending = UNREAD.exec(entry.name)?.[0].toLowerCase()
      if (ending !== undefined && entry.isFile()) endings.set(ending, (endings.get(ending) ?? 0) + 1)
    }
  }
  const list = [...endings].map(([ending, count]) => `${count} of \`${ending}\``)
  return list.length ? ` Files that end in anything but \`.md\` are not read: here ${list.join(' and ')}.` : ''
}

const entriesIn = (folder: string): readonly fs.Dirent[] => {
  try {
    return fs.readdirSync(folder, { withFileTypes: true })
  } catch {
    // Not there, or somebody else's.
    return []
  }
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return fs.readdirSync(folder).sort()
  } catch {
    // Not there, or somebody else's.
    return []
  }
}

const readText = (file: string): string | undefined => {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    // Not there, or somebody else's.
    return undefined
  }
}
