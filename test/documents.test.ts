import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { isCode } from '../src/diagnostics/codes.ts'

const root = path.resolve(import.meta.dirname, '..')
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...fs.readdirSync(path.join(root, 'docs')).map((name) => `docs/${name}`),
]
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')
const folders = new Set(tracked.flatMap((file) => file.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))))
/** Rooms of the sources, by which the documents name their files. */
const rooms = new Set(fs.readdirSync(path.join(root, 'src')))

/** The paths of this repository that a text names in code. */
function pathsIn(text: string): string[] {
  const words = [...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(' '))
  const isOurs = (word: string): boolean => {
    const [first = ''] = word.split('/')
    return /^[\w./-]+$/.test(word) && word.includes('/') && !isCode(word) && (rooms.has(first) || folders.has(first))
  }
  return words.filter(isOurs).map((word) => word.replace(/\/$/, ''))
}

test.each(documents.filter((name) => name.endsWith('.md')))('every path that %s names is there', (name) => {
  const isThere = (at: string): boolean =>
    [at, `src/${at}`].some((place) => tracked.some((file) => file === place || file.startsWith(place)))
  // What building or installing makes, and files of a site that an author has.
  const isElsewhere = (at: string): boolean => /^(?:lib|dist|content|templates|assets|node_modules)\b/.test(at)
  const text = fs.readFileSync(path.join(root, name), 'utf8')
  expect(pathsIn(text).filter((at) => !isThere(at) && !isElsewhere(at))).toEqual([])
})
