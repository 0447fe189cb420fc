import { expect, test } from 'vitest'
import type { DiagnosticCode } from '../../src/diagnostics/codes.ts'
import { site } from '../site.ts'

/**
 * Sites in which a few characters stand for many, wherever that is possible: what is put in again and again is bounded, and told.
 */

type Files = Readonly<Record<string, string>>

const lines = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('\n')
const long = 'x'.repeat(900)
/** Values of values: eight of them stand for a hundred million. */
const laughs = lines(
  8,
  (i) =>
    `k${i}: &k${i} [${
      i === 0
        ? '1,1,1,1,1,1,1,1,1'
        : Array(9)
            .fill(`*k${i - 1}`)
            .join(',')
    }]`,
)

const sites: Readonly<Record<string, readonly [files: Files, code: DiagnosticCode]>> = {
  'aliases of aliases in front matter': [{ 'content/a.md': `---\n${laughs}\n---\n\ntext\n` }, 'front-matter/bad-yaml'],
  'aliases of a key without end': [
    { 'content/a.md': `---\na: &a {${'k'.repeat(20_000)}: 1}\nb: [${Array(90).fill('*a').join(', ')}]\n---\n\ntext\n` },
    'front-matter/bad-yaml',
  ],
  'aliases of a long text in front matter': [
    { 'content/a.md': `---\na: &a ${'x'.repeat(20_000)}\nb: [${Array(90).fill('*a').join(', ')}]\n---\n\ntext\n` },
    'front-matter/bad-yaml',
  ],
  'aliases of aliases in the settings': [{ 'content/a.md': '# A\n', 'site.yaml': laughs }, 'config/bad-yaml'],
  'aliases of aliases in the navigation': [{ 'content/a.md': '# A\n', 'sitemap.yaml': laughs }, 'config/bad-yaml'],
  'aliases of aliases in the constants': [{ 'content/a.md': '# A\n', 'constants.yaml': laughs }, 'config/bad-yaml'],
  'aliases of aliases in words': [
    { 'content/a.md': '# A\n', 'site.yaml': `words:\n${laughs.replace(/^/gm, '  ')}\n` },
    'config/bad-yaml',
  ],
  'aliases of aliases in a block': [
    { 'content/a.md': `# A\n\n%--\nfigure:\n${laughs.replace(/^/gm, '  ')}\n--%\n` },
    'block/bad-yaml',
  ],
  'aliases in many blocks': [
    {
      'content/a.md': `# A\n\n${lines(60, () => `%--\nconstant:\n  a: &a ${'x'.repeat(900)}\n  b: [${Array(90).fill('*a').join(', ')}]\n--%\n`)}\n`,
    },
    'page/grows',
  ],
  'a title of another page': [
    { 'content/a.md': `title: ${long}\n\ntext\n`, 'content/b.md': `# B\n\n${lines(4000, () => '%link:a%')}\n` },
    'page/grows',
  ],
  'a title that never ends': [
    {
      'content/a.md': `title: ${'x'.repeat(300_000)}\n\ntext\n`,
      'content/b.md': `# B\n\n${lines(4000, () => '%link:a%')}\n`,
    },
    'page/grows',
  ],
  'a title of another page in attributes': [
    {
      'content/a.md': `title: ${long}\n\ntext\n`,
      'content/b.md': `# B\n\n${lines(4000, () => '<b title="%link:a%">x</b>')}\n`,
    },
    'page/grows',
  ],
  'the title of a page on itself': [
    { 'content/a.md': `title: ${long}\n\n${lines(4000, () => '%link:a%')}\n` },
    'page/grows',
  ],
  'titles beside labels of another page': [
    {
      'content/a.md': `title: ${long}\n\n%--\nfigure:\n  source: a.svg\n  alt: x\n  id: FigA\n--%\n`,
      'content/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>',
      'content/b.md': `# B\n\n${lines(4000, () => '%ref:a#FigA%')}\n`,
    },
    'page/grows',
  ],
  'addresses in front matter': [
    {
      [`content/${`${'d'.repeat(100)}/`.repeat(20)}a.md`]: '# A\n',
      'content/b.md': `x: ${'%url:a% '.repeat(2000)}\n\n# B\n`,
    },
    'page/grows',
  ],
  'a long address of another page': [
    {
      [`content/${`${'d'.repeat(100)}/`.repeat(20)}a.md`]: '# A\n',
      'content/b.md': `# B\n\n${lines(2000, () => '[x](%url:a%)')}\n`,
    },
    'page/grows',
  ],
  'a table that is named again': [
    {
      'content/x.csv': `a,b\n${'1,2\n'.repeat(5000)}`,
      'content/a.md': `# A\n\n${lines(50, (i) => `%-- table: {source: x.csv, id: Tbl${i}} --%\n`)}\n`,
    },
    'page/grows',
  ],
  'a listing that is named again': [
    {
      'content/x.py': 'print(1)\n'.repeat(5000),
      'content/a.md': `# A\n\n${lines(50, (i) => `%-- code: {source: x.py, id: Lst${i}} --%\n`)}\n`,
    },
    'page/grows',
  ],
  'a file that is included again': [
    {
      'content/x.txt': 'word\n'.repeat(5000),
      'content/a.md': `# A\n\n${lines(100, () => '%-- include: x.txt --%\n')}\n`,
    },
    'page/grows',
  ],
  'old addresses of a page': [
    {
      'content/a.md': `---\ntitle: "${'&'.repeat(999)}"\nredirect_from:\n${lines(500, (i) => `  - /o/${i}/`)}\n---\n\ntext\n`,
    },
    'page/grows',
  ],
  'a word of the settings': [
    {
      'site.yaml': `words:\n  AB: <b title="${'x'.repeat(9000)}">AB</b>\n`,
      'content/a.md': `# A\n\n${lines(500, () => 'AB')}\n`,
    },
    'page/grows',
  ],
  'an abbreviation': [
    { 'content/a.md': `# A\n\n${lines(500, () => 'AB')}\n\n*[AB]: ${'x'.repeat(9000)}\n` },
    'page/grows',
  ],
  'a constant of the site': [
    { 'constants.yaml': `c: ${'x'.repeat(9000)}\n`, 'content/a.md': `# A\n\n${lines(500, () => '$c$')}\n` },
    'page/grows',
  ],
  'a constant of the page in attributes': [
    {
      'content/a.md': `# A\n\n%-- constant: {word: ${'x'.repeat(9000)}} --%\n\n${lines(500, () => '[x](/a/ "%word")')}\n`,
    },
    'page/grows',
  ],
  'a definition of a link': [
    { 'content/a.md': `# A\n\n${lines(500, () => '[x][d]')}\n\n[d]: /a/ "${'x'.repeat(9000)}"\n` },
    'page/grows',
  ],
  'tables of contents': [
    {
      'content/a.md': `# A\n\n${lines(200, () => '[TOC]\n')}\n\n${lines(500, (i) => `## Heading ${i} ${'x'.repeat(100)}\n`)}\n`,
    },
    'page/grows',
  ],
  'a title of the settings': [
    { 'site.yaml': `title: ${'x'.repeat(5000)}\n`, 'content/a.md': '# A\n' },
    'config/wrong-type',
  ],
  'a word of the interface': [
    { 'site.yaml': `interface:\n  search: ${'x'.repeat(5000)}\n`, 'content/a.md': '# A\n' },
    'config/wrong-type',
  ],
  'a title of the navigation': [
    { 'sitemap.yaml': `? ${'x'.repeat(5000)}\n: a\n`, 'content/a.md': '# A\n' },
    'nav/bad-entry',
  ],
}

test.each(Object.entries(sites))('%s', (_, [files, code]) => {
  const built = site(files).build({ keepGoing: true })
  const { diagnostics } = built.result()
  const told = diagnostics.filter((item) => item.code === code)
  expect(told.length).toBeGreaterThan(0)
  // A bound that is passed is told once of each page.
  if (code === 'page/grows') expect(told.length).toBe(1)
  expect(told[0]?.span).toBeDefined()
  // Two million characters, and as many again as markup.
  const written = Object.values(built.outputs()).reduce((sum, text) => sum + text.length, 0)
  const given = Object.values(files).reduce((sum, text) => sum + text.length, 0)
  expect(written).toBeLessThan(6_000_000 + 10 * given)
})

test('a listing may show pieces of one file as often as a lesson wants', () => {
  site({
    'content/x.py': lines(2000, (i) => `print(${i})  # ${'x'.repeat(30)}`),
    'content/a.md': `# A\n\n${lines(60, (i) => `%-- code: {source: x.py, id: Lst${i}, lines: ${i * 20 + 1}-${i * 20 + 20}} --%\n`)}\n`,
  })
    .build()
    .expectCodes()
})

test('a page shows the whole of its long title, and others the beginning', () => {
  const title = `${'word '.repeat(300)}end`
  site({ 'content/a.md': `---\ntitle: ${title}\n---\n\ntext\n`, 'content/b.md': '# B\n\n%link:a%\n' })
    .build()
    .expectCodes('page/long-title')
    .expect('a/index.html', `<h1 id="word-word`, title)
    .expectNot('b/index.html', title)
    .expect('b/index.html', title.slice(0, 999), '…')
})
