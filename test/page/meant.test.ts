import { describe, expect, test } from 'vitest'
import { site, type TestSite } from '../site.ts'

const theme = {
  'package.json': '{}',
  'templates/page.hbs':
    '{{page.title}}|{{page.description}}|{{#each page.authors}}{{this}};{{/each}}|{{page.author}}|{{#each navigation}}{{title}};{{/each}}|{{content}}',
  'templates/index.hbs': '{{site.title}}|{{#each navigation}}{{title}};{{/each}}',
  'templates/redirect.hbs': '{{url}}',
}
const page = (text: string, more: Record<string, string> = {}): TestSite =>
  site({ 'content/a.md': text, 'content/b.md': 'title: B\n\nb\n', ...more }, { theme }).build()
const made = (text: string, more?: Record<string, string>): string =>
  page(text, more).expectCodes().page('a/index.html')
const told = (text: string, more?: Record<string, string>): readonly string[] =>
  page(text, more)
    .result()
    .diagnostics.map(({ code, hint }) => `${code}: ${hint}`)

describe('values that YAML cuts', () => {
  test.each([
    ['Issue #5 explained'],
    ['text # later'],
    ['# first'],
    ['#first'],
    ['&amp more'],
    ['&more'],
    ['! Read this'],
    ['It\'s "C" #1'],
  ])('are told, and right as the hint says: %s', (value) => {
    const [first = '', ...others] = told(`---\ntitle: ${value}\n---\ntext\n`)
    expect(first).toMatch('yaml/cut-value: put the value in quotation marks: ')
    expect(others).toEqual([])
    const typed = /`(.*)`$/.exec(first)?.[1] ?? ''
    const shown = value.replaceAll('&', '&amp;').replaceAll("'", '&#x27;').replaceAll('"', '&quot;')
    expect(made(`---\ntitle: ${typed}\n---\ntext\n`)).toContain(`${shown}|`)
    // The plain form takes all values as they stand.
    expect(made(`title: ${value}\n\ntext\n`)).toContain(`${shown}|`)
  })

  test.each([
    'draft: false # for now',
    'order: 2 #second',
    'lang: en # the language',
    'title: A   # set apart from the value',
    'title: "A" # b',
    'title: |\n  A # b',
    'tags: &all [x, y]\nother: *all',
    'title: &name A\ndescription: *name',
    '# a comment\ntitle: R&D, C#, a&b',
  ])('are not told where they are none: %s', (yaml) => {
    expect(told(`---\n${yaml}\n---\ntext\n`).filter((item) => item.startsWith('yaml/'))).toEqual([])
  })

  test('are told in the settings, the navigation and the constants', () => {
    const cut = { 'site.yaml': 'title: Part #1\n', 'sitemap.yaml': 'A: a #1\nB: b\n', 'constants.yaml': 'n: one #2\n' }
    expect(
      page('$n$', cut)
        .result()
        .diagnostics.map(({ code, span }) => `${code} ${span?.path}`),
    ).toEqual(['yaml/cut-value constants.yaml', 'yaml/cut-value site.yaml', 'yaml/cut-value sitemap.yaml'])
    const comments = {
      'site.yaml': 'lang: en # English\nsafe: true #yes\n',
      'sitemap.yaml': 'A: a # the first\nB: b\n',
      'constants.yaml': 'n: 2 # two\nm: one # a word\n',
    }
    expect(told('$n$', comments)).toEqual([])
  })
})

describe('keys of YAML that look like values', () => {
  test('are texts in the navigation, also where numbers would be equal', () => {
    const more = { 'sitemap.yaml': '1.1: a\n1.10: b\n1.0:\n007:\nTrue:\nnull:\n' }
    expect(made('text\n', more)).toContain('|1.1;1.10;1.0;007;True;null;|')
  })

  test('are texts in settings, constants, front matter and blocks', () => {
    const more = { 'constants.yaml': 'True: yes-word\nNo: no-word\n' }
    expect(made('---\ntitle: A\n1.0: x\nnull: y\n---\n$True$ $No$\n', more)).toContain('yes-word no-word')
    expect(page('%--\nNull: x\n--%\n').printed()).toContain('There is no block `Null`.')
    expect(page('text', { 'site.yaml': '1.0: x\n007: y\n' }).printed()).toContain('`1.0` is not a setting.')
  })

  test('stand twice only where they are the same text', () => {
    expect(told('---\n1.0: x\n1.0: y\n---\ntext\n')).toEqual(['front-matter/bad-yaml: take one of them out'])
  })
})

describe('aliases that stand for each other', () => {
  const doubling = (levels: number): string =>
    Array.from({ length: levels }, (_, i) => `k${i}: &a${i} ${i === 0 ? '[x, y]' : `[*a${i - 1}, *a${i - 1}]`}\n`).join(
      '',
    )

  test('are told where they would be read without end', () => {
    expect(page(`---\n${doubling(14)}---\ntext\n`).printed()).toContain('its aliases stand for more than 10,000 values')
    expect(told(`---\nx: &x\n  - *x\n---\ntext\n`)).toHaveLength(1)
    expect(page(`%--\nfigure:\n${doubling(14).replace(/^/gm, '  ')}\n--%\n`).printed()).toContain('block/bad-yaml')
  })

  test('are read where they are few', () => {
    expect(told(`---\ntitle: A\n${doubling(4)}---\ntext\n`)).toEqual([])
  })
})

describe('characters by name', () => {
  test('are text in titles of pages, of the navigation and of the site', () => {
    expect(made('title: Caf&eacute; &amp; bar\ndescription: a &lt; b\n\ntext\n')).toMatch(/^Café &amp; bar\|a &lt; b\|/)
    expect(made('---\ntitle: Caf&#233; `&eacute;` AT&T R&D; a&b\n---\ntext\n')).toContain(
      'Café &amp;eacute; AT&amp;T R&amp;D; a&amp;b|',
    )
    const more = {
      'site.yaml': 'title: Caf&eacute;\n',
      'sitemap.yaml': '"&#x1F1E9;&#x1F1EA; Deutsch": https://example.org/de\nCaf&eacute;: a\nB: b\n',
    }
    expect(made('text\n', more)).toContain('|🇩🇪 Deutsch;Café;B;|')
  })
})

describe('front matter', () => {
  test('ends with three dots as well', () => {
    expect(made('---\ntitle: A title\n...\n\ntext\n\n---\n\nmore\n')).toMatch(/^A title\|.*<p>text<\/p>\n<hr>/s)
    expect(made('---\n\nProse and\n\n...\n\nmore\n')).toContain('Prose')
  })

  test('between lines is read below blank lines and comments, and that is told', () => {
    for (const before of ['\n', '\n  \n', '<!-- a comment -->\n', '<!--\nlong\n-->\n\n']) {
      const late = page(`${before}---\ntitle: A title\n---\n\ntext\n`).expectCodes('front-matter/not-first')
      late.expect('a/index.html', /^A title\|.*\|<p>text<\/p>/s)
    }
    page('\n---\ndraft: true\n---\n\nsecret\n').expectNot('index.html', 'secret')
    expect(page('\n---\ndraft: true\n---\n\nsecret\n').paths()).not.toContain('a/index.html')
    expect(told('\n---\n\nA rule, and text: more.\n\n---\n')).toEqual([])
    expect(told('\nNote: this is prose.\n')).toEqual([])
    expect(told('\ntitle: A title\norder: 2\n\ntext\n')).toEqual([
      'front-matter/not-first: take out what stands before it',
    ])
  })

  test.each([' ---\ndraft: true\ntitle: A\n ---\n\ntext\n', '----\ntitle: A\ndraft: true\n----\n\ntext\n'])(
    'between lines that are nearly `---` is read: %j',
    (written) => {
      expect(page(written).paths()).not.toContain('a/index.html')
      const shown = page(written.replace('draft: true\n', '')).expectCodes('front-matter/not-first')
      shown.expect('a/index.html', /^A\|.*\|<p>text<\/p>/s)
    },
  )

  test('below a heading is told', () => {
    expect(told('# Lesson\n\n---\ndate: 2024-01-01\ndraft: true\n---\n\ntext\n')).toEqual([
      'front-matter/not-first: take out what stands before it',
    ])
    expect(told('# Lesson\n\n---\n\nDate: Monday\n\n---\n\ntext\n')).toEqual([])
  })

  test.each([
    '{\n  "title": "A",\n  "draft": true\n}\n\ntext\n',
    ';;;\n{"draft": true}\n;;;\ntext\n',
    '---toml\ntitle = "A"\n---\ntext\n',
    '---json\n{"title": "A"}\n---\ntext\n',
  ])('in another language is told: %j', (written) => {
    page(written).expectCodes('front-matter/engine')
  })

  test.each(['{ "a": 1 }\n\ntext\n', '----\n\nA rule, and text: more.\n\n----\n', '{\n"name": "x"\n}\n'])(
    'is not what only looks like it: %j',
    (written) => {
      expect(told(written)).toEqual([])
    },
  )

  test('in TOML is told, and nothing of it is shown', () => {
    const toml = page('+++\ntitle = "A"\ndraft = true\n[extra]\nx = 1\n+++\n\ntext\n').expectCodes(
      'front-matter/engine',
    )
    expect(toml.build({ keepGoing: true }).page('a/index.html')).not.toContain('draft')
    expect(told('+++\n\nThree plus signs.\n\n+++\n')).toEqual([expect.stringMatching(/^page\/foreign-syntax: /)])
  })

  test('of which no key is known is told once, and the hint makes it text', () => {
    const note = 'Note: this page begins with a word and a colon.\n\nText.\n'
    expect(page(note).expectCodes('front-matter/as-text').printed()).toContain('was this meant as text?')
    expect(made(`\n${note}`)).toContain('<p>Note: this page begins')
    expect(told(`title: A\n${note}`)).toEqual([])
    expect(told('titel: A\n\nText.\n')).toEqual(['front-matter/unknown-key: Did you mean `title`?'])
    const include = { 'content/_part.md': 'Tip: do this.\n\nMore.\n' }
    page('%-- include: _part.md --%\n\n%-- include: _part.md --%\n', include).expectCodes('front-matter/as-text')
  })

  test('takes `author`, and hints at no unrelated key', () => {
    expect(made('author: Ada, Grace\n\ntext\n')).toContain('|Ada;Grace;|Ada, Grace|')
    expect(made('---\nauthor: Ada\n---\ntext\n')).toContain('|Ada;|Ada|')
    expect(told('title: A\next_url: x\nlate: y\nrate: z\n\ntext\n')).toEqual([])
    expect(told('title: A\nnxt_url: b\n\ntext\n')).toEqual(['front-matter/unknown-key: Did you mean `next_url`?'])
  })

  test.each(['//', '//[', '//a:b', 'http:', 'https://[x', 'mailto:a@b.c'])(
    'tells of an image that is no address: %s',
    (image) => {
      const url = { 'site.yaml': 'url: https://example.org\n' }
      page(`title: A\nimage: ${image}\n\ntext\n`, url).expectCodes('front-matter/wrong-type')
      page('text', { 'site.yaml': `url: https://example.org\nimage: "${image}"\n` }).expectCodes('config/wrong-type')
    },
  )

  test('takes addresses of images on other hosts', () => {
    const url = { 'site.yaml': 'url: https://example.org\n' }
    expect(told('title: A\nimage: https://example.org/a.png\n\ntext\n', url)).toEqual([])
    expect(told('title: A\nimage: //example.org/a.png\n\ntext\n', url)).toEqual([])
  })
})
