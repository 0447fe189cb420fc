import fs from 'node:fs'
import path from 'node:path'
import { engineFiles } from '../exercises/engine-files.ts'
import { nodeFiles } from '../files/node.ts'
import { packageFolder } from '../files/open-site.ts'
import { byCodeUnits } from '../files/paths.ts'
import { prettyName } from '../page/compile.ts'
import { typed } from './courses.ts'
import { packProgram } from './pack-program.ts'
import { version } from './version.ts'
import { yamlText } from './yaml-text.ts'

/** Files that most folders have already: theirs are as good as ours. */
const KEPT = new Set(['.gitignore', 'package.json'])

/** `lectern new <folder>`: a small course to begin with. Nothing that exists is changed. */
export function newCourse(folder: string, withExercises = false): 0 | 2 {
  const root = path.resolve(folder)
  const place = typed(folder)
  const fault = (message: string): 2 => {
    process.stderr.write(`lectern: ${message}\n`)
    return 2
  }
  if (fs.existsSync(root) && !fs.statSync(root).isDirectory()) return fault(`\`${folder}\` is a file, not a folder.`)
  const files = courseFiles(path.basename(root), withExercises)
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
  const install = existing.includes('package.json') ? `npm install --save-dev --save-exact ./${PROGRAM}` : 'npm install'
  const go = place === '.' ? '' : `cd ${place} && `
  // Where no Lectern is installed, `npx` would ask a registry for a package of that name, which may be another one's.
  const isHere = hasProgram(process.cwd())
  const at = place === '.' ? '' : ` ${place}`
  const look = `npx lectern dev${isHere ? at : ''} --open`
  const add = `npx lectern new page basics/my-page${isHere ? at : ''}`
  process.stdout.write(`Made a course of ${withExercises ? 'three' : 'two'} lessons in \`${folder}\`: ${made.length} files.
${kept}${
  isHere
    ? `
See it in the browser, and every change when you save:
  ${look}

Its pages are in \`${path.join(folder, 'content')}\`. Add one:
  ${add}

To work in the folder itself, on any machine, install there this version of Lectern, which lies in \`${PROGRAM}\`:
  ${go}${install}
`
    : `
Install this version of Lectern there, which lies in \`${PROGRAM}\`:
  ${go}${install}

See the course in the browser, and every change when you save:
  ${look}

Its pages are in \`${path.join(folder, 'content')}\`. Add one:
  ${add}
`
}`)
  return 0
}

/** The file of a course that Lectern is installed from. */
const PROGRAM = `lectern-${version}.tgz`

/** Whether `npx lectern`, typed in a folder, starts a program that is there: of the project around it. */
function hasProgram(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, 'node_modules/.bin/lectern'))) return true
    if (fs.existsSync(path.join(at, 'package.json'))) return path.relative(at, packageFolder()) === ''
    if (at === path.dirname(at)) return false
  }
}

/** The files of a folder of starters by path, with what depends on the course's name filled in. */
function starterFiles(name: string, title: string): [string, string][] {
  const starter = path.join(packageFolder(), 'lib', name)
  return fs
    .readdirSync(starter, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(starter, name)).isFile())
    .map((name): [string, string] => {
      const text = fs.readFileSync(path.join(starter, name), 'utf8')
      // Packages lose files whose names begin with a dot.
      const target = name.split(path.sep).join('/').replace(/^dot-/, '.')
      return [target, text.replaceAll('{{title}}', yamlText(title))]
    })
}

/** The package that runs the exercises of a course. */
const ENGINE = engineFiles.python

/** The files of a new course by path. */
function courseFiles(folderName: string, withExercises: boolean): ReadonlyMap<string, string | Uint8Array> {
  const title = prettyName(`${folderName}.md`) || 'My course'
  const entries = [
    ...starterFiles('starter', title),
    ...(withExercises ? starterFiles('starter-exercises', title) : []),
  ]
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
    devDependencies: {
      lectern: `file:${PROGRAM}`,
      ...(withExercises && ENGINE ? { [ENGINE.packageName]: ENGINE.version } : {}),
    },
  }
  const files: readonly (readonly [string, string | Uint8Array])[] = [
    ...entries,
    ['package.json', `${JSON.stringify(manifest, undefined, 2)}\n`],
    [PROGRAM, packProgram()],
  ]
  // Of two files of one path the later one counts.
  return new Map([...new Map(files)].toSorted(([a], [b]) => byCodeUnits(a, b)))
}
