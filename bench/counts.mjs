// Counts what builds do, where seconds would say little: `node bench/counts.mjs`. A course is built cold, again with nothing
// changed, and after edits, each time as by a new process. Fails where a build does more than it must.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeCourse } from './course.mjs'

const PAGES = 300
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-counts-'))
const course = path.join(folder, 'course')
writeCourse(PAGES, course)

/** Bytes read, by the folder of the course that they lie in. */
const read = { content: 0, dist: 0, '.lectern': 0 }
const count = (file, bytes) => {
  const [top] = path.relative(course, String(file)).split(path.sep)
  if (top in read) read[top] += bytes
}
// Reading a whole file opens it, too.
const { openSync, readSync } = fs
const opened = new Map()
fs.openSync = (file, ...rest) => {
  const number = openSync(file, ...rest)
  opened.set(number, file)
  return number
}
fs.readSync = (number, ...rest) => {
  const length = readSync(number, ...rest)
  if (opened.has(number)) count(opened.get(number), length)
  return length
}

const { createBuilder } = await import(pathToFileURL(path.join(import.meta.dirname, '../lib/index.js')).href)
const page = path.join(course, 'content/chapter-1/lesson-2.md')
const text = fs.readFileSync(page, 'utf8')
const faults = []

/** Builds as a new process would, and compares what that took with the most that it may take. */
function build(name, most) {
  for (const key of Object.keys(read)) read[key] = 0
  const { compiled, linked, written, fault } = createBuilder({ folder: course }).build()
  const done = {
    compiled: compiled.length,
    linked: linked.length,
    written: written.length,
    'KB of sources': Math.ceil(read.content / 1000),
    'KB of the output': Math.ceil(read.dist / 1000),
    'KB of the cache': Math.ceil(read['.lectern'] / 1000),
  }
  console.log(
    `${name.padEnd(24)} ${Object.entries(done)
      .map(([key, n]) => `${key}: ${n}`)
      .join(', ')}`,
  )
  if (fault !== 'none') faults.push(`${name}: the site has faults`)
  for (const [key, n] of Object.entries(most))
    if (done[key] > n) faults.push(`${name}: ${key} is ${done[key]}, not ${n}`)
}

try {
  const sources = fs
    .readdirSync(path.join(course, 'content'), { recursive: true })
    .map((file) => fs.statSync(path.join(course, 'content', file)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0)
  const all = Math.ceil(sources / 1000)
  // Pictures are read twice: for their size, and to be copied.
  build('cold', { compiled: PAGES, linked: PAGES, 'KB of sources': all + 100, 'KB of the output': 1 })
  const cache = fs
    .readdirSync(path.join(course, '.lectern'))
    .map((file) => fs.statSync(path.join(course, '.lectern', file)).size)
  const largest = Math.ceil(Math.max(...cache) / 1000)
  // The stamps of files that were written a moment ago are not trusted yet.
  await new Promise((resolve) => setTimeout(resolve, 3000))
  build('settling', { compiled: 0, linked: 0, written: 0 })
  build('nothing changed', {
    compiled: 0,
    linked: 0,
    written: 0,
    'KB of sources': 0,
    'KB of the output': 600,
    'KB of the cache': largest,
  })
  fs.writeFileSync(page, text.replace('## A closer look', 'Some more text.\n\n## A closer look'))
  // The page, its chapter's page and the front page, which show how long it is, and parts of the search.
  // Sources that nobody touched are not read.
  build('one text changed', { compiled: 1, linked: 1, written: 16, 'KB of sources': 20, 'KB of the output': 1500 })
  fs.writeFileSync(page, text.replace(/^title: .*/, 'title: Another title'))
  // Its neighbours and pages that name it show the title.
  build('one title changed', { compiled: 1, linked: 3, written: 24, 'KB of sources': 20, 'KB of the output': 1500 })
} finally {
  fs.rmSync(folder, { recursive: true, force: true })
}
for (const fault of faults) console.error(fault)
process.exitCode = faults.length ? 1 : 0
