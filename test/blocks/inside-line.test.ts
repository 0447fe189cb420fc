import { describe, expect, test } from 'vitest'
import { defineBlock } from '../../src/markdown/blocks/block.ts'
import { html } from '../../src/markdown/text/html.ts'
import { render, site } from '../site.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"/>'
const ada = '<a href="https://github.com/ada">@ada</a>'
const block = '%-- github: {user: ada} --%'

describe('a github block stands in', () => {
  test.each([
    ['a sentence', `Thanks to Ada (${block}) for the patch.`, `<p>Thanks to Ada (${ada}) for the patch.</p>`],
    ['emphasis', `*by ${block}* and **${block}**`, `<p><em>by ${ada}</em> and <strong>${ada}</strong></p>`],
    ['an item of a tight list', `- ${block}\n- b`, `<ul>\n<li>${ada}</li>\n<li>b</li>\n</ul>`],
    ['a paragraph, between its lines', `one\n${block}\ntwo`, `<p>one\n${ada}\ntwo</p>`],
    [
      'a paragraph, over several lines',
      'one\n%--\ngithub:\n    repo: a/b\n    issue: 12\n--%, two',
      '<p>one\n<a href="https://github.com/a/b/issues/12">Issue #12</a>, two</p>',
    ],
    [
      'a quote, over several lines',
      '> %--\n> github:\n>     user: ada\n> --% wrote it',
      `<blockquote>\n<p>${ada} wrote it</p>\n</blockquote>`,
    ],
    ['a paragraph of its own', '%--\ngithub:\n\n  user: ada\n--%', `<p>${ada}</p>`],
    ['raw HTML', `<div>${block}</div>`, `<div>${ada}</div>`],
    ['an element with Markdown', `<div markdown="1">by ${block}</div>`, `<div><p>by ${ada}</p>\n</div>`],
    [
      'a link, as its words',
      `[see ${block}](https://example.org)`,
      '<p><a href="https://example.org">see @ada</a></p>',
    ],
  ])('%s', (_, markdown, expected) => {
    expect(render(markdown)).toBe(expected)
  })

  test('cells, headings, captions and texts of pictures', () => {
    const files = { 'content/cat.svg': svg }
    expect(render(`| a | b |\n|---|---|\n| ${block} | c |`)).toContain(`<td>${ada}</td>\n<td>c</td>`)
    expect(render(`## By ${block}`)).toContain(`<h2 id="by-ada">By ${ada}<a class="anchor"`)
    expect(render(`![by ${block}](cat.svg)`, files)).toContain('alt="by @ada"')
    const figure = `%--\nfigure:\n  source: cat.svg\n  id: FigA\n  caption: "By ${block}, 2024"\n--%`
    expect(render(figure, files)).toContain(`</span> By ${ada}, 2024</figcaption>`)
  })

  test('an included file', () => {
    expect(render('%-- include: part.md --%', { 'content/part.md': `- ${block}` })).toContain(`<li>${ada}</li>`)
  })
})

test('a block inside a line is shown where code shows it', () => {
  expect(render(`\`${block}\` and <code>%-- toc --%</code>, 5 %--6`)).toBe(
    `<p><code>${block}</code> and <code>%-- toc --%</code>, 5 %--6</p>`,
  )
})

test('a block that stands in lines has its faults told at their place', () => {
  const built = site({ 'content/a.md': 'title: A\n\n> - by %--\n>   github:\n>     user: a b\n>   --%' }).build()
  expect(built.printed()).toContain('content/a.md:5:13  error  github/incomplete')
})

test('a block of a program that says so stands in a line, with its inline text', () => {
  const badge = defineBlock({
    name: 'badge',
    doc: 'A badge.',
    inline: true,
    shorthand: 'text',
    fields: { text: { type: 'inline', doc: 'Its text.', required: true } },
    example: 'badge: New',
    render: ({ text }) => html`<b class="badge">${text}</b>`,
  })
  const built = site({ 'content/a.md': 'A %-- badge: "*new* one" --% thing' }, { blocks: [badge] }).build()
  expect(built.printed()).toBe('')
  built.expect('a/index.html', '<p>A <b class="badge"><em>new</em> one</b> thing</p>')
})

describe('any other block inside a line is told', () => {
  test.each([
    ['in text', 'See %-- toc: {mindepth: 1} --% here', '3:5'],
    ['in emphasis', '*%-- exec: "date" --%*', '3:2'],
    ['in a cell', '| a |\n|---|\n| %-- figure: {source: a.svg, id: F} --% |', '5:3'],
    ['in an item, behind words', '- a %-- include: part.md --%', '3:5'],
    ['in raw HTML', '<p>%-- include: part.md --%</p>', '3:4'],
    ['over several lines', 'See %--\nfigure:\n  source: a.svg\n--%', '3:5'],
    ['and never closed', 'See %-- figure:\n\n  source: a.svg\n', '3:5'],
  ])('%s', (_, markdown, place) => {
    const built = site({ 'content/a.md': `title: A\n\n${markdown}` }).build()
    built.expectCodes('block/inside-line')
    expect(built.printed()).toContain(`content/a.md:${place}  error`)
  })
})

test('a block in a cell of several lines has a place in its file', () => {
  const cell = '%-- github: {repo: ""a/b"", isue: 1} --%\n\n%-- github: {user: ""x"", nme: 1} --%\nlast'
  const built = site({
    'content/a.md': '# A\n\n%-- table: {source: x.csv, id: TblZ} --%\n',
    'content/x.csv': `a\n"${cell}"\n`,
  }).build()
  const { diagnostics } = built.result()
  expect(diagnostics.length).toBeGreaterThan(0)
  for (const { span } of diagnostics) {
    expect(span?.end).toBeLessThanOrEqual(`a\n"${cell}"\n`.length)
    expect(span?.start).toBeLessThan(span?.end ?? 0)
  }
})
