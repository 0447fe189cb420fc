import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

describe('an element with Markdown ends where its end tag stands', () => {
  test.each([
    ['a tag', '<div markdown="1"><br></div>', '<div><br>\n</div>'],
    ['a comment', '<div markdown="1"><!-- a --></div>', '<div><!-- a -->\n</div>'],
    ['an instruction', '<div markdown="1"><?php a ?></div>', '<div><?php a ?>\n</div>'],
    ['a comment behind a list', '<div markdown="1">\n- a\n\n<!-- b --></div>', /<\/ul>\n<!-- b -->\n<\/div>$/],
    [
      'a fence that never ends',
      '<div markdown="1">\n~~~\na < b\n</div>',
      /<code>a &lt; b\n<\/code><\/pre><\/div>\n<\/div>$/,
    ],
    ['a fence, right before', '<div markdown="1">\n~~~\na</div>', /<code>a\n<\/code><\/pre><\/div>\n<\/div>$/],
    ['a cell', '<table><tr><th>a</th><td markdown="1"><br></td></tr></table>', /<td><br>\n<\/td>\n<\/tr><\/table>$/],
  ])('behind %s', (_, markdown, expected) => {
    expect(render(markdown)).toMatch(
      typeof expected === 'string' ? new RegExp(`^${expected.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : expected,
    )
    expect(render(markdown.replace(/^/gm, '> '))).not.toMatch(/<\n|&lt;\n/)
    expect(render(`- ${markdown.replace(/\n/g, '\n  ')}`)).not.toMatch(/<\n|&lt;\n/)
  })
})

describe('an element that holds no blocks has inline Markdown', () => {
  test.each([
    ['<p class="x" markdown="1">*a*</p>', '<p class="x"><em>a</em></p>'],
    ['<p markdown="1">\n*a*\nb\n</p>\nc', '<p><em>a</em>\nb</p>\n<p>c</p>'],
    ['<h2 markdown="1">*a*</h2>', '<h2><em>a</em></h2>'],
    ['<span class="x" markdown="1">*a*</span>', '<p><span class="x"><em>a</em></span></p>'],
    ['<span markdown="1">\n*a*\n</span>', '<span><em>a</em></span>'],
    ['b <span markdown="1">*a*</span> c', '<p>b <span><em>a</em></span> c</p>'],
    ['<div markdown="span">*a*</div>', '<div><em>a</em></div>'],
    [
      '<details markdown="1"><summary markdown="1">*a*</summary>\n- b\n</details>',
      '<details><summary><em>a</em></summary>\n<ul>\n<li>b</li>\n</ul>\n</details>',
    ],
  ])('%s', (markdown, expected) => {
    expect(render(markdown)).toBe(expected)
    expect(render(markdown.replace(/^/gm, '> '))).toBe(`<blockquote>\n${expected}\n</blockquote>`)
    expect(render('%-- include: part.md --%', { 'content/part.md': markdown })).toBe(expected)
  })

  test('with references and places', () => {
    const built = site({ 'content/a.md': 'title: A\n\n- <p markdown="1">\n  [b](b.md)</p>\n' }).build()
    expect(built.printed()).toContain('content/a.md:4:7  error  link/unknown-page')
  })
})

describe('an element with Markdown may stand behind another on its line', () => {
  test.each([
    ['<div></div><div markdown="1">*a*</div>', '<div></div>\n<div><p><em>a</em></p>\n</div>'],
    ['<div></div><div markdown="1">\n- a\n</div> b', '<div></div>\n<div><ul>\n<li>a</li>\n</ul>\n</div>\n<p>b</p>'],
    [
      '<section>\n<hr><div markdown="1">\n*a*\n\nb</div>\n</section>',
      '<section>\n<hr>\n<div><p><em>a</em></p>\n<p>b</p>\n</div>\n</section>',
    ],
  ])('%s', (markdown, expected) => {
    expect(render(markdown)).toBe(expected)
    expect(render(`${markdown.replace(/^/gm, '> ')}\n`)).toBe(`<blockquote>\n${expected}\n</blockquote>`)
  })

  test('but not in what holds no elements', () => {
    const shown = '<div><pre><b markdown="1"></b></pre><!-- <div markdown="1"> --></div>'
    expect(render(shown)).toBe(shown)
  })
})

describe('the box of a task', () => {
  const box = (label: string): string => `<input type="checkbox" disabled aria-label="${label}"> `

  test('stands in the paragraph of a list with blank lines', () => {
    expect(render('- [ ] a *b*\n\n- c')).toContain(`<li class="task">\n<p>${box('To do')}a <em>b</em></p>\n</li>`)
    expect(render('> 1. [ ] a\n>\n>    b')).toContain(`<li class="task">\n<p>${box('To do')}a</p>\n<p>b</p>`)
  })

  test('leaves the class of its list to it, with an attribute list', () => {
    expect(render('- [ ] a\n- [ ] b\n{.plan}')).toContain('<ul class="plan tasks">')
  })
})
