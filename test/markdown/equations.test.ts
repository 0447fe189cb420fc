import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const display = (tex: string): string => `$$\n${tex}\n$$\n\n`
const FIRST = display(
  String.raw`\begin{align} x &= y \label{eq:first} \\ z &= 1 \notag \\ w &= 2 \tag{A} \label{b} \\ v &= 4 \end{align}`,
)
const link = (id: string, shown: string, name: string): string =>
  `<a class="reference" href="#${id}" aria-label="${name}">${shown}</a>`

/** The numbers at the side of the formulas of a page. */
const numbers = (html: string): readonly string[] =>
  [...html.matchAll(/<mtext(?: class="tml-tag")?>(\([^<]*\))<\/mtext>/g)].map((match) => match[1] ?? '')

describe('numbers of equations', () => {
  test('are text of the page, one for each line that has one', () => {
    expect(numbers(render(FIRST + display(String.raw`\begin{equation} a \end{equation}`)))).toEqual([
      '(1)',
      '(A)',
      '(2)',
      '(3)',
    ])
  })

  test('are in the order of the page, in lines of text and in tables, too', () => {
    const html = render(
      String.raw`Text $$a \label{a}$$ here.${'\n\n'}${display(String.raw`b \label{b}`)}| x |${'\n'}|---|${'\n'}| $$c \label{c}$$ |${'\n\n'}${display(String.raw`d \label{d}`)}See \eqref{a}, \eqref{c}, %d`,
    )
    expect(numbers(html)).toEqual(['(1)', '(2)', '(3)', '(4)'])
    expect(html).toContain(link('c', '(3)', 'Equation 3'))
  })

  test('footnotes beside them keep the order of the page', () => {
    const html = render(
      'First[^a].\n\nText $$x \\label{x}$$ with[^b], ^[in line] and[^a].\n\nLast[^c].\n\n[^c]: c\n[^b]: b\n[^a]: a\n',
    )
    expect([...html.matchAll(/\[(\d)\]<\/a><\/sup>/g)].map((match) => match[1])).toEqual(['1', '2', '3', '1', '4'])
    expect([...html.matchAll(/<li id="fn\d"[^>]*><p>([^<]*?) </g)].map((match) => match[1])).toEqual([
      'a',
      'b',
      'in line',
      'c',
    ])
    expect(html).toContain('id="fnref1:1"')
  })

  test('are known to headings and contents before them', () => {
    const html = render(String.raw`[TOC]${'\n\n'}## By \eqref{later} and %later${'\n\n'}Text $$a \label{later}$$ here.`)
    expect(html).toMatch(/<li><a href="#by-later-and-later">By \(1\) and Equation 1<\/a>/)
  })

  test('constants in text with an equation are those that hold there', () => {
    const html = render(
      '%-- constant: {word: one} --%\n\n%word\n\n$$a \\label{a}$$ with %word in text\n\n%-- constant: {word: two} --%\n\n%word\n\n$$b \\label{b}$$ with %word in text',
    )
    expect(html.replace(/<[^>]*>/g, '')).toMatch(/^\s*one.* with one in text.*two.* with two in text$/s)
  })

  test('where a formula cannot be read, what refers to it is not told', () => {
    const built = site({
      'content/a.md': `# A\n\n${display(String.raw`\begin{nothing} a \label{eq:x} \end{nothing}`)}See \\eqref{eq:x}, $\\ref{eq:x}$, [x](#eq-x) and $a \\label{y}$ \\eqref{y}.\n`,
      'content/b.md': '# B\n\n%ref:a#eq:x%, [x](a.md#eq-x)\n',
    }).build()
    built.expectCodes('math/bad-tex', 'math/bad-tex')
  })

  test('an equation with a label has one, without an environment, too', () => {
    const html = render(display(String.raw`e = mc^2 \label{e}`) + display('a') + display(String.raw`b \label{b}`))
    expect(numbers(html)).toEqual(['(1)', '(2)'])
    expect(html).toContain('id="e"')
  })

  test('a formula of several lines has one', () => {
    const html = render(`${display(String.raw`\begin{multline} a \\ b \\ c \label{m} \end{multline}`)}By \\eqref{m}.`)
    expect(numbers(html)).toEqual(['(1)'])
    expect(html).toContain(link('m', '(1)', 'Equation 1'))
  })

  test.each([
    ['on the line below', `${display('E').trim()}\n{#eq-e}\n`],
    ['behind the end', '$$ E $$ {#eq-e}\n'],
    ['as TeX writes it', '$$ E $$ {#eq:e}\n'],
    ['in a list', '- item\n\n  $$\n  E\n  $$\n  {#eq-e}\n'],
    ['in a quote', '> $$\n> E\n> $$\n> {#eq-e}\n'],
  ])('an attribute list names one: %s', (_where, written) => {
    const html = render(`${written}\nBy %eq-e and $\\eqref{eq-e}$.`)
    expect(numbers(html)).toEqual(['(1)'])
    expect(html).toContain('<a class="reference" href="#eq-e">Equation 1</a>')
    expect(html).toContain(link('eq-e', '(1)', 'Equation 1'))
    expect(html).not.toContain('{#')
  })
})

test.each([
  ['$$ x $$ {.wide}', /^<math class="wide tml-display"|^<math [^>]*class="wide tml-display"/],
  ['$$\nx\n$$\n{.wide #eq-x}', /^<math [^>]*id="eq-x"|^<math id="eq-x"/],
  ['$$\nx\n$$\n{: .wide }', /class="wide tml-display"/],
])('an attribute list behind a formula is none of its text: %s', (written, wanted) => {
  const html = render(written)
  expect(html).toMatch(wanted)
  expect(html).not.toContain('{')
})

test('braces that are no list stay text of the formula', () => {
  expect(render('$$ x $$ y {a}')).toContain('y {a}')
})

describe('references to equations', () => {
  test.each([
    ['in a formula of its own', String.raw`$\eqref{eq:first}$`, link('eq-first', '(1)', 'Equation 1')],
    ['without brackets', String.raw`$\ref{eq:first}$`, link('eq-first', '1', 'Equation 1')],
    ['in text', String.raw`\eqref{eq:first}`, link('eq-first', '(1)', 'Equation 1')],
    ['by a tag', String.raw`$\eqref{b}$`, link('b', '(A)', 'Equation A')],
    ['as other references', '%eq:first', '<a class="reference" href="#eq-first">Equation 1</a>'],
    ['by the id', '%eq-first', '<a class="reference" href="#eq-first">Equation 1</a>'],
    ['inside of a formula', String.raw`$x = \eqref{b} + 1$`, `<mtext>${link('b', '(A)', 'Equation A')}</mtext>`],
    ['inside of a link', String.raw`[by $\eqref{b}$](https://example.org)`, 'by (A)</a>'],
  ])('%s', (_how, written, wanted) => {
    for (const text of [`By ${written}.\n\n${FIRST}`, `${FIRST}By ${written}.`, `${FIRST}- By ${written}.`])
      expect(render(text)).toContain(wanted)
    expect(render(`${FIRST}| a |\n|---|\n| ${written} |`)).toContain(wanted)
  })

  test('one that is unknown is told with the nearest name, once', () => {
    const built = site({
      'content/a.md': `# A\n\nBy $\\eqref{eq:frist}$, \\ref{nothing} and $x + \\ref{bb}$.\n\n${FIRST}`,
    }).build()
    built.expectCodes('link/unknown-label', 'link/unknown-label', 'link/unknown-label')
    expect(built.printed()).toContain('Did you mean `eq-first`?')
    expect(built.printed()).toContain('content/a.md:3:47')
  })

  test('where no equation is, the words stay as they are', () => {
    expect(render(String.raw`TeX has \ref{a} and \eqref{b}.`)).toBe(String.raw`<p>TeX has \ref{a} and \eqref{b}.</p>`)
    expect(render('`\\eqref{a}`')).toContain('<code>\\eqref{a}</code>')
  })

  test.each(['page', 'chapter'] as const)('lead to other pages, numbered by %s', (numbering) => {
    const built = site({
      'site.yaml': `numbering: ${numbering}\nnav: nav.yaml\n`,
      'nav.yaml': 'One:\n  A: a\n  B: b\n',
      'content/a.md': `# A\n\n[TOC]\n\n## By %eq:first\n\n${FIRST}`,
      'content/b.md': `# B\n\n[TOC]\n\n## See %ref:a#eq:first%, %ref:a#b%\n\n${display(String.raw`x \label{c}`)}By $\\eqref{c}$.`,
    }).build()
    const [first, own] = numbering === 'page' ? ['1', '1'] : ['1.1', '1.3']
    built
      .expectCodes()
      .expect(
        'b/index.html',
        `>Equation ${first}</a>, <a`,
        '>Equation A</a>',
        link('c', `(${own})`, `Equation ${own}`),
        `See Equation ${first}, Equation A</a>`,
      )
      .expect('a/index.html', `By Equation ${first}</a>`, `(${first})</mtext>`)
  })

  test('ids are there once', () => {
    const built = site({
      'content/a.md': `# First\n\n## A\n\n${display(String.raw`x \label{a}`)}${display(String.raw`y \label{a}`)}`,
    }).build()
    built.expectCodes('block/duplicate-id')
    const ids = [...built.page('a/index.html').matchAll(/ id="([^"]*)"/g)].map((match) => match[1])
    expect(ids).toEqual(['first', 'a_2', 'a', 'a_1'])
  })

  test('a label without a number is told', () => {
    site({ 'content/a.md': '# A\n\nText $a \\label{x}$.\n' }).build().expectCodes('math/bad-tex')
  })
})

test('a formula of its own that is nothing but a reference is a paragraph with the link', () => {
  const equation = '$$\na = b\n$$ {#eq-a}\n\n'
  const built = site({ 'content/a.md': `# A\n\n${equation}$$\n\\eqref{eq-a}\n$$\n` }).build()
  built.expect('a/index.html', /<p><a class="reference" href="#eq-a"[^>]*>\(1\)<\/a><\/p>/)
  built.expectCodes()
  site({ 'content/a.md': `# A\n\n${equation}$$\n\\eqref{eq-b}\n$$\n` })
    .build()
    .expectCodes('link/unknown-label')
})
