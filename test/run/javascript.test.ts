import { afterEach, describe, expect, test } from 'vitest'
import { removeFolders, siteOnDisk } from './site-on-disk.ts'

/** What holds for every engine is told with the one that is always there. */

afterEach(removeFolders)

const settings = 'title: T\nrun: {python: false, javascript: true, limit: 2, files: [data]}\n'
const js = (...blocks: readonly string[]): string =>
  `title: A\n\n${blocks.map((code) => `\`\`\`javascript\n${code}\n\`\`\``).join('\n\nText.\n\n')}\n`
const page = (...blocks: readonly string[]) => ({
  'site.yaml': settings,
  'content/a.md': js(...blocks),
  'data/a.csv': '1\n',
})

describe('lectern run', () => {
  test('keeps what blocks of a page print, which share their names', async () => {
    const site = siteOnDisk(page('const n = 2\nconsole.log(n)', 'console.log(n * 2)'))
    expect(site.build().messages).toEqual(['run/missing The results of this block and of 1 below it are missing.'])
    expect(await site.run()).toMatchObject({ changed: ['content/a.md'], failed: [], printed: '' })
    const built = site.build()
    expect(built.messages).toEqual([])
    expect(built.page('a')).toContain(
      '<figure class="code output"><figcaption>Output:</figcaption><pre><code>2\n</code></pre></figure>',
    )
    expect(built.page('a')).toContain('<pre><code>4\n</code></pre>')
  })

  test('runs nothing where nothing has changed, and nothing when prose has', async () => {
    const site = siteOnDisk(page('console.log(1)'))
    await site.run()
    expect((await site.run()).ran).toEqual([])
    site.edit('content/a.md', js('console.log(1)').replace('title: A\n', 'title: B\n\nMore text.\n'))
    expect((await site.run()).ran).toEqual([])
    expect(site.build().messages).toEqual([])
  })

  test('tells which block has changed, and shows what it gave before as stale', async () => {
    const site = siteOnDisk(page('let n = 1', 'console.log(n)', 'console.log(n + 1)'))
    await site.run()
    site.edit('content/a.md', js('let n = 1', '// now in more words\nconsole.log(n)', 'console.log(n + 1)'))
    const built = site.build()
    expect(built.printed).toContain('content/a.md:9:1  warning  run/stale  This block has changed since it was run')
    expect(built.printed).toContain('hint: `lectern run a` runs the page anew')
    expect(built.messages).toHaveLength(1)
    expect(built.page('a').match(/class="code output stale"/g)).toHaveLength(2)
    expect((await site.run()).ran).toEqual(['content/a.md'])
    expect(site.build().messages).toEqual([])
  })

  test('tells of a file that was read, of one that is new, and of one that is gone', async () => {
    const code =
      "const fs = require('node:fs')\nconsole.log(fs.readdirSync('data').map((name) => name + fs.readFileSync(`data/${name}`)).join(''))"
    const site = siteOnDisk({ ...page(code), 'data/b.csv': '2\n' })
    await site.run()
    expect(site.build().page('a')).toContain('a.csv1\nb.csv2\n')
    site.edit('data/a.csv', '3\n')
    expect(site.build().messages).toEqual([
      'run/stale `data/a.csv`, which this block reads, has changed since it was run.',
    ])
    await site.run()
    site.remove('data/b.csv')
    expect(site.build().messages).toEqual([
      'run/stale The files in `data/` are not those that were there when this block was run.',
      'run/stale `data/b.csv`, which this block reads, is not there any more.',
    ])
    await site.run()
    expect(site.build().page('a')).toMatch(/<code>a\.csv3\n/)
  })

  test('gives the same bytes in another folder, and with --check names the block that does not', async () => {
    const files = page('console.log(Math.random())', 'console.log(process.cwd(), Object.keys(process.env).length)')
    const [one, other] = [siteOnDisk(files), siteOnDisk(files)]
    await one.run()
    await other.run()
    expect(one.below('runs')).toEqual(other.below('runs'))
    expect(await one.run({ check: true })).toMatchObject({ same: ['content/a.md'], printed: '' })
    one.edit('content/a.md', js('console.log(1)', 'console.log(process.hrtime.bigint())'))
    await one.run()
    const before = one.below('runs')
    const checked = await one.run({ check: true })
    expect(checked.printed).toContain(
      'content/a.md:9:1  error  run/differs  This block gives another output than the one that is kept.',
    )
    expect(one.below('runs')).toEqual(before)
  })

  test('takes away results of pages that have no code any more', async () => {
    const site = siteOnDisk({
      ...page('console.log(1)'),
      'content/b.md': js('console.log(2)'),
      'runs/notes.txt': 'mine',
    })
    await site.run()
    expect(Object.keys(site.below('runs'))).toEqual(['a.json', 'b.json', 'notes.txt'])
    site.edit('content/b.md', 'title: B\n\nText.\n')
    site.edit('content/a.md', js('console.log(3)'))
    expect((await site.run()).removed).toEqual(['runs/b.json'])
    expect(Object.keys(site.below('runs'))).toEqual(['a.json', 'notes.txt'])
  })

  test('keeps pictures by their content, and takes away those that no block makes', async () => {
    const draw = (width: number) =>
      `require('node:fs').writeFileSync(process.env.LECTERN_FIGURES + '/x.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="5"/>')`
    const site = siteOnDisk(page(draw(7)))
    await site.run()
    const [first = ''] = Object.keys(site.below('runs/a'))
    expect(site.build().page('a')).toContain(
      `<figure class="figure"><img src="../runs/a/${first}" alt="" width="7" height="5" fetchpriority="high"></figure>`,
    )
    expect(site.read(`dist/runs/a/${first}`)).toContain('width="7"')
    site.edit('content/a.md', js(draw(8)))
    await site.run()
    expect(Object.keys(site.below('runs/a'))).not.toContain(first)
    expect(Object.keys(site.below('runs/a'))).toHaveLength(1)
  })

  test('takes one picture for light pages and one for dark ones, each block its own of the same name', async () => {
    const draw = (name: string, width: number) =>
      `require('node:fs').writeFileSync(process.env.LECTERN_FIGURES + '/${name}', '<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="5"/>')`
    const site = siteOnDisk(page(`${draw('x.svg', 7)}\n${draw('x-dark.svg', 7.1)}`, draw('x.svg', 9)))
    await site.run()
    expect(site.build().page('a')).toMatch(
      /<figure class="figure"><img class="light-only" [^>]*width="7" [^>]*><img class="dark-only again" [^>]*><\/figure>[\s\S]*<figure class="figure"><img src="[^>]*width="9"/,
    )
  })
})

describe('a page that cannot be run to its end', () => {
  test.each([
    [
      'raises',
      "const f = () => { throw new TypeError('no') }\n\nf()",
      /a\.md:4:1 {2}error {2}run\/failed {2}The code raises `TypeError: no`\.[\s\S]*if readers are to see it, write `# should-raise`/,
    ],
    [
      'raises later',
      "setTimeout(() => { throw new Error('late') })\nPromise.reject(new Error('never'))",
      /run\/failed {2}The code raises `Error:/,
    ],
    [
      'needs a package',
      "require('not-a-package')",
      /a\.md:4:1 {2}error {2}run\/no-package {2}There is no module `not-a-package`\.[\s\S]*`npm install not-a-package`/,
    ],
    ['does not end', 'for (;;);', /run\/time {2}The code takes longer than 2 seconds\.[\s\S]*a loop without an end/],
    [
      'prints without end',
      "for (;;) console.log('x'.repeat(1000))",
      /run\/too-much-output {2}The code prints more than 100000 bytes\./,
    ],
    [
      'writes into the site',
      "require('node:fs').writeFileSync(`${SITE}/content/a.md`, '')",
      /run\/failed {2}The code raises `PermissionError: code of a page may not write into the site[\s\S]*what a page writes is thrown away/,
    ],
    [
      'writes into the site a little later',
      "require('node:fs/promises').open(`${SITE}/data/a.csv`, 'w').then(() => console.log('open'))",
      /run\/failed {2}The code raises `PermissionError: /,
    ],
    [
      'reads a file that the site does not have',
      "require('node:fs').readFileSync('data/none.csv')",
      /run\/failed {2}The code raises `Error: ENOENT: [\s\S]*the site has no `data\/none\.csv`, and the page has not made it above/,
    ],
    [
      'waits for somebody to type',
      "require('node:fs').readFileSync(0, 'utf8').trim().x.y",
      /run\/failed {2}The code raises `TypeError: /,
    ],
    ['is a module', "import fs from 'node:fs'", /a\.md:4:1 .*Cannot use import statement[\s\S]*write `require\(…\)`/],
    ['waits at its top', 'await 1', /a\.md:4:1 .*await is only valid[\s\S]*which is waited for/],
    ['ends its process', 'process.exit(3)', /run\/died {2}The code ended its process \(exit status 3\)\./],
    [
      'should raise and does not',
      '// should-raise\nconsole.log(1)',
      /run\/no-exception {2}The code should raise an exception, and comes to its end\./,
    ],
    [
      'raises something else',
      '// should-raise RangeError\nnull.x',
      /run\/failed {2}The code should raise `RangeError`, and raises `TypeError: /,
    ],
  ])('because a block %s keeps its last results', async (_, code, printed) => {
    const site = siteOnDisk(page('console.log(1)'))
    await site.run()
    const before = site.below('runs')
    const written = js(code.replaceAll('${SITE}', site.root))
    site.edit('content/a.md', written)
    const run = await site.run()
    expect(run.printed).toMatch(printed)
    expect(run).toMatchObject({ failed: ['content/a.md'], changed: [] })
    expect(site.below('runs')).toEqual(before)
    expect(site.read('content/a.md')).toBe(written)
    expect(site.read('data/a.csv')).toBe('1\n')
    expect(site.build().messages).toHaveLength(1)
  })

  test('leaves nothing of what it started', async () => {
    const code = "require('node:child_process').spawn('sleep', ['30'], { stdio: 'inherit' })\nconsole.log(1)"
    const site = siteOnDisk(page(code))
    expect(await site.run()).toMatchObject({ changed: ['content/a.md'] })
    expect(site.build().page('a')).toContain('<code>1\n</code>')
  })
})

describe('results that are there', () => {
  test.each([
    [
      'with the marks of a merge',
      '<<<<<<< HEAD\n{\n',
      'run/bad-results `runs/a.json` has the marks of a merge that is not settled.',
    ],
    [
      'that were cut off',
      '{\n "lectern": "run 1",\n',
      'run/bad-results `runs/a.json` is not what `lectern run` writes.',
    ],
    [
      'of another version',
      '{\n "lectern": "run 0"\n}',
      'run/stale The results in `runs/a.json` were written by another version of Lectern.',
    ],
  ])('%s are told, and written anew', async (_, text, message) => {
    const site = siteOnDisk({ ...page('console.log(1)'), 'runs/a.json': text })
    expect(site.build().messages).toEqual([message])
    expect((await site.run()).changed).toEqual(['content/a.md'])
    expect(site.build().messages).toEqual([])
  })
})

describe('other engines', () => {
  test('run each block by itself, or all in one process with a mark', async () => {
    const toy =
      "const fs = require('fs'); for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\\n')) { if (line === 'fail') { console.error('toy: no'); process.exit(1) } else if (line) console.log(line.toUpperCase().replace(/^PRINT /, '')) }"
    const fences = '```toy\none\n```\n\n```toy\ntwo\n```\n'
    const site = siteOnDisk({
      'site.yaml': 'run:\n  python: false\n  engines: {toy: "node tool/toy.js {file}"}\n  files: tool\n',
      'content/a.md': fences,
      'tool/toy.js': toy,
    })
    expect(await site.run()).toMatchObject({ changed: ['content/a.md'], printed: '' })
    expect(site.build().page('a')).toMatch(/<code>ONE\n[\s\S]*<code>TWO\n/)
    site.edit(
      'site.yaml',
      'run:\n  python: false\n  engines: {toy: {command: "node tool/toy.js {file}", mark: "print {mark}"}}\n  files: tool\n',
    )
    site.edit(
      'tool/toy.js',
      toy
        .replace('line.toUpperCase()', 'line.replace(/^(?!print).*/, (all) => all.toUpperCase())')
        .replace('/^PRINT /', '/^print /'),
    )
    expect(await site.run()).toMatchObject({ changed: ['content/a.md'], printed: '' })
    expect(site.build().page('a')).toMatch(/<code>ONE\n[\s\S]*<code>TWO\n/)
    site.edit('content/a.md', '```toy\nfail\n```\n')
    expect((await site.run()).printed).toContain('run/failed  The code raises `toy: no`.')
  })

  test('of the shell share their variables and tell their status', async () => {
    const site = siteOnDisk({
      'site.yaml': 'run: {python: false, shell: true}\n',
      'content/a.md':
        '```shell\nname=Ada\n```\n\n```shell\necho "Hello $name"\n```\n\n```shell\n# should-raise\nfalse\n```\n\n```bash\necho other\n```\n',
    })
    expect(await site.run()).toMatchObject({ changed: ['content/a.md'], printed: '' })
    expect(site.build().page('a')).toMatch(/Hello Ada\n[\s\S]*exit status 1\n[\s\S]*<code>other\n/)
  })

  test('draw: pictures of the shell and of a program by itself are those of their block', async () => {
    const drawing = (width: number) => `<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='5'/>`
    const shell = (width: number) => `\`\`\`shell\necho "${drawing(width)}" > "$LECTERN_FIGURES/x.svg"\n\`\`\`\n`
    const toy =
      "const fs = require('fs'); fs.writeFileSync(process.env.LECTERN_FIGURES + '/y.svg', fs.readFileSync(process.argv[2]))"
    const site = siteOnDisk({
      'site.yaml': 'run:\n  python: false\n  shell: true\n  engines: {toy: "node tool/toy.js {file}"}\n  files: tool\n',
      'content/a.md': `${shell(3)}\n${shell(4)}\n\`\`\`toy\n${drawing(5)}\n\`\`\`\n\n\`\`\`toy\n${drawing(6)}\n\`\`\`\n`,
      'tool/toy.js': toy,
    })
    expect(await site.run()).toMatchObject({ changed: ['content/a.md'], printed: '' })
    expect(
      Array.from(
        site
          .build()
          .page('a')
          .matchAll(/<img [^>]*width="(\d+)"/g),
        ([, width]) => width,
      ),
    ).toEqual(Array.from('3456'))
  })

  test('that are not there are told once for all pages', async () => {
    const site = siteOnDisk({
      'site.yaml': 'run: {python: no/such/python}\n',
      'content/a.md': '```python\n1\n```\n',
      'content/b.md': '```python\n1\n```\n',
    })
    const run = await site.run()
    expect(run.diagnostics).toHaveLength(1)
    expect(run.printed).toContain(
      'run/no-engine  `no/such/python`, which runs code of the language `python`, is not there.',
    )
  })
})
