// Tries to break Lectern, and writes what came of it into docs/reliability.md: `npm run reliability`. It takes a quarter of an
// hour; `-- --short` takes two minutes, and writes nothing. `--seed 7` fuzzes and kills with other numbers.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { short: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } },
})
const root = path.dirname(import.meta.dirname)
const kills = values.short ? 10 : 100
const seconds = values.short ? 20 : 600

/** Kinds of tests, by the files that hold them. Each case is a test: a site goes in, pages and diagnostics come out. */
const kinds = [
  [
    'Disks: full, read-only, changing, with odd files, clocks and links; two builds at once',
    /^output\/(?:disk|write|links)|^files\/lock/,
  ],
  ['File names: signs, lengths, case, both forms of accents', /^build\/names|^output\/(?:odd|windows)-names/],
  ['Builds after random edits, with and without a cache, equal to clean ones', /^cache\/cache|^incremental\//],
  ['Wrong sites: each diagnostic, with exactly what is printed', /^broken\.test|^page\/checks/],
  ['Random pieces of pages, settings and bytes', /^build\/any-input/],
  ['Little that stands for much: aliases, titles, files that are named again', /^build\/grows/],
  ['Outside authors: HTML that attacks readers, paths that leave the site', /safe[\w-]*\.test|outside/],
  [
    'Servers on the author’s machine: other sites, other names, settings that cannot be read',
    /^serve\/(?!dev-watch)|^cli\/preview/,
  ],
  ['Linear time: nested brackets, quotes, blocks, includes', /linear/],
]

const run = (args) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })

/** The last line of what a program prints, as JSON; undefined where it is none. */
function jsonOf(stdout) {
  try {
    return JSON.parse(stdout.slice(stdout.indexOf('{')))
  } catch {
    return undefined
  }
}

function runTests() {
  const found = fs
    .readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.test.ts') && kinds.some(([, pattern]) => pattern.test(file)))
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-reliability-')), 'report.json')
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
  run([vitest, 'run', '--reporter=json', `--outputFile=${report}`, ...found.map((file) => `test/${file}`)])
  const { testResults } = JSON.parse(fs.readFileSync(report, 'utf8'))
  fs.rmSync(path.dirname(report), { recursive: true })
  return kinds.flatMap(([title, pattern]) => {
    const files = found.filter((file) => pattern.test(file))
    const cases = testResults
      .filter(({ name }) => files.some((file) => name.split(path.sep).join('/').endsWith(`/test/${file}`)))
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'passed' || status === 'failed')
    const passed = cases.filter(({ status }) => status === 'passed').length
    const again = `npm test -- ${files.map((file) => `test/${file.replace(/\.test\.ts$/, '')}`).join(' ')}`
    return cases.length ? [{ title, tried: cases.length, passed, again }] : []
  })
}

function runKills() {
  const args = ['scripts/kills.mjs', '--kills', String(kills), '--seed', values.seed]
  const { stdout, stderr } = run([...args, '--json'])
  const result = jsonOf(stdout)
  if (!result) throw new Error(`The kills could not be made: ${stderr}`)
  for (const fault of result.faults) console.error(fault)
  return {
    title: `Builds killed at random moments, ${result.whileWriting} of them while files were written`,
    tried: result.kills,
    passed: result.faults.length ? 0 : result.kills,
    again: `node ${args.join(' ')}`,
  }
}

const sum = (inputs) =>
  typeof inputs === 'number'
    ? inputs
    : Object.values(inputs ?? {}).reduce((total, count) => total + (typeof count === 'number' ? count : 0), 0)

/** A row for each kind of input, where the fuzzer tells them apart. */
function runFuzzer() {
  if (!fs.existsSync(path.join(root, 'scripts/fuzz.mjs'))) return []
  const args = ['scripts/fuzz.mjs', '--seconds', String(seconds), '--seed', values.seed]
  const { stdout, stderr } = run([...args, '--json'])
  const result = jsonOf(stdout)
  if (!result) throw new Error(`The fuzzer printed no report: ${stderr}`)
  const failures = Array.isArray(result.failures) ? result.failures.length : Number(result.failures ?? 0)
  if (failures) console.error(JSON.stringify(result.failures, undefined, 1))
  const byKind =
    typeof result.inputs === 'object' && result.inputs !== null
      ? ` (${Object.entries(result.inputs)
          .filter(([, count]) => typeof count === 'number')
          .map(([kind, count]) => `${kind} ${count.toLocaleString('en')}`)
          .join(', ')})`
      : ''
  const tried = sum(result.inputs)
  return [
    {
      title: `Inputs fuzzed for ${Math.round(Number(result.seconds ?? seconds))} seconds${byKind}`,
      tried,
      passed: tried - failures,
      again: `node ${args.join(' ')}`,
    },
  ]
}

const rows = [...runTests(), runKills(), ...runFuzzer()]
const table = rows
  .map(
    ({ title, tried, passed, again }) =>
      `| ${title} | ${tried.toLocaleString('en')} | ${passed.toLocaleString('en')} | \`${again}\` |\n`,
  )
  .join('')
const text = `# Reliability

<!-- Made by \`npm run reliability\`; do not edit. -->

What was tried to break Lectern, and how often it held. No build may throw, hang, lose a file of others, or leave half a page;
what it cannot do, it says.

| what | tried | passed | once more with |
| --- | ---: | ---: | --- |
${table}
Made with Node ${process.versions.node} on ${os.type()} (${os.arch()}), a machine with ${os.availableParallelism()} cores and ${Math.round(os.totalmem() / 2 ** 30)} GB of
memory; seed ${values.seed}. \`npm run reliability\` makes this page anew, and \`npm run reliability -- --short\` is a quick form that writes nothing.

**A killed build** leaves each file old or new, never half: a file is written beside its place under another name, and then
renamed. The next build finds in the manifest that one was stopped, removes what it was writing, and gives the same bytes as a
clean build. A torn cache is noticed by its fingerprints and made anew. Power that fails is another matter: what the system
has not yet put on the disk is lost with it, and the next build compares all bytes and mends that.

**A disk that is full or read-only** ends a build with exit code 2, as wrong settings do, however many threads it has; faults of the site end it
with 1. Each file is then the old or the new one. A large course that is made by several threads wants room for its pages twice, since what one
thread makes for another is put aside in \`.lectern/\` until it is written: where that is short, \`--threads 1\` takes less.

**Two builds into one folder** take turns. The first one puts \`.lectern-lock\` into the output folder while it writes; the second
says that it waits, then compares with what the first one left. The lock names its process, and is touched every second: that of
a killed process is taken at once on the same machine, and after a minute without a touch where that cannot be known,
whatever the clocks say. After ten minutes the second one gives up and says who has the folder (\`output/busy\`). A disk on which no
lock can be made is written to without one. \`--watch\` has the lock only while it writes; \`lectern dev\` writes nothing.
`
process.stdout.write(text)
if (!values.short) fs.writeFileSync(path.join(root, 'docs/reliability.md'), text)
process.exitCode = rows.every(({ tried, passed }) => tried === passed) ? 0 : 1
