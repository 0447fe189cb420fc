import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, test } from 'vitest'
import { DEFAULT_RUN } from '../../src/config/run-settings.ts'
import { findEngine } from '../../src/run/engine-version.ts'
import { removeFolders, siteOnDisk } from './site-on-disk.ts'

/** After each kind of edit: what is told, and what runs. */

afterEach(removeFolders)

const settings = (more = ''): string => `title: T\nrun: {python: false, javascript: true, files: [data]${more}}\n`
const page = (text: string): string => `title: A\n\n${text}\n`
const fence = (code: string): string => `\`\`\`javascript\n${code}\n\`\`\`\n`
const first = fence('// The beginning.\nlet n = 1')
const second = fence("console.log(typeof n, require('node:fs').readFileSync('data/a.csv', 'utf8'))")
const whole = page(`${first}\nText.\n\n${second}`)

const ran = async () => {
  const site = siteOnDisk({
    'site.yaml': settings(),
    'content/a.md': whole,
    'content/b.md': page(fence('console.log("another page")')),
    'data/a.csv': '1\n',
    'data/b.csv': '2\n',
  })
  await site.run()
  return site
}

describe('after an edit of', () => {
  test.each<[string, string, string, readonly string[]]>([
    [
      'prose and comments of Markdown above a block',
      'content/a.md',
      page(`${first}\n<!-- Why? -->\n\nMore text.\n\n${second}`),
      [],
    ],
    [
      'a comment in the code above a block, the block of the comment',
      'content/a.md',
      whole.replace('beginning', 'start'),
      ['run/stale This block has changed since it was run: what is shown is what it gave before.'],
    ],
    [
      'a block, that block',
      'content/a.md',
      whole.replace('log(typeof n,', 'log(1 +'),
      ['run/stale This block has changed since it was run: what is shown is what it gave before.'],
    ],
    [
      'the page by a new block, that block',
      'content/a.md',
      whole.replace('Text.', fence('n = 5')),
      ['run/stale This block has not been run yet.'],
    ],
    [
      'the page by a block less, the block below it',
      'content/a.md',
      page(second),
      ['run/stale A block above this one was taken out since the page was run.'],
    ],
    [
      'a file that is read, the block that reads it',
      'data/a.csv',
      '3\n',
      ['run/stale `data/a.csv`, which this block reads, has changed since it was run.'],
    ],
    ['a file that no block reads, none', 'data/b.csv', '3\n', []],
    [
      'what the settings say of how code is run, the first block',
      'site.yaml',
      settings(', seed: false'),
      [
        'run/stale How code of the language `javascript` is run has changed since it was run: by `run:` in `site.yaml`, or by another version of Lectern.',
      ],
    ],
    ['a limit, none', 'site.yaml', settings(', limit: 20'), []],
  ])('%s is told', async (_, file, text, messages) => {
    const site = await ran()
    site.edit(file, text)
    expect([...new Set(site.build().messages)]).toEqual(messages)
    const pages =
      messages.length === 0 ? [] : file === 'site.yaml' ? ['content/a.md', 'content/b.md'] : ['content/a.md']
    expect((await site.run()).ran).toEqual(pages)
    expect(site.build().messages).toEqual([])
    expect((await site.run()).ran).toEqual([])
  })
})

const python = DEFAULT_RUN.engines.map((engine) => findEngine(engine, '.'))[0]

if (!python) test('Python 3 is not here: modules and packages are not tried', () => expect(python).toBeUndefined())
else
  describe('of Python, after an edit of', () => {
    test('a module that is imported, the block that imports it is told, and it runs again', async () => {
      const site = siteOnDisk({
        'site.yaml': 'run: {files: [course.py]}\n',
        'course.py': 'def half(n):\n    return n / 2\n',
        'content/a.md': '```python\nprint(1)\n```\n\n```python\nimport course\nprint(course.half(3))\n```\n',
      })
      await site.run()
      site.edit('course.py', 'def half(n):\n    return n // 2\n')
      const built = site.build()
      expect(built.printed).toMatch(
        /a\.md:5:1 .*`course\.py`, which this block imports, has changed since it was run\./,
      )
      expect(built.page('a')).toContain('<figure class="code output stale">')
      expect((await site.run()).ran).toEqual(['content/a.md'])
      expect(site.build().page('a')).toMatch(/<figure class="code output">.*<code>1\n[\s\S]*<code>1\n/)
    })

    test('the version of a package, nothing is stale: it is told, and `--check` says what it changes', async () => {
      const site = siteOnDisk({
        'site.yaml': 'run: {python: env/bin/python}\n',
        'content/a.md': '```python\nimport toy\nprint(toy.answer())\n```\n',
      })
      const made = spawnSync(python.command, ['-m', 'venv', '--without-pip', `${site.root}/env`], { encoding: 'utf8' })
      expect(made.stderr).toBe('')
      const [folder = ''] = spawnSync(
        `${site.root}/env/bin/python`,
        ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'],
        { encoding: 'utf8' },
      ).stdout.split('\n')
      const packages = folder.slice(site.root.length + 1)
      const install = (version: string, answer: string): void => {
        site.edit(`${packages}/toy/__init__.py`, `def answer():\n    return ${answer}\n`)
        site.edit(`${packages}/toy.dist-info/METADATA`, `Metadata-Version: 2.1\nName: toy\nVersion: ${version}\n`)
      }
      install('1.0', '41')
      await site.run()
      expect(site.read('runs/a.json')).toContain('"toy": "1.0"')
      expect(await site.notes()).toEqual([])
      install('2.0', '42')
      expect(site.build().messages).toEqual([])
      expect((await site.run()).ran).toEqual([])
      expect(await site.notes()).toEqual([
        '`content/a.md` was run with toy 1.0; here it is 2.0. `lectern run --check` tells whether that matters, `lectern run --all` runs all anew.',
      ])
      const checked = await site.run({ check: true })
      expect(checked.printed).toContain('run/differs  This block gives another output than the one that is kept.')
      expect(checked.printed).toContain(
        'kept is `41`, and now it is `42`; it was kept with toy 1.0, and here is toy 2.0;',
      )
      expect((await site.run({ all: true })).changed).toEqual(['content/a.md'])
      expect(await site.notes()).toEqual([])
    })
  })
