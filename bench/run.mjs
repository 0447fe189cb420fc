// Measures builds of a generated course: `npm run bench [-- PAGES]`. Each figure is the median of three processes.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeCourse } from './course.mjs'

const root = path.dirname(import.meta.dirname)

if (process.argv[2] === '--one') {
  // In a process of its own: a cold build, one with nothing changed, one after an edit.
  const { createBuilder } = await import(pathToFileURL(path.join(root, 'lib/index.js')).href)
  const folder = process.argv[3]
  fs.rmSync(path.join(folder, 'dist'), { recursive: true, force: true })
  const builder = createBuilder({ folder })
  const timed = (run) => {
    const started = performance.now()
    const { diagnostics, compiled, linked, written, pages } = run()
    return {
      ms: performance.now() - started,
      diagnostics: diagnostics.length,
      compiled: compiled.length,
      linked: linked.length,
      written: written.length,
      pages,
    }
  }
  const cold = timed(() => builder.build())
  const memory = process.resourceUsage().maxRSS / 1024
  const same = timed(() => builder.build())
  const page = 'content/chapter-1/lesson-2.md'
  const text = fs.readFileSync(path.join(folder, page), 'utf8')
  fs.writeFileSync(path.join(folder, page), text.replace('## A closer look', 'Some more text.\n\n## A closer look'))
  const edit = timed(() => builder.build([page]))
  fs.writeFileSync(path.join(folder, page), text.replace(/^title: .*/, 'title: Another title'))
  const title = timed(() => builder.build([page]))
  fs.writeFileSync(path.join(folder, page), text)
  console.log(JSON.stringify({ cold, same, edit, title, memory }))
} else {
  const pages = Number(process.argv[2] ?? 1000)
  const folder = path.join(root, 'bench/out', `course-${pages}`)
  writeCourse(pages, folder)
  const runs = [1, 2, 3].map(() =>
    JSON.parse(execFileSync(process.execPath, [import.meta.filename, '--one', folder], { encoding: 'utf8' })),
  )
  const median = (pick) => runs.map(pick).sort((a, b) => a - b)[1]
  const row = (name, key) => {
    const { compiled, linked, written, diagnostics } = runs[0][key]
    const ms = median((run) => run[key].ms)
    console.log(
      `${name.padEnd(26)} ${ms.toFixed(0).padStart(7)} ms  ${(ms / pages).toFixed(3)} ms a page  compiled ${compiled}, linked ${linked}, written ${written}, diagnostics ${diagnostics}`,
    )
  }
  console.log(
    `${pages} pages of ${(fs.statSync(path.join(folder, 'content/chapter-1/lesson-1.md')).size / 1000).toFixed(1)} KB, Node ${process.version}`,
  )
  row('cold', 'cold')
  row('again, nothing changed', 'same')
  row('after an edit of the text', 'edit')
  row('after an edit of a title', 'title')
  console.log(
    `peak memory, cold          ${median((run) => run.memory)
      .toFixed(0)
      .padStart(7)} MB`,
  )
}
