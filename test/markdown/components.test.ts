import { describe, expect, test } from 'vitest'
import { theme } from '../publish/theme.ts'
import { render, site } from '../site.ts'

const told = (markdown: string) => site({ 'content/a.md': `title: A\n\n${markdown}` }).build()

describe('steps', () => {
  test('are a numbered list, in any place', () => {
    const expected = '<div class="steps">\n<ol>\n<li>Open it.</li>\n<li>Save it.</li>\n</ol>\n</div>'
    const markdown = ':::steps\n1. Open it.\n2. Save it.\n:::'
    expect(render(markdown)).toBe(expected)
    expect(render(`- a\n\n${markdown.replace(/^/gm, '  ')}`)).toContain(expected)
    expect(render(markdown.replace(/^/gm, '> '))).toContain(expected)
    expect(render(`:::tabs\n== A\n${markdown}\n:::`)).toContain(expected)
    expect(render('%-- include: part.md --%', { 'content/part.md': markdown })).toContain(expected)
  })

  test('hold code, alerts and other lists, and have a title and attributes', () => {
    const html = render(
      ':::steps[In *short*] {.wide #how}\n1. a\n\n   ~~~\n   x\n   ~~~\n\n   :::tip\n   - b\n   :::\n2. c\n:::',
    )
    expect(html).toContain('<div class="steps wide" id="how">\n<p class="component-title">In <em>short</em></p>\n<ol>')
    expect(html).toContain('alert-tip')
  })
})

describe('a tree', () => {
  test('names files and folders, and nothing of a name is markup', () => {
    expect(render(':::tree\n- src/\n    - __init__.py  the *package*\n    - ...\n- a_b_c.txt\n:::')).toBe(
      '<div class="tree">\n<ul>\n<li class="folder"><code>src/</code>\n<ul>\n' +
        '<li><code>__init__.py</code>  the <em>package</em></li>\n<li class="more"><code>...</code></li>\n</ul>\n</li>\n' +
        '<li><code>a_b_c.txt</code></li>\n</ul>\n</div>',
    )
  })

  test('takes links, code and strong words as they are', () => {
    const html = render(':::tree\n- [a.md](page.md) b\n- `with space.md` b\n- **c.md**\n:::')
    expect(html).toContain('<li><a href="./">a.md</a> b</li>')
    expect(html).toContain('<li><code>with space.md</code> b</li>\n<li><strong>c.md</strong></li>')
  })
})

test('cards are a list', () => {
  expect(render(':::cards\n- [Loops](page.md)\n  Again.\n:::')).toBe(
    '<div class="cards">\n<ul>\n<li><a href="./">Loops</a>\nAgain.</li>\n</ul>\n</div>',
  )
})

describe('components that are none are told', () => {
  test.each([
    ['without a list', ':::steps\ntext\n:::', 'stands no numbered list'],
    ['of another list', ':::steps\n- a\n:::', 'stands no numbered list'],
    ['empty', ':::cards\n:::', 'is empty'],
    ['with two lists', ':::cards\n- a\n\n<!-- -->\n\n* b\n:::', 'stand 2 lists'],
    ['with more', ':::tree\n- a\n\ntext\n:::', 'stands more than a list of names'],
    ['without names', ':::tree\n-\n:::', 'has no name'],
  ] as const)('%s', (_, markdown, message) => {
    const built = told(markdown)
    built.expectCodes('component/bad')
    expect(built.printed()).toContain(message)
  })
})

test('only a page with components loads their styles', () => {
  const built = site(
    { 'content/a.md': 'title: A\n\n:::steps\n1. a\n:::', 'content/b.md': 'title: B\n\nText.' },
    { theme },
  ).build()
  expect(built.page('a/index.html')).toContain('lectern/components.css')
  expect(built.page('b/index.html')).not.toContain('components.css')
})
