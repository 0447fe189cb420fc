import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { createSession } from '../../src/build/session.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { memoryFiles } from '../../src/files/memory.ts'
import { openSite } from '../../src/files/open-site.ts'
import { MANIFEST } from '../../src/output/manifest.ts'
import { develop } from '../../src/serve/develop.ts'

/** For how many seconds files are changed at random; `LECTERN_EDITS=120` for two minutes. */
const SECONDS = Number(process.env.LECTERN_EDITS ?? 4)
/** `LECTERN_SEED=7` makes the edits of that seed again. */
const SEED = Number(process.env.LECTERN_SEED ?? Math.trunc(Math.random() * 1e6))
/** So many edits are made between two comparisons with a clean build. */
const ROUND = 250

const texts: Readonly<Record<string, readonly string[]>> = {
  md: [
    'title: A\n\n## Part\n\n%link:b% $name$\n',
    '# A heading\n\n%FigDot\n\n%--\nfigure:\n  source: dot.svg\n  id: FigDot\n--%\n',
    '%-- include: shared.md --%\n',
    'title: C\norder: 1\n\n%ref:a#FigDot% [x](%url:a%#part)\n',
    'title: D\ndraft: true\nredirect_from: /old/\n\n$x^2$\n',
    'slug: moved\n\n%--\nfigure:\n',
    '![](dot.svg)\n',
  ],
  svg: [8, 16].map((width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="4"/>`),
  hbs: ['<footer>{{page.title}}</footer>\n', '{{#if}', '<footer>plain</footer>\n'],
  css: ['p {}', 'a {}'],
  'site.yaml': ['title: Course\n', 'numbering: chapter\n', 'titel: x\n', 'title: ['],
  'sitemap.yaml': ['A: one/a\nB: one/b\n', 'One:\n  B: one/b\nTwo:\n  C: two/c\n', 'X: nowhere\n'],
  'constants.yaml': ['name: Ada\n', 'name: Grace\n'],
}
const files = [
  ...['index', 'one/a', 'one/b', 'two/c', 'two/sub/d', 'one/shared'].map((name) => `content/${name}.md`),
  ...[
    'content/one/dot.svg',
    'content/one/img/a/dot.svg',
    'content/two/dot.svg',
    'templates/partials/footer.hbs',
    'assets/own.css',
  ],
  ...['site.yaml', 'sitemap.yaml', 'constants.yaml'],
]
const textsOf = (file: string): readonly string[] => texts[file] ?? texts[path.extname(file).slice(1)] ?? []

const edit = fc.record({
  file: fc.constantFrom(...files),
  text: fc.nat(),
  how: fc.constantFrom(
    ...['write', 'write', 'write', 'half', 'rename', 'remove', 'move', 'away', 'move folder', 'remove folder', 'burst'],
  ),
  pause: fc.constantFrom(0, 1, 5, 30, 60, 150),
})
type Edit = ReturnType<typeof sampleEdits>[number]
const sampleEdits = (seed: number, count: number) => fc.sample(edit, { seed, numRuns: count })
const sleep = (milliseconds: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A site on disk, and what editors and other programs do to it. */
function siteOnDisk() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-edits-'))
  const at = (file: string): string => path.join(folder, file)
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(at(file)), { recursive: true })
    fs.writeFileSync(at(file), text)
  }
  const move = (from: string, to: string): void => {
    if (!fs.existsSync(at(from))) return
    fs.mkdirSync(path.dirname(at(to)), { recursive: true })
    fs.rmSync(at(to), { recursive: true, force: true })
    fs.renameSync(at(from), at(to))
  }
  const change = ({ file, text, how }: Edit): void => {
    const all = textsOf(file)
    const chosen = all[text % all.length] ?? ''
    if (how === 'remove') fs.rmSync(at(file), { force: true })
    else if (how === 'remove folder') fs.rmSync(at('content/two'), { recursive: true, force: true })
    else if (how === 'move folder') {
      const [from, to] = text % 2 ? ['two', 'three'] : ['three', 'two']
      move(`content/${from}`, `content/${to}`)
    } else if (how === 'move') {
      const others = files.filter((other) => path.extname(other) === path.extname(file) && other !== file)
      const to = others[text % others.length]
      if (to !== undefined && file.startsWith('content/')) move(file, to)
    } else if (how === 'away') {
      move(file, 'kept.txt')
      move('kept.txt', file)
    } else if (how === 'half') {
      write(file, chosen.slice(0, chosen.length / 2))
      setTimeout(() => write(file, chosen), 15)
    } else if (how === 'rename') {
      write(`${file}.tmp`, chosen)
      fs.renameSync(at(`${file}.tmp`), at(file))
    } else if (how === 'burst') {
      for (const other of files) write(other, textsOf(other)[text % textsOf(other).length] ?? '')
    } else write(file, chosen)
  }
  for (const file of files) write(file, textsOf(file)[0] ?? '')
  return { folder, write, change, remove: () => fs.rmSync(folder, { recursive: true, force: true }) }
}

/** What a clean build writes, by path, and what it tells. */
function buildClean(folder: string) {
  const output = memoryFiles({}, 'dist')
  const session = createSession({
    ...openSite(folder),
    version: '0.0.0',
    openOutput: () => ({ files: output, path: 'dist', holdsSite: false }),
  })
  const { diagnostics } = build(session, { base: '/', drafts: true, keepGoing: true })
  const written = output.list('').filter((file) => file !== MANIFEST)
  return {
    files: new Map(written.map((file) => [file, asText(output.read(file))])),
    faults: diagnostics.map(asLine),
  }
}
const asLine = (fault: Diagnostic): string => JSON.stringify(fault)
const asText = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString('latin1')

test('random edits that a watcher notices end with the bytes of a clean build', {
  timeout: SECONDS * 3000 + 300_000,
}, async () => {
  const { folder, write, change, remove } = siteOnDisk()
  const dev = await develop(folder, {
    session: createSession({ ...openSite(folder), version: '0.0.0' }),
    overrides: { base: '/', drafts: true },
    host: '127.0.0.1',
    port: 0,
    openEditor: () => undefined,
    onFaults: () => undefined,
  })
  /** All files that there ever were: what is gone must not be served. */
  const known = new Set<string>()
  const made = { edits: 0, rounds: 0, files: 0, seconds: 0 }
  try {
    await dev.watching
    const until = performance.now() + SECONDS * 1000
    while (performance.now() < until) {
      const begun = performance.now()
      const seed = SEED + made.rounds
      for (const next of sampleEdits(seed, ROUND)) {
        change(next)
        made.edits++
        await sleep(next.pause)
        if (performance.now() > until) break
      }
      // A site that can be laid out, as all its pages can be compared then.
      await sleep(30)
      write('site.yaml', 'title: Course\n')
      write('templates/partials/footer.hbs', '<footer>End</footer>\n')
      const clean = buildClean(folder)
      for (const file of clean.files.keys()) known.add(file)
      await expect
        .poll(
          () => {
            if (dev.site.work(50)) return 'at work'
            const served = (file: string) => asText(dev.site.page(file)?.bytes ?? dev.site.file(file))
            const wrong = [...known].filter((file) => served(file) !== clean.files.get(file))
            const told = dev.site.diagnostics().map(asLine)
            return {
              wrong,
              untold: clean.faults.filter((fault) => !told.includes(fault)),
              mended: told.filter((fault) => !clean.faults.includes(fault)),
              order: told.join('\n') === clean.faults.join('\n'),
            }
          },
          { interval: 50, message: `the edits of LECTERN_SEED=${seed}` },
        )
        .toEqual({ wrong: [], untold: [], mended: [], order: true })
      made.rounds++
      made.files += clean.files.size
      made.seconds += (performance.now() - begun) / 1000
    }
  } finally {
    await dev.close()
    remove()
  }
  if (process.env.LECTERN_EDITS !== undefined)
    console.log(
      `LECTERN_SEED=${SEED}: ${made.edits} edits in ${made.seconds.toFixed(0)} s; ${made.rounds} comparisons with a clean build, ${made.files} files the same`,
    )
})
