import fs from 'node:fs'
import path from 'node:path'
import { nodeFiles } from '../files/node.ts'
import { packageFolder } from '../files/open-site.ts'
import { byCodeUnits } from '../files/paths.ts'
import { prettyName } from '../page/compile.ts'
import { typed } from './courses.ts'
import { version } from './version.ts'
import { yamlText } from './yaml-text.ts'

/** Files that most folders have already: theirs are as good as ours. */
const KEPT = new Set(['.gitignore', 'package.json'])

/** `lectern new <folder>`: a small course to begin with. Nothing that exists is changed. */
export function newCourse(folder: string): 0 | 2 {
  const root = path.resolve(folder)
  const place = typed(folder)
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  if (fs.existsSync(root) && !fs.statSync(root).isDirectory()) return fault(`\`${folder}\` is a file, not a folder.`)
  const files = courseFiles(path.basename(root))
  const existing = [...files.keys()].filter((name) => fs.existsSync(path.join(root, name)))
  const inTheWay = existing.filter((name) => !KEPT.has(name))
  if (inTheWay.length) {
    const list = inTheWay.map((name) => `  ${path.join(folder, name)}\n`).join('')
    return fault(`Nothing was made, because this is in the way:\n${list}Choose another folder, or move it away.`)
  }
  const linked = [...files.keys()].find((name) => !nodeFiles(root).stays(name))
  if (linked !== undefined)
    return fault(`\`${path.join(folder, linked)}\` would lie in a link to a folder elsewhere. Nothing was made.`)
  const made: string[] = []
  try {
    for (const [name, text] of files) {
      if (existing.includes(name)) continue
      const at = path.join(root, name)
      fs.mkdirSync(path.dirname(at), { recursive: true })
      // `wx`: a file that has come in the meantime stays as well.
      fs.writeFileSync(at, text, { flag: 'wx' })
      made.push(name)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return fault(`\`${folder}\` cannot be written: ${error.message}.`)
  }
  const kept = existing.map((name) => `Your own \`${name}\` stays as it is.\n`).join('')
  const there = place === '.' ? '' : ` ${place}`
  const install = existing.includes('package.json') ? `npm install --save-exact lectern@${version}` : 'npm install'
  process.stdout.write(`Made a course of two lessons in \`${folder}\`: ${made.length} files.
${kept}
See it in the browser, and every change when you save:
  npx lectern dev${there} --open

Its pages are in \`${path.join(folder, 'content')}\`. Add one:
  npx lectern new page basics/my-page${there}

To work in the folder itself, on any machine, keep this version of Lectern there:
  ${place === '.' ? '' : `cd ${place} && `}${install}
`)
  return 0
}

/** The files of a new course by path, with what depends on its name filled in. */
function courseFiles(folderName: string): ReadonlyMap<string, string | Uint8Array> {
  const starter = path.join(packageFolder(), 'lib/starter')
  const title = prettyName(`${folderName}.md`) || 'My course'
  const entries = fs
    .readdirSync(starter, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(starter, name)).isFile())
    .map((name): [string, string] => {
      const text = fs.readFileSync(path.join(starter, name), 'utf8')
      // Packages lose files whose names begin with a dot.
      const target = name.split(path.sep).join('/').replace(/^dot-/, '.')
      return [target, text.replaceAll('{{title}}', yamlText(title))]
    })
  const manifest = {
    name:
      folderName
        .toLowerCase()
        .replace(/[^a-z0-9-]+/g, '-')
        .replace(/^-+|-+$/g, '') || 'course',
    version: '1.0.0',
    private: true,
    scripts: {
      dev: 'lectern dev',
      build: 'lectern build',
      check: 'lectern check --strict',
      preview: 'lectern preview',
    },
    devDependencies: { lectern: version },
  }
  return new Map(
    [...entries, ['package.json', `${JSON.stringify(manifest, undefined, 2)}\n`] as const].sort(([a], [b]) =>
      byCodeUnits(a, b),
    ),
  )
}
