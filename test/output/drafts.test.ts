import { describe, expect, test } from 'vitest'
import { site } from '../site.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"/>'
const block = (kind: string, source: string, id: string) =>
  `%--\n${kind}:\n  source: ${source}\n  id: ${id}\n  caption: C.\n--%\n`
const draft = [
  'title: Exam\ndraft: true\nimage: card.svg\n',
  block('figure', 'exam.svg', 'FigA'),
  '![Shown](beside.svg)\n\n- <img src="raw.svg" alt="Shown">\n\n| a |\n| - |\n| ![Shown](cell.svg) |\n',
  block('table', 'answers.csv', 'TblA'),
  block('code', 'solution.py', 'LstA'),
  '%-- include: part.txt --%\n\n[All of it](exam.zip), ![Both](both.svg)\n',
].join('\n')
const files = {
  'content/index.md': '# Front\n\n![Both](both.svg)\n',
  'content/secret.md': draft,
  'content/img/secret/exam.svg': svg,
  'content/img/secret/left.svg': svg,
  'content/tbl/secret/answers.csv': 'a\n1\n',
  'content/lst/secret/solution.py': 'x = 1\n',
  'content/part.txt': 'Part.\n\n![Shown](part.svg)\n',
  ...Object.fromEntries(['card', 'beside', 'raw', 'cell', 'part', 'both'].map((name) => [`content/${name}.svg`, svg])),
  'content/exam.zip': 'x',
  'content/unused.zip': 'x',
  'assets/logo.svg': svg,
}

describe('a draft', () => {
  test('keeps its files to itself, but for those that other pages use', () => {
    const built = site(files).build().expectCodes()
    expect(built.paths()).toEqual(['both.svg', 'index.html', 'logo.svg', 'unused.zip'])
  })

  test('is published with them when drafts are built', () => {
    const built = site(files).build({ drafts: true }).expectCodes()
    expect(built.paths()).toContain('img/secret/exam.svg')
    expect(built.paths()).toContain('lst/secret/solution.py')
    expect(built.paths()).toHaveLength(16)
  })

  test('takes them off the output folder when it becomes one, and gives them back', () => {
    const public_ = draft.replace('draft: true\n', '')
    const built = site({ ...files, 'content/secret.md': public_ })
      .build()
      .expectCodes()
    const all = built.paths()
    expect(built.edit('content/secret.md', draft).build().paths()).toEqual([
      'both.svg',
      'index.html',
      'logo.svg',
      'unused.zip',
    ])
    expect(built.edit('content/secret.md', public_).build().paths()).toEqual(all)
  })

  test('leaves what another page uses, however it is used', () => {
    for (const use of [
      '![Shown](img/secret/exam.svg)',
      '[It](%static:img/secret/exam.svg%)',
      '<img src="img/secret/exam.svg" alt="Shown">',
      '%-- include: use.txt --%',
    ]) {
      const built = site({
        ...files,
        'content/use.txt': '![Shown](img/secret/exam.svg)\n',
        'content/index.md': `# Front\n\n${use}\n`,
      }).build()
      expect(built.expectCodes().paths()).toContain('img/secret/exam.svg')
    }
    const built = site({
      ...files,
      'content/index.md': `# Front\n\n${block('code', 'lst/secret/solution.py', 'LstB')}`,
    }).build()
    expect(built.expectCodes().paths()).toContain('lst/secret/solution.py')
  })

  test('does so in a site whose root is its content', () => {
    const flat = Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace(/^content\//, ''), text]))
    const built = site({ ...flat, 'site.yaml': 'content: .\n' })
      .build()
      .expectCodes()
    expect(built.paths()).toEqual(['both.svg', 'index.html', 'logo.svg', 'unused.zip'])
  })
})

describe('what programs leave behind', () => {
  const left = [
    'a.md~',
    'a.md.~1~',
    '#a.md#',
    '~$a.docx',
    'Thumbs.db',
    'ehthumbs.db',
    'desktop.ini',
    '.DS_Store',
    '.a.md.swp',
  ]

  test('is not published', () => {
    const built = site({
      'content/a.md': '# A\n',
      ...Object.fromEntries(
        left.flatMap((name) => [`content/${name}`, `content/b/${name}`, `assets/${name}`].map((path) => [path, 'x'])),
      ),
    }).build()
    expect(built.expectCodes().paths()).toEqual(['a/index.html', 'index.html'])
  })

  test('is told where a page links to it', () => {
    const built = site({
      'content/a.md': '# A\n\n[old](a.txt~) ![old](x.svg~)\n',
      'content/a.txt~': 'x',
      'content/x.svg~': svg,
    }).build()
    built.expectCodes('link/missing-file', 'file/missing')
  })

  test('is only a file: folders and names that are near are the author’s', () => {
    const built = site({ 'content/old~/a.md': '# A\n', 'content/C#.txt': 'x', 'content/thumbs.db.txt': 'x' }).build()
    expect(built.expectCodes().paths()).toEqual([
      'C#.txt',
      'index.html',
      'old~/a/index.html',
      'old~/index.html',
      'thumbs.db.txt',
    ])
  })
})
