// Measures what the checks add to a build: `node bench/checks.mjs [PAGES]`. The program is bundled twice, as it is and with
// the work taken out that only checks need; both build the same course in turn, each time without a cache. Work that is needed to make a
// page, too, such as looking for the page that a link names, is in both.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { rolldown } from 'rolldown'
import { writeCourse } from './course.mjs'

const root = path.dirname(import.meta.dirname)
const out = path.join(root, 'bench/out')
const TURNS = 5

/** What is taken out of which file: a piece of its source, and what stands in its place. */
const cuts = [
  ['page/compile.ts', '  checkBlocks(compilation, tokens)\n', ''],
  ['page/compile.ts', '  checkOwnFragments(compilation)\n', ''],
  ['page/compile.ts', '  checkEncoding(compilation, tokens)\n', ''],
  ['markdown/link-text.ts', 'place: Place): void {\n  const inner', 'place: Place): void {\n  return\n  const inner'],
  ['markdown/raw-html/raw-links.ts', 'place: Place): void {\n', 'place: Place): void {\n  return\n'],
  ['markdown/raw-html/raw-links.ts', 'start: number): void {\n', 'start: number): void {\n  return\n'],
  [
    'markdown/raw-html/open-elements.ts',
    'attributes: string, place: Place): void {\n',
    'attributes: string, place: Place): void {\n  return\n',
  ],
  [
    'markdown/raw-html/open-elements.ts',
    'name: string, place: Place): void {\n',
    'name: string, place: Place): void {\n  return\n',
  ],
  ['site/link.ts', 'if (fragment !== undefined && ', 'if (false && '],
  ['site/checks.ts', '): Diagnostic[] {\n  return [\n', '): Diagnostic[] {\n  return []\n  return [\n'],
  ['build/plan.ts', ', ...foldersInTheWay(planned), ...caseCollisions(planned)', ''],
  ['layout/template-links.ts', '  return sources.flatMap(', '  return []\n  return sources.flatMap('],
  ['config/setting-reader.ts', '  found.push(...wrongEncodings(path, text))\n', ''],
]

async function bundle(name, changes) {
  const folder = path.join(out, `program-${name}`)
  const made = new Set()
  const cut = {
    name: 'cut',
    transform: {
      // Before types are taken off: the pieces are those of the sources.
      order: 'pre',
      handler(code, id) {
        let text = code
        for (const change of changes) {
          const [file, piece, instead] = change
          if (!id.endsWith(`/src/${file}`)) continue
          if (!text.includes(piece)) throw new Error(`${file} has no \`${piece}\`: mend bench/checks.mjs.`)
          text = text.replace(piece, instead)
          made.add(change)
        }
        return text === code ? undefined : { code: text }
      },
    },
  }
  const program = await rolldown({
    input: { cli: path.join(root, 'src/cli/main.ts') },
    platform: 'node',
    external: [/^highlight\.js\/lib\/languages\//, /^temml$/],
    plugins: [cut],
    logLevel: 'silent',
  })
  fs.rmSync(folder, { recursive: true, force: true })
  await program.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name].mjs' })
  await program.close()
  if (made.size !== changes.length) throw new Error('Not all cuts were made.')
  return path.join(folder, 'cli.mjs')
}

const pages = Number(process.argv[2] ?? 1000)
const folder = path.join(out, `course-${pages}`)
writeCourse(pages, folder)
const programs = { 'with checks': await bundle('with', []), without: await bundle('without', cuts) }
const commands = {
  'build, with checks': [programs['with checks'], 'build'],
  'build, without': [programs.without, 'build'],
  check: [programs['with checks'], 'check'],
}
const figures = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
for (let turn = 0; turn < TURNS; turn++) {
  for (const [name, [program, command]] of Object.entries(commands)) {
    for (const made of ['dist', '.lectern']) fs.rmSync(path.join(folder, made), { recursive: true, force: true })
    const usage = path.join(out, 'usage.json')
    execFileSync(
      process.execPath,
      ['--require', path.join(root, 'bench/usage.cjs'), program, command, folder, '--quiet'],
      { env: { ...process.env, LECTERN_BENCH_USAGE: usage }, stdio: ['ignore', 'ignore', 'inherit'] },
    )
    figures[name].push(JSON.parse(fs.readFileSync(usage, 'utf8')))
  }
}
const sorted = (name) => figures[name].map(({ user }) => user).sort((a, b) => a - b)
const middle = (name) => sorted(name)[Math.floor(TURNS / 2)]
console.log(`${pages} pages, Node ${process.version}, user ms of the median of ${TURNS} processes, least and most`)
for (const name of Object.keys(commands))
  console.log(
    `${name.padEnd(20)} ${middle(name).toFixed(0).padStart(7)}  ${sorted(name)[0]?.toFixed(0)} to ${sorted(name).at(-1)?.toFixed(0)}`,
  )
const added = middle('build, with checks') / middle('build, without') - 1
console.log(`the checks add ${(100 * added).toFixed(1)} % to a build without them`)
