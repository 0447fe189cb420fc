import { expect, test } from 'vitest'
import { render, site } from '../site.ts'

test('tabs hold any Markdown, one after another with their titles', () => {
  expect(
    render('Before\n:::tabs key:os\n== Linux & more\n- *a*\n\n~~~\n== no title\n:::\n~~~\n== Windows\nb\n:::\nAfter'),
  ).toBe(
    '<p>Before</p>\n<div class="tabs" data-key="os">\n<div class="tab">\n<p class="tab-title">Linux &amp; more</p>\n' +
      '<ul>\n<li><em>a</em></li>\n</ul>\n<div class="code"><pre><code>== no title\n:::\n</code></pre></div>\n</div>\n' +
      '<div class="tab">\n<p class="tab-title">Windows</p>\n<p>b</p>\n</div>\n</div>\n<p>After</p>',
  )
})

test('tabs stand in lists, quotes and other tabs', () => {
  expect(render('- a\n\n  :::tabs\n  == One\n  b\n  :::\n- c')).toMatch(
    /<li>[\s\S]*tab-title">One<\/p>\n<p>b<\/p>[\s\S]*<li>/,
  )
  expect(render('> :::tabs\n> == One\n> b\n> :::')).toMatch(/<blockquote>\s*<div class="tabs">[\s\S]*<p>b<\/p>/)
  const nested = render(':::tabs\n== One\n:::tabs\n== Inner\na\n:::\n== Two\nb\n:::')
  expect(nested.match(/class="tabs"/g)).toHaveLength(2)
  expect([...nested.matchAll(/tab-title">(\w+)/g)].map((match) => match[1])).toEqual(['One', 'Inner', 'Two'])
})

test('what begins like tabs and is none is told, and its text is shown', () => {
  const built = site({ 'content/a.md': ':::tables\na\n:::' }).build()
  built.expectCodes('container/unknown').expect('a/index.html', '<p>a</p>')
})
