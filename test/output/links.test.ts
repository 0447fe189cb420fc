import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { nodeStore } from '../../src/files/store.ts'
import { build } from '../../src/index.ts'
import { MANIFEST } from '../../src/output/manifest.ts'

/** Nothing is written or removed through a link that leads out of the folder it belongs to. */

const top = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-links-'))
const site = path.join(top, 'site')
const precious = path.join(top, 'precious')
afterAll(() => fs.rmSync(top, { recursive: true }))

const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
}
const link = (target: string, at: string): void => {
  fs.rmSync(at, { recursive: true, force: true })
  fs.mkdirSync(path.dirname(at), { recursive: true })
  fs.symlinkSync(target, at)
}
const told = (): readonly string[] =>
  build({ folder: site }).diagnostics.map(({ code, message }) => `${code} ${message}`)
const kept = (): readonly string[] =>
  fs
    .readdirSync(precious, { recursive: true, encoding: 'utf8' })
    .filter((file) => fs.statSync(path.join(precious, file)).isFile())
    .map((file) => `${file} ${fs.readFileSync(path.join(precious, file), 'utf8')}`)
    .sort()

beforeEach(() => {
  fs.rmSync(site, { recursive: true, force: true })
  fs.rmSync(precious, { recursive: true, force: true })
  for (const name of ['index', 'one', 'two', 'deep/three']) write(path.join(site, `content/${name}.md`), `# ${name}\n`)
  for (const name of ['file.txt', 'index.html', 'index', 'spill-1-0', '.lectern-tmp-1', 'one/file.txt'])
    write(path.join(precious, name), 'precious')
})

describe('in the output folder', () => {
  const [linked] = ['In the output folder, `dist/two` is, or lies in, a link to a folder elsewhere']

  test('a folder that became a link is written to no more', () => {
    expect(told()).toEqual([])
    const before = kept()
    link(precious, path.join(site, 'dist/two'))
    write(path.join(site, 'content/two.md'), '# Changed\n')
    expect(told()).toEqual([expect.stringContaining(`output/foreign-folder ${linked}`)])
    expect(kept()).toEqual(before)
    fs.rmSync(path.join(site, 'dist/two'))
    expect(told()).toEqual([])
    expect(fs.readFileSync(path.join(site, 'dist/two/index.html'), 'utf8')).toContain('Changed')
  })

  test('nothing is removed behind a link, whatever the manifest names', () => {
    expect(told()).toEqual([])
    const before = kept()
    const manifest = path.join(site, 'dist', MANIFEST)
    const names: { files: string[] } = JSON.parse(fs.readFileSync(manifest, 'utf8'))
    fs.writeFileSync(
      manifest,
      JSON.stringify({ ...names, files: [...names.files, 'two/file.txt', 'two/one/file.txt'] }),
    )
    link(precious, path.join(site, 'dist/two'))
    expect(told().join('\n')).toContain(linked)
    expect(kept()).toEqual(before)
  })

  test('a page that goes away takes nothing behind a link along', () => {
    expect(told()).toEqual([])
    const before = kept()
    link(precious, path.join(site, 'dist/two'))
    fs.rmSync(path.join(site, 'content/two.md'))
    expect(told().join('\n')).toContain(linked)
    expect(kept()).toEqual(before)
  })

  test('a link above the folders of pages counts, too, and one to nothing', () => {
    expect(told()).toEqual([])
    const before = kept()
    link(precious, path.join(site, 'dist/deep'))
    write(path.join(site, 'content/deep/three.md'), '# Changed\n')
    expect(told().join('\n')).toContain('output/foreign-folder In the output folder, `dist/deep/three`')
    link(path.join(top, 'nowhere'), path.join(site, 'dist/deep'))
    expect(told().join('\n')).toMatch(/output\//)
    expect(kept()).toEqual(before)
    expect(fs.existsSync(path.join(top, 'nowhere'))).toBe(false)
  })

  test('a link in the place of a file is replaced, and what it leads to stays', () => {
    expect(told()).toEqual([])
    const before = kept()
    link(path.join(precious, 'file.txt'), path.join(site, 'dist/two/index.html'))
    expect(told()).toEqual([])
    expect(kept()).toEqual(before)
    expect(fs.lstatSync(path.join(site, 'dist/two/index.html')).isSymbolicLink()).toBe(false)
  })

  test('a link to another folder in it is no link out of it', () => {
    expect(told()).toEqual([])
    link(path.join(site, 'dist/one'), path.join(site, 'dist/two'))
    write(path.join(site, 'content/two.md'), '# Changed\n')
    expect(told()).toEqual([])
  })
})

describe('in Lectern’s own folder', () => {
  test('a link to a folder elsewhere is told, and nothing is written or removed there', () => {
    const before = kept()
    link(precious, path.join(site, '.lectern'))
    for (let i = 0; i < 120; i++) write(path.join(site, `content/more/${i}.md`), `# ${i}\n`)
    expect(told()).toEqual(['file/outside `.lectern` is a link that leads out of the site’s folder.'])
    expect(kept()).toEqual(before)
  })

  test('files that are links are replaced or left', () => {
    const before = kept()
    for (const name of ['index', 'journal', 'texts', `.lectern-tmp-${process.pid}`, `spill-${process.pid}-0`])
      link(path.join(precious, 'file.txt'), path.join(site, '.lectern', name))
    const store = nodeStore(path.join(site, '.lectern'))
    store.append('texts', Uint8Array.of(1))
    store.write('index', Uint8Array.of(1))
    store.remove('journal')
    store.spill().close()
    expect(kept()).toEqual(before)
    expect(told()).toEqual([])
    expect(kept()).toEqual(before)
  })
})

describe('in the folder of a course', () => {
  const lectern = (...args: readonly string[]) =>
    spawnSync(process.execPath, [path.resolve(import.meta.dirname, '../../lib/cli.js'), ...args], { encoding: 'utf8' })

  test('a new page is not written through a link', () => {
    const before = kept()
    link(precious, path.join(site, 'content/out'))
    const { status, stderr } = lectern('new', 'page', 'out/mine', site)
    expect(status).toBe(2)
    expect(stderr).toContain('a link to a folder elsewhere')
    expect(kept()).toEqual(before)
  })

  test('a new course is not written through a link', () => {
    const before = kept()
    link(precious, path.join(top, 'course/content'))
    const { status, stderr } = lectern('new', path.join(top, 'course'))
    expect(status).toBe(2)
    expect(stderr).toContain('Nothing was made')
    expect(kept()).toEqual(before)
    expect(fs.readdirSync(path.join(top, 'course'))).toEqual(['content'])
  })
})

test('a folder of the site that is a link out of it is told, and nothing of it is published', () => {
  for (const name of ['assets', 'templates']) link(precious, path.join(site, name))
  expect(told()).toEqual([
    'file/outside `assets` is a link that leads out of the site’s folder.',
    'file/outside `templates` is a link that leads out of the site’s folder.',
  ])
  fs.rmSync(path.join(site, 'templates'))
  build({ folder: site, keepGoing: true })
  expect(fs.existsSync(path.join(site, 'dist/file.txt'))).toBe(false)
})
