import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"/>'
const files = { 'content/cat.svg': svg, 'content/part.md': 'Part with *text*.\n', 'content/b.md': '# Bee\n' }
const figure = (id: string, caption = ''): string =>
  `%--\nfigure:\n  source: cat.svg\n  id: ${id}${caption && `\n  caption: ${caption}`}\n--%`
const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by)
const made = (id: string, n: number): string =>
  `<figure class="figure" id="${id}"><img src="../cat.svg" alt="" width="100" height="50"${n === 1 ? ' fetchpriority="high"' : ' loading="lazy" decoding="async"'}><figcaption><span class="label">Figure ${n}.</span></figcaption></figure>`

describe('a block stands in', () => {
  test.each([
    ['an item of a list', `- item\n\n${indented(figure('FigA'), '  ')}\n- next`],
    ['an item of a list, without blank lines', `1. item\n${indented(figure('FigA'), '   ')}\n   after\n2. next`],
    ['an item of a list, as its first thing', `- ${indented(figure('FigA'), '  ').trim()}\n- next`],
    ['an item of a list that is indented by four', `- item\n\n${indented(figure('FigA'), '    ')}`],
    ['an item of a list in a list', `- a\n  - b\n\n${indented(figure('FigA'), '    ')}`],
    ['a quote', `> before\n${indented(figure('FigA'), '> ')}\n> after`],
    ['a quote in a list in a quote', `> - a\n${indented(figure('FigA'), '>   > ')}`],
    ['a definition', `term\n: text\n\n${indented(figure('FigA'), '  ')}`],
    ['a footnote', `text[^1]\n\n[^1]: note\n\n${indented(figure('FigA'), '    ')}`],
    ['an alert', `> [!NOTE]\n${indented(figure('FigA'), '> ')}`],
    ['an element with Markdown', `<div markdown="1">\n${figure('FigA')}\n</div>`],
    [
      'an element in an element with Markdown',
      `<div markdown="1">\n<section markdown="1">\n${figure('FigA')}\n</section>\n</div>`,
    ],
    [
      'an element with Markdown in an item of a list',
      `- <div markdown="1">\n${indented(figure('FigA'), '  ')}\n  </div>`,
    ],
    ['an element with Markdown in a quote', `> <div markdown="1">\n${indented(figure('FigA'), '> ')}\n> </div>`],
    ['a paragraph, which it ends', `words\n${figure('FigA')}\nmore words`],
    ['a text right after a heading', `# Heading\n${figure('FigA')}`],
    ['a text right after a table', `| a |\n|---|\n| 1 |\n${figure('FigA')}`],
    ['a text indented by three', indented(figure('FigA'), '   ')],
  ])('%s', (_, markdown) => {
    expect(render(markdown, files)).toContain(made('FigA', 1))
  })

  test('an item, and the list goes on behind it', () => {
    const html = render(`1. one\n${indented(figure('FigA'), '   ')}\n2. two\n`, files)
    expect(html.match(/<ol>/g)).toHaveLength(1)
    expect(html.match(/<li>/g)).toHaveLength(2)
  })

  test('an included file, wherever that is included', () => {
    const more = { ...files, 'content/part.md': `${figure('FigA')}\n\nsee %FigA\n` }
    for (const markdown of [
      '- %-- include: part.md --%',
      '> %-- include: part.md --%',
      '<div markdown="1">%-- include: part.md --%</div>',
    ]) {
      const html = render(markdown, more)
      expect(html).toContain(made('FigA', 1))
      expect(html).toContain('see <a class="reference" href="#FigA">Figure 1</a>')
    }
  })

  test('the text of a caption that goes over a blank line of a quote', () => {
    const html = render(
      '> %--\n> figure:\n>   source: cat.svg\n>   id: FigA\n>   caption: |\n>     One\n>\n>     two\n> --%',
      files,
    )
    expect(html).toMatch(/Figure 1\.<\/span> One\s+two<\/figcaption>/)
  })
})

describe('a block', () => {
  test('has its fields with blank lines between, and in any case', () => {
    const html = render('%--\n\nFIGURE:\n\n  Source: cat.svg\n\n  ID: FigA\n\n--%', files)
    expect(html).toContain(made('FigA', 1))
  })

  test.each([
    '%-- include: part.md --%',
    '%--include: part.md--%',
    '%-- Include: part.md --%',
    '%--\ninclude: part.md\n--%',
    '%--\ninclude:\n  source: part.md\n--%',
  ])('may be written as %s', (markdown) => {
    expect(render(markdown, files)).toBe('<p>Part with <em>text</em>.</p>')
  })

  test('ends, and the text goes on behind it', () => {
    expect(render('%-- include: part.md --% *behind*', files)).toBe(
      '<p>Part with <em>text</em>.</p>\n<p><em>behind</em></p>',
    )
    expect(render('%-- include: part.md --%%-- include: part.md --%', files)).toBe(
      '<p>Part with <em>text</em>.</p>\n<p>Part with <em>text</em>.</p>',
    )
  })

  test('that never ends is told once, and the text behind its paragraph is there', () => {
    const built = site({ 'content/a.md': '# A\n\n%--\nfigure:\n  id: x\n\nText behind.\n' }).build({ keepGoing: true })
    built.expectCodes('block/unclosed').expect('a/index.html', '<p>Text behind.</p>')
  })

  test('that has no name near to it is told with all names, others with the nearest', () => {
    const built = site({ 'content/a.md': '# A\n\n%-- figur: x --%\n\n%-- zzzzzzzz: x --%\n' }).build()
    built.expectCodes('block/unknown', 'block/unknown')
    expect(built.printed()).toContain('Did you mean `figure`?')
    expect(built.printed()).toContain('`video`')
  })

  test('with a field it does not know is made all the same, with a warning and the nearest name', () => {
    const built = site({
      ...files,
      'content/a.md': '# A\n\n%--\nfigure:\n  source: cat.svg\n  id: FigA\n  captoin: x\n--%\n',
    }).build()
    built.expectCodes('block/unknown-field').expect('a/index.html', made('FigA', 1))
    expect(built.printed()).toContain('Did you mean `caption`?')
  })
})

describe('ids', () => {
  test('that stand twice are told, become id_1 and id_2, and references go to the first', () => {
    const built = site({
      ...files,
      'content/a.md': `# A\n\n${figure('FigA')}\n\n${figure('FigA')}\n\n${figure('FigA')}\n\nsee %FigA\n`,
    }).build()
    built
      .expectCodes('block/duplicate-id', 'block/duplicate-id')
      .expect(
        'a/index.html',
        made('FigA', 1),
        made('FigA_1', 2),
        made('FigA_2', 3),
        'see <a class="reference" href="#FigA">Figure 1</a>',
      )
  })

  test('of figures and of headings never meet', () => {
    const html = render(`# Cat\n\n${figure('cat')}`, files)
    expect(html).toContain('<h1 id="cat_1">')
    expect(html).toContain('id="cat">')
  })

  test('may have letters of any script', () => {
    expect(render(`${figure('Şekil-1')}\n\n%Şekil-1`, files)).toContain('href="#Şekil-1">Figure 1</a>')
  })
})

describe('files', () => {
  test.each([
    'content/img/page/cat.svg',
    'content/lst/page/cat.svg',
    'content/tbl/page/cat.svg',
    'content/cat.svg',
    'shared/cat.svg',
    'cat.svg',
  ])('are found at %s', (path) => {
    expect(render(figure('FigA'), { [path]: svg, 'shared/other': '', 'site.yaml': 'include: [shared]' })).toContain(
      `src="../${path.replace('content/', '')}"`,
    )
  })

  test('are looked for beside the page first, then in the folders of `include`, then from the root', () => {
    const places = ['content/img/page/cat.svg', 'content/cat.svg', 'one/cat.svg', 'two/cat.svg', 'cat.svg']
    places.forEach((place, i) => {
      const there = Object.fromEntries(places.slice(i).map((path) => [path, svg]))
      const built = site({
        ...there,
        'one/x': '',
        'two/x': '',
        'site.yaml': 'include: [one, two]',
        'content/page.md': `# P\n\n${figure('FigA')}\n`,
      }).build()
      built.expectCodes().expect('page/index.html', `src="../${place.replace('content/', '')}"`)
    })
  })

  test('outside of the site are refused, however the path is written', () => {
    for (const path of ['../../x.svg', '/../x.svg', 'a/../../../x.svg']) {
      site({ 'content/a.md': `# A\n\n%--\nfigure:\n  source: ${path}\n  id: FigA\n--%\n` })
        .build()
        .expectCodes('file/outside')
    }
  })

  test('of other hosts are used as they are', () => {
    expect(render('%--\nfigure:\n  source: https://example.org/a.png?x=1&y=2\n  id: FigA\n--%')).toContain(
      '<img src="https://example.org/a.png?x=1&amp;y=2" alt=""',
    )
  })

  test('named by %static are measured like others', () => {
    const html = render('%--\nfigure:\n  source: "%static:cat.svg%"\n  id: FigA\n--%', files)
    expect(html).toContain('src="../cat.svg" alt="" width="100" height="50"')
    expect(render('![x](%static:cat.svg%)', files)).toContain('width="100" height="50"')
  })
})
