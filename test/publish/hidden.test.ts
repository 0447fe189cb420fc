import { describe, expect, test } from 'vitest'
import { withoutHidden } from '../../src/markdown/text/without-hidden.ts'
import { site } from '../site.ts'

describe('HTML without what is hidden', () => {
  test.each([
    ['a<p hidden>b</p>c', 'ac'],
    ['a<div hidden=""><p>b<b>c</b></p></div>d', 'ad'],
    ['a<div HIDDEN="hidden"><div>b</div></div>d', 'ad'],
    ['a<span title="so hidden x">b</span>', 'a<span title="so hidden x">b</span>'],
    ['a<div data-hidden hidden-x>b</div>', 'a<div data-hidden hidden-x>b</div>'],
    ['a<div hidden="until-found">b</div>', 'a<div hidden="until-found">b</div>'],
    ['<ul><li hidden>a<li>b</ul>c', '<ul><li>b</ul>c'],
    ['<p hidden>a<p>b</p>', '<p>b</p>'],
    ['a<img hidden src="x">b<br>c', 'ab<br>c'],
    ['a<div hidden><div hidden>b</div>c</div>d<i hidden>e</i>f', 'adf'],
    ['a<div hidden>b', 'a'],
    ['<pre>&lt;p hidden></pre>', '<pre>&lt;p hidden></pre>'],
  ])('%s', (html, kept) => {
    expect(withoutHidden(html)).toBe(kept)
  })
})

test.each([
  ['raw HTML', '<p hidden>Secret word.</p>\n\n'],
  [
    'an element around Markdown',
    '<div hidden markdown="1">\n\nSecret word.\n\n## Secret heading\n\n- Secret\n\n</div>\n\n',
  ],
  ['a cell of a table', '<table><tr><td hidden>Secret</td><td>Open</td></tr></table>\n\n'],
  ['inline text', 'Open <span hidden>Secret</span> text.\n\n'],
  ['a picture', '<img hidden src="x.svg" alt="Secret">\n\n'],
])('what is hidden on a page is nowhere else: %s', (_, markdown) => {
  const built = site({
    'site.yaml': 'url: https://example.org\n',
    'content/a.md': `title: A\ndate: 2026-03-01\n\n${markdown}Shown words.\n`,
    'content/x.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  }).build()
  for (const file of ['a/index.html.md', 'llms.txt', 'feed.xml', 'lectern/search/t0.js', 'lectern/search/p0.js'])
    expect(built.page(file).toLowerCase(), file).not.toContain('secret')
  built.expect('a/index.html.md', 'Shown words.').expect('lectern/search/t0.js', 'Shown words.')
})
