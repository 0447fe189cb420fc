import { describe, expect, test } from 'vitest'
import { bareTheme, site } from '../site.ts'

const theme = {
  ...bareTheme,
  'templates/page.hbs':
    '{{#each breadcrumbs}}[{{title}} {{url}}]{{/each}}|{{#if previous}}{{previous.url}}{{/if}} {{#if next}}{{next.url}}{{/if}}|{{page.chapter}}|{{#each navigation}}[{{title}} {{url}} {{pages}}]{{/each}}',
  'templates/chapter.hbs':
    '{{page.title}}|{{contentsSummary}}|{{start.title}} {{start.url}}|{{#each contents}}[{{title}} {{url}} {{summary}}]{{/each}}|{{#each breadcrumbs}}[{{title}} {{url}}]{{/each}}',
}

describe('a chapter without a page', () => {
  test('gets one at the folder that its pages share, which breadcrumbs and navigation lead to', () => {
    site(
      {
        'site.yaml': 'title: Course\n',
        'content/basic/a.md': '# A\n\nOne two three.\n',
        'content/basic/b.md': '# B\n',
        'content/more.md': '# More\n',
      },
      { theme },
    )
      .build()
      .expectCodes()
      .expect('basic/index.html', 'Basic|2 pages · 1 min|Start: A a/|[A a/ 1 min][B b/ 1 min]|[Course ../]')
      // The chapter takes no place in the reading order.
      .expect('basic/a/index.html', '[Course ../../][Basic ../]| ../b/|/basic/|[Basic ../ 2][More ../../more/ 0]')
  })

  test('lists three hundred entries, and one that leads to the rest', () => {
    const pages = Array.from({ length: 303 }, (_, i) => `p${String(i).padStart(3, '0')}`)
    const built = site(Object.fromEntries(pages.map((name) => [`content/many/${name}.md`, `# ${name}\n`])), {
      theme,
    }).build()
    const [, , , list = ''] = built.page('many/index.html').split('|')
    const entries = [...list.matchAll(/\[(.*?)\]/g)].map(([, entry]) => entry)
    expect(entries).toHaveLength(301)
    expect(entries.slice(298)).toEqual(['p298 p298/ 1 min', 'p299 p299/ 1 min', '3 more p300/ '])
  })

  test('never takes an address that something else has', () => {
    const built = site(
      {
        'sitemap.yaml':
          'First:\n  A: x/a\n  B: x/b\nSecond part:\n  C: x/c\n"!":\n  D: d\nOwn:\n  E: e/e\nOld:\n  F: f/f\n',
        'content/x/a.md': 'a\n',
        'content/x/b.md': 'b\n',
        'content/x/c.md': 'c\n',
        'content/d.md': 'redirect_from: /f/\n\nd\n',
        'content/e/e.md': 'e\n',
        'content/e/index.html': 'raw',
        'content/f/f.md': 'f\n',
      },
      { theme },
    ).build()
    built.expectCodes()
    for (const path of ['x/', 'x/second-part/', 'chapter/', 'f/old/']) built.expect(`${path}index.html`, /\|Start: /)
    built.expect('e/index.html', /^raw$/)
  })

  test('is made again when a page of it changes, and then no other page is linked again', () => {
    site({ 'content/x/a.md': '# A\n', 'content/y/b.md': '# B\n' }, { theme })
      .build()
      .edit('content/x/a.md', `# A\n\n${'word '.repeat(1000)}\n`)
      .build()
      .relinked('content/x/a.md')
      .expect('x/index.html', '[A a/ 5 min]')
  })
})

describe('the navigation of a large site', () => {
  const many = (n: number, of: (i: number) => string): Record<string, string> =>
    Object.fromEntries(Array.from({ length: n }, (_, i) => [of(i), `# Page ${i}\n`]))
  const entries = (text: string): number => text.match(/\[/g)?.length ?? 0
  const listing = {
    ...bareTheme,
    'templates/page.hbs': '{{> list navigation}}',
    'templates/list.hbs':
      '{{#each this}}[{{#if more}}…{{/if}}{{title}} {{url}}{{#if current}} *{{/if}}{{> list children}}]{{/each}}',
    'templates/chapter.hbs': 'chapter',
  }

  test('shows a piece of a long level, with ways to the rest', () => {
    const built = site(
      many(500, (i) => `content/p${i}.md`),
      { theme: listing },
    ).build()
    for (const i of [0, 59, 60, 250, 499]) {
      const text = built.page(`p${i}/index.html`)
      expect(text).toContain(`[Page ${i} ./ *]`)
      expect(entries(text)).toBeLessThan(85)
    }
    built.expect('p0/index.html', '[…430 more ../p70/]').expect('p250/index.html', '[…230 more ../p229/]')
  })

  test('opens the chapter of the page, and of a large one only what leads to it', () => {
    const built = site(
      many(400, (i) => `content/c/d${i % 10}/p${i}.md`),
      { theme: listing },
    ).build()
    const text = built.page('c/d3/p3/index.html')
    expect(text).toContain('[Page 3 ./ *]')
    expect(entries(text)).toBe(1 + 10 + 40)
  })
})

describe('the words of a page', () => {
  test('count without tags, and by character where scripts have no spaces', () => {
    const time = { ...bareTheme, 'templates/page.hbs': '{{page.readingTime}}' }
    site(
      {
        'content/en.md': `${'<b title="a b c d">word</b> '.repeat(600)}\n`,
        'content/zh.md': `${'漢字'.repeat(500)}\n`,
      },
      { theme: time },
    )
      .build()
      .expect('en/index.html', /^3 min$/)
      .expect('zh/index.html', /^2 min$/)
  })
})

test('a chapter of a title that is longer than names of folders is cut where disks can take it', () => {
  const built = site({
    'sitemap.yaml': `- ${'L'.repeat(300)}:\n    - A: a\n    - B: b\n- ${'ж'.repeat(200)}:\n    - C: c\n    - D: d\n`,
    ...Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`content/${name}.md`, `# ${name}\n`])),
  }).build()
  expect(built.paths()).toContain(`${'l'.repeat(240)}/index.html`)
  expect(built.paths()).toContain(`${'ж'.repeat(120)}/index.html`)
})
