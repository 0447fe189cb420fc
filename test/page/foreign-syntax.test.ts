import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const told = (markdown: string, files: Readonly<Record<string, string>> = {}) =>
  site({ ...files, 'content/a.md': `title: A\n\n${markdown}` }).build()

describe('what other programs would read is told', () => {
  test.each([
    ['!!! note', '3:1'],
    ['a\n\n??? tip "Title"\n    b', '5:1'],
    ['=== "Linux"\n\n    code', '3:1'],
    ['[[toc]]', '3:1'],
    ['a {{< figure src="a.png" >}}', '3:3'],
    ['--8<-- "part.md"', '3:1'],
    ['<<< @/a.js', '3:1'],
    ['See [[Loops]].', '3:5'],
    ['![[cat.png]]', '3:1'],
    ['Done :rocket:', '3:6'],
    ['.. note:: a', '3:1'],
    ['a\n\\newpage', '4:1'],
    ['(label)=', '3:1'],
    ['See {doc}`a`.', '3:5'],
    ['See :ref:`a`.', '3:5'],
    ['Let \\(a\\) be \\(b^2\\)', '3:5'],
    ['\\[\nx = y\n\\]', '3:1'],
    ['$`a`$', '3:1'],
    ['In \\@ref(fig:a) and @fig-a', '3:4'],
    ['==marked words==', '3:1'],
    ['H~2~O', '3:2'],
    ['x^2^', '3:2'],
    ["import A from './a'", '3:1'],
    ['/// note', '3:1'],
    ['{* ../a.py *}', '3:1'],
    ['## A {-}', '3:5'],
  ])('%s', (markdown, place) => {
    const built = told(markdown)
    expect([...new Set(built.result().diagnostics.map(({ code }) => code))], built.printed()).toContain(
      'page/foreign-syntax',
    )
    expect(built.printed()).toContain(`content/a.md:${place} `)
  })

  test.each([
    ['{{ name }}', 'text/template-syntax'],
    ['a {% include "b" %} c', 'text/template-syntax'],
    ['<div>{{ name }}</div>', 'text/template-syntax'],
    ['So [@Key2013].', 'text/citation'],
    ['So [see @Key2013, p. 3; @Other].', 'text/citation'],
  ] as const)('%s', (markdown, code) => {
    told(markdown).expectCodes(code)
    told(`- ${markdown}`).expectCodes(code)
    told(`> | a |\n> |---|\n> | ${markdown} |`).expectCodes(code)
    told('%-- include: part.md --%', { 'content/part.md': markdown }).expectCodes(code)
    told(`<!-- lectern-ignore ${code} -->\n${markdown}`).expectCodes()
  })

  test('once a page for each kind', () => {
    told('[[A]] and [[B]]\n\n[[C]] {{ a }} {{ b }}').expectCodes('page/foreign-syntax', 'text/template-syntax')
  })
})

describe('what is shown on purpose is not told', () => {
  test.each([
    '`!!! note`, `{{ name }}`, `{% x %}`, `[[a]]`, `[@key]`, ``{doc}`x` ``, `:smile:`',
    '~~~\n!!! note\n{{ name }}\n[[a]]\n~~~',
    '    {{ name }}',
    '<pre>{{ name }}</pre>\n\n<code>{{ name }}</code> and <kbd>[[a]]</kbd>',
    '<!-- {{ name }} -->',
    '\\{{ name }} \\:smile: \\==a==',
    '$x^2$ and $a_{{b}}$ and $$\\frac{{a}}{b}$$',
    'x[[i]], [[1]], [[1, 2], [3, 4]], a == b == c, C++ and D++, ~~old~~, a~b, 2^3',
    'at 10:30:45, foo::bar::baz, 1:2:3, me@example.org, @ada says',
    '[@ada](https://example.org) [[1]](https://example.org) [[a]][b] [@c]\n\n[b]: https://example.org\n[@c]: https://example.org',
    'Wow!!! note this. What??? really. \\[x\\] \\(text\\) (b)= c',
    'A word:word: and "key: value:" and :) and :a',
  ])('%s', (markdown) => {
    expect(told(markdown).printed()).toBe('')
  })
})

test('a fence that never ends and holds more than code is told', () => {
  told('~~~\na\n\n## B').expectCodes('code/unclosed')
  told('- ```python\n  a\n\n  %-- toc: {maxdepth: 2} --%').expectCodes('code/unclosed')
  told('<div markdown="1">\n~~~\na\n\n~~~ python\n</div>').expectCodes('code/unclosed')
  expect(render('~~~\n## a\n~~~')).toContain('## a')
  expect(render('~~~\na\nb')).toContain('a\nb')
})

test('what is nested too deeply is told, once', () => {
  const lists = Array.from({ length: 60 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n')
  told(lists).expectCodes('page/too-deep')
  told(`${'> '.repeat(120)}a`).expectCodes('page/too-deep')
  told(`${'<div markdown="1">'.repeat(110)}a${'</div>'.repeat(110)}`).expectCodes('page/too-deep')
  expect(told(Array.from({ length: 48 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n')).printed()).toBe('')
})
