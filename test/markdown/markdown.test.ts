import { describe, expect, test } from 'vitest'
import { bareTheme, render, site } from '../site.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"/>'

describe('Markdown', () => {
  test.each([
    ['strikethrough', '~~a~~', '<p><s>a</s></p>'],
    [
      'task lists',
      '- [ ] a\n- [x] b',
      '<ul class="tasks">\n<li class="task"><input type="checkbox" disabled aria-label="To do"> a</li>\n<li class="task"><input type="checkbox" disabled checked aria-label="Done"> b</li>\n</ul>',
    ],
    ['definition lists', 'Term\n: Text', '<dl>\n<dt>Term</dt>\n<dd>Text</dd>\n</dl>'],
    ['abbreviations', '*[AB]: A B\n\nAB', '<p><abbr title="A B">AB</abbr></p>'],
    [
      'alerts',
      '> [!TIP]\n> Do *it*.',
      '<div class="alert alert-tip" role="note">\n<p class="alert-title">Tip</p>\n<p>Do <em>it</em>.</p>\n</div>',
    ],
    ['quotes that are no alerts', '> a [!NOTE]\n> x', '<blockquote>\n<p>a [!NOTE]\nx</p>\n</blockquote>'],
    [
      'tables that scroll, aligned by classes',
      '| a | b |\n|:-:|--:|\n| 1 | 2 |',
      '<div class="table-scroll"><table>\n<thead>\n<tr>\n<th class="align-center">a</th>\n<th class="align-right">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class="align-center">1</td>\n<td class="align-right">2</td>\n</tr>\n</tbody>\n</table></div>',
    ],
    [
      'a corner of a table with nothing in it, which is no header',
      '| | b |\n|---|---|\n| 1 | 2 |',
      '<div class="table-scroll"><table>\n<thead>\n<tr>\n<td></td>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table></div>',
    ],
    ['code by indentation', '    a < b', '<div class="code"><pre><code>a &lt; b\n</code></pre></div>'],
    [
      'links to a resolver',
      'See doi:10.1000/xyz, or (DOI: 10.1000/a(b)c).',
      '<p>See <a href="https://doi.org/10.1000/xyz">doi:10.1000/xyz</a>, or (<a href="https://doi.org/10.1000/a(b)c">DOI: 10.1000/a(b)c</a>).</p>',
    ],
    ['dollars that are money', '$5 and $6', '<p>$5 and $6</p>'],
  ])('has %s', (_, markdown, html) => {
    expect(render(markdown)).toBe(html)
  })

  test('has footnotes with a way back', () => {
    const html = render('Text[^a].\n\n[^a]: Note.')
    expect(html).toContain('<a href="#fn1" id="fnref1" role="doc-noteref">[1]</a>')
    expect(html).toMatch(
      /<li id="fn1" class="footnote-item"><p>Note\. <a href="#fnref1" class="footnote-backref" role="doc-backlink" aria-label="Back to reference 1">/,
    )
    expect(render('x[^a] [back](#fn1)\n\n[^a]: Note.')).toContain('href="#fn1"')
  })

  test('has math, made into MathML', () => {
    expect(render('Is $a+b$?')).toMatch(/^<p>Is <math data-tex="a\+b">.*<\/math>\?<\/p>$/)
    expect(render('$$\nx^2\n$$')).toMatch(/^<math display="block"/)
    expect(render('- item\n\n  $$x^2$$')).toContain('<math display="block"')
  })

  test('puts the styles of formulas into a file, since a strict Content-Security-Policy refuses them in the page', () => {
    const theme = {
      ...bareTheme,
      'lib/styles/style.css': 'main{}',
      'lib/styles/formulas.css': 'math{}',
      'assets/lectern/formulas/math.woff2': 'font',
    }
    const built = site(
      {
        'content/a.md': 'title: A\n\n$\\hat{x}$ and $\\hat{y}$ and $$\\boxed{\\color{red}z}$$',
        'content/b.md': 'title: B\n\n$\\hat{x}$',
        'content/c.md': 'title: C\n\n$$x$$',
      },
      { theme },
    ).build()
    const page = built.page('a/index.html')
    expect(page).not.toContain(' style=')
    expect(built.page('lectern/style.css')).toBe('main{}')
    const [fixed, ...rules] = built.page('lectern/formulas/formulas.css').trim().split('\n')
    expect(fixed).toBe('math{}')
    expect(rules.join('\n')).toContain('math-depth:0}')
    expect(rules.join('\n')).toContain('color:#ff0000')
    for (const rule of rules) expect(page).toContain(/math-\w+/.exec(rule)?.[0])
    built.edit('content/a.md', 'x').edit('content/b.md', 'x').build()
    expect(built.page('lectern/formulas/formulas.css')).toBe('math{}\n')
    expect(built.page('lectern/formulas/math.woff2')).toBe('font')
    built.edit('content/c.md', 'x').build()
    expect(built.page('lectern/style.css')).toBe('main{}')
    expect(built.result().removed).toEqual(
      expect.arrayContaining(['lectern/formulas/formulas.css', 'lectern/formulas/math.woff2']),
    )
  })

  test.each(['~~~ .python', '~~~{.python}', '~~~python', '``` python', '```{.python}', '~~~ {.python}'])(
    'takes the fence %s',
    (fence) => {
      const mark = fence.slice(0, 3)
      expect(render(`${fence}\nx = 1\n${mark}`)).toBe(
        '<div class="code" data-lang="python"><pre><code class="language-python">x = <span class="hljs-number">1</span>\n</code></pre></div>',
      )
      expect(render(`${fence}\nx = 1\n`)).toContain('hljs-number')
    },
  )

  test('colours languages that are loaded when needed, and shows unknown ones plainly', () => {
    expect(render('~~~julia\nfunction f end\n~~~')).toContain('hljs-keyword')
    expect(render('~~~sh\necho $HOME\n~~~')).toContain('hljs-')
    expect(render('~~~klingon\na < b\n~~~')).toContain('a &lt; b')
    expect(render('~~~../../x\na\n~~~')).toBe('<div class="code"><pre><code>a\n</code></pre></div>')
  })

  test('counts a tab as four columns, and takes rows of a table that begin with spaces', () => {
    expect(render('- a\n\n\tb')).toContain('<li>\n<p>a</p>\n<p>b</p>\n</li>')
    expect(render('| a |\n|---|\n     | 1 |\n  | 2 |')).toMatch(/<td>1<\/td>[\s\S]*<td>2<\/td>/)
  })

  test('shows words as the site says', () => {
    expect(
      render('H2O, `H2O` and H2OX. ## H2O\n\n[H2O](https://example.org/H2O)', {
        'site.yaml': 'words:\n  H2O: H<sub>2</sub>O\n',
      }),
    ).toBe(
      '<p>H<sub>2</sub>O, <code>H2O</code> and H2OX. ## H<sub>2</sub>O</p>\n<p><a href="https://example.org/H2O">H<sub>2</sub>O</a></p>',
    )
  })
})

describe('attribute lists', () => {
  test.each([
    ['after a heading', '## A {#x .y}', '<h2 id="x" class="y">A'],
    [
      'after a link',
      '[a](https://example.org){.btn title="T"}',
      '<a href="https://example.org" class="btn" title="T">a</a>',
    ],
    [
      'after a picture',
      '![a](x.svg){width=50 .c}',
      '<img src="../x.svg" alt="a" width="50" height="25" fetchpriority="high" class="c">',
    ],
    ['with a percentage', '![a](x.svg){width=50%}', '<img src="../x.svg" alt="a" width="50%" fetchpriority="high">'],
    ['after a code span', '`a`{lang=en}', '<code lang="en">a</code>'],
    ['below a paragraph', 'Text\nmore\n{.summary}', '<p class="summary">Text\nmore</p>'],
    ['with a colon', 'Text\n{: .fig-caption #id data-x=1 }', '<p class="fig-caption" id="id" data-x="1">Text</p>'],
    ['below a list', '- a\n- b\n{.wide}', '<ul class="wide">'],
    ['below a table', '| a |\n|---|\n| b |\n{.narrow}', '<table class="narrow">'],
    ['below code', '~~~\na\n~~~\n{.narrow}', '<div class="code narrow">'],
    ['below a quote', '> a\n\n> b\n\nx', '<blockquote>'],
  ])('%s', (_, markdown, html) => {
    expect(render(markdown, { 'content/x.svg': svg })).toContain(html)
  })

  test.each(['a {x}', 'a {}', '{0}', 'a {.2f}', 'a {b c}'])('%s is text', (markdown) => {
    expect(render(markdown)).toMatch(/\{.*\}/)
  })

  test('never take an event handler', () => {
    site({ 'content/a.md': '# A\n\n[x](https://example.org){onclick=evil .ok}\n' })
      .build()
      .expectCodes('attributes/not-allowed')
      .expectNot('a/index.html', 'evil')
      .expect('a/index.html', 'class="ok"')
  })
})

describe('elements with Markdown in them', () => {
  test.each(['markdown="1"', 'markdown=1', "markdown='1'", 'markdown="block"', 'markdown'])('take %s', (attribute) => {
    expect(render(`<div class="x" ${attribute}>\n*a*\n</div>`)).toBe('<div class="x"><p><em>a</em></p>\n</div>')
  })

  test('work on one line, without blank lines, with blocks and references', () => {
    expect(render('<div markdown="1">*a*</div>')).toBe('<div><p><em>a</em></p>\n</div>')
    const html = render(
      'before\n<section id="s" markdown="1">\n## In\n%--\nfigure: {source: x.svg, id: FigX}\n--%\n- %FigX\n\n[TOC]\n</section>\nafter *b*',
      { 'content/x.svg': svg },
    )
    expect(html).toContain('<section id="s"><h2 id="in">')
    expect(html).toContain('<figure class="figure" id="FigX">')
    expect(html).toContain('<a class="reference" href="#FigX">Figure 1</a>')
    expect(html).toContain('<nav class="toc"')
    expect(html).toContain('</section>\n<p>after <em>b</em></p>')
  })

  test('nest, and hold raw elements up to their end tags, blank lines and all', () => {
    const html = render(
      '<div class="a" markdown="1">\n*x*\n<div hidden class="solution_validate">\nif a:\n\n    b = *c*\n</div>\n<div markdown="1">\n*y*\n</div>\n<textarea class="code">\n*z*\n\n</textarea>\n*w*\n</div>',
    )
    expect(html).toContain('<div hidden class="solution_validate">\nif a:\n\n    b = *c*\n</div>')
    expect(html).toContain('<div><p><em>y</em></p>\n</div>')
    expect(html).toContain('<textarea class="code">\n*z*\n\n</textarea>')
    expect(html).toContain('<p><em>w</em></p>')
  })

  test('are not ended by an end tag in code', () => {
    expect(render('<div markdown="1">\n~~~html\n</div>\n~~~\n\n`</div>`\n\n*in*\n</div>\n*out*')).toMatch(
      /<em>in<\/em><\/p>\n<\/div>\n<p><em>out/,
    )
  })

  test('work in lists, quotes and included files', () => {
    expect(render('- a\n\n  <div markdown="1">\n  *b*\n  </div>\n\n- c')).toContain('<div><p><em>b</em></p>\n</div>')
    expect(render('> <div markdown="1">\n> *b*\n> </div>')).toContain('<div><p><em>b</em></p>\n</div>')
    expect(render('%-- include: part.md --%', { 'part.md': '<div markdown="1">\n*b*\n</div>' })).toContain(
      '<div><p><em>b</em></p>\n</div>',
    )
  })

  test('below other raw HTML are seen', () => {
    expect(render('<main>\n<div markdown="1">\n*b*\n</div>\n</main>')).toContain('<div><p><em>b</em></p>\n</div>')
  })

  test('elsewhere raw HTML follows CommonMark', () => {
    expect(render('<div>\n*a*\n\n*b*\n</div>')).toBe('<div>\n*a*\n<p><em>b</em></p>\n</div>')
  })
})

describe('ids of headings', () => {
  test.each([
    ['Input and output', 'input-and-output'],
    ['bool: True or False', 'bool-true-or-false'],
    ['`list.pop()` & *more*', 'listpop-more'],
    ['Jerarquía', 'jerarquia'],
    ['Ångström', 'angstrom'],
    ['snake_case  and -- dashes', 'snake_case-and-dashes'],
    ['Введение', 'введение'],
    ['はじめに', 'はじめに'],
    ['[A link](https://example.org)', 'a-link'],
  ])('%s is %s', (heading, id) => {
    expect(render(`## ${heading}`)).toContain(`<h2 id="${id}">`)
  })

  test('repeat with _1, _2, and do not take ids that authors gave', () => {
    const html = render('## A\n\n## A\n\n## A\n\n## B\n\n## C {#b}\n\n<p id="d"></p>\n\n## D')
    expect([...html.matchAll(/<h2 id="([^"]*)"/g)].map((match) => match[1])).toEqual([
      'a',
      'a_1',
      'a_2',
      'b_1',
      'b',
      'd_1',
    ])
  })
})

describe('a table of contents', () => {
  const links = (html: string) =>
    [...(/<nav class="toc"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '').matchAll(/<a href="(#[^"]*)">([^<]*)</g)].map(
      (match) => `${match[1]} ${match[2]}`,
    )

  test('has headings of level 1 to 3, without their markup, nested by one step', () => {
    const html = render('[TOC]\n\n## A `b` & *c*\n\n#### Deep\n\n# One\n\n### Three\n\n## Two')
    expect(html).toContain(
      '<p class="toc-title">Contents</p><ul><li><a href="#a-b-c">A b &amp; c</a></li><li><a href="#one">One</a><ul><li><a href="#three">Three</a></li><li><a href="#two">Two</a></li></ul></li></ul>',
    )
  })

  test('goes deeper where the settings say so', () => {
    expect(links(render('[TOC]\n\n# A\n\n###### B', { 'site.yaml': 'toc: {depth: 6}' }))).toEqual(['#a A', '#b B'])
  })

  test('has the headings of included files, and stands in a markdown element', () => {
    expect(
      links(
        render('<div markdown="1">\n\n[TOC]\n\n</div>\n\n%-- include: part.md --%\n\n## End', {
          'part.md': '## Part\n',
        }),
      ),
    ).toEqual(['#part Part', '#end End'])
  })

  test('is text inside of a sentence or code', () => {
    expect(render('a [TOC] b\n\n`[TOC]`\n\n## A')).not.toContain('<nav')
  })

  test('of a block has levels and leaves headings out', () => {
    expect(
      links(
        render(
          '%--\ntoc:\n  mindepth: 2\n  maxdepth: 4\n  exclude: [References]\n--%\n\n# A\n\n## B\n\n#### C\n\n## References',
        ),
      ),
    ).toEqual(['#b B', '#c C'])
    expect(links(render('%-- toc: --%\n\n# A'))).toEqual(['#a A'])
  })

  test('of a page without headings is not there', () => {
    expect(render('[TOC]\n\ntext')).toBe('<p>text</p>')
  })

  test('in a footnote is followed by what leads back', () => {
    const html = render('## A\n\nText[^f].\n\n[^f]: [TOC]')
    expect(html).toMatch(
      /<li id="fn1"[^>]*>\s*<nav class="toc".*<\/nav>\s*<a [^>]*href="#fnref1"[^>]*>[^<]*<\/a>\s*<\/li>/s,
    )
  })
})

describe('pathological text', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['open brackets', '['.repeat(10_000)],
    ['nested brackets', '['.repeat(5000) + ']'.repeat(5000)],
    ['open blocks', '%--\n'.repeat(10_000)],
    ['blocks on one line', '%-- toc: --% '.repeat(3000)],
    ['dollars', '$a'.repeat(10_000)],
    ['double dollars', '$$\n'.repeat(10_000)],
    ['percent signs', '%'.repeat(20_000)],
    ['open references', '%link:'.repeat(5000)],
    ['hyphens in a name', `%a${'-b'.repeat(10_000)}`],
    ['tables of contents', '[TOC]\n\n'.repeat(2000)],
    ['emphasis', '*a '.repeat(10_000)],
    ['quotes', `${'> '.repeat(5000)}a`],
    ['open elements', '<div markdown=1>\n'.repeat(2000)],
    ['elements on one line', '<div markdown=1>a</div>'.repeat(1000)],
    ['open raw elements', `<div markdown=1>\n${'<div>\n'.repeat(5000)}</div>`],
    ['open attribute lists', `a{${'.b '.repeat(5000)}`],
    ['tags without end', '<a href="'.repeat(5000)],
    ['ids used again', '%--\nvideo: {source: youtube, id: A, videoid: x}\n--%\n\n'.repeat(1000)],
  ]
  test.each(cases)('of %s ends', (_, markdown) => {
    expect(
      site({ 'content/a.md': `# A\n\n${markdown}\n` })
        .build({ keepGoing: true })
        .result().pages,
    ).toBe(1)
  })
})
