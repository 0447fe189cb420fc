import { describe, expect, test } from 'vitest'
import { site } from '../site.ts'

const table = (id: string): string => `%--\ntable:\n id: ${id}\n source: content/t.csv\n caption: ""\n--%\n`
const files = { 'content/t.csv': 'a\n1\n' }

/** The texts of the entries of the table of contents. */
const entries = (html: string): readonly string[] =>
  [...html.matchAll(/<li><a href="#[^"]*">([^<]*)<\/a>/g)].map((match) => match[1] ?? '')

describe.each(['page', 'chapter'] as const)('numbering by %s', (numbering) => {
  const one = numbering === 'page' ? 'Table 1' : 'Table 1.2'
  const first = numbering === 'page' ? 'Table 1' : 'Table 1.1'
  const built = site({
    ...files,
    'templates/page.hbs': '{{content}}<aside>{{#each page.headings}}{{text}};{{/each}}</aside>',
    'site.yaml': `numbering: ${numbering}\nnav: nav.yaml\n`,
    'nav.yaml': 'Chapter:\n  A: a\n  B: b\n',
    'content/a.md': `title: A\n\n${table('TblA')}`,
    'content/b.md': `title: B\n\n[TOC]\n\n%--\ntoc:\n exclude: [Left out in TblB]\n--%\n\n## Results in %TblB and %TblB::a\n\n## See %ref:a#TblA%, [%TblB](%link:a%)\n\n## Left out in %TblB\n\n${table('TblB')}`,
  }).build()

  test('contents say what the heading says', () => {
    const html = built.expectCodes().page('b/index.html')
    expect(html).toMatch(new RegExp(`<h2 id="results-in-tblb-and-tblba">Results in <a [^>]*>${one}</a>`))
    const wanted = [`Results in ${one} and ${one}a`, `See ${first}, ${one}`, `Left out in ${one}`]
    expect(entries(html)).toEqual([...wanted, ...wanted.slice(0, 2)])
    expect(html).toContain(`<aside>${wanted.map((text) => `${text};`).join('')}</aside>`)
  })
})

describe('titles with code and formulas', () => {
  const built = site({
    'templates/page.hbs':
      '<title>{{page.title}}</title>{{#if page.showTitle}}<h1>{{page.title}}</h1>{{/if}}{{content}}{{#each navigation}}<a>{{title}}</a>{{/each}}',
    'content/a.md': 'title: The `for` loop, $x^2$ and \\$5\n\nText.\n',
    'content/b.md': 'title: The `for` loop\n\n# The `for` loop\n\nSee %link:a%.\n',
    'content/c.md': 'title: Costs $5 or $6\n\nText.\n',
    'content/e.md': 'title: Costs $5 and `$HOME`, not $10\n\nText.\n',
    'content/d.md': 'title: Hidden `x`\nshow_title: false\n\nText.\n',
  }).build()

  test('show them as such in the heading, and plain elsewhere', () => {
    built
      .expectCodes()
      .expect(
        'a/index.html',
        '<title>The for loop, x^2 and $5</title><h1 id="the-for-loop-x2-and-5">The <code>for</code> loop, <math',
        'and $5</h1>',
        '<a>The for loop</a>',
      )
      .expect(
        'b/index.html',
        '<title>The for loop</title><h1 id="the-for-loop">The <code>for</code> loop<a',
        '>The for loop, x^2 and $5</a>.',
      )
      .expect('c/index.html', '<h1>Costs $5 or $6</h1>')
      .expect('e/index.html', '>Costs $5 and <code>$HOME</code>, not $10</h1>')
      .expectNot('d/index.html', '<h1>')
  })
})

test('a title that shows a number or the title of another page is told', () => {
  const first = `# Results in %TblA\n\n${table('TblA')}`
  site({ ...files, 'content/a.md': first })
    .build()
    .expectCodes()
  site({ ...files, 'site.yaml': 'numbering: chapter', 'content/a.md': first })
    .build()
    .expectCodes('page/title-with-reference')
  site({ ...files, 'content/a.md': `title: Results\n\n${first}` })
    .build()
    .expectCodes()
  site({ 'content/a.md': '# See %link:b%', 'content/b.md': '# B' }).build().expectCodes('page/title-with-reference')
})
