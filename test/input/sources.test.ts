import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { type BuildResult, build } from '../../src/build/build.ts'
import { createSession } from '../../src/build/session.ts'
import { openSite } from '../../src/files/open-site.ts'

/** Longer than a clock of a disk takes to move on. */
const SETTLED = 150

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

const picture = (width: string): string => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="2"/>`

/** A site on disk. */
function siteOnDisk(): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-sources-'))
  folders.push(root)
  write(root, 'content/a.md', '# A\n\nold text\n\n![A dot](dot.svg)\n')
  write(root, 'content/b.md', '# B\n\n%-- include: part.md --%\n')
  write(root, 'content/dot.svg', picture('8'))
  write(root, 'part.md', 'old part\n')
  return root
}

function write(root: string, name: string, text: string): void {
  const file = path.join(root, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
}

/** Changes a file so that its size and time stay as they were. */
function changeUnseen(root: string, name: string, from: string, to: string): void {
  const file = path.join(root, name)
  const { atime, mtime } = fs.statSync(file)
  const text = fs.readFileSync(file, 'utf8').replace(from, to)
  expect(from.length).toBe(to.length)
  fs.writeFileSync(file, text)
  fs.utimesSync(file, atime, mtime)
}

/** Builds as a new process would; gives the result, and which files of the site it read. */
function run(root: string): BuildResult & { readonly read: readonly string[] } {
  const { site, ...places } = openSite(root)
  const read: string[] = []
  const counted = {
    ...site,
    read(name: string) {
      read.push(name)
      return site.read(name)
    },
    readStamped(name: string) {
      read.push(name)
      return site.readStamped(name)
    },
  }
  const cache = { store: places.store, program: () => 'program', leastPages: 0 }
  const result = build(createSession({ ...places, site: counted, version: '0.0.0', cache }))
  return { ...result, read: read.filter((name) => /\.(?:md|svg)$/.test(name)).sort() }
}

const page = (root: string, name: string): string => fs.readFileSync(path.join(root, 'dist', name), 'utf8')

describe('a source', () => {
  test('that nobody touched is not read', async () => {
    const root = siteOnDisk()
    await wait(SETTLED)
    expect(run(root).read).toContain('content/a.md')
    await wait(SETTLED)
    const { read, written, compiled } = run(root)
    expect([read, written, compiled]).toEqual([[], [], []])
  })

  test('is read where another one changed only if it is asked for', async () => {
    const root = siteOnDisk()
    await wait(SETTLED)
    run(root)
    write(root, 'content/a.md', '# A\n\nother\n')
    await wait(SETTLED)
    const { read, compiled } = run(root)
    expect(compiled).toEqual(['content/a.md'])
    expect(read).not.toContain('content/b.md')
    expect(read).not.toContain('part.md')
  })

  test.each([
    ['content/a.md', 'old', 'new', 'a/index.html', 'new text'],
    ['part.md', 'old', 'new', 'b/index.html', 'new part'],
    ['content/dot.svg', 'width="8"', 'width="9"', 'a/index.html', 'width="9"'],
  ])('of the same size whose time was set back is seen: %s', async (name, from, to, output, text) => {
    const root = siteOnDisk()
    await wait(SETTLED)
    run(root)
    changeUnseen(root, name, from, to)
    run(root)
    expect(page(root, output)).toContain(text)
  })

  test('is seen where it was changed in the moment in which it was read', () => {
    const root = siteOnDisk()
    for (let i = 10; i < 30; i++) {
      write(root, 'content/a.md', `# A\n\ntext ${i}\n`)
      run(root)
      changeUnseen(root, 'content/a.md', `text ${i}`, `text ${i + 40}`)
      run(root)
      expect(page(root, 'a/index.html')).toContain(`text ${i + 40}`)
    }
  })

  test('is seen where another file of the same size and time took its place', async () => {
    const root = siteOnDisk()
    const file = path.join(root, 'content/a.md')
    const other = path.join(root, 'other')
    fs.writeFileSync(other, fs.readFileSync(file, 'utf8').replace('old', 'new'))
    for (const name of [file, other]) fs.utimesSync(name, 1000, 1000)
    await wait(SETTLED)
    run(root)
    fs.renameSync(other, file)
    run(root)
    expect(page(root, 'a/index.html')).toContain('new text')
  })

  test('that cannot be read any more is told, though its stamp was known', async () => {
    const root = siteOnDisk()
    await wait(SETTLED)
    run(root)
    fs.rmSync(path.join(root, 'part.md'))
    expect(run(root).diagnostics.map(({ code }) => code)).toEqual(['file/missing'])
  })
})

describe('a file beside the pages', () => {
  test('is not looked for on the disk where the listing of its folder has it', () => {
    const root = siteOnDisk()
    const { site, ...places } = openSite(root)
    const asked: string[] = []
    const counted = {
      ...site,
      kind(name: string) {
        asked.push(name)
        return site.kind(name)
      },
    }
    const session = createSession({ ...places, site: counted, version: '0.0.0' })
    expect(build(session).diagnostics).toEqual([])
    expect(asked).not.toContain('content/dot.svg')
    expect(asked).toContain('part.md')
  })

  test('is outside of the site where its folder is a link that leads out', () => {
    const root = siteOnDisk()
    const other = path.join(root, '..', `${path.basename(root)}-other`)
    folders.push(other)
    write(other, 'p.svg', picture('8'))
    fs.symlinkSync(other, path.join(root, 'assets'))
    write(root, 'content/a.md', '# A\n\n![A dot](/p.svg)\n')
    expect(run(root).diagnostics.map(({ code }) => code)).toContain('file/outside')
  })

  test('is missed in the next build of a session, and found in the one after', () => {
    const root = siteOnDisk()
    const session = createSession({ ...openSite(root), version: '0.0.0' })
    const codes = (changed?: readonly string[]): readonly string[] =>
      build(session, changed ? { changed } : {}).diagnostics.map(({ code }) => code)
    expect(codes()).toEqual([])
    fs.rmSync(path.join(root, 'content/dot.svg'))
    expect(codes(['content/dot.svg'])).toEqual(['file/missing'])
    write(root, 'content/dot.svg', picture('8'))
    expect(codes(['content/dot.svg'])).toEqual([])
  })
})

describe('a file that is copied', () => {
  test('is written again where somebody changed the copy', async () => {
    const root = siteOnDisk()
    await wait(SETTLED)
    run(root)
    await wait(SETTLED)
    changeUnseen(root, 'dist/dot.svg', 'width="8"', 'width="7"')
    expect(run(root).written).toEqual(['dot.svg'])
    expect(page(root, 'dot.svg')).toBe(picture('8'))
  })

  test('is seen to have changed, in its copy too', async () => {
    const root = siteOnDisk()
    await wait(SETTLED)
    run(root)
    changeUnseen(root, 'content/dot.svg', 'height="2"', 'height="3"')
    run(root)
    expect(page(root, 'dot.svg')).toContain('height="3"')
  })
})

describe('a cache in another folder', () => {
  test('is right: all stamps are others there, whatever times the copy has', async () => {
    const root = siteOnDisk()
    await wait(SETTLED)
    run(root)
    const copy = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-sources-')), 'copy')
    folders.push(path.dirname(copy))
    fs.cpSync(root, copy, { recursive: true, preserveTimestamps: true })
    changeUnseen(copy, 'content/a.md', 'old', 'new')
    const { read, compiled } = run(copy)
    expect(read).toContain('content/b.md')
    expect(compiled).toEqual(['content/a.md'])
    expect(page(copy, 'a/index.html')).toContain('new text')
  })
})
