import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

/** The texts of the cells of each row, `h:` before those of headers. */
const rowsOf = (html: string): readonly (readonly string[])[] =>
  Array.from(html.matchAll(/<tr>([\s\S]*?)<\/tr>/g), ([, row = '']) =>
    Array.from(row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g), ([, cell = '']) => cell),
  )
const rows = (markdown: string): readonly (readonly string[])[] => rowsOf(render(markdown))

describe('a bar in a row with too many cells is text', () => {
  test.each([
    ['in code', '| `a|b` | union |', ['<code>a|b</code>', 'union']],
    ['in code with more backticks', '| `` a`|`b `` | c |', ['<code>a`|`b</code>', 'c']],
    ['twice in code', '| `x||y` | z |', ['<code>x||y</code>', 'z']],
    ['beside one that is escaped', '| `a|b` \\| c | d |', ['<code>a|b</code> | c', 'd']],
  ])('%s', (_, row, expected) => {
    expect(rows(`| a | b |\n|---|---|\n${row}`)[1]).toEqual(expected)
    expect(rowsOf(render(`> - | a | b |\n>   |---|---|\n>   ${row}`))[1]).toEqual(expected)
    expect(rowsOf(render(`<div markdown="1">\n| a | b |\n|---|---|\n${row}\n</div>`))[1]).toEqual(expected)
  })

  test('in a formula', () => {
    expect(rows('| a | b |\n|---|---|\n| $P(A|B)$ | cond |')[1]).toEqual([expect.stringMatching(/^<math[ >]/), 'cond'])
  })

  test('in the first row', () => {
    expect(rows('| `a|b` | c |\n|---|---|\n| 1 | 2 |')).toEqual([
      ['<code>a|b</code>', 'c'],
      ['1', '2'],
    ])
  })

  test('and a row that has the right number is left as it is', () => {
    expect(rows('| a | b |\n|---|---|\n| `a|b` |')[1]).toEqual(['`a', 'b`'])
  })
})

describe('a row with too many cells', () => {
  test.each([
    ['| 1 | 2 | 3 |', ['1', '2 | 3'], '5:11'],
    ['| $5 | $6 | x |', ['$5', '$6 | x'], '5:13'],
    ['1 | `a|b` | c', ['1', '<code>a|b</code> | c'], '5:13'],
  ])('is told and keeps its text: %s', (row, expected, place) => {
    const built = site({ 'content/a.md': `title: A\n\n| a | b |\n|---|---|\n${row}` }).build()
    built.expectCodes('table/too-many-cells')
    expect(rowsOf(built.page('a/index.html'))[1]).toEqual(expected)
    expect(built.printed()).toContain(`content/a.md:${place} `)
  })

  test('has a place in a list and in an included file', () => {
    const built = site({
      'content/a.md': 'title: A\n\n%-- include: part.md --%',
      'content/part.md': '- a\n\n  | a | b |\n  |---|---|\n  | 1 | 2 | 3 |',
    }).build()
    expect(built.printed()).toContain('content/part.md:5:13  warning  table/too-many-cells')
  })

  test('is fine where nothing is in the last ones', () => {
    expect(rows('| a | b |\n|---|---|\n| 1 | 2 | |')[1]).toEqual(['1', '2'])
  })
})

describe('a table without bars around its rows', () => {
  test('has rows that begin with an empty cell', () => {
    expect(rows('cue | ms\n--- | ---\nleft | 0\n      | 200\nright | 100')).toEqual([
      ['cue', 'ms'],
      ['left', '0'],
      ['', '200'],
      ['right', '100'],
    ])
    expect(rows('- x\n\n  a | b | c\n  --|---|--\n  | 1 | 2\n    | | 3\n  1 | |')).toEqual([
      ['a', 'b', 'c'],
      ['', '1', '2'],
      ['', '', '3'],
      ['1', '', ''],
    ])
  })

  test('may have bars around some of them', () => {
    expect(rows('a | b\n--|--\n| 1 | 2 |\n        x | y\nz')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['x', 'y'],
      ['z', ''],
    ])
  })
})

describe('lines that look like a table and are none are told', () => {
  test.each([
    ['too few dashes', '| a | b |\n|---|\n| 1 | 2 |', '`|---|---|` below'],
    ['other dashes', '| a | b |\n|:–––|–––:|\n| 1 | 2 |', '`|:--|--:|` below'],
    ['underscores, in a quote', '> a | b\n> ___ | ___\n> 1 | 2', '`|---|---|` below'],
    ['dashes without bars', '| a | b |\n---------\n| 1 | 2 |', '`|---|---|` below'],
    ['lines drawn around', '+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |', '`|---|---|` below it, and no other'],
    ['no blank line below an item', '- a\n| a | b |\n|---|---|\n| 1 | 2 |', 'put a blank line above'],
    ['in an element', '<div markdown="1">\n| a |\n|–––|\n</div>', '`|---|` below'],
  ])('%s', (_, markdown, hint) => {
    const built = site({ 'content/a.md': `title: A\n\n${markdown}` }).build()
    built.expectCodes('table/not-a-table')
    expect(built.printed()).toContain(hint)
  })

  test('and other text with bars is not', () => {
    render('a | b\nc | d\n\n|x|\n\n`|a|`\n\n## a | b\n\n~~~\n| a |\n|–––|\n~~~')
  })
})

test('rows that are made to be slow are read in one pass', () => {
  const row = (text: string): string => `| a | b |\n|---|---|\n| ${text} |`
  for (const text of ['$a|'.repeat(20000), '`|``|```|'.repeat(5000), '\\$|`'.repeat(20000)])
    expect(
      site({ 'content/a.md': row(text) })
        .build()
        .page('a/index.html'),
    ).toContain('<td>')
})
