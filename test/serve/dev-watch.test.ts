import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { MANIFEST } from '../../src/build/manifest.ts'
import { createSession } from '../../src/build/session.ts'
import { memoryFiles } from '../../src/files/memory.ts'
import { openSite } from '../../src/files/open-site.ts'
import { develop } from '../../src/serve/develop.ts'

/** How long files are changed at random; `LECTERN_EDITS=120` for two minutes. */
const SECONDS = Number(process.env.LECTERN_EDITS ?? 4)

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
  ...['content/one/dot.svg', 'content/two/dot.svg', 'templates/partials/footer.hbs', 'assets/own.css'],
  ...['site.yaml', 'sitemap.yaml', 'constants.yaml'],
]
const textsOf = (file: string): readonly string[] => texts[file] ?? texts[path.extname(file).slice(1)] ?? []

test('random edits that a watcher notices end with the bytes of a clean build', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-edits-'))
  const at = (file: string): string => path.join(folder, file)
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(at(file)), { recursive: true })
    fs.writeFileSync(at(file), text)
  }
  const half = (file: string, text: string): void => {
    write(file, text.slice(0, text.length / 2))
    setTimeout(() => write(file, text), 15)
  }
  const byRename = (file: string, text: string): void => {
    write(`${file}.tmp`, text)
    fs.renameSync(at(`${file}.tmp`), at(file))
  }
  for (const file of files) write(file, textsOf(file)[0] ?? '')
  const dev = await develop(folder, {
    session: createSession({ ...openSite(folder), version: '0.0.0' }),
    overrides: { base: '/', drafts: true },
    host: '127.0.0.1',
    port: 0,
    openEditor: () => undefined,
    onFaults: () => undefined,
  })
  try {
    await dev.watching
    const edits = fc.sample(
      fc.record({
        file: fc.constantFrom(...files),
        text: fc.nat(),
        how: fc.constantFrom('write', 'write', 'write', 'half', 'rename', 'remove', 'folder'),
        pause: fc.constantFrom(0, 1, 5, 30, 60, 150),
      }),
      SECONDS * 25,
    )
    for (const { file, text, how, pause } of edits) {
      const all = textsOf(file)
      const chosen = all[text % all.length] ?? ''
      if (how === 'remove') fs.rmSync(at(file), { force: true })
      else if (how === 'folder') fs.rmSync(at('content/two'), { recursive: true, force: true })
      else if (how === 'half') half(file, chosen)
      else if (how === 'rename') byRename(file, chosen)
      else write(file, chosen)
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
    // A site without faults at the end, as all its pages can be compared then.
    await new Promise((resolve) => setTimeout(resolve, 30))
    write('site.yaml', 'title: Course\n')
    write('templates/partials/footer.hbs', '<footer>End</footer>\n')
    const output = memoryFiles({}, 'dist')
    const clean = createSession({
      ...openSite(folder),
      version: '0.0.0',
      openOutput: () => ({ files: output, path: 'dist', holdsSite: false }),
    })
    const { diagnostics } = build(clean, { base: '/', drafts: true, keepGoing: true })
    const decode = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('latin1')
    await expect
      .poll(
        () => {
          if (dev.site.work(50)) return 'at work'
          const wrong = output
            .list('')
            .filter((file) => file !== MANIFEST)
            .filter(
              (file) =>
                decode(dev.site.page(file)?.bytes ?? dev.site.file(file)) !== decode(output.read(file) as Uint8Array),
            )
          return [
            ...wrong,
            ...(JSON.stringify(dev.site.diagnostics()) === JSON.stringify(diagnostics) ? [] : ['faults']),
          ]
        },
        { timeout: 20_000, interval: 50 },
      )
      .toEqual([])
  } finally {
    await dev.close()
    fs.rmSync(folder, { recursive: true, force: true })
  }
})
