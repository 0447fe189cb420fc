import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"/>'
const files = { 'content/cat.svg': svg, 'content/t.csv': 'a,b\n1,2\n' }

describe('an attribute list on the line below belongs to', () => {
  test.each([
    [
      'a figure',
      '%--\nfigure:\n  source: cat.svg\n  id: FigA\n  caption: A\n--%',
      '<figure class="figure wide" id="FigA" data-x="y">',
    ],
    [
      'a block on one line',
      '%-- table: {source: t.csv, id: TblA} --%',
      '<figure class="table wide" id="TblA" data-x="y">',
    ],
    [
      'a table of contents of a block',
      '# A\n\n%-- toc: {maxdepth: 1} --%',
      '<nav class="toc wide" aria-label="Contents" data-x="y">',
    ],
    ['a table of contents', '# A\n\n[TOC]', '<nav class="toc wide" aria-label="Contents" data-x="y">'],
    ['an element with Markdown', '<div class="a" markdown="1">\nb\n</div>', '<div class="a wide" data-x="y"><p>b</p>'],
    ['definitions', 'a\n: b\n: c', '<dl class="wide" data-x="y">'],
    ['indented code', '    a', '<div class="code wide" data-x="y"><pre>'],
    ['a fence', '~~~ python\na\n~~~', '<div class="code wide" data-lang="python" data-x="y"><pre>'],
    ['tabs', ':::tabs\n== A\na\n:::', '<div class="tabs wide" data-x="y">'],
    ['an alert between colons', ':::note\na\n:::', '<div class="alert alert-note wide" role="note" data-x="y">'],
    ['the last item of a task list', '- [ ] a', '<ul class="wide tasks" data-x="y">'],
  ])('%s', (_, markdown, expected) => {
    const list = '{.wide data-x=y}'
    expect(render(`${markdown}\n${list}`, files)).toContain(expected)
    expect(render(`${markdown}\n${list}`.replace(/^/gm, '> '), files)).toContain(expected)
    expect(render(`1. x\n\n${`${markdown}\n${list}`.replace(/^/gm, '   ')}`, files)).toContain(expected)
    expect(render('%-- include: part.md --%', { ...files, 'content/part.md': `${markdown}\n${list}` })).toContain(
      expected,
    )
  })

  test('an item of definitions that is not the last', () => {
    expect(render('a\n: b\n{.wide}\n: c')).toContain('<dd class="wide">b</dd>')
  })
})

describe('an attribute list in a line belongs to', () => {
  test.each([
    ['emphasis', '*a*{.x} b', '<em class="x">a</em> b'],
    ['strong words', 'b __a__{#x}', 'b <strong id="x">a</strong>'],
    ['words that are struck', '~~a~~{.x}', '<s class="x">a</s>'],
    ['the outer of both', '***a***{.x}', '<em class="x"><strong>a</strong></em>'],
    ['emphasis with a link in it', '*[a](#top)*{.x}', '<em class="x"><a href="#top">a</a></em>'],
    ['code', '`a`{.x}', '<code class="x">a</code>'],
  ])('%s', (_, markdown, expected) => {
    const text = `<a id="top"></a> ${markdown}`
    expect(render(text)).toContain(expected)
    expect(render(`- ${text}\n- b`)).toContain(expected)
    expect(render(`| h |\n|---|\n| ${text} c |`)).toContain(expected)
  })

  test('a cell', () => {
    const html = render('| a {.h} | b |\n|---:|---|\n| c {.x #y} | {.z} |\n| d | *e*{.e} |\n{.wide}')
    expect(html).toContain('<table class="wide">')
    expect(html).toContain('<th class="h align-right">a</th>')
    expect(html).toContain('<td class="x align-right" id="y">c</td>\n<td class="z"></td>')
    expect(html).toContain('<td><em class="e">e</em></td>')
  })

  test('a heading, with braces in its quotes and without the backslashes of escapes', () => {
    expect(render('## A {data-x="{}" title="a \\"b\\" \\{c}"}')).toContain(
      '<h2 data-x="{}" title="a &quot;b&quot; {c}" id="a">A',
    )
  })
})

describe('the braces of a fence', () => {
  test.each([
    ['{.python #foo .bar}', '<div class="code bar" data-lang="python" id="foo">'],
    ['{ #foo }', '<div class="code" id="foo">'],
    ['python {.bar data-x="a b"} {1}', '<div class="code bar" data-lang="python" data-x="a b">'],
    ['{.js title="a.js" .bar}', '<figure class="code bar" data-lang="js">'],
    ['{python}', '<div class="code" data-lang="python">'],
    ['python {1} ins={1}', '<div class="code" data-lang="python">'],
  ])('%s', (info, expected) => {
    expect(render(`~~~ ${info}\na\n~~~`)).toContain(expected)
    expect(render(`- > ~~~ ${info}\n  > a\n  > ~~~`)).toContain(expected)
  })
})

describe('an attribute list that belongs to nothing is told', () => {
  test.each([
    ['in a paragraph', 'a {.x} b', '3:3'],
    ['at the end of an item', '- a\n- b {.x}', '4:5'],
    ['on its own', '{.x}\n\na', '3:1'],
    ['below a blank line', 'a\n\n{: #x }', '5:1'],
    ['behind a blank behind a picture', '![a](cat.svg) {width=50%}', '3:15'],
    ['behind stars that are text', 'a*{.x}', '3:3'],
    ['below a block that shows nothing', '%-- constant: {a: b} --%\n{.x}\n\n%a', '4:1'],
    ['below raw HTML', '<div>a</div>\n{.x}\n', '4:1'],
  ])('%s', (_, markdown, place) => {
    const built = site({ ...files, 'content/a.md': `title: A\n\n${markdown}` }).build()
    built.expectCodes('attributes/unclaimed')
    expect(built.printed()).toContain(`content/a.md:${place} `)
  })

  test('but no braces that are none', () => {
    expect(render('{x=1}, {a, b}, \\{.x}, `{.x}`, $\\frac{.5}{2}$ and {#1}')).toContain(
      '{x=1}, {a, b}, {.x}, <code>{.x}',
    )
  })
})

test('a block that has an id keeps it, and a list with another is told', () => {
  const built = site({
    ...files,
    'content/a.md': '%-- figure: {source: cat.svg, id: FigA, caption: A} --%\n{#x}\n\n%FigA',
  }).build()
  built.expectCodes('attributes/not-allowed').expect('a/index.html', '<figure class="figure" id="FigA">')
})
