import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'

const program = path.resolve(import.meta.dirname, '../../lib/cli.js')
const folders: string[] = []

afterEach(() => {
  for (const made of folders.splice(0)) fs.rmSync(made, { recursive: true, force: true })
})

/** A folder with an old site in `old`. */
function workplace(files: Readonly<Record<string, string | Uint8Array>>): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
  folders.push(made)
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(made, 'old', name)), { recursive: true })
    fs.writeFileSync(path.join(made, 'old', name), text)
  }
  return made
}

function lectern(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => fs.statSync(path.join(folder, name)).isFile())
      .map((name) => [name.split(path.sep).join('/'), fs.readFileSync(path.join(folder, name), 'latin1')]),
  )

const book = {
  'book.toml': '[book]\ntitle = "Plants"\n',
  'src/SUMMARY.md': '- [Sowing](sowing.md)\n- [Watering](watering.md)\n',
  'src/sowing.md': '# Sowing\n\nGo on to [watering](watering.md).\n\n!!! note\n    This is a note.\n',
  'src/watering.md': '# Watering\n\n![A plant](plant.png)\n',
  'src/plant.png': Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

describe('lectern import', () => {
  test('makes a course in a new folder, and touches nothing else', () => {
    const at = workplace(book)
    const before = contents(path.join(at, 'old'))
    const { status, stdout, stderr } = lectern(at, 'import', 'old', 'new')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toBe(`Moved in \`old\`, a site of mdBook (\`book.toml\`): 2 pages, 1 other file, 0 forms rewritten.
The course is in \`new\`; the old folder is as it was.

What is left to do:
  1 × This is an alert of MkDocs, which is shown as text.

Each with its place: \`${path.join('new', 'import-report.md')}\`, and
  lectern check new

See it in the browser:
  lectern dev new --open
`)
    expect(contents(path.join(at, 'old'))).toEqual(before)
    expect(fs.readdirSync(at).sort()).toEqual(['new', 'old'])
    const made = contents(path.join(at, 'new'))
    expect(Object.keys(made).sort()).toEqual([
      '.gitignore',
      'content/plant.png',
      'content/sowing.md',
      'content/watering.md',
      'import-report.md',
      'site.yaml',
      'sitemap.yaml',
    ])
    expect(made['content/plant.png']).toBe(book['src/plant.png'].toString('latin1'))
    expect(made['import-report.md']).toContain('- `content/sowing.md:9:1` (warning, `page/foreign-syntax`)')
    expect(lectern(at, 'build', 'new').status).toBe(0)
  })

  test('makes a course that can be built, though links of the old site lead nowhere', () => {
    const at = workplace({
      ...book,
      'src/watering.md': '# Watering\n\nSee [soil](soil.md).\n\n![A plant](plant.png)\n',
    })
    expect(lectern(at, 'import', 'old', 'new').stdout).toContain(
      `1 error would keep it from being built, such as links that lead nowhere. So that it can be built at once,
they are accepted in \`${path.join('new', 'lectern-accepted.json')}\`, and only counted; delete that file to have them told.`,
    )
    const made = contents(path.join(at, 'new'))
    expect(made['import-report.md']).toContain('- `content/watering.md:7:12` (error, `link/unknown-page`)')
    const built = lectern(at, 'build', 'new')
    expect(built.status).toBe(0)
    expect(built.stderr).toContain('alert of MkDocs')
    expect(built.stdout).toMatch(/^2 pages in .*, 1 warning, 1 accepted;/)
    fs.rmSync(path.join(at, 'new/lectern-accepted.json'))
    expect(lectern(at, 'build', 'new').status).toBe(1)
  })

  test('makes a course that can be built before the engine of its exercises is there', () => {
    const at = workplace({
      ...book,
      'src/watering.md':
        '# Watering\n\n<div class="exercise" id="ExOne">\n<textarea class="code">print(1)</textarea>\n</div>\n\n![A plant](plant.png)\n',
    })
    expect(lectern(at, 'import', 'old', 'new').stdout).toContain('1 error would keep it from being built')
    expect(contents(path.join(at, 'new'))['import-report.md']).toContain('(error, `exercise/no-engine`)')
    expect(lectern(at, 'build', 'new').status).toBe(0)
  })

  test('gives the same again', () => {
    const at = workplace(book)
    lectern(at, 'import', 'old', 'new')
    lectern(at, 'import', 'old', '--output', 'again')
    expect(contents(path.join(at, 'again'))).toEqual(contents(path.join(at, 'new')))
  })

  test('names the new folder after the old one where nobody else does', () => {
    const at = workplace(book)
    expect(lectern(at, 'import', 'old').status).toBe(0)
    expect(fs.existsSync(path.join(at, 'old-lectern/site.yaml'))).toBe(true)
  })

  test.each<{
    name: string
    files: Readonly<Record<string, string | Uint8Array>>
    args: readonly string[]
    says: RegExp
  }>([
    { name: 'no folder', files: {}, args: ['import'], says: /^lectern: Name the folder of the site/ },
    { name: 'a folder that is not there', files: book, args: ['import', 'other'], says: /There is no folder `other`/ },
    {
      name: 'a file',
      files: book,
      args: ['import', 'old/book.toml'],
      says: /is a file. Name the folder that it lies in: `lectern import .*old`/,
    },
    {
      name: 'a folder of no program',
      files: { 'a.md': '# A\n' },
      args: ['import', 'old', 'new'],
      says: /`old` is no site of a program that Lectern knows: MkDocs, .* Nothing was written/,
    },
    {
      name: 'a folder of two programs',
      files: { ...book, 'mkdocs.yml': 'site_name: A\n' },
      args: ['import', 'old', 'new'],
      says: /`old` is a site of MkDocs \(`mkdocs.yml`\) and mdBook \(`book.toml`\)/,
    },
    {
      name: 'settings that are broken',
      files: { ...book, 'book.toml': '[book\n' },
      args: ['import', 'old', 'new'],
      says: /`book.toml` is not TOML/,
    },
    {
      name: 'a course of Lectern',
      files: { 'site.yaml': 'title: A\n', 'a.md': '# A\n' },
      args: ['import', 'old', 'new'],
      says: /is a course of Lectern already/,
    },
    {
      name: 'pages that are not UTF-8',
      files: { ...book, 'src/sowing.md': Buffer.from([0x23, 0x20, 0x0a, 0xe9, 0x0a]) },
      args: ['import', 'old', 'new'],
      says: /These pages cannot be read:\n {2}`src\/sowing.md` is not UTF-8, from line 2 on/,
    },
    {
      name: 'a new folder in the old one',
      files: book,
      args: ['import', 'old', 'old/new'],
      says: /would lie in the old one/,
    },
    { name: 'a new folder around the old one', files: book, args: ['import', 'old', '.'], says: /holds the old one/ },
    { name: 'the old folder itself', files: book, args: ['import', 'old', 'old'], says: /would lie in the old one/ },
    { name: 'two new folders', files: book, args: ['import', 'old', 'new', '--output', 'other'], says: /named twice/ },
  ])('$name: told, and nothing is written', ({ files, args, says }) => {
    const at = workplace({ 'keep.txt': '', ...files })
    const before = contents(at)
    const { status, stdout, stderr } = lectern(at, ...args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(says)
    expect(contents(at)).toEqual(before)
  })

  test('leaves a folder alone that is not empty', () => {
    const at = workplace(book)
    fs.mkdirSync(path.join(at, 'new'))
    fs.writeFileSync(path.join(at, 'new/mine.txt'), 'mine')
    const { status, stderr } = lectern(at, 'import', 'old', 'new')
    expect(status).toBe(2)
    expect(stderr).toMatch(/`new` is not empty/)
    expect(fs.readdirSync(path.join(at, 'new'))).toEqual(['mine.txt'])
  })

  test.each([
    ['MkDocs', { 'mkdocs.yml': 'site_name: A\n', 'docs/index.md': '# A\n' }],
    ['VitePress', { 'docs/.vitepress/config.ts': 'export default {}\n', 'docs/index.md': '# A\n' }],
    ['Pelican', { 'pelicanconf.py': "SITENAME = 'A'\n", 'content/pages/a.md': 'title: A\n\nText.\n' }],
  ])('is named where a site of %s is built or checked', (name, files) => {
    const { stderr } = lectern(workplace(files), 'check', 'old')
    expect(stderr).toMatch(
      new RegExp(
        `^lectern: This folder is a site of ${name} \\(.*\\), and is read as a folder of Markdown. \`lectern import old my-course\``,
      ),
    )
  })

  test('pages that are not read are counted', () => {
    const pages = { 'docs/a.mdx': '# A\n', 'docs/b.mdx': '# B\n', 'docs/c.md': '# C\n', 'd.qmd': '# D\n' }
    const says = 'Files that end in anything but `.md` are not read: here 1 of `.qmd` and 2 of `.mdx`.'
    expect(lectern(workplace(pages), 'check', 'old').stderr).toContain(
      `lectern: This folder is read as a folder of Markdown. ${says}`,
    )
    const settings = { 'docusaurus.config.js': 'export default {}\n' }
    expect(lectern(workplace({ ...pages, ...settings }), 'check', 'old').stderr).toContain(
      `makes a course of it. ${says}`,
    )
    expect(lectern(workplace({ ...pages, 'site.yaml': 'title: A\n' }), 'check', 'old').stderr).not.toContain('not read')
  })

  test('is not named in a course', () => {
    const files = { 'site.yaml': 'title: A\n', '_config.yml': 'title: A\n', 'content/index.md': '# A\n\nText.\n' }
    expect(lectern(workplace(files), 'check', 'old').stderr).toBe('')
    expect(
      lectern(workplace({ 'sitemap.yaml': 'A: a\n', 'content/pages/a.md': '# A\n\nText.\n' }), 'check', 'old').stderr,
    ).not.toContain('lectern import')
  })

  test('follows no link out of the old folder', () => {
    const at = workplace(book)
    fs.writeFileSync(path.join(at, 'secret.md'), '# Secret\n')
    fs.symlinkSync(path.join(at, 'secret.md'), path.join(at, 'old/src/secret.md'))
    expect(lectern(at, 'import', 'old', 'new').stdout).toContain(
      '`src/secret.md`: a link to what lies outside of the folder.',
    )
    expect(JSON.stringify(contents(path.join(at, 'new')))).not.toContain('# Secret')
  })
})
