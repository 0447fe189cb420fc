import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { mendFiles } from '../../src/cli/fix.ts'
import { provenFixes } from '../../src/cli/prove-fixes.ts'
import { openSession } from '../../src/open-session.ts'
import { site } from '../site.ts'

const mend = (files: Record<string, string>, options: { unsafe?: boolean; dryRun?: boolean } = {}) => {
  const built = site(files).build({ check: true })
  const mended = mendFiles(built.files, built.result().diagnostics, { unsafe: false, dryRun: false, ...options })
  const text = (path: string): string =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(built.files.read(path) ?? new Uint8Array())
  return { ...mended, text, built }
}

const moved = { 'content/iteration.md': '---\nredirect_from: [/basic/loops/, /old.html]\n---\n\n## More\n' }

describe('--fix', () => {
  test('mends wrong decoding, and keeps BOM and line ends', () => {
    const { fixes, text } = mend({ 'content/a.md': '\ufeff# A\r\n\r\nWho knows â€¦ cafÃ©\r\n' })
    expect(fixes).toBe(2)
    expect(text('content/a.md')).toBe('\ufeff# A\r\n\r\nWho knows … café\r\n')
  })

  test('names a page that has moved as it is called now', () => {
    const { text, built } = mend({
      ...moved,
      'content/a.md': 'next_url: basic/loops\n\n[x](%link:basic/loops%#more) [y](/basic/loops/#more) [z](/old.html)\n',
    })
    expect(text('content/a.md')).toBe(
      'next_url: iteration\n\n[x](%link:iteration%#more) [y](/iteration/#more) [z](/iteration/)\n',
    )
    built.build({ check: true }).expectCodes()
  })

  test('guesses only where it is asked to, and where one name is near', () => {
    const files = {
      'content/a.md': '# A\n\n[x](%link:lops%) %FigDo %link:part%\n\n%-- figure: {source: x.svg, id: FigDot} --%\n',
      'content/x.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>',
      'content/loops.md': '# L\n',
      'content/part-1.md': '# P\n',
      'content/part-2.md': '# P\n',
    }
    expect(mend(files).fixes).toBe(0)
    const { text, diff } = mend(files, { unsafe: true })
    expect(text('content/a.md')).toContain('[x](%link:loops%) %FigDot %link:part%\n')
    expect(diff).toBe(
      '--- content/a.md\n+++ content/a.md\n@@ -3 +3 @@\n-[x](%link:lops%) %FigDo %link:part%\n+[x](%link:loops%) %FigDot %link:part%\n',
    )
  })

  test('shows with --dry-run what it would change, and changes nothing', () => {
    const before = '# A\n\nâ€¦\n'
    const { diff, text } = mend({ 'content/a.md': before }, { dryRun: true })
    expect(diff).toContain('-â€¦\n+…\n')
    expect(text('content/a.md')).toBe(before)
  })

  test('mends settings and tables, too, and has nothing to do the second time', () => {
    const files = {
      'site.yaml': 'title: CafÃ©\r\n',
      'content/a.md': '# A\r\n\r\n%-- table: {source: t.csv, id: TblA, caption: A} --%\r\n\r\n%TblA\r\n',
      'content/t.csv': '\ufeffdrink,price\r\ncafÃ©,2\r\n',
    }
    const { fixes, text, built } = mend(files)
    expect(fixes).toBe(2)
    expect(text('site.yaml')).toBe('title: Café\r\n')
    expect(text('content/t.csv')).toBe('\ufeffdrink,price\r\ncafé,2\r\n')
    built.build({ check: true }).expectCodes()
    expect(
      mend(Object.fromEntries(Object.keys(files).map((path) => [path, text(path)])), { unsafe: true }),
    ).toMatchObject({
      fixes: 0,
      diff: '',
      paths: [],
    })
  })

  test.skipIf(process.platform === 'win32')('keeps the permissions of a file, and where a link leads', () => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
    const put = (name: string, text: string): void => fs.writeFileSync(path.join(root, name), text)
    fs.mkdirSync(path.join(root, 'content'))
    put('content/a.md', '# A\n\nâ€¦\n')
    put('kept.md', '# B\n\nâ€¦\n')
    fs.chmodSync(path.join(root, 'content/a.md'), 0o640)
    fs.symlinkSync('../kept.md', path.join(root, 'content/b.md'))
    const { session } = openSession(root, '0.0.0')
    const { diagnostics } = build(session, { check: true })
    expect(mendFiles(session.site, diagnostics, { unsafe: false, dryRun: false }).fixes).toBe(2)
    expect(fs.readFileSync(path.join(root, 'kept.md'), 'utf8')).toBe('# B\n\n…\n')
    expect(fs.lstatSync(path.join(root, 'content/b.md')).isSymbolicLink()).toBe(true)
    expect(fs.statSync(path.join(root, 'content/a.md')).mode & 0o777).toBe(0o640)
    expect(fs.readdirSync(path.join(root, 'content')).sort()).toEqual(['a.md', 'b.md'])
    fs.rmSync(root, { recursive: true })
  })

  test('leaves files alone that it could not write back as they were', () => {
    const mixed = '# A\r\n\nâ€¦\n'
    expect(mend({ 'content/a.md': mixed }).text('content/a.md')).toBe(mixed)
  })
})

describe('what --fix makes', () => {
  /** The fixes that are kept of a site, and its page `a` with them. */
  const proven = (files: Record<string, string>) => {
    const built = site(files).build({ check: true })
    const kept = provenFixes(built.session, {}, built.result().diagnostics, true)
    const { fixes } = mendFiles(built.files, kept, { unsafe: true, dryRun: false })
    const text = new TextDecoder().decode(built.files.read('content/a.md') ?? new Uint8Array())
    return {
      fixes,
      text,
      codes: built
        .build({ check: true })
        .result()
        .diagnostics.map(({ code }) => code),
    }
  }
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>'

  test('is kept where the fault is gone then', () => {
    const files = { 'content/a.md': '# A\n\n[x](%link:lops%) [y](lops.md)\n', 'content/loops.md': '# L\n' }
    expect(proven(files)).toEqual({ fixes: 2, text: '# A\n\n[x](%link:loops%) [y](loops.md)\n', codes: [] })
  })

  test('is not made, and not counted, where it leads to another fault', () => {
    const files = {
      'content/a.md': '# A\n\n[x](%link:lops%#more) [y](%link:lists%)\n',
      'content/loops.md': '# L\n',
      'content/list.md': '# L\n',
    }
    expect(proven(files)).toEqual({
      fixes: 1,
      text: '# A\n\n[x](%link:lops%#more) [y](%link:list%)\n',
      codes: ['link/unknown-page'],
    })
  })

  test('never names another figure where the block of the right one is broken', () => {
    const block = '%--\nfigure:\n  source: x.svg\n  id: FigA\n  caption: Results: left\n--%\n'
    const text = `# A\n\n%FigA and %FigA\n\n${block}\n%-- figure: {source: x.svg, id: FigB, caption: B.} --%\n`
    expect(proven({ 'content/a.md': text, 'content/x.svg': svg })).toEqual({
      fixes: 0,
      text,
      codes: ['block/bad-yaml'],
    })
  })

  test('names a figure of another page with that page', () => {
    const files = {
      'content/a.md': '# A\n\nSee %FigB.\n',
      'content/b.md': '# B\n\n%-- figure: {source: x.svg, id: FigB, caption: B.} --%\n',
      'content/x.svg': svg,
    }
    expect(proven(files)).toEqual({ fixes: 1, text: '# A\n\nSee %ref:b#FigB%.\n', codes: [] })
  })
})
