import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const figure = '%--\nfigure:\n  id: FigOne\n  source: https://example.org/x.png\n  caption: x\n--%\n'
const link = '<a class="reference" href="#FigOne">Figure 1</a>'

describe('a reference ends', () => {
  test.each([
    ['%FigOne所示', `${link}所示`],
    ['%FigOneを見る', `${link}を見る`],
    ['%FigOne는', `${link}는`],
    ['__%FigOne__', `<strong>${link}</strong>`],
    ['_%FigOne_', `<em>${link}</em>`],
    ['*%FigOne*', `<em>${link}</em>`],
    ['%FigOne::a所示', '<a class="reference" href="#FigOne">Figure 1a</a>所示'],
    ['%FigOne-based', `${link}-based`],
  ])('before what is no part of an id: %s', (written, wanted) => {
    expect(render(`Text ${written}\n\n${figure}`)).toContain(wanted)
    expect(render(`- ${written}\n\n${figure}`)).toContain(wanted)
    expect(render(`| a |\n|---|\n| ${written} |\n\n${figure}`)).toContain(wanted)
    expect(render(figure.replace('caption: x', `caption: "${written}"`))).toContain(wanted)
  })

  test('before another script behind the label of an equation, too', () => {
    const html = render('%eq:first所示、%eq:firstを見る %eq:first.\n\n$$\na \\label{eq:first}\n$$')
    expect(html.match(/<a class="reference" href="#eq-first">Equation 1<\/a>(?:所示|を見る|\.)/g)).toHaveLength(3)
  })

  test('and a longer id is told with all of its letters', () => {
    const built = site({ 'content/a.md': `# A\n\n%FigOneâ\n\n${figure}` }).build()
    expect(built.printed()).toContain('has the id `FigOneâ`')
  })

  test.each([
    ['%paln', 'plan'],
    ['%wordcount', 'wordCount'],
    ['%coures2', 'course2'],
  ])('and one that is nearly a constant of the page is told: %s', (written, right) => {
    const constants = '%-- constant: {plan: a, wordCount: b, course2: c} --%\n\n%plan %wordCount %course2 %plans\n\n'
    const built = site({ 'content/a.md': `# A\n\n${constants}- ${written}\n` }).build()
    built.expectCodes('reference/unknown-id')
    expect(built.printed()).toContain(`Did you mean \`${right}\`?`)
  })

  test.each(['%FigOneé', '%FigOnes', '%FigOne2', '%FigOne_and'])('not inside of a longer id: %s', (written) => {
    site({ 'content/a.md': `# A\n\n${written}\n\n${figure}` })
      .build()
      .expectCodes('reference/unknown-id')
      .expect('a/index.html', `<p>${written}</p>`)
  })

  test('an unknown one is named without what follows it', () => {
    const built = site({ 'content/a.md': `# A\n\n%FigTwo所示 %FigOn所示\n\n${figure}` }).build()
    expect(built.printed()).toContain('has the id `FigTwo`,')
    expect(built.printed()).toContain('Did you mean `FigOne`?')
  })

  test('constants of the page, too', () => {
    expect(render('%-- constant: {ver: "1.2"} --%\n\n%ver版 [x](https://example.org/%ver版)')).toMatch(
      /1\.2版 <a href="https:\/\/example\.org\/1\.2/,
    )
  })
})

describe('words of the settings', () => {
  const settings = { 'site.yaml': 'words:\n  LOOP: <b>loop</b>\n  FORM: form\n  cat: <i>cat</i>\n' }
  test.each([
    ['LOOPs and LOOP.', '<b>loop</b>s and <b>loop</b>.'],
    ['使用LOOP项目', '使用<b>loop</b>项目'],
    ['FORMULAR FORM_TEXT FORM2 AFORM _FORMx', 'FORMULAR FORM_TEXT FORM2 AFORM _FORMx'],
    ['a cat, category, cats', 'a <i>cat</i>, category, cats'],
  ])('are found in %s', (written, wanted) => {
    const built = site({ ...settings, 'content/a.md': `# A\n\n${written}\n` }).build()
    built.expect('a/index.html', `<p>${wanted}</p>`)
  })

  test('reach the contents as text', () => {
    site({ ...settings, 'content/a.md': '# A\n\n[TOC]\n\n## The LOOP & LOOPs\n' })
      .build()
      .expectCodes()
      .expect('a/index.html', '<h2 id="the-loop-loops">The <b>loop</b> &amp; <b>loop</b>s', 'The loop &amp; loops</a>')
  })
})

describe('a constant of the site that is nearly one', () => {
  const constants = { 'constants.yaml': 'course: Biology\n' }
  test.each([
    ['in text', 'In $corse$ we', '3:4'],
    ['in a heading', '## $Course$', '3:4'],
    ['in a table', '| a |\n|---|\n| $coures$ |', '5:3'],
    ['in an address', '[x](https://example.org/$corse$)', '3:25'],
  ])('is told: %s', (_where, written, place) => {
    const built = site({ ...constants, 'content/a.md': `# A\n\n${written}\n` })
      .build()
      .expectCodes('constant/unknown')
    expect(built.printed()).toContain(`content/a.md:${place} `)
    expect(built.printed()).toContain('Did you mean `$course$`?')
  })

  test.each(['$x$', '$sin$', '$e=mc^2$', '$abcd$', '`$corse$`'])('formulas and code are none: %s', (written) => {
    site({ ...constants, 'content/a.md': `# A\n\n${written}\n` })
      .build()
      .expectCodes()
  })

  test('it is told anew when the constants change', () => {
    const story = site({ ...constants, 'content/a.md': '# A\n\n$corse$\n' })
      .build()
      .expectCodes('constant/unknown')
    story.edit('constants.yaml', 'corse: Geology\n').build().expectCodes().expect('a/index.html', 'Geology')
  })

  test('a name that no page can write is told as that', () => {
    const built = site({ 'constants.yaml': '1.0: one\n007: bond\n', 'content/a.md': '# A' }, { advice: true }).build()
    expect(built.printed()).toContain('with a letter first')
    expect(built.printed()).not.toContain('$1.0$')
  })
})
