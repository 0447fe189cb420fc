import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { removeFolders, siteOnDisk } from '../run/site-on-disk.ts'

const program = path.resolve(import.meta.dirname, '../../lib/cli.js')

afterEach(removeFolders)

const lectern = (root: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: root, encoding: 'utf8' })
  return { status, stdout, stderr }
}
const page = (code: string): string => `title: A\n\n\`\`\`javascript\n${code}\n\`\`\`\n`
const site = (settings = '', code = 'console.log(1)') =>
  siteOnDisk({
    'site.yaml': `run: {python: false, javascript: true}\n${settings}`,
    'content/basic/a.md': page(code),
    'content/basic/b.md': page('console.log(2)'),
    'content/c.md': 'title: C\n\nText.\n',
  })

describe('lectern run', () => {
  test('runs what is missing or stale, and then says that there is nothing to run', () => {
    const { root, edit, read } = site()
    expect(lectern(root, 'run')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^2 pages run in /),
      stderr: '',
    })
    expect(lectern(root, 'run').stdout).toMatch(/^nothing to run: the results of 2 pages are those of their code in /)
    edit('content/basic/a.md', page('console.log(3)'))
    expect(lectern(root, 'run').stdout).toMatch(/^1 page run in /)
    expect(read('runs/basic/a.json')).toContain('"3"')
    expect(lectern(root, 'run', '--all').stdout).toMatch(/^2 pages run, 2 gave what was kept in /)
    expect(lectern(root, 'run', '--check').stdout).toMatch(/^2 pages gave what is kept in /)
  })

  test.each([
    [['basic/a'], ['a.json']],
    [['content/basic/a.md'], ['a.json']],
    [['basic'], ['a.json', 'b.json']],
    [
      ['.', 'basic/b.md', './basic/a'],
      ['a.json', 'b.json'],
    ],
  ])('runs the pages that are named: %s', (words, kept) => {
    const { root, below } = site()
    expect(lectern(root, 'run', ...words).status).toBe(0)
    expect(Object.keys(below('runs/basic'))).toEqual(kept)
  })

  test('says which page is not there, and which has no code', () => {
    const { root } = site()
    expect(lectern(root, 'run', 'basic/d')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no page `basic/d`. Did you mean `basic/a`?'),
    })
    expect(lectern(root, 'run', 'c')).toMatchObject({ status: 2, stderr: 'lectern: `c` has no code that runs.\n' })
  })

  test('refuses a site whose authors are not trusted, unless it is told to', () => {
    const { root, below } = site('safe: true\n')
    expect(lectern(root, 'run')).toMatchObject({ status: 2, stderr: expect.stringContaining('`--trust` runs it.') })
    expect(below('runs')).toEqual({})
    expect(lectern(root, 'run', '--trust')).toMatchObject({ status: 0 })
  })

  test('fails where code fails, as programs want to be told, too', () => {
    const { root, below } = site('', 'never')
    const run = lectern(root, 'run', '--format', 'json')
    expect(run.status).toBe(1)
    expect(JSON.parse(run.stdout)).toMatchObject({
      errors: 1,
      diagnostics: [{ code: 'run/failed', place: { path: 'content/basic/a.md', line: 4 } }],
    })
    expect(Object.keys(below('runs/basic'))).toEqual(['b.json'])
    expect(lectern(root, 'run').stdout).toMatch(/^0 pages run, 1 could not be run in .*, 1 error/)
  })

  test('fails with --check where code gives something else, and writes nothing', () => {
    const { root, below } = site('', 'console.log(process.hrtime.bigint())')
    lectern(root, 'run')
    const before = below('runs')
    const checked = lectern(root, 'run', '--check')
    expect(checked).toMatchObject({ status: 1, stderr: expect.stringContaining('run/differs') })
    expect(checked.stdout).toMatch(/^1 page gave what is kept, 1 gave something else in /)
    expect(below('runs')).toEqual(before)
  })

  test('is the only command that runs code', () => {
    const { root } = site(
      '',
      "require('node:fs').writeFileSync(process.env.LECTERN_FIGURES + '/x', '')\nconsole.log(1)",
    )
    for (const command of ['build', 'check']) expect(lectern(root, command).stderr).toContain('run/missing')
    expect(fs.existsSync(path.join(root, 'runs'))).toBe(false)
  })
})

describe('lectern export', () => {
  test('writes a page as a notebook, where it is told to', () => {
    const { root, read } = site()
    lectern(root, 'run')
    expect(lectern(root, 'export', 'ipynb', 'basic/a', '--output', 'assets/notebooks')).toMatchObject({
      status: 0,
      stdout: `${path.join('assets', 'notebooks', 'a.ipynb')}\n`,
    })
    expect(JSON.parse(read('assets/notebooks/a.ipynb'))).toMatchObject({ nbformat: 4, metadata: { title: 'A' } })
  })

  test('says what it cannot do', () => {
    const { root } = site()
    expect(lectern(root, 'export', 'pdf', 'c').stderr).toBe('lectern: There is no form `pdf`. Did you mean `ipynb`?\n')
    expect(lectern(root, 'export', 'ipynb').stderr).toContain('Name a page')
    expect(lectern(root, 'export', 'ipynb', 'd')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no page `d`'),
    })
  })
})
