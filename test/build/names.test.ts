import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { decodeHTML } from 'entities'
import { afterEach, describe, expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { textOf } from '../../src/build/session.ts'
import { pretty } from '../../src/diagnostics/pretty.ts'
import { openSession } from '../../src/open-session.ts'
import { site } from '../site.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>'
const folders: string[] = []
afterEach(() => {
  for (const root of folders.splice(0)) fs.rmSync(root, { recursive: true, force: true })
})

/** Builds a site on disk, and gives what it told and all links that lead to no file of it. */
function buildOnDisk(files: Readonly<Record<string, string>>) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
  folders.push(root)
  // That Windows has not all of them is told elsewhere.
  const settings = { 'site.yaml': 'rules: {page/windows-name: off}\n' }
  for (const [name, text] of Object.entries({ ...settings, ...files })) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    fs.writeFileSync(path.join(root, name), text)
  }
  const { session } = openSession(root, '0.0.0')
  const result = build(session)
  const dist = path.join(root, 'dist')
  const pages = fs.existsSync(dist)
    ? fs.readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'))
    : []
  const dead = pages.flatMap((page) => {
    const base = new URL(page.split('/').map(encodeURIComponent).join('/'), 'http://site/')
    const html = fs.readFileSync(path.join(dist, page), 'utf8')
    return [...html.matchAll(/(?:href|src)="([^"]*)"/g)].flatMap(([, written = '']) => {
      const url = new URL(decodeHTML(written), base)
      if (url.host !== 'site') return []
      const at = decodeURIComponent(url.pathname).replace(/\/$/, '/index.html')
      return fs.existsSync(path.join(dist, at)) ? [] : [`${page}: ${written}`]
    })
  })
  const printed = result.diagnostics.map((item) => pretty(item, textOf(session))).join('\n\n')
  return { printed, pages, dead }
}

/** Names that some programs trip over. What no name may have is `/`, and on Windows a few more. */
const odd = [
  'two words',
  "it's",
  'say "hi"',
  '\u{1f600}',
  'two\nlines',
  'c#',
  'what?',
  '100%',
  '%41',
  'a&b',
  'a;b',
  'con',
  'aux',
  'dot.',
  'space ',
  ' before',
  '<tag>',
  'back\\slash',
  'a:b',
  '[x](y)',
  '**',
  '`code`',
  '$x$',
  '-dash',
  '~',
  '\u00fc',
  'u\u0308',
  'constructor',
  'toString',
  'z'.repeat(251),
]

// Windows does not allow most of them.
describe.skipIf(process.platform === 'win32')('a file name', () => {
  test('may be any: its page is written, and listed everywhere', () => {
    const files = Object.fromEntries(odd.map((name) => [`content/${name}.md`, '# A page\n']))
    const { printed, pages, dead } = buildOnDisk(files)
    expect(printed).toMatch(/^content\/ü\.md:1:1 {2}warning {2}page\/case-collision .*rename one of them$/su)
    expect(printed.match(/ {2}(?:error|warning) {2}/g)?.length).toBe(1)
    for (const name of odd) expect(pages).toContain(`${name}/index.html`)
    expect(dead).toEqual([])
  })

  test('may be as long as the disk allows: pictures are copied whatever they are called', () => {
    const name = `${'y'.repeat(251)}.svg`
    const { printed, dead } = buildOnDisk({
      'content/index.md': `# A\n\n![A line](${name})\n`,
      [`content/${name}`]: svg,
    })
    expect(printed).toBe('')
    expect(dead).toEqual([])
  })

  test.each(odd)('%j can be linked to, as a page and as a file', (name) => {
    const encoded = encodeURIComponent(name).replace(/[()']/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
    const { printed, dead } = buildOnDisk({
      'content/index.md': `# A\n\n[a page](${encoded}.md), [its address](./${encoded}/), ![A line](${encoded}.svg)\n`,
      [`content/${name}.md`]: '# A page\n',
      [`content/${name}.svg`]: svg,
    })
    expect(printed).toBe('')
    expect(dead).toEqual([])
  })
})

describe('a name with accents', () => {
  const forms = { one: 'caf\u00e9', two: 'cafe\u0301' }
  const page = (name: string): string =>
    `# A\n\n%link:${name}% [y](${name}.md) [z](/${name}/) [v](${name}/${name}.md) ![p](${name}.svg)\n\n%-- include: ${name}/${name}.txt --%\n`
  const named = (name: string) => ({
    [`content/${name}.md`]: '# C\n',
    [`content/${name}.svg`]: svg,
    [`content/${name}/${name}.md`]: '# D\n',
    [`content/${name}/${name}.txt`]: 'included\n',
  })

  test.each([
    ['on disk in two characters', forms.one, forms.two],
    ['on disk in one character', forms.two, forms.one],
  ])('%s is found by the other form, and linked to as the disk has it', (_, written, onDisk) => {
    const built = site({ 'content/a.md': page(written), ...named(onDisk) }).build()
    expect(built.printed()).toBe('')
    const address = encodeURIComponent(onDisk)
    built.expect('a/index.html', `href="../${address}/"`, `src="../${address}.svg"`, 'included')
    built.expect('a/index.html', `href="../${address}/${address}/"`)
  })

  test('is found as it is written where both are there, and both are told', () => {
    const built = site({ 'content/a.md': `# A\n\n[y](${forms.two}.md)\n`, ...named(forms.one), ...named(forms.two) })
    built
      .build()
      .expectCodes('page/case-collision', 'page/case-collision', 'page/case-collision', 'page/case-collision')
    built.expect('a/index.html', `href="../${encodeURIComponent(forms.two)}/"`)
    expect(built.printed()).toContain('differ only in how accents are encoded')
  })

  test('is looked for again when a file of the other form appears', () => {
    const built = site({ 'content/a.md': `# A\n\n![p](${forms.one}.svg)\n` }).build({ keepGoing: true })
    built.expectCodes('file/missing')
    built.edit(`content/${forms.two}.svg`, svg).build().expectCodes().rebuilt('content/a.md')
  })
})

test('names that differ by case only are two pages, and told', () => {
  const built = site({ 'content/Loops.md': '# A\n', 'content/loops.md': '# B\n\n[x](Loops.md) [y](LOOPS.md)\n' }).build(
    {
      keepGoing: true,
    },
  )
  built.expectCodes('page/case-collision', 'link/unknown-page')
  expect(built.printed()).toContain('Did you mean `Loops.md` or `loops.md`?')
})
