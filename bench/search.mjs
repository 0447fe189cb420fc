// Compares ways to search a course: `node bench/search.mjs [PAGES]`. The peers are installed into bench/out/peers when
// they are not there yet. For each: what it adds to a build, what a reader's browser loads until the first result
// (compressed), and how long a query takes in this process with everything on the disk.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import zlib from 'node:zlib'
import { rolldown } from 'rolldown'
import { writeCourse } from './course.mjs'

const root = path.dirname(import.meta.dirname)
const pages = Number(process.argv[2] ?? 1000)
const folder = path.join(root, 'bench/out', `search-${pages}`)
const dist = path.join(folder, 'dist')
const peers = path.join(root, 'bench/out/peers')
// As many different words as running English text of this length has, roughly.
const vocabulary = Math.round(1000 * Math.sqrt(pages))

/** A process's own work in milliseconds: on a shared machine it says more than the clock. */
function cpuOf(command, args, options) {
  const script = `const { spawnSync } = require('node:child_process')
    const { status, stderr } = spawnSync(${JSON.stringify(command)}, ${JSON.stringify(args)}, { encoding: 'utf8', maxBuffer: 1e8 })
    if (status !== 0) { console.error(stderr); process.exit(1) }
    console.log(require('node:fs').readFileSync('/proc/self/stat', 'utf8').split(' ').slice(15, 17).map(Number).reduce((a, b) => a + b) * 10)`
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', ...options }))
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
const gzipped = (bytes) => zlib.gzipSync(bytes, { level: 9 }).length
const kb = (bytes) => `${(bytes / 1000).toFixed(0)} KB`

writeCourse(pages, folder, { vocabulary })
const settings = fs.readFileSync(path.join(folder, 'site.yaml'), 'utf8')
const build = (search) => {
  fs.writeFileSync(path.join(folder, 'site.yaml'), `${settings}search: ${search}\n`)
  for (const made of [dist, path.join(folder, '.lectern')]) fs.rmSync(made, { recursive: true, force: true })
  return cpuOf(process.execPath, [path.join(root, 'lib/cli.js'), 'build', '--quiet', folder])
}
const plain = []
const searched = []
// Large courses take minutes: they are built once each way.
for (let i = 0; i < (pages > 2000 ? 1 : 3); i++) {
  plain.push(build(false))
  searched.push(build(true))
}
const base = median(plain)
console.log(`${pages} pages, ${vocabulary} rare words; a build without search: ${base} ms of work`)

const row = (name, added, bytes, files, query, size) =>
  console.log(
    `${name.padEnd(12)} adds ${added.toFixed(0).padStart(6)} ms (${((100 * added) / base).toFixed(0)} %), first result after ${kb(bytes)} in ${files} files, query ${query.toFixed(1)} ms, on disk ${kb(size)}`,
  )

/** Words that are rare, common, and mistyped. */
const queries = ['plazusa', 'loop body', 'weigth']

{
  // Lectern: what the engine asks for, as the browser would.
  const bundle = await rolldown({ input: path.join(root, 'src/client/search/engine.ts') })
  const engine = path.join(root, 'bench/out/engine.mjs')
  await bundle.write({ file: engine })
  const { openIndex } = await import(pathToFileURL(engine).href)
  const results = []
  for (const query of queries) {
    let bytes = gzipped(fs.readFileSync(path.join(dist, 'lectern/search.js')))
    let files = 1
    const parts = new Map()
    const load = async (name) => {
      if (parts.has(name)) return parts.get(name)
      const script = fs.readFileSync(path.join(dist, `lectern/search/${name}.js`), 'utf8')
      bytes += gzipped(script)
      files++
      const text = JSON.parse(script.slice(script.indexOf(',') + 1, script.lastIndexOf(')')))
      parts.set(name, text)
      return text
    }
    const search = await openIndex(load)
    const first = await search(query, 15)
    const started = performance.now()
    await search(query, 15)
    results.push({ query, bytes, files, ms: performance.now() - started, found: first.results.length })
  }
  for (const { query, bytes, files, found, ms } of results)
    console.log(`  “${query}”: ${found} results, ${kb(bytes)} in ${files} files, ${ms.toFixed(1)} ms`)
  const worst = results.reduce((a, b) => (a.bytes > b.bytes ? a : b))
  const size = fs
    .readdirSync(path.join(dist, 'lectern/search'))
    .reduce((sum, file) => sum + fs.statSync(path.join(dist, 'lectern/search', file)).size, 0)
  row('Lectern', median(searched) - base, worst.bytes, worst.files, median(results.map(({ ms }) => ms)), size)
}

if (!fs.existsSync(path.join(peers, 'node_modules/minisearch'))) {
  fs.mkdirSync(peers, { recursive: true })
  fs.writeFileSync(path.join(peers, 'package.json'), '{"private":true}\n')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', 'pagefind@1.6.0', 'minisearch@7.2.0'], { cwd: peers })
}

{
  // MiniSearch: one index of the same sections, in one file.
  const script = path.join(peers, 'mini.mjs')
  fs.writeFileSync(
    script,
    `import fs from 'node:fs'
import path from 'node:path'
import MiniSearch from 'minisearch'
const [folder, target] = process.argv.slice(2)
const sections = []
for (const file of fs.readdirSync(folder).filter((name) => /^t\\d+\\.js$/.test(name))) {
  const script = fs.readFileSync(path.join(folder, file), 'utf8')
  for (const [address, title, parts] of JSON.parse(JSON.parse(script.slice(script.indexOf(',') + 1, script.lastIndexOf(')')))))
    for (const [id, heading, text] of parts) sections.push({ id: address + '#' + id, title, heading, text })
}
const options = { fields: ['title', 'heading', 'text'], storeFields: ['title', 'heading'] }
if (process.argv[4] !== 'read') {
  const mini = new MiniSearch(options)
  mini.addAll(sections)
  fs.writeFileSync(target, JSON.stringify(mini))
}
`,
  )
  const target = path.join(folder, 'mini.json')
  const sections = path.join(dist, 'lectern/search')
  const args = [script, sections, target]
  const added =
    cpuOf(process.execPath, args, { cwd: peers }) - cpuOf(process.execPath, [...args, 'read'], { cwd: peers })
  const { default: MiniSearch } = await import(
    pathToFileURL(path.join(peers, 'node_modules/minisearch/dist/es/index.js')).href
  )
  const json = fs.readFileSync(target, 'utf8')
  const code = gzipped(fs.readFileSync(path.join(peers, 'node_modules/minisearch/dist/umd/index.js')))
  const mini = MiniSearch.loadJSON(json, { fields: ['title', 'heading', 'text'], storeFields: ['title', 'heading'] })
  const times = queries.map((query) => {
    const started = performance.now()
    mini.search(query, { prefix: true, fuzzy: 0.2 })
    return performance.now() - started
  })
  row('MiniSearch', added, gzipped(json) + code, 2, median(times), json.length)
}

{
  // Pagefind: run over the built site; what it loads is what its own files weigh for one word.
  fs.rmSync(path.join(dist, 'lectern/search'), { recursive: true })
  const added = cpuOf('npx', ['pagefind', '--site', dist], { cwd: peers })
  const out = path.join(dist, 'pagefind')
  const files = fs.readdirSync(out, { recursive: true }).filter((file) => fs.statSync(path.join(out, file)).isFile())
  const sizeOf = (pattern) =>
    files
      .filter((file) => pattern.test(file))
      .map((file) => {
        const bytes = fs.readFileSync(path.join(out, file))
        return bytes[0] === 0x1f ? bytes.length : gzipped(bytes)
      })
  const sum = (sizes) => sizes.reduce((a, b) => a + b, 0)
  const code = sum(sizeOf(/^pagefind\.js$|^pagefind-worker\.js$|^wasm\.en|^pagefind-entry/)) + sum(sizeOf(/\.pf_meta$/))
  const index = sizeOf(/\.pf_index$/)
  const fragments = sizeOf(/\.pf_fragment$/)
  row(
    'Pagefind',
    added,
    code + median(index) + 10 * median(fragments),
    15,
    Number.NaN,
    sum(files.map((file) => fs.statSync(path.join(out, file)).size)),
  )
}
