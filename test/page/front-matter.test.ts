import matter from 'gray-matter'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { readFrontMatter } from '../../src/page/front-matter.ts'
import { site, type TestSite } from '../site.ts'

const theme = {
  'package.json': '{}',
  'templates/page.hbs':
    '{{page.title}}|{{page.description}}|{{page.lang}}|{{#each page.authors}}{{this}};{{/each}}|{{#each page.tags}}{{this}};{{/each}}|{{page.date}}|{{page.level}}|{{#if page.showTitle}}shown{{/if}}|{{content}}',
  'templates/index.hbs': '{{page.title}}',
  'templates/redirect.hbs': '{{url}}',
}
const page = (text: string): TestSite =>
  site({ 'content/a.md': text, 'content/b.md': 'title: B\n\nb\n' }, { theme }).build()
const made = (text: string): string => page(text).expectCodes().page('a/index.html')

describe('front matter', () => {
  test('of the plain form is verbatim: no quotes are needed, and surrounding ones are taken off', () => {
    expect(made('title: Loops: for # and while 100%\ndescription: "quoted"\n\ntext\n')).toContain(
      'Loops: for # and while 100%|quoted|en|',
    )
    expect(made("Title: It's 'fine'\n\ntext\n")).toContain('It&#x27;s &#x27;fine&#x27;|')
  })

  test('of the plain form goes on in indented lines, and ends at the first blank line', () => {
    expect(made('title: A\ndescription: one\n  two\n\ntitle: text\n')).toMatch(/^A\|one\ntwo\|.*<p>title: text<\/p>/s)
  })

  test('of the plain form has lists with commas, numbers and truth values', () => {
    expect(
      made('authors: Ada, Grace\ntags: [x, "y"]\nlang: nl\ndate: 2026-03-01\nshow_title: no\nlevel: 3\n\ntext\n'),
    ).toMatch(/^A\|\|nl\|Ada;Grace;\|x;y;\|2026-03-01\|3\|\|/)
  })

  test('of the fenced form is YAML', () => {
    expect(
      made('---\ntitle: "Loops: for"\ntags: [x, y]\nauthors: Ada\ndate: 2026-03-01\nlevel: 3\n---\ntext\n'),
    ).toMatch(/^Loops: for\|\|en\|Ada;\|x;y;\|2026-03-01\|3\|shown\|<p>text/)
  })

  test.each([
    'This is prose: really.\n\nMore.\n',
    'Note: prose.\nIt goes on here.\n\nMore.\n',
    'https://example.org\n\nMore.\n',
    '- title: x\n\nMore.\n',
  ])('is not seen in %j', (text) => {
    expect(made(text)).toContain('More.')
    expect(made(text)).toMatch(/\|<(p|ul)>/)
  })

  test('is not a rule at the beginning of the text', () => {
    expect(made('---\n\nText.\n\n---\n')).toContain('<hr>')
    expect(made('---\nText.\n')).toContain('<hr>')
  })

  test('in fences ends at a line that is `---` alone: what stands behind one that only begins so is not lost without a word', () => {
    page('---\ntitle: A\n---draft\nshow_title: no\n---\n\ntext\n').expectCodes('front-matter/bad-yaml')
  })

  test.each([
    '---\ntitle: "Loops: for"\ntags: [x, y]\n---\ntext\n',
    '---\ntitle: A\ndescription: |\n  one\n   --- two\n\nlevel: {deep: [1, 2.5, null]}\n---\n\ntext\n---\nmore\n',
    '---\n# a comment\n\norder: 3\ntoc: false\nredirect_from:\n  - /old/\n  - /older/\n---\ntext',
    '---yaml\ntitle: A\n---\ntext\n',
    '---\n# nothing\n---\ntext\n',
    '---\n---\ntext\n',
    '---\ntitle: A\n---',
  ])('in fences is what gray-matter reads of %j', (text) => {
    const { value, diagnostics } = readFrontMatter('a.md', text)
    const theirs = matter(text, { engines: { yaml: { parse: (yaml) => Object(load(yaml)) } } })
    expect(diagnostics).toEqual([])
    expect({ ...value.known, ...value.other }).toEqual(theirs.data)
    expect(text.slice(value.bodyStart)).toBe(theirs.content)
  })

  test('in another language is never run', () => {
    expect(
      page('---js\n{ title: globalThis.hacked = 1 }\n---\n\ntext\n')
        .result()
        .diagnostics.map((item) => item.code),
    ).toEqual(['front-matter/engine'])
    expect('hacked' in globalThis).toBe(false)
  })

  test('that is broken is told each time, not only the first', () => {
    const tree = page('---\ntitle: [\n---\n\ntext\n').expectCodes('front-matter/bad-yaml')
    tree
      .edit('content/c.md', '---\ntitle: [\n---\n\ntext\n')
      .build()
      .expectCodes('front-matter/bad-yaml', 'front-matter/bad-yaml')
  })

  test('keys are known in upper and lower case; unknown ones go to the templates', () => {
    expect(made('TITLE: A b\nlevel: %url:b%\n\ntext\n')).toContain('A b|||'.slice(0, 4))
    expect(made('TITLE: A b\nlevel: %url:b%\n\ntext\n')).toContain('|../b/|')
  })

  test('with a byte order mark and CRLF is read', () => {
    expect(made('\ufefftitle: Marked\r\n\r\ntext\r\n')).toMatch(/^Marked\|/)
  })
})

describe('a title', () => {
  test('is that of the front matter, else the first heading, else the name of the file', () => {
    expect(made('title: Given\n\n# Heading\n')).toMatch(/^Given\|.*\|shown\|/)
    expect(made('## First `one`\n\n## Second\n')).toMatch(/^First one\|.*\|shown\|/)
    expect(site({ 'content/my-page.md': 'text\n' }, { theme }).build().page('my-page/index.html')).toMatch(/^My page\|/)
  })

  test('is not shown twice where the text begins with it', () => {
    expect(made('# Heading\n\ntext\n')).toMatch(/^Heading\|.*\|\|<h1/)
    expect(made('title: Heading\n\n# Heading\n\ntext\n')).toMatch(/^Heading\|.*\|\|<h1/)
  })
})

describe('an address', () => {
  test('is the path of the page', () => {
    const tree = site({
      'content/index.md': '# Home\n',
      'content/basic/syntax.md': '# S\n',
      'content/basic/index.md': '# B\n',
      'content/a.b.md': '# AB\n',
      'content/404.md': '# Gone\n',
    }).build()
    expect(tree.paths()).toEqual([
      '404.html',
      'a.b/index.html',
      'basic/index.html',
      'basic/syntax/index.html',
      'index.html',
    ])
  })

  test('has the slug as its last part', () => {
    const tree = site({
      'content/basic/x.md': 'slug: syntax\n\nx\n',
      'content/more/index.md': 'slug: extra\n\nx\n',
    }).build()
    expect(tree.paths()).toEqual(['basic/index.html', 'basic/syntax/index.html', 'extra/index.html', 'index.html'])
  })

  test('of an old page leads to the new one', () => {
    site({ 'content/basic/x.md': 'title: X\nredirect_from: /old/x/, y.html\n\nx\n' })
      .build()
      .expectCodes()
      .expect('old/x/index.html', '<a href="../../basic/x/">X</a>')
      .expect('y.html', 'href="basic/x/"')
    site({ 'content/a.md': 'redirect_from: /b/\n\nx\n', 'content/b.md': '# B\n' })
      .build()
      .expectCodes('page/duplicate-address')
  })

  test('is not made for files and folders that begin with a dot or an underscore', () => {
    const tree = site({
      'content/a.md': '# A\n',
      'content/_parts/b.md': '# B\n',
      'content/.hidden.md': '# C\n',
      'content/_d.md': '# D\n',
    }).build()
    expect(tree.paths()).toEqual(['a/index.html', 'index.html'])
  })
})

describe('a draft', () => {
  test('is built only when asked for', () => {
    const tree = site({ 'content/a.md': 'draft: true\n\n%link:nowhere%\n', 'content/b.md': '# B\n' })
      .build()
      .expectCodes()
    expect(tree.result().pages).toBe(1)
    tree.build({ drafts: true }).expectCodes('link/unknown-page')
  })
})

describe('a folder of pages without settings', () => {
  test('is a site', () => {
    const tree = site({
      'intro.md': '# Intro\n\n![](cat.svg)\n',
      'more/loops.md': '# Loops\n',
      'cat.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>',
    })
      .build()
      .expectCodes()
    expect(tree.paths()).toEqual([
      'cat.svg',
      'index.html',
      'intro/index.html',
      'more/index.html',
      'more/loops/index.html',
    ])
    tree.expect('index.html', 'href="intro/">Intro', '>More<')
  })
})
