import { describe, expect, test } from 'vitest'
import { readNotes } from '../../src/markdown/text/code-notes.ts'
import { render, site } from '../site.ts'

const link = (number: number, mark: string, id = `code-note-${number}`): string =>
  `<a class="code-note" href="#${id}" aria-label="${number}" data-note="${number}">${mark}</a>`

describe('annotated code', () => {
  test('links marks to the list below', () => {
    const html = render('~~~python\na = 1  # (1)\nb = a # (2)\n~~~\n\n1. One.\n2. *Two*.')
    expect(html).toContain(`<span class="line">a = <span class="hljs-number">1</span>  ${link(1, '# (1)')}</span>\n`)
    expect(html).toContain(`<span class="line">b = a ${link(2, '# (2)')}</span>`)
    expect(html).toContain(
      '<ol class="code-notes">\n<li id="code-note-1">One.</li>\n<li id="code-note-2"><em>Two</em>.</li>',
    )
  })

  test('in lists, twice on a page, with titles and marked lines', () => {
    const html = render(
      '- a\n\n  ~~~js {1} title="a.js"\n  a() // (1)\n  ~~~\n\n  1. One.\n\n~~~js\nb() // (1)\n~~~\n\n1. Two.',
    )
    expect(html).toContain('<span class="line marked">')
    expect(html).toContain(link(1, '// (1)', 'code-note-1_1'))
    expect(html).toContain('<li id="code-note-1_1">Two.</li>')
  })

  test('leaves what is copied, searched and read by machines as it was written', () => {
    const built = site({
      'site.yaml': 'url: https://example.org',
      'content/a.md': 'title: A\n\n~~~python\na = 1  # (1)\n~~~\n\n1. One.',
    }).build()
    expect(built.outputs()['a/index.html.md']).toContain('```python\na = 1  # (1)\n```\n\n1. One.')
    const [, code = ''] = /<code[^>]*>([\s\S]*?)<\/code>/.exec(built.page('a/index.html')) ?? []
    expect(code.replace(/<[^>]*>/g, '')).toBe('a = 1  # (1)\n')
  })

  test.each([
    ['no list directly below', '~~~python\na # (1)\n~~~\n\nText.\n\n1. One.'],
    ['a list of points', '~~~python\na # (1)\n~~~\n\n- One.'],
    ['another number', '~~~python\na # (7)\n~~~\n\n1. One.'],
  ])('is none with %s', (_, markdown) => {
    expect(render(markdown)).not.toContain('code-note')
  })

  test('numbers that do not fit are told', () => {
    const built = site({ 'content/a.md': 'title: A\n\n~~~c\na; // (1)\nb; // (3)\n~~~\n\n1. One.\n2. Two.' }).build()
    built.expectCodes('code/bad-notes', 'code/bad-notes')
    expect(built.printed()).toContain('no item 3')
  })
})

describe('marks are comments of the language', () => {
  test.each([
    ['c', 'a; /* (1) */'],
    ['html', '<p> <!-- (1) -->'],
    ['sql', 'select 1 -- (1)'],
    ['tex', 'a % (1)'],
    ['clojure', '(a) ; (1)'],
    ['vbnet', "a = 1 ' (1)"],
    ['fortran', 'a = 1 ! (1)'],
    ['ocaml', 'a (* (1) *)'],
    ['', '# (1)'],
  ])('%s: %s', (language, line) => {
    expect(readNotes(`${line}\n`, language)?.notes.get(1)?.number).toBe(1)
  })

  test.each([
    ['python', 'a = 7 // (2)'],
    ['python', 'a = 7 % (2)'],
    ['python', 'f(1)'],
    ['c', 'i-- (1)'],
    ['js', 'a = 1; (1)'],
    ['python', 'a = 1 # see (1)'],
  ])('but not %s: %s', (language, line) => {
    expect(readNotes(line, language)).toBeUndefined()
  })
})
