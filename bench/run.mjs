// Measures builds of a generated course: `npm run bench [-- PAGES]`. Each figure is the median of three processes. Those of
// the last table are of processes of their own, from their start to their end, beside the floor (bench/floor.mjs).
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
  for (const made of ['dist', '.lectern']) fs.rmSync(path.join(folder, made), { recursive: true, force: true })
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

  // Processor time is the main figure: it depends less on what else the machine does. Runs take turns.
  const cli = path.join(root, 'lib/cli.js')
  const floorOutput = path.join(root, 'bench/out', `floor-${pages}`)
  const remove = (at) => fs.rmSync(at, { recursive: true, force: true })
  const page = path.join(folder, 'content/chapter-1/lesson-2.md')
  const text = fs.readFileSync(page, 'utf8')
  const processes = {
    floor: () => {
      remove(floorOutput)
      return [path.join(root, 'bench/floor.mjs'), folder, floorOutput]
    },
    cold: () => {
      remove(path.join(folder, 'dist'))
      remove(path.join(folder, '.lectern'))
      return [cli, 'build', folder, '--quiet']
    },
    'nothing changed': () => [cli, 'build', folder, '--quiet'],
    'one page changed': (turn) => {
      fs.writeFileSync(page, `${text}\nAn edit: ${turn}.\n`)
      return [cli, 'build', folder, '--quiet']
    },
  }
  const figures = Object.fromEntries(Object.keys(processes).map((name) => [name, []]))
  for (const turn of [1, 2, 3]) {
    fs.writeFileSync(page, text)
    for (const [name, prepare] of Object.entries(processes)) {
      const program = prepare(turn)
      const usage = path.join(root, 'bench/out/usage.json')
      execFileSync(process.execPath, ['--require', path.join(root, 'bench/usage.cjs'), ...program], {
        env: { ...process.env, LECTERN_BENCH_USAGE: usage },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      figures[name].push(JSON.parse(fs.readFileSync(usage, 'utf8')))
    }
  }
  fs.writeFileSync(page, text)
  const middle = (name, key) => figures[name].map((figure) => figure[key]).sort((a, b) => a - b)[1]
  console.log('\nas processes                user ms    of floor    of cold   wall ms        MB')
  for (const name of Object.keys(processes)) {
    const user = middle(name, 'user')
    const cells = [
      user.toFixed(0),
      (user / middle('floor', 'user')).toFixed(2),
      (user / middle('cold', 'user')).toFixed(3),
      middle(name, 'wall').toFixed(0),
      middle(name, 'memory').toFixed(0),
    ]
    console.log(`${name.padEnd(24)}${cells.map((cell) => cell.padStart(11)).join('')}`)
  }
}
