// Kills builds at random moments, and looks at what they leave: `node scripts/kills.mjs --kills 100 --seed 1`.
//
// A site has two versions. Again and again the other version is put in place and built, and the build is killed: half of the
// times at any moment of it, half of the times while it writes. Then each file of the output folder must be whole, of the one
// version or the other, and no page that both have may be missing. The next build, which finds what the killed one left, must
// give the same bytes as a clean build, and leave nothing else behind. Every second time there is a cache beside it, which the
// killed builds may have torn, and half of the builds have several threads. `--json` prints the figures for programs.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    pages: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const kills = Number(values.kills)
const pages = Number(values.pages)
const MANIFEST = '.lectern-manifest.json'

/** Numbers from 0 to 1, the same ones for the same seed. */
function randomNumbers(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The sources of a version: all pages differ, a few are in one of them only, and a name is now a file, now a folder. */
function sourcesOf(version) {
  const files = { 'content/index.md': `# Version ${version}\n` }
  for (let i = 0; i < pages; i++) {
    if (i % 10 === (version === 'old' ? 0 : 1)) continue
    files[`content/part-${i % 7}/page-${i}.md`] =
      `# Page ${i}, ${version}\n\n${`Words of the ${version} version. `.repeat(60)}\n\n## More\n\n%link:index%\n`
  }
  if (version === 'old') files['assets/turn'] = 'a file\n'
  else files['content/turn.md'] = '# A page\n'
  return files
}

function put(folder, files) {
  for (const name of ['content', 'assets']) fs.rmSync(path.join(folder, name), { recursive: true, force: true })
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), text)
  }
}

/** The files of an output folder as text by path. */
function outputsIn(folder) {
  if (!fs.existsSync(folder)) return new Map()
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return new Map(
    names
      .filter((name) => fs.statSync(path.join(folder, name)).isFile())
      .map((name) => [name, fs.readFileSync(path.join(folder, name), 'latin1')]),
  )
}

const build = (folder) => spawnSync(process.execPath, [program, 'build', folder], { encoding: 'utf8' })

/** A build that is killed. Resolves when it has ended, with whether it was still at work. */
function killed(folder, { moment, writing, threads }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, 'build', folder, '--quiet', '--threads', threads], {
      stdio: 'ignore',
    })
    const timers = []
    const kill = (after) => timers.push(setTimeout(() => child.kill('SIGKILL'), after))
    if (!writing) kill(moment)
    else {
      // The lock is there while files are written.
      const look = setInterval(() => {
        if (!fs.existsSync(path.join(folder, 'dist/.lectern-lock'))) return
        clearInterval(look)
        kill(moment)
      }, 1)
      timers.push(look)
    }
    child.on('exit', (_code, signal) => {
      for (const timer of timers) clearTimeout(timer)
      resolve(signal === 'SIGKILL')
    })
  })
}

const random = randomNumbers(Number(values.seed))
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-kills-'))
// A copy, so that the program may be compiled anew in the meantime.
const repository = path.dirname(import.meta.dirname)
const program = path.join(root, 'program/lib/cli.js')
for (const name of ['lib', 'templates', 'assets', 'package.json'])
  fs.cpSync(path.join(repository, name), path.join(root, 'program', name), { recursive: true })
fs.symlinkSync(path.join(repository, 'node_modules'), path.join(root, 'program/node_modules'), 'junction')
const faults = []
let whileWriting = 0
let hit = 0
try {
  const clean = {}
  const times = {}
  for (const version of ['old', 'new']) {
    const folder = path.join(root, `clean-${version}`, 'site')
    put(folder, sourcesOf(version))
    const started = performance.now()
    const { status, stderr } = build(folder)
    times[version] = performance.now() - started
    if (status !== 0) throw new Error(`A clean build fails: ${stderr}`)
    clean[version] = outputsIn(path.join(folder, 'dist'))
  }
  const folder = path.join(root, 'killed', 'site')
  const dist = path.join(folder, 'dist')
  const cache = path.join(folder, '.lectern')
  put(folder, sourcesOf('old'))
  build(folder)
  for (let round = 0; hit < kills && round < 4 * kills; round++) {
    const [before, after] = round % 2 ? ['new', 'old'] : ['old', 'new']
    const fault = (what) => faults.push(`round ${round}: ${what}`)
    // Two rounds with the cache, two without, so that each version has both.
    if (round % 4 >= 2) fs.rmSync(cache, { recursive: true, force: true })
    put(folder, sourcesOf(after))
    const writing = random() < 0.5
    const moment = random() * (writing ? 60 : times[after])
    // Eight rounds in one thread, eight in several.
    const threads = round % 16 < 8 ? '1' : '3'
    if (await killed(folder, { moment, writing, threads })) hit++
    const left = outputsIn(dist)
    if (/"writing": true/.test(left.get(MANIFEST) ?? '')) whileWriting++
    for (const [name, text] of left) {
      if (path.basename(name).startsWith('.lectern-')) continue
      if (text !== clean[before].get(name) && text !== clean[after].get(name)) fault(`${name} is neither old nor new`)
    }
    for (const name of clean[before].keys()) if (clean[after].has(name) && !left.has(name)) fault(`${name} is missing`)

    const next = build(folder)
    if (next.status !== 0) fault(`the next build fails: ${next.stderr}`)
    if (/waits for it/.test(next.stderr)) fault('the next build waits for one that is dead')
    const mended = outputsIn(dist)
    for (const [name, text] of clean[after])
      if (mended.get(name) !== text) fault(`${name} is not that of a clean build`)
    for (const name of mended.keys()) if (!clean[after].has(name)) fault(`${name} is left behind`)
    for (const name of fs.existsSync(cache) ? fs.readdirSync(cache) : [])
      if (!/^(?:index|journal|made|search|search-words|(?:text|details|links)-\d+|\.gitignore)$/.test(name))
        fault(`.lectern/${name} is left behind`)
    if (!values.json) process.stdout.write(`\r${hit} of ${kills} kills, ${whileWriting} while files were written`)
  }
  if (hit < kills) faults.push(`only ${hit} builds could be killed`)
} finally {
  fs.rmSync(root, { recursive: true, force: true })
}
if (values.json) console.log(JSON.stringify({ kills: hit, whileWriting, faults }))
else console.log(faults.length ? `\n${faults.join('\n')}` : '\nall survived')
process.exitCode = faults.length ? 1 : 0
