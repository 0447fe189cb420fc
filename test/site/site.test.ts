import { describe, expect, test } from 'vitest'
import { site } from '../site.ts'

const theme = {
  'package.json': '{}',
  'templates/page.hbs':
    '{{#*inline "nav"}}{{#each entries}}{{#if separator}}---{{else}}[{{title}}{{#if url}} {{url}}{{/if}}{{#if current}} *{{/if}}{{#if external}} out{{/if}}{{#if children}} {{> nav entries=children}}{{/if}}]{{/if}}{{/each}}{{/inline}}{{> nav entries=navigation}}\n{{#each breadcrumbs}}{{title}}={{url}} > {{/each}}\n{{#if previous}}<{{previous.title}} {{previous.url}}{{/if}} {{#if next}}{{next.title}} {{next.url}}>{{/if}}\n{{content}}',
  'templates/redirect.hbs': '{{url}}',
}
const part = (html: string, line: number) => html.split('\n')[line]?.trim()

const course = {
  'content/index.md': 'title: Home\n\nx\n',
  'content/basic/a.md': 'title: A\n\nx\n',
  'content/basic/b.md': 'title: B\n\nx\n',
  'content/more/c.md': 'title: C\n\nx\n',
  'content/d.md': 'title: D\n\nx\n',
}

describe('the navigation', () => {
  test('follows sitemap.yaml, folded as deep as it goes, all of it where it is short', () => {
    const tree = site(
      {
        ...course,
        'sitemap.yaml':
          'Basics:\n  A: basic/a\n  Deeper:\n    B: basic/b\n_:\nMore:\n  C: c\nElsewhere: https://example.org\nHeading:\n<nodoc> Hidden: d\n',
      },
      { theme },
    )
      .build()
      .expectCodes()
    expect(part(tree.page('basic/b/index.html'), 0)).toBe(
      '[Basics ../ [A ../a/][Deeper ../deeper/ [B ./ *]]]---[More ../../more/ [C ../../more/c/]][Elsewhere https://example.org out][Heading]',
    )
    expect(part(tree.page('basic/b/index.html'), 1)).toBe(
      'Home=../../ &gt; Basics=../ &gt; Deeper=../deeper/ &gt;'.replaceAll('&gt;', '>'),
    )
    expect(part(tree.page('basic/b/index.html'), 2)).toBe('<A ../a/ C ../../more/c/>')
    expect(part(tree.page('d/index.html'), 2)).toBe('<C ../more/c/')
  })

  test('takes the first item of a list, and may stand in the settings', () => {
    const tree = site({ ...course, 'site.yaml': 'nav:\n  A: [basic/a, other]\n  B:\n    - basic/b\n' }, { theme })
      .build()
      .expectCodes()
    expect(part(tree.page('basic/a/index.html'), 0)).toBe('[A ./ *][B ../b/]')
    expect(
      site({ ...course, 'site.yaml': 'nav: order.yaml\n', 'order.yaml': 'D: d\n' }, { theme })
        .build()
        .page('d/index.html'),
    ).toContain('[D ./ *]')
  })

  test('without a file follows folders, `order` and names, numbers as numbers', () => {
    const tree = site(
      {
        'content/index.md': '# Home\n',
        'content/10-x.md': '# Ten\n',
        'content/9-x.md': '# Nine\n',
        'content/last/index.md': 'title: The last\norder: 99\n\nx\n',
        'content/last/p.md': '# P\n',
        'content/first.md': 'order: 1\n\n# First\n',
        'content/sub-folder/q.md': '# Q\n',
        'content/404.md': '# Gone\n',
      },
      { theme },
    ).build()
    expect(part(tree.page('last/p/index.html'), 0)).toBe(
      '[First ../../first/][The last ../ [P ./ *]][Nine ../../9-x/][Ten ../../10-x/][Sub folder ../../sub-folder/ [Q ../../sub-folder/q/]]',
    )
    expect(part(tree.page('first/index.html'), 2)).toBe('<Home ../ The last ../last/>')
  })

  test('hides entries with `__` from look-up by their last part', () => {
    const tree = site({
      'content/a/x.md': '# AX\n',
      'content/b/x.md': '# BX\n',
      'content/c.md': '# C\n\n%link:x%\n',
      'sitemap.yaml': 'A: a/x\n__B: b/x\nC: c\n',
    }).build()
    tree.expectCodes().expect('c/index.html', '>AX<')
  })
})

describe('previous and next', () => {
  test('of the front matter win, with their own or the page’s title', () => {
    const tree = site(
      {
        ...course,
        'content/basic/a.md': 'title: A\nnext_url: %url:c%\nprev_url: d\nprev_title: Back\n\nx\n',
        'content/basic/b.md': 'title: B\nnext_url: https://example.org\nnext_title: Out\n\nx\n',
      },
      { theme },
    )
      .build()
      .expectCodes()
    expect(part(tree.page('basic/a/index.html'), 2)).toBe('<Back ../../d/ C ../../more/c/>')
    expect(part(tree.page('basic/b/index.html'), 2)).toBe('<A ../a/ Out https://example.org>')
  })

  test('take a title for the page that follows', () => {
    const tree = site({ ...course, 'content/basic/a.md': 'title: A\nnext_title: Go on\n\nx\n' }, { theme }).build()
    expect(part(tree.page('basic/a/index.html'), 2)).toContain('Go on ../b/>')
  })
})

describe('numbers by chapter', () => {
  const figure = (id: string) => `%--\nfigure: {source: /x.svg, id: ${id}}\n--%\n\n%${id}\n`
  test('go on from page to page, and references to other pages know them', () => {
    const tree = site({
      'site.yaml': 'numbering: chapter\n',
      'sitemap.yaml': 'Intro: a\n_:\nTwo:\n  B: b\n  C: c\n',
      'assets/x.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>',
      'content/a.md': `# A\n\n${figure('FigA')}\n%ref:c#FigC%\n`,
      'content/b.md': `# B\n\n${figure('FigB')}\n${figure('FigBB')}`,
      'content/c.md': `# C\n\n${figure('FigC')}`,
      'content/free.md': `# Free\n\n${figure('FigF')}`,
    }).build()
    tree
      .expectCodes()
      .expect('a/index.html', 'Figure 1.1.</span>', '>Figure 1.1</a>', '>Figure 2.3</a>')
      .expect('b/index.html', 'Figure 2.1.', 'Figure 2.2.')
      .expect('c/index.html', 'Figure 2.3.')
      .expect('free/index.html', 'Figure 1.')
    tree
      .edit('content/b.md', '# B\n')
      .build()
      .expect('c/index.html', 'Figure 2.1.')
      .expect('a/index.html', '>Figure 2.1</a>')
      .rebuilt('content/b.md')
  })
})

describe('a front page', () => {
  test('is made where the author wrote none', () => {
    const tree = site({ 'content/a.md': '# A\n', 'site.yaml': 'title: Course\n' })
      .build()
      .expect('index.html', '<a href="a/">A</a>')
    expect(tree.result().pages).toBe(1)
    tree
      .edit('content/index.md', 'Mine\n')
      .build()
      .expect('index.html', '<p>Mine</p>')
      .remove('content/index.md')
      .build()
      .expect('index.html', '<a href="a/">')
  })
})

describe('files', () => {
  test('beside pages and of assets are copied; sources of blocks elsewhere are not', () => {
    const tree = site({
      'content/a.md':
        '%-- include: parts/x.md --%\n\n%--\ncode: {source: parts/y.py, id: LstY}\n--%\n\n[z](/data/z.csv)\n',
      'content/pic/b.png': 'x',
      'assets/style/c.css': 'x',
      'assets/.nojekyll': '',
      'parts/x.md': 'x\n',
      'parts/y.py': 'x\n',
      'data/z.csv': 'x',
    })
      .build()
      .expectCodes()
    expect(tree.paths()).toEqual(['.nojekyll', 'a/index.html', 'data/z.csv', 'index.html', 'pic/b.png', 'style/c.css'])
  })

  test('that are gone from the site are removed from the output', () => {
    const tree = site({ 'content/a.md': '# A\n', 'content/b.md': '# B\n', 'content/x.txt': 'x' })
      .build()
      .remove('content/b.md')
      .remove('content/x.txt')
      .build()
    expect(tree.result().removed).toEqual(['b/index.html', 'x.txt'])
  })

  test('of pages that fail stay as they were with --keep-going', () => {
    const tree = site({ 'content/a.md': '# A\n', 'content/b.md': '# B\n' }).build()
    tree
      .edit('content/b.md', 'template: nowhere\n\nnew\n')
      .edit('content/a.md', '# New\n')
      .build({ keepGoing: true })
      .expectCodes('template/unknown')
      .expect('b/index.html', '>B<')
      .expect('a/index.html', '>New<')
  })
})

describe('rules', () => {
  test('turn a diagnostic off, or make it an error or a warning', () => {
    const files = { 'content/a.md': '# A\n\n%link:nowhere%\n\n%--\ntoc:\n  colour: red\n--%\n' }
    expect(
      site({ ...files, 'site.yaml': 'rules:\n  link/unknown-page: off\n  block/unknown-field: error\n' })
        .build()
        .expectCodes('block/unknown-field')
        .result().fault,
    ).toBe('site')
    expect(
      site({ ...files, 'site.yaml': 'rules:\n  link/unknown-page: warning\n' })
        .build()
        .result().fault,
    ).toBe('none')
    expect(
      site({ ...files, 'site.yaml': 'rules:\n  link/unknown-page: warning\n' })
        .build({ strict: true })
        .result().fault,
    ).toBe('site')
  })
})
