import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { isYamlFault, parseYaml } from '../../src/config/yaml.ts'

const program = path.resolve(import.meta.dirname, '../../lib/cli.js')
const folders: string[] = []

function emptyFolder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
  folders.push(made)
  return made
}

afterEach(() => {
  for (const made of folders.splice(0)) fs.rmSync(made, { recursive: true, force: true })
})

function lectern(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const read = (...parts: readonly string[]): string => fs.readFileSync(path.join(...parts), 'utf8')

const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => fs.statSync(path.join(folder, name)).isFile())
      .map((name) => [name.split(path.sep).join('/'), read(folder, name)]),
  )

/** The files of a tar archive. */
function* filesInTar(tar: Buffer): Generator<[name: string, bytes: Buffer]> {
  for (let at = 0; tar[at]; ) {
    const text = (from: number, length: number): string =>
      tar.toString('latin1', at + from, at + from + length).replace(/\0[\s\S]*/, '')
    const [size, sum, prefix] = [Number.parseInt(text(124, 12), 8), Number.parseInt(text(148, 8), 8), text(345, 155)]
    const header = Buffer.from(tar.subarray(at, at + 512)).fill(' ', 148, 156)
    expect(header.reduce((total, byte) => total + byte, 0)).toBe(sum)
    yield [prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`, tar.subarray(at + 512, at + 512 + size)]
    at += 512 + Math.ceil(size / 512) * 512
  }
}

describe('lectern new', () => {
  test('makes a course that builds without a warning, and says what to type next', () => {
    const at = emptyFolder()
    const { status, stdout, stderr } = lectern(at, 'new', 'my-plants')
    expect([status, stderr]).toEqual([0, ''])
    // No Lectern is installed around this folder: first of all it has to be.
    expect(stdout).toMatch(
      / {2}cd my-plants && npm install\n[\s\S]* {2}npx lectern dev --open\n[\s\S]* {2}npx lectern new page basics\/my-page\n/,
    )
    const course = path.join(at, 'my-plants')
    expect(Object.keys(contents(course)).sort()).toEqual([
      '.github/workflows/publish.yml',
      '.gitignore',
      'content/basics/first-steps.md',
      'content/basics/going-on.md',
      'content/basics/img/first-steps/steps.svg',
      `lectern-${manifest.version}.tgz`,
      'package.json',
      'site.yaml',
      'sitemap.yaml',
    ])
    expect(read(course, 'site.yaml')).toContain('title: My plants\n')
    const made = JSON.parse(read(course, 'package.json'))
    expect([made.name, made.devDependencies.lectern]).toEqual(['my-plants', `file:lectern-${manifest.version}.tgz`])
    expect(isYamlFault(parseYaml(read(course, '.github/workflows/publish.yml')))).toBe(false)

    // What it said to type, typed.
    const added = lectern(at, 'new', 'page', 'basics/my-page', 'my-plants')
    expect([added.status, added.stderr]).toEqual([0, ''])
    const built = lectern(course, 'build', '--strict')
    expect([built.status, built.stderr]).toEqual([0, ''])
    const lesson = read(course, 'dist/basics/going-on/index.html')
    expect(lesson).toContain('>Figure 1</a>')
    // The front page makes itself.
    expect(read(course, 'dist/index.html')).toContain('First steps')
  })

  test('makes a course with exercises, and the package that runs them', () => {
    const at = emptyFolder()
    const { status, stdout } = lectern(at, 'new', 'my-python', '--exercises')
    expect([status, stdout]).toEqual([0, expect.stringContaining('Made a course of three lessons')])
    const course = path.join(at, 'my-python')
    expect(JSON.parse(read(course, 'package.json')).devDependencies.pyodide).toMatch(/^\d+\.\d+\.\d+$/)
    const without = lectern(course, 'build', '--strict')
    expect([without.status, without.stdout + without.stderr]).toEqual([
      1,
      expect.stringMatching(/exercise\/no-engine[\s\S]*npm i pyodide@/),
    ])
    // As `npm install` would.
    fs.symlinkSync(
      path.resolve(import.meta.dirname, '../../node_modules'),
      path.join(course, 'node_modules'),
      'junction',
    )
    const built = lectern(course, 'build', '--strict')
    expect([built.status, built.stderr]).toEqual([0, ''])
    expect(fs.readdirSync(path.join(course, 'dist/lectern/engine'))).toHaveLength(1)
    fs.rmSync(path.join(course, 'node_modules'))
    expect(lectern(course, 'build', '--strict').status).toBe(1)
  })

  test('beside an installed Lectern it says how to look at once', () => {
    const at = emptyFolder()
    fs.mkdirSync(path.join(at, 'node_modules/.bin'), { recursive: true })
    fs.writeFileSync(path.join(at, 'node_modules/.bin/lectern'), '')
    const { stdout } = lectern(at, 'new', 'my-plants')
    expect(stdout).toContain('  npx lectern dev my-plants --open\n')
    expect(stdout).toContain('  npx lectern new page basics/my-page my-plants\n')
    expect(stdout).toContain('  cd my-plants && npm install\n')
  })

  test('puts the program beside it that made it, whole and always the same', () => {
    const tar = (): Buffer => {
      const at = emptyFolder()
      lectern(at, 'new', '.')
      return fs.readFileSync(path.join(at, `lectern-${manifest.version}.tgz`))
    }
    const packed = tar()
    expect(tar().equals(packed)).toBe(true)
    const files = new Map(filesInTar(gunzipSync(packed)))
    const root = path.resolve(import.meta.dirname, '../..')
    for (const file of [
      'lib/cli.js',
      'lib/index.mjs',
      'lib/THIRD-PARTY.txt',
      'templates/page.hbs',
      'LICENSE',
      'README.md',
    ])
      expect(files.get(`package/${file}`)?.equals(fs.readFileSync(path.join(root, file))), file).toBe(true)
    const own = JSON.parse(files.get('package/package.json')?.toString() ?? '{}')
    expect([own.name, own.bin, own.dependencies]).toEqual(['lectern', manifest.bin, manifest.dependencies])
    // Installing it runs nothing.
    expect(own.scripts).toBeUndefined()
    expect([...files.keys()].filter((file) => /\.code$|^package\/(?:src|test|scripts)\//.test(file))).toEqual([])
  })

  test.each(["it's 100%: a [test]", '42', 'Überblick'])('takes a name such as %s', (name) => {
    const at = emptyFolder()
    expect(lectern(at, 'new', name).status).toBe(0)
    const built = lectern(path.join(at, name), 'check', '--strict')
    expect([built.status, built.stderr]).toEqual([0, ''])
  })

  test('never overwrites: what is in the way is named, and nothing is made', () => {
    const at = emptyFolder()
    fs.mkdirSync(path.join(at, 'content/basics'), { recursive: true })
    fs.writeFileSync(path.join(at, 'content/basics/going-on.md'), '# Mine\n')
    fs.writeFileSync(path.join(at, 'notes.txt'), 'mine')
    const before = contents(at)
    const { status, stderr } = lectern(at, 'new', '.')
    expect(status).toBe(2)
    expect(stderr).toContain(path.join('content', 'basics', 'going-on.md'))
    expect(contents(at)).toEqual(before)
    expect(lectern(at, 'new', 'notes.txt').stderr).toContain('is a file')
  })

  test('keeps files of a fresh repository', () => {
    const at = emptyFolder()
    const own = { '.gitignore': 'mine\n', 'README.md': '# Mine\n', 'package.json': '{"name":"mine"}' }
    for (const [name, text] of Object.entries(own)) fs.writeFileSync(path.join(at, name), text)
    const { status, stdout } = lectern(at, 'new', '.')
    expect(status).toBe(0)
    expect(stdout).toContain('Your own `package.json` stays')
    expect(stdout).toContain(`npm install --save-dev --save-exact ./lectern-${manifest.version}.tgz`)
    expect(contents(at)).toMatchObject(own)
    expect(lectern(at, 'check', '--strict').status).toBe(0)
  })

  test.each([
    [['new'], 'Name a folder'],
    [['new', 'page'], 'Name the page'],
    [['new', 'a', 'b'], 'takes one folder'],
    [['new', 'pag', 'basics/loops'], 'Did you mean `lectern new page basics/loops`?'],
    [['new', '--strict', 'a'], 'has no option `--strict`'],
  ])('answers %j with what is wrong', (args, message) => {
    const { status, stderr } = lectern(emptyFolder(), ...args)
    expect(stderr).toContain(message)
    expect(status).toBe(2)
  })
})

describe('lectern new page', () => {
  const course = (files: Readonly<Record<string, string>>): string => {
    const at = emptyFolder()
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(at, name)), { recursive: true })
      fs.writeFileSync(path.join(at, name), text)
    }
    return at
  }

  test('adds a page, and its entry after those of its folder', () => {
    const at = course({
      'content/basic/syntax.md': '# Syntax\n',
      'content/more/x.md': '# X\n',
      'sitemap.yaml': '# Mine\nBasic:\n  Syntax: syntax # by its short name\nMore: more/x\n',
    })
    const { status, stdout, stderr } = lectern(at, 'new', 'page', 'basic/for-loops')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain('`content/basic/for-loops.md`')
    expect(stdout).toContain('after “Syntax” in `sitemap.yaml`')
    expect(read(at, 'content/basic/for-loops.md')).toBe('---\ntitle: For loops\n---\n\nWrite here.\n')
    expect(read(at, 'sitemap.yaml')).toBe(
      '# Mine\nBasic:\n  Syntax: syntax # by its short name\n  For loops: basic/for-loops\nMore: more/x\n',
    )
    expect(lectern(at, 'check', '--strict').status).toBe(0)
  })

  test.each(['content/a/b.md', '/a/b', 'a/b/'])('takes the path as %s too, and another folder', (written) => {
    const at = course({ 'content/a/c.md': '# C\n' })
    const { status, stdout } = lectern(emptyFolder(), 'new', 'page', written, at)
    expect(status).toBe(0)
    expect(stdout).toContain('`/a/b/`')
    expect(fs.existsSync(path.join(at, 'content/a/b.md'))).toBe(true)
    expect(lectern(at, 'check', '--strict').status).toBe(0)
  })

  test('never overwrites', () => {
    const at = course({ 'content/a.md': '# A\n', 'content/b/index.md': '# B\n', 'sitemap.yaml': 'A: a\nB: b\n' })
    const before = contents(at)
    for (const page of ['a', 'b', 'a.md']) {
      const { status, stderr } = lectern(at, 'new', 'page', page)
      expect(stderr).toContain('already')
      expect(status).toBe(2)
    }
    expect(contents(at)).toEqual(before)
  })

  test('knows the course from the folders of its pages, and says where it is from above', () => {
    const at = course({ 'c/content/a/x.md': '# X\n', 'c/sitemap.yaml': 'X: a/x\n' })
    const inside = lectern(path.join(at, 'c/content/a'), 'new', 'page', 'a/why')
    expect([inside.status, inside.stderr]).toEqual([0, ''])
    expect(read(at, 'c/sitemap.yaml')).toBe('X: a/x\nWhy: a/why\n')
    expect(inside.stdout).toContain('the page `why.md`')
    const before = contents(at)
    const above = lectern(at, 'new', 'page', 'a/z')
    expect(above.stderr).toContain('Type `lectern new page a/z c`.')
    expect(above.status).toBe(2)
    expect(lectern(emptyFolder(), 'new', 'page', 'a/z').stderr).toContain('There is no course in this folder.')
    expect(contents(at)).toEqual(before)
  })

  test.each([
    [['Rocks', 'and', 'stones'], '`rocks-and-stones`'],
    [['basics/Rocks', 'stones'], 'new page basics/rocks-stones`'],
    [['basics/Rocks and stones.md'], '`basics/rocks-and-stones`'],
  ])('says how %j is written as a path', (words, path) => {
    const at = course({ 'content/a.md': '# A\n' })
    const { status, stderr } = lectern(at, 'new', 'page', ...words)
    expect(stderr).toContain(path)
    expect(status).toBe(2)
    expect(Object.keys(contents(at))).toEqual(['content/a.md'])
  })

  test.each(['../x', '_x', 'a b', 'a/.b', ''])('refuses the path %j', (page) => {
    const at = course({ 'content/a.md': '# A\n' })
    expect(lectern(at, 'new', 'page', page).status).toBe(2)
    expect(Object.keys(contents(at))).toEqual(['content/a.md'])
  })

  test('leaves a navigation alone that it does not understand, and says which line is missing', () => {
    const at = course({ 'content/a.md': '# A\n', 'sitemap.yaml': 'A: [\n' })
    const { status, stderr } = lectern(at, 'new', 'page', 'basic/loops')
    expect(status).toBe(1)
    expect(stderr).toContain('Loops: basic/loops')
    expect(read(at, 'sitemap.yaml')).toBe('A: [\n')
  })
})
