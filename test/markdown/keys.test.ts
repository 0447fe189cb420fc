import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const keys = (...names: readonly string[]): string =>
  `<span class="keys" dir="ltr">${names.map((name) => `<kbd>${name}</kbd>`).join('+')}</span>`

describe('keys', () => {
  test.each([
    ['++ctrl+s++', keys('Ctrl', 'S')],
    ['(++F5++)', `(${keys('F5')})`],
    ['++Strg+Alt+Entf++', keys('Strg', 'Alt', 'Entf')],
    ['++cmd+plus++ ++ctrl+"+"++', `${keys('Cmd', '+')} ${keys('Ctrl', '+')}`],
    ['++"Any key"++', keys('Any key')],
    ['*++up++*', `<em>${keys('↑')}</em>`],
    ['[++esc++](page.md)', `<a href="./">${keys('Esc')}</a>`],
  ])('%s', (markdown, expected) => {
    expect(render(markdown)).toBe(`<p>${expected}</p>`)
  })

  test.each(['C++ and D++', 'i++ + j', 'a ++ b ++ c', '`++ctrl+s++`', 'x+++y+++z', 'i++, j++'])(
    'but not %s',
    (markdown) => {
      expect(render(markdown)).not.toContain('kbd')
    },
  )

  test('inserted text of other programs is told, beside keys too', () => {
    const built = site({ 'content/a.md': 'title: A\n\nPress ++ctrl+s++, then ++F5++, ++text++.' }).build()
    built.expectCodes('page/foreign-syntax')
    expect(built.printed()).toContain('content/a.md:3:32')
  })
})

test('keys are words of headings, of the search and of the Markdown of a page', () => {
  const built = site({
    'site.yaml': 'url: https://example.org',
    'content/a.md': 'title: A\n\n[TOC]\n\n## Press ++ctrl+s++',
  }).build()
  built.expect('a/index.html', '<a href="#press-ctrls">Press Ctrl+S</a>')
  expect(built.outputs()['a/index.html.md']).toContain('## Press Ctrl+S')
})
