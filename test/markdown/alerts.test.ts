import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const alert = (kind: string, title: string, body: string): string =>
  `<div class="alert alert-${kind}" role="note">\n<p class="alert-title">${title}</p>\n${body}\n</div>`
const told = (markdown: string) => site({ 'content/a.md': `title: A\n\n${markdown}` }).build()

describe('a quote that begins with a mark is an alert', () => {
  test.each([
    ['> [!NOTE]\n> a', alert('note', 'Note', '<p>a</p>')],
    ['> [!Info]\n> a', alert('note', 'Info', '<p>a</p>')],
    ['> [!danger]\n> a', alert('caution', 'Danger', '<p>a</p>')],
    ['> [!NOTE] My *own* title\n> a', alert('note', 'My <em>own</em> title', '<p>a</p>')],
    ['> [!tip] 1 < 2\n>\n> a', alert('tip', '1 &lt; 2', '\n<p>a</p>')],
  ])('%s', (markdown, expected) => {
    expect(render(markdown).replace('\n\n\n', '\n\n')).toBe(expected)
  })

  test('that is folded or unfolded', () => {
    expect(render('> [!TIP]- In *short*\n> a')).toBe(
      '<details class="alert alert-tip">\n<summary class="alert-title">In <em>short</em></summary>\n<p>a</p>\n</details>',
    )
    expect(render('- > [!WARNING]+\n  > a')).toContain(
      '<details class="alert alert-warning" open="">\n<summary class="alert-title">Warning</summary>',
    )
  })

  test('in a quote, a list, an element and an included file, with references in the title', () => {
    const title = '<p class="alert-title">See <code>x</code></p>'
    for (const markdown of [
      '> a\n>\n> > [!NOTE] See `x`\n> > b',
      '1. a\n   > [!NOTE] See `x`\n   > b',
      '<div markdown="1">\n> [!NOTE] See `x`\n> b\n</div>',
    ])
      expect(render(markdown)).toContain(title)
    expect(render('%-- include: part.md --%', { 'content/part.md': '> [!NOTE] See `x`\n> b' })).toContain(title)
  })

  test('and its faults are told at their places', () => {
    const built = told('> [!NOTE] %FigNone\n>\n> [!NOTE] [a](none.md)\n\n- > [!NTOE] a\n  > b')
    expect(built.printed()).toContain('content/a.md:5:15  error  link/unknown-page')
    expect(built.printed()).toContain('content/a.md:7:7  warning  alert/unknown')
    expect(built.printed()).toContain('hint: Did you mean `NOTE`?')
  })

  test('whose name is unknown is a note with that name', () => {
    const built = told('> [!OPEN_QUESTION]\n> a')
    built.expectCodes('alert/unknown').expect('a/index.html', alert('note', 'Open question', '<p>a</p>'))
  })

  test('and a linked picture or a word in brackets is none', () => {
    expect(
      render('> [![a](cat.svg)](https://example.org)\n\n> [!a]: b', {
        'content/cat.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      }),
    ).not.toContain('alert')
  })
})

describe('colons enclose', () => {
  test.each([
    [':::note\na\n:::', alert('note', 'Note', '<p>a</p>')],
    ['::: tip\n- a\n:::', alert('tip', 'Tip', '<ul>\n<li>a</li>\n</ul>')],
    [':::tip[A *title*]\na\n:::', alert('tip', 'A <em>title</em>', '<p>a</p>')],
    [':::warning A *title*\na\n:::', alert('warning', 'A <em>title</em>', '<p>a</p>')],
    ['text\n:::danger\na\n:::\nmore', `<p>text</p>\n${alert('caution', 'Danger', '<p>a</p>')}\n<p>more</p>`],
    [':::{important}\na\n:::', alert('important', 'Important', '<p>a</p>')],
    [':::details\na\n:::', '<details class="details">\n<summary>Details</summary>\n<p>a</p>\n</details>'],
    [
      ':::details The *solution* {open}\na\n:::',
      '<details class="details" open="">\n<summary>The <em>solution</em></summary>\n<p>a</p>\n</details>',
    ],
    ['::::note\n:::tip\na\n:::\nb\n::::', alert('note', 'Note', `${alert('tip', 'Tip', '<p>a</p>')}\n<p>b</p>`)],
    [':::note\n:::tip\na\n:::\nb\n:::', alert('note', 'Note', `${alert('tip', 'Tip', '<p>a</p>')}\n<p>b</p>`)],
    [
      ':::note {#here .wide}\na\n:::',
      alert('note', 'Note', '<p>a</p>').replace('note" role="note"', 'note wide" role="note" id="here"'),
    ],
  ])('%s', (markdown, expected) => {
    expect(render(markdown)).toBe(expected)
    expect(render(`<div markdown="1">\n${markdown}\n</div>`)).toContain(expected)
    expect(render(markdown.replace(/^/gm, '> '))).toContain(expected)
    expect(render('%-- include: part.md --%', { 'content/part.md': markdown })).toContain(expected)
  })

  test('alerts in tabs, and tabs in alerts', () => {
    const tabs = render(':::tabs\n== A\n:::note\na\n:::\n== B\nb\n:::')
    expect([...tabs.matchAll(/tab-title">(\w)/g)].map((match) => match[1])).toEqual(['A', 'B'])
    expect(tabs).toContain(alert('note', 'Note', '<p>a</p>'))
    expect(render(':::note\n:::tabs\n== A\na\n:::\nb\n:::')).toMatch(
      /role="note">[\s\S]*class="tabs"[\s\S]*<p>b<\/p>\n<\/div>$/,
    )
  })

  test('code with colons in it', () => {
    expect(render(':::note\n~~~\n:::\n~~~\n:::')).toContain('<code>:::\n</code>')
    expect(render('`:::note`\n\n    :::note\n\na ::: b')).not.toContain('alert')
  })
})

describe('colons are told', () => {
  test.each([
    ['of an unknown name', ':::nte\na\n:::', 'container/unknown', 'Did you mean `:::note`?'],
    [
      'of a name that is far from all',
      '- :::exercise\n  a\n  :::',
      'container/unknown',
      '<div class="exercise" markdown="1">',
    ],
    ['without a name', '::: {#x}\na\n:::', 'container/unknown', 'one of `:::note`'],
    ['that never end', ':::note\na\n\nb', 'container/unclosed', 'write `:::` on a line of its own'],
    ['that never end in a quote', '> ::::tip\n> a\n\nb', 'container/unclosed', 'write `::::` on a line of its own'],
    ['that never end, with others inside', '::::note\n:::tip\na\n:::', 'container/unclosed', 'write `::::` on'],
    ['that end nothing', 'a\n:::\nb', 'container/unclosed', 'take it out'],
    ['of tabs that are none', ':::tabs one\n== A\na\n:::', 'tabs/bad', 'write `:::tabs`'],
  ] as const)('%s', (_, markdown, code, hint) => {
    const built = told(markdown)
    built.expectCodes(code)
    expect(built.printed()).toContain(hint)
  })

  test('and what stands in unknown ones is shown', () => {
    told(':::exercise\n*a*\n:::').expect('a/index.html', '<div class="exercise">\n<p><em>a</em></p>\n</div>')
  })
})
