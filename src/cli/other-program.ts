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
  if (nested.length === 0 && !names.some((name) => SIGN.test(name))) return undefined
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
      return `This folder is a site of ${toolNames[tool.id]} (\`${settings}\`), and is read as a folder of Markdown. \`lectern import ${typed(root)} my-course\` makes a course of it.`
  }
  return undefined
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
