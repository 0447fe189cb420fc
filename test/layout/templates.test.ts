import { describe, test } from 'vitest'
import { bareTheme, site } from '../site.ts'

describe('templates', () => {
  test('of a site come before those of the theme, one by one', () => {
    const theme = {
      ...bareTheme,
      'templates/page.hbs': '{{> head}}|{{> foot}}|{{content}}',
      'templates/head.hbs': 'theme head',
      'templates/foot.hbs': 'theme foot',
    }
    site({ 'content/a.md': 'x\n', 'templates/foot.hbs': 'own foot' }, { theme })
      .build()
      .expect('a/index.html', 'theme head|own foot|<p>x</p>')
  })

  test.each([
    [
      'for their layout',
      '{{#> layouts/mine}}{{#*inline "nav"}}N {{page.title}}{{/inline}}{{content}}{{/layouts/mine}}',
      '{{> nav}}|{{> @partial-block}}',
    ],
    [
      'for a partial of their layout',
      '{{#> layouts/mine}}{{#*inline "nav"}}N {{page.title}}{{/inline}}{{content}}{{/layouts/mine}}',
      '{{> part}}|{{> @partial-block}}',
    ],
    [
      'in the place of what stands in it',
      '{{#> layouts/mine}}{{#*inline "nav"}}N {{page.title}}{{/inline}}{{content}}{{/layouts/mine}}',
      '{{#> nav}}none{{/nav}}|{{> @partial-block}}',
    ],
  ])('make partials %s', (_, page, layout) => {
    site({
      'content/a.md': 'title: A\n\nx\n',
      'templates/page.hbs': page,
      'templates/layouts/mine.hbs': layout,
      'templates/part.hbs': '{{> nav}}',
    })
      .build()
      .expectCodes()
      .expect('a/index.html', 'N A|<p>x</p>')
  })

  test('know no partial that none of them makes', () => {
    site({
      'content/a.md': 'x\n',
      'templates/page.hbs': '{{#> layouts/mine}}{{#*inline "nav"}}N{{/inline}}{{/layouts/mine}}',
      'templates/layouts/mine.hbs': '{{> nov}}',
    })
      .build({ keepGoing: true })
      .expectCodes('template/unknown-partial')
  })

  test('escape values, and print rendered HTML as it is', () => {
    site({
      'content/a.md': 'title: <b> & "c"\n\n*x*\n',
      'templates/page.hbs': '{{page.title}}|{{{page.title}}}|{{content}}',
    })
      .build()
      .expect('a/index.html', '&lt;b&gt; &amp; &quot;c&quot;|<b> & "c"|<p><em>x</em></p>')
  })

  test.each(['{{#helperMissing}}{{/helperMissing}}', '{{helperMissing}}', '{{blockHelperMissing page}}'])(
    'cannot call what Handlebars calls itself: %s',
    (template) => {
      site({ 'content/a.md': 'x\n', 'templates/page.hbs': template })
        .build({ keepGoing: true })
        .expectCodes('template/unknown-helper')
    },
  )

  test('cannot reach prototypes or the process', () => {
    const template =
      '[{{page.constructor}}{{page.__proto__.x}}{{page.constructor.constructor}}{{lookup page "constructor"}}{{content.toHTML.constructor}}{{log page.title}}]'
    site({ 'content/a.md': 'x\n', 'templates/page.hbs': template }).build().expectCodes().expect('a/index.html', '[]')
  })

  test('are named by the front matter; layouts and partials lie in folders', () => {
    site({
      'content/a.md': 'template: layouts/wide\nshade: dark\n\nx\n',
      'templates/layouts/wide.hbs': '{{#> layouts/base}}wide {{page.shade}} {{content}}{{/layouts/base}}',
      'templates/layouts/base.hbs': '<html>{{> @partial-block}}</html>',
    })
      .build()
      .expect('a/index.html', '<html>wide dark <p>x</p>')
  })

  test.each([
    // What an entry shows depends on itself, on its place, on what is around it, or on the page.
    ['{{#if current}}[{{title}}]{{else}}{{title}} {{url}}{{/if}}', ['[A] B ../b/ C ../c/', 'A ../a/ [B] C ../c/']],
    ['{{@index}}{{title}}{{#if @last}}.{{/if}}', ['0A 1B 2C.', '0A 1B 2C.']],
    ['{{../title}}/{{title}}', ['One/A One/B One/C', 'One/A One/B One/C']],
    ['{{title}} on {{@root.page.title}},', ['A on A, B on A, C on A,', 'A on B, B on B, C on B,']],
    ['{{> entry}}', ['A(../a/) B(../b/) C(../c/)'.replace('../a/', './'), 'A(../a/) B(./) C(../c/)']],
    ['{{> entry shown=@root.page.title}}', ['A(./)A B(../b/)A C(../c/)A', 'A(../a/)B B(./)B C(../c/)B']],
    ['{{#each children}}{{/each}}{{#with this}}{{title}}{{/with}}', ['A B C', 'A B C']],
  ])('show what many pages have in common as each page has it: %s', (entry, [a = '', b = '']) => {
    site({
      'sitemap.yaml': 'One:\n  A: one/a\n  B: one/b\n  C: one/c\n',
      'content/one/a.md': '# A\n',
      'content/one/b.md': '# B\n',
      'content/one/c.md': '# C\n',
      'templates/entry.hbs': '{{title}}({{url}}){{shown}}',
      'templates/page.hbs': `{{#each navigation}}{{#each children}}${entry} {{/each}}{{/each}}`,
    })
      .build()
      .expect('one/a/index.html', a)
      .expect('one/b/index.html', b)
      .build()
      .expect('one/a/index.html', a)
  })

  test('may have a partial of their own in place of one that many pages show', () => {
    site({
      'sitemap.yaml': 'One:\n  A: one/a\n  B: one/b\n',
      'content/one/a.md': '# A\n',
      'content/one/b.md': 'template: other\n\n# B\n',
      'templates/entry.hbs': '{{title}} ',
      'templates/list.hbs': '{{#each navigation}}{{#each children}}{{> entry}}{{/each}}{{/each}}',
      'templates/page.hbs': '{{> list}}',
      'templates/other.hbs': '{{#*inline "entry"}}<{{title}}>{{/inline}}{{> list}}',
    })
      .build()
      .expect('one/a/index.html', 'A B ')
      .expect('one/b/index.html', '<A><B>')
  })

  test('never indent code that a page shows', () => {
    const theme = {
      ...bareTheme,
      'templates/page.hbs': '<div>\n    {{> body}}\n</div>',
      'templates/body.hbs': '{{content}}',
    }
    site({ 'content/a.md': '~~~\na\n  b\n~~~\n' }, { theme }).build().expect('a/index.html', '<code>a\n  b\n</code>')
  })

  test('get the context that is documented', () => {
    const template =
      '{{site.title}}|{{site.lang}}|{{site.author}}|{{site.url}}|{{site.base}}|{{page.canonical}}|{{page.address}}|{{root}}|{{home}}|{{generator}}|{{#each page.headings}}{{level}} {{id}} {{text}}({{#each children}}{{id}}{{/each}}){{/each}}|{{page.showToc}}'
    site({
      'content/x/a.md': '# A\n\n## B\n\n### C\n\n## D\n',
      'site.yaml': 'title: T\nlang: nl\nauthor: Ada\nurl: https://example.org/c/\n',
      'templates/page.hbs': template,
    })
      .build()
      .expect(
        'x/a/index.html',
        'T|nl|Ada|https://example.org/c|/c/|https://example.org/c/x/a/|/x/a/|../../|../../|Lectern 0.0.0|2 b B(c)2 d D()|true',
      )
  })

  test('that are wrong are told all at once, even if no page uses them', () => {
    site({
      'content/a.md': 'x\n',
      'templates/one.hbs': '{{#if}}',
      'templates/two.hbs': '{{> nowhere}}',
      'templates/three.hbs': '{{nothing x}}',
    })
      .build()
      .expectCodes('template/bad-syntax', 'template/unknown-helper', 'template/unknown-partial')
  })
})

describe('the front page', () => {
  test('has its own template, and `page` where there is none', () => {
    site({ 'content/index.md': 'x\n', 'templates/index.hbs': 'front {{content}}' })
      .build()
      .expect('index.html', 'front <p>x</p>')
    site({ 'content/index.md': 'x\n' }, { theme: { 'package.json': '{}', 'templates/page.hbs': 'page {{content}}' } })
      .build()
      .expect('index.html', 'page <p>x</p>')
  })
})
