import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const files = { 'content/a b.md': '# B\n\n<i id="the b"></i>', 'content/my cat (1).txt': 'x' }
const told = (written: string) =>
  site({ ...files, 'content/a.md': `# A\n\n${written}\n\n## The first heading\n` }).build()

describe('what was meant to be a link', () => {
  test.each([
    ['[t](a b.md)', '[t](<a b.md>)'],
    ['[t](a b.md "Title")', '[t](<a b.md> "Title")'],
    ['[t](my cat (1).txt)', '[t](<my cat (1).txt>)'],
    ['[t] (a%20b.md)', '[t](a%20b.md)'],
    ['[t](https://example.org/\n  wiki/HSV)', '[t](https://example.org/wiki/HSV)'],
    ['*[t](a b.md)*', '[t](<a b.md>)'],
    ['[t](a b.md#the b)', '[t](<a b.md#the b>)'],
    ['[t](#the first heading)', '[t](#the-first-heading)'],
    ['[t](a%20b.md a title)', '[t](a%20b.md "a title")'],
    ['请看[文本] (a%20b.md)', '[文本](a%20b.md)'],
    ['[t](https://example.org/R_(language)', '[t](https://example.org/R_(language))'],
  ])('is told, with the form to write: %s', (written, right) => {
    for (const text of [
      written,
      `- ${written}`,
      `> ## ${written.replace(/\n\s*/, '\n> ')}`.replace('## ', written.includes('\n') ? '' : '## '),
    ]) {
      const built = told(text).expectCodes('link/not-a-link')
      expect(built.printed()).toContain(`write \`${right}\``)
    }
    // Written so, it holds.
    told(right).expectCodes().expect('a/index.html', '<a href=')
  })

  test('pictures, in tables and captions, too', () => {
    const built = told('| a |\n|---|\n| ![s](my cat.gif) |').expectCodes('link/not-a-link')
    expect(built.printed()).toContain('This is no picture')
    told('![s] (cat.gif)').expectCodes('link/not-a-link')
    // The missing `%` is told, and no more.
    told('[t](%link:a b%)').expectCodes('link/unclosed')
    told('%--\nfigure:\n  id: F\n  source: https://example.org/x.png\n  caption: "See [t](a b.md)"\n--%').expectCodes(
      'link/not-a-link',
    )
  })

  test.each([
    '[note](see the section 2.5 below)',
    'f[i] (x.md)',
    '`[t](a b.md)`',
    '[x]',
    'a[0][bar]',
    '[1][2]',
    '[a-z][0-9]',
    '[x] (a remark)',
    '\\[t](a b.md)',
  ])('is not in %s', (written) => {
    told(written).expectCodes()
  })

  test.each([
    ['[foo][nope]', 'write `[nope]: `'],
    ['[some words][2]', 'no definition of a link `2`'],
    ['[x][home pge]\n\n[home page]: https://example.org', 'Did you mean `home page`?'],
    ['[t][#part-two]', 'write `[t](#part-two)`'],
    ['| a |\n|---|\n| [nope][] |', 'no definition of a link `nope`'],
  ])('and names no definition: %s', (written, wanted) => {
    expect(told(written).expectCodes('link/unknown-definition').printed()).toContain(wanted)
  })
})

describe('what was meant to be a heading', () => {
  test.each([
    ['##Title', '## Title'],
    ['##\u00a0Title', '## Title'],
    ['#\u00a0Title', '# Title'],
    ['#No space', '# No space'],
    ['Text\n###Further', '### Further'],
    ['> ##Quoted', '## Quoted'],
    ['- ##标题', '## 标题'],
    ['##\u3000标题', '## 标题'],
    ['#标题', '# 标题'],
    ['##**Bold** words', '## **Bold** words'],
    ['##`code`', '## `code`'],
    ['##[Link](https://example.org)', '## [Link](https://example.org)'],
    ['##1. First', '## 1. First'],
  ])('is told: %s', (written, right) => {
    expect(told(written).expectCodes('heading/no-space').printed()).toContain(`write \`${right}\``)
  })

  test.each([
    '#hashtag',
    '#Python',
    '#12 is open',
    '`##Title`',
    '```\n##Title\n```',
    'C# and F#',
    '#include it',
    '#Learn #Python today',
    '#标签#',
    '#标签 #学习',
  ])('is not in %s', (written) => {
    told(written).expectCodes()
  })
})

describe('footnotes', () => {
  test('that are unknown, unused or defined twice are told', () => {
    const built = told('a[^noet], b[^note]\n\n[^note]: first\n\n[^note]: second\n\n[^unused]: text').expectCodes(
      'footnote/unknown',
      'footnote/duplicate',
      'footnote/unused',
    )
    expect(built.printed()).toContain('Did you mean `note`?')
    expect(built.printed()).toContain('content/a.md:7:1 ')
    expect(built.printed()).toContain('content/a.md:9:1 ')
    built.expect('a/index.html', '<p>first <a').expectNot('a/index.html', 'second')
  })

  test.each(['- x[^nope]', '| a |\n|---|\n| x[^nope] |', '## x[^nope]', '> x[^nope]'])(
    'unknown ones wherever they stand: %s',
    (written) => {
      told(written).expectCodes('footnote/unknown').expect('a/index.html', '[^nope]')
    },
  )

  test.each(['[^a-z]', '`x[^nope]`', '[^\\s]', '\\[^nope]'])('%s is none', (written) => {
    told(written).expectCodes()
  })

  test('have labels without spaces', () => {
    const built = told('x[^my note]\n\n[^my note]: Some text of it.').expectCodes('footnote/unknown')
    expect(built.printed()).toContain('`[^my-note]`')
  })

  test('have one number, and arrows that say where they lead', () => {
    const html = render('x[^a] y[^a]\n\n[^a]: note')
    expect(html.match(/role="doc-noteref">\[1\]<\/a>/g)).toHaveLength(2)
    expect(html).toContain('<section class="footnotes" role="doc-endnotes">')
    expect(html).toContain(
      'href="#fnref1" class="footnote-backref" role="doc-backlink" aria-label="Back to reference 1">',
    )
    expect(html).toContain(
      'href="#fnref1:1" class="footnote-backref" role="doc-backlink" aria-label="Back to reference 1-2">',
    )
  })
})

describe('addresses', () => {
  test('that lead nowhere are encoded all the same', () => {
    const built = site({ 'content/a.md': '# A\n\n[x](<my uri>) [y](</φου>) [z](<a%20b c>)\n' }).build({
      keepGoing: true,
    })
    built.expect('a/index.html', 'href="my%20uri"', 'href="/%CF%86%CE%BF%CF%85"', 'href="a%20b%20c"')
  })
})
