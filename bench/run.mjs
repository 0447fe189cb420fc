// Measures builds of generated courses: `npm run bench [-- PAGES… --runs 3 --peers --folder /dev/shm/bench]`. Each figure is the
// median of some runs, which take turns; each run is a process of its own, from its start to its end, so that figures of one
// table can be compared. `--peers` runs Hugo and Eleventy beside, see peers.mjs; `--folder` says where the courses lie: in
// memory, the disk is no part of the figures. The floor is floor.mjs.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { writeCourse } from './course.mjs'
import { preparePeers, runPeer } from './peers.mjs'

const root = path.dirname(import.meta.dirname)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    folder: { type: 'string', default: path.join(root, 'bench/out') },
  },
})
const cli = path.join(root, 'lib/cli.js')
const remove = (at) => fs.rmSync(at, { recursive: true, force: true })
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

/** Runs a program of Node and gives what its process used. */
function measure(program) {
  const usage = path.join(values.folder, 'usage.json')
  execFileSync(process.execPath, ['--require', path.join(root, 'bench/usage.cjs'), ...program], {
    env: { ...process.env, LECTERN_BENCH_USAGE: usage },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return JSON.parse(fs.readFileSync(usage, 'utf8'))
}

for (const pages of (positionals.length ? positionals : ['1000']).map(Number)) {
  const plain = path.join(values.folder, `course-${pages}`)
  const searched = path.join(values.folder, `course-${pages}-search`)
  writeCourse(pages, plain)
  writeCourse(pages, searched)
  fs.appendFileSync(path.join(plain, 'site.yaml'), 'search: false\n')
  const floorOutput = path.join(values.folder, `floor-${pages}`)

  const clean = (course) => {
    remove(path.join(course, 'dist'))
    remove(path.join(course, '.lectern'))
  }
  const cold = (course, ...options) => {
    clean(course)
    return measure([cli, 'build', course, '--quiet', ...options])
  }
  const floor = () => {
    remove(floorOutput)
    return measure([path.join(root, 'bench/floor.mjs'), plain, floorOutput])
  }
  const warm = (course) => measure([cli, 'build', course, '--quiet'])
  const edit = (course, turn) => {
    const page = path.join(course, 'content/chapter-1/lesson-2.md')
    fs.appendFileSync(page, `\nAn edit: ${turn}.\n`)
    return warm(course)
  }
  // In this order: warm builds stand on the cold one before them. Their share is that of the cold build they name.
  const rows = [
    ['floor, one thread', floor],
    ['cold, one thread', () => cold(plain, '--threads', '1')],
    ['cold', () => cold(plain)],
    ['  nothing changed', () => warm(plain), 'cold'],
    ['  one page changed', (turn) => edit(plain, turn), 'cold'],
    ['cold, with search', () => cold(searched)],
    ['  nothing changed, with search', () => warm(searched), 'cold, with search'],
    ['  one page changed, with search', (turn) => edit(searched, turn), 'cold, with search'],
  ]
  const peers = values.peers ? preparePeers(plain, path.join(values.folder, `peers-${pages}`)) : []
  for (const peer of peers) {
    if (peer.missing) console.log(`${peer.name}: ${peer.missing}`)
    else rows.push([peer.name, () => runPeer(peer)])
  }
  const figures = new Map(rows.map(([name]) => [name, []]))
  for (let turn = 1; turn <= Number(values.runs); turn++)
    for (const [name, run] of rows) figures.get(name).push(run(turn))
  const middle = (name, key) => median(figures.get(name).map((figure) => figure[key]))
  const size = fs.statSync(path.join(plain, 'content/chapter-1/lesson-1.md')).size
  console.log(`\n${pages} pages of ${(size / 1000).toFixed(1)} KB, Node ${process.version}, median of ${values.runs}`)
  console.log('| what | wall | of floor | of cold | processor | of cold | memory |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |')
  for (const [name, , base] of rows) {
    const share = (key) => (base ? `${((100 * middle(name, key)) / middle(base, key)).toFixed(1)} %` : '')
    const cells = [
      name.trim(),
      `${(middle(name, 'wall') / 1000).toFixed(2)} s`,
      (middle(name, 'wall') / middle('floor, one thread', 'wall')).toFixed(2),
      share('wall'),
      `${(middle(name, 'user') / 1000).toFixed(2)} s`,
      share('user'),
      `${middle(name, 'memory').toFixed(0)} MB`,
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
  console.log(`a page, cold, one thread: ${(middle('cold, one thread', 'user') / pages).toFixed(3)} ms of a processor`)
}
