import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { memoryFiles } from '../../src/files/memory.ts'
import { nodeFiles } from '../../src/files/node.ts'
import { openSession } from '../../src/open-session.ts'
import { MANIFEST } from '../../src/output/manifest.ts'
import type { OutputPlan } from '../../src/output/plan.ts'
import { writeOutput } from '../../src/output/write.ts'

const plan = (files: Readonly<Record<string, string>>): OutputPlan =>
  new Map(Object.entries(files).map(([name, text]) => [name, { source: name, content: () => text }]))

describe('writing a site', () => {
  test('writes what changed and leaves the rest alone', () => {
    const output = memoryFiles()
    expect(writeOutput(output, plan({ 'a.html': '1', 'b.html': '2' }))).toMatchObject({
      written: ['a.html', 'b.html'],
      unchanged: 0,
    })
    expect(writeOutput(output, plan({ 'a.html': '1', 'b.html': '3' }))).toMatchObject({
      written: ['b.html'],
      unchanged: 1,
    })
  })

  test('removes what an earlier build wrote, never what somebody else did', () => {
    const output = memoryFiles()
    writeOutput(output, plan({ 'a.html': '1', 'b.html': '2' }))
    output.contents.set('notes.txt', 'mine')
    expect(writeOutput(output, plan({ 'a.html': '1' }))).toMatchObject({ removed: ['b.html'] })
    expect([...output.contents.keys()].sort()).toEqual([MANIFEST, 'a.html', 'notes.txt'])
  })

  test('refuses a folder with files of others and no manifest', () => {
    const output = memoryFiles({ 'thesis.docx': 'years of work' }, 'out')
    const { diagnostics, written } = writeOutput(output, plan({ 'a.html': '1' }))
    expect(diagnostics.map((item) => item.code)).toEqual(['output/foreign-folder'])
    expect(written).toEqual([])
    expect([...output.contents.keys()]).toEqual(['thesis.docx'])
  })

  test('refuses to write over a file of others, and writes nothing then', () => {
    const output = memoryFiles()
    writeOutput(output, plan({ 'a.html': '1' }))
    output.contents.set('b.html', 'mine')
    expect(writeOutput(output, plan({ 'a.html': '2', 'b.html': '2' })).diagnostics.map((item) => item.code)).toEqual([
      'output/foreign-file',
    ])
    expect(output.contents.get('a.html')).toBe('1')
    expect(output.contents.get('b.html')).toBe('mine')
  })

  test('does not follow a manifest that names files elsewhere', () => {
    const output = memoryFiles({
      [MANIFEST]: JSON.stringify({ lectern: 1, files: ['../../etc/passwd', '/etc/passwd', 'old.html'] }),
      'old.html': 'x',
    })
    expect(writeOutput(output, plan({})).removed).toEqual(['old.html'])
  })

  test('stopped at any write, leaves each file old or new, and the next build mends it', () => {
    const first = { 'a.html': 'old a', 'b.html': 'old b', 'c.html': 'old c' }
    const second = { 'a.html': 'new a', 'b.html': 'new b', 'd.html': 'new d' }
    for (let limit = 0; limit < 8; limit++) {
      const output = memoryFiles()
      writeOutput(output, plan(first))
      const state = { writes: 0 }
      const stop = (): void => {
        if (state.writes++ >= limit) throw Object.assign(new Error('stopped'), { code: 'ENOSPC' })
      }
      const weak = {
        ...output,
        write: (at: string, content: string | Uint8Array) => {
          stop()
          output.write(at, content)
        },
        remove: (at: string) => {
          stop()
          output.remove(at)
        },
      }
      const result = writeOutput(weak, plan(second))
      for (const [name, text] of output.contents) {
        if (name !== MANIFEST) expect([Reflect.get(first, name), Reflect.get(second, name)]).toContain(text)
      }
      if (result.diagnostics.length) expect(result.diagnostics[0]?.code).toBe('output/cannot-write')
      writeOutput(output, plan(second))
      output.contents.delete(MANIFEST)
      expect(Object.fromEntries(output.contents)).toEqual(second)
    }
  })
})

describe('a site on disk', () => {
  const folders: string[] = []
  const folder = (files: Readonly<Record<string, string>>): string => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
    folders.push(root)
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
      fs.writeFileSync(path.join(root, name), text)
    }
    return root
  }
  afterEach(() => {
    for (const root of folders.splice(0)) fs.rmSync(root, { recursive: true, force: true })
  })
  const run = (root: string, request = {}) => build(openSession(root, '0.0.0').session, request)
  const codes = (result: ReturnType<typeof run>) => result.diagnostics.map((item) => item.code)

  test('is built with the theme of Lectern', () => {
    const root = folder({ 'content/a.md': '# A page\n' })
    expect(codes(run(root))).toEqual([])
    expect(fs.readFileSync(path.join(root, 'dist/a/index.html'), 'utf8')).toContain('<main')
    expect(fs.existsSync(path.join(root, 'dist/lectern/style.css'))).toBe(true)
  })

  test('with errors is not written, and the last good one stays', () => {
    const root = folder({ 'content/a.md': '# A\n' })
    run(root)
    const before = fs.readFileSync(path.join(root, 'dist/a/index.html'), 'utf8')
    fs.writeFileSync(path.join(root, 'content/a.md'), '# B\n\n%link:nowhere%\n')
    const result = run(root)
    expect(result.fault).toBe('site')
    expect(fs.readFileSync(path.join(root, 'dist/a/index.html'), 'utf8')).toBe(before)
    run(root, { keepGoing: true })
    expect(fs.readFileSync(path.join(root, 'dist/a/index.html'), 'utf8')).toContain('>B<')
  })

  test('never touches files that have the right bytes', () => {
    const root = folder({ 'content/a.md': '# A\n', 'content/b.md': '# B\n' })
    run(root)
    const file = path.join(root, 'dist/a/index.html')
    fs.utimesSync(file, 1000, 1000)
    expect(run(root).written).toEqual([])
    expect(fs.statSync(file).mtimeMs).toBe(1_000_000)
  })

  test('leaves nothing half written behind', () => {
    const root = folder({ 'content/a.md': '# A\n' })
    run(root)
    const all = fs.readdirSync(path.join(root, 'dist'), { recursive: true })
    expect(all.filter((name) => String(name).endsWith('.lectern-tmp'))).toEqual([])
  })

  test.each(['.', 'content', 'content/out', 'assets', '..'])('is not written to %s', (output) => {
    const root = folder({ 'content/a.md': '# A\n', 'assets/x.css': 'p {}' })
    const result = run(root, { output })
    expect(codes(result)).toEqual(['output/overlap'])
    expect(result.fault).toBe('settings')
  })

  test('is not written through a link into its own content', () => {
    const root = folder({ 'content/a.md': '# A\n' })
    fs.symlinkSync(path.join(root, 'content'), path.join(root, 'out'))
    expect(codes(run(root, { output: 'out' }))).toEqual(['output/overlap'])
  })

  test('follows links that stay inside, and refuses those that leave', () => {
    const outside = folder({ 'secret.md': 'secret text\n', 'folder/x.md': 'x' })
    const root = folder({
      'content/a.md': '%-- include: in.md --%\n\n%-- include: out.md --%\n',
      'parts/in.md': 'inside text\n',
    })
    fs.symlinkSync(path.join(root, 'parts/in.md'), path.join(root, 'in.md'))
    fs.symlinkSync(path.join(outside, 'secret.md'), path.join(root, 'out.md'))
    fs.symlinkSync(path.join(outside, 'folder'), path.join(root, 'content/folder'))
    fs.symlinkSync(path.join(root, 'content'), path.join(root, 'content/loop'))
    const result = run(root, { keepGoing: true })
    expect(codes(result)).toEqual(['file/outside', 'file/outside'])
    expect(result.pages).toBe(1)
    const html = fs.readFileSync(path.join(root, 'dist/a/index.html'), 'utf8')
    expect(html).toContain('inside text')
    expect(html).not.toContain('secret text')
  })

  test('whose output folder cannot be written says so', () => {
    const root = folder({
      'content/a.md': '# A\n',
      'dist/.lectern-manifest.json': '{"lectern":1,"files":[]}',
      'dist/a/index.html/x': '',
    })
    expect(codes(run(root))).toEqual(['output/cannot-write'])
  })

  test('keeps odd file names', () => {
    const root = folder({
      'content/a b.md': '# A\n\n[x](<c d.txt>) ![U](<ü.svg>)\n',
      'content/c d.txt': 'x',
      'content/ü.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>',
    })
    expect(codes(run(root))).toEqual([])
    expect(fs.readFileSync(path.join(root, 'dist/a b/index.html'), 'utf8')).toContain('href="../c%20d.txt"')
  })
})

describe('files on disk', () => {
  test('are listed the same way whatever the order of the folder', () => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
    for (const name of ['b.md', 'a/z.md', 'a.md', 'B.md']) {
      fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
      fs.writeFileSync(path.join(root, name), name)
    }
    expect(nodeFiles(root).list('')).toEqual(['B.md', 'a.md', 'a/z.md', 'b.md'])
    fs.rmSync(root, { recursive: true })
  })
})
