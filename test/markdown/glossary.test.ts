import { describe, expect, test } from 'vitest'
import { site } from '../site.ts'

const settings =
  'words:\n  mean: {means: "The *sum*, divided by the count.", forms: [means]}\n  H2O: {shows: H<sub>2</sub>O, means: Water.}'
const pages = {
  'site.yaml': settings,
  'content/a.md': 'title: A\n\n# The mean\n\nMeans and a mean; meaning. `mean` H2O and H2O, [mean](b.md).',
  'content/b.md': 'title: B\n\nThe mean.',
}
const title = 'title="The sum, divided by the count."'

describe('a word with a meaning', () => {
  test('shows it where it is first used', () => {
    site(pages)
      .build()
      .expect(
        'a/index.html',
        `<p><abbr class="term" ${title} tabindex="0">Means</abbr> and a mean; meaning. <code>mean</code> `,
        '<abbr class="term" title="Water." tabindex="0">H<sub>2</sub>O</abbr> and H<sub>2</sub>O, <a href="../b/">mean</a>',
      )
      .expectNot('a/index.html', /<h1[^>]*>[^\n]*term/)
  })

  test('leads to the glossary, which leads back', () => {
    const built = site({ ...pages, 'content/words.md': 'title: Words\n\n[GLOSSARY]' }).build()
    built.expectCodes()
    built.expect('b/index.html', `The <a class="term" href="../words/#term-mean" ${title}>mean</a>.`)
    built.expect(
      'words/index.html',
      '<dl class="glossary">\n<dt id="term-h2o">H<sub>2</sub>O</dt>',
      '<dt id="term-mean">mean</dt>\n<dd>\n<p>The <em>sum</em>, divided by the count.</p>\n<p class="uses"><a href="../a/">A</a>, <a href="../b/">B</a></p>',
    )
  })

  test('is made again with what it depends on, and nothing else is', () => {
    const glossary = { 'content/words.md': 'title: Words\n\n[GLOSSARY]' }
    const built = site({ ...pages, ...glossary }).build()
    built
      .edit('content/b.md', 'title: B\n\nNothing.')
      .build()
      .rebuilt('content/b.md')
      .relinked('content/b.md', 'content/words.md')
    built.expectNot('words/index.html', '<a href="../b/">')
    built.remove('content/words.md').build()
    expect(built.outputs()).toEqual(
      site({ ...pages, 'content/b.md': 'title: B\n\nNothing.' })
        .build()
        .outputs(),
    )
  })
})

test('a glossary without words, and what is wrong with words, is told', () => {
  site({ 'content/a.md': 'title: A\n\n[GLOSSARY]' }).build().expectCodes('glossary/empty')
  site({ ...pages, 'site.yaml': 'words:\n  a: {mean: b}\n  c: [d]\n  e: {means: [f]}' })
    .build()
    .expectCodes('config/unknown-key', 'config/wrong-type', 'config/wrong-type')
})

test('what is wrong in a meaning is told where it stands', () => {
  const built = site({
    'site.yaml':
      'title: T\nwords:\n  mean: {means: "See [nothing](none.md)."}\n  mode:\n    means: >\n      Also\n      [x](no.md).',
    'content/a.md': 'title: A\n\n[GLOSSARY]',
  }).build()
  built.expectCodes('link/unknown-page', 'link/unknown-page')
  expect(built.printed()).toContain('site.yaml:3:32')
  expect(built.printed()).toMatch(/site\.yaml:[4-7]:\d+ {2}error/)
})

test('a change elsewhere in the settings is none for pages with words', () => {
  site(pages).build().edit('site.yaml', `# A comment.\n${settings}`).build().rebuilt()
})

test('a meaning without its marks, and cut where it is long', () => {
  const means = `See %link:b%, <https://example.org> and $x$, H<sub>2</sub>O; ${'word '.repeat(100)}`
  site({ ...pages, 'site.yaml': `words:\n  mean: {means: "${means}"}` })
    .build()
    .expect('b/index.html', /title="See b, https:\/\/example.org and x, H2O; (?:word )+…"/)
})
