import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>'
const others = {
  'content/basics.md': 'title: The *basics* & more\n\n## Training\n\n%--\nfigure: {source: dot.svg, id: FigOne}\n--%\n',
  'content/basic/syntax.md': 'title: Syntax\n\ntext\n',
  'content/basic/syntax-solution.md': 'title: Solution\n\ntext\n',
  'content/notes.md': 'title: Notes\n\ntext\n',
  'content/dot.svg': svg,
  'assets/attachments/stimuli.zip': 'zip',
}
const figures =
  '\n\n%--\nfigure: {source: dot.svg, id: FigA}\n--%\n\n%--\nfigure: {source: dot.svg, id: FigCNN}\n--%\n\n%--\nvideo: {source: youtube, id: VidA, videoid: x}\n--%\n'

/** The first paragraph of a page. */
const text = (markdown: string, more = {}) =>
  /<p>([\s\S]*?)<\/p>/.exec(render(markdown + figures, { ...others, ...more }))?.[1]

describe('references', () => {
  test.each([
    ['[text](%link:basics%)', '<a href="../basics/">text</a>'],
    ['[text](%url:basics%)', '<a href="../basics/">text</a>'],
    ["<a href='%url:basic/syntax%'>x</a>", '<a href="../basic/syntax/">x</a>'],
    ['%link:basics%', '<a href="../basics/">The *basics* &amp; more</a>'],
    ['%url:basics%', '../basics/'],
    ['%link:/basics%', '<a href="../basics/">The *basics* &amp; more</a>'],
    ['[x](%link:basics%#training)', '<a href="../basics/#training">x</a>'],
    ['see %url:basics%#training.', 'see ../basics/#training.'],
    ['[x](%url:syntax%-solution)', '<a href="../basic/syntax-solution/">x</a>'],
    ['%link:syntax%-solution, too', '<a href="../basic/syntax-solution/">Solution</a>, too'],
    ['[x](%url:syntax%/../../notes)', '<a href="../notes/">x</a>'],
    ['[x](%static:attachments/stimuli.zip%)', '<a href="../attachments/stimuli.zip">x</a>'],
    ['%static:attachments/stimuli.zip%', '<a href="../attachments/stimuli.zip">stimuli.zip</a>'],
    ['get %static:/attachments/stimuli.zip%.', 'get <a href="../attachments/stimuli.zip">stimuli.zip</a>.'],
    ['[our %static:attachments/stimuli.zip%](%link:basics%)', '<a href="../basics/">our stimuli.zip</a>'],
    ['<b>%static:attachments/stimuli.zip%</b>', '<b><a href="../attachments/stimuli.zip">stimuli.zip</a></b>'],
    ['<b data-x="%static:attachments/stimuli.zip%">x</b>', '<b data-x="../attachments/stimuli.zip">x</b>'],
    [
      '%ref:basics#FigOne::b%',
      '<a class="reference" href="../basics/#FigOne" title="The *basics* &amp; more">Figure 1b</a>',
    ],
    [
      '%ref:basics#FigOne::B%',
      '<a class="reference" href="../basics/#FigOne" title="The *basics* &amp; more">Figure 1B</a>',
    ],
    ['[x](%ref:basics#FigOne::a%)', '<a href="../basics/#FigOne">x</a>'],
    ['%FigCNN::B and', '<a class="reference" href="#FigCNN">Figure 2B</a> and'],
    ['%FigCNN', '<a class="reference" href="#FigCNN">Figure 2</a>'],
    ['%VidA.', '<a class="reference" href="#VidA">Video 1</a>.'],
    ['%FigCNN::a and', '<a class="reference" href="#FigCNN">Figure 2a</a> and'],
    ['%FigA-based', '<a class="reference" href="#FigA">Figure 1</a>-based'],
    [
      '%ref:basics#FigOne%',
      '<a class="reference" href="../basics/#FigOne" title="The *basics* &amp; more">Figure 1</a>',
    ],
    ['[x](%ref:basics#FigOne%)', '<a href="../basics/#FigOne">x</a>'],
    ['[as %FigA shows](%link:notes%)', '<a href="../notes/">as Figure 1 shows</a>'],
    ['[see %link:basics%](notes.md)', '<a href="../notes/">see The *basics* &amp; more</a>'],
    ['[x](basics.md#training)', '<a href="../basics/#training">x</a>'],
    ['[x](/basic/syntax)', '<a href="../basic/syntax/">x</a>'],
    ['[x](/basic/syntax/)', '<a href="../basic/syntax/">x</a>'],
    ['[x](basic/syntax.html)', '<a href="../basic/syntax/">x</a>'],
    ['[x](/)', '<a href="../">x</a>'],
    ['[x](#FigA)', '<a href="#FigA">x</a>'],
    ['[x][id]\n\n[id]: basics.md "T"', '<a href="../basics/" title="T">x</a>'],
    ['[x](dot.svg?v=1)', '<a href="../dot.svg?v=1">x</a>'],
    [
      '<https://example.org/a?b=1&c=ü>',
      '<a href="https://example.org/a?b=1&amp;c=%C3%BC">https://example.org/a?b=1&amp;c=ü</a>',
    ],
    ['[x](mailto:a@example.org)', '<a href="mailto:a@example.org">x</a>'],
    ['50% of `%FigA` and %d', '50% of <code>%FigA</code> and %d'],
    ["'%s' % name", "'%s' % name"],
    ['100%', '100%'],
    ['\\%FigA', '%FigA'],
    ['# %FigA\n\n%FigA', '<a class="reference" href="#FigA">Figure 1</a>'],
    ['| a |\n|---|\n| %FigA |\n\nx %FigA', 'x <a class="reference" href="#FigA">Figure 1</a>'],
    ['<b title="%url:basics%">%FigA</b>', '<b title="../basics/"><a class="reference" href="#FigA">Figure 1</a></b>'],
  ])('%s', (markdown, html) => {
    expect(text(markdown, { 'content/index.md': 'title: Home\n\nx\n' })).toBe(html)
  })

  test('are left alone in code of every kind', () => {
    const html = render(
      `\`%link:x%\`\n\n    %link:x%\n\n~~~\n%link:x% $name$\n~~~\n\n<pre>%link:x%</pre>\n\n<script>\nlet a = '%link:x%'\n</script>\n\n<style>\n/* %link:x% */\n</style>\n\n<!-- %link:x% -->\n`,
    )
    expect(html.match(/%link:x%/g)).toHaveLength(7)
  })

  test('name figures that come later, and figures of included files', () => {
    const html = render('%FigB\n\n%-- include: part.md --%\n', {
      'content/dot.svg': svg,
      'part.md': '%--\nfigure: {source: dot.svg, id: FigB}\n--%\n\n%FigB\n',
    })
    expect(html.match(/<a class="reference" href="#FigB">Figure 1<\/a>/g)).toHaveLength(2)
  })

  test('work in raw HTML, in its text and its attributes', () => {
    const html = render(
      `<div>\n<a class='x' href='%url:basics%'>%FigA</a>\n<img src="dot.svg">\n</div>${figures}`,
      others,
    )
    expect(html).toContain('<a class=\'x\' href="../basics/"><a class="reference" href="#FigA">Figure 1</a></a>')
    expect(html).toContain('<img src="../dot.svg" width="8" height="4">')
  })

  test('from deep pages climb to the root, and the 404 page begins there', () => {
    const tree = site({
      'content/index.md': '# Home\n\n[a](a/b/c.md)\n',
      'content/a/b/c.md': '# C\n\n[home](/) [p](x.png)\n',
      'content/a/b/x.png': 'x',
      'content/404.md': '# Not here\n\n[home](/) [c](a/b/c.md)\n',
      'site.yaml': 'url: https://example.org/course\nrules: {picture/unreadable: off}\n',
    }).build()
    tree
      .expectCodes()
      .expect('index.html', 'href="a/b/c/"')
      .expect('a/b/c/index.html', 'href="../../../"', 'href="../x.png"')
    tree.expect('404.html', 'href="/course/"', 'href="/course/a/b/c/"')
    tree.build({ base: '/x' }).expect('404.html', 'href="/x/a/b/c/"')
    tree
      .build({ portable: true })
      .expect('a/b/c/index.html', 'href="../../../index.html"')
      .expect('index.html', 'href="a/b/c/index.html"')
  })

  test('by the last part of a path work where only one page has it', () => {
    site({
      'content/a/intro.md': '# A\n',
      'content/b/intro.md': '# B\n',
      'content/c.md': '# C\n\n%link:a/intro% %link:intro%\n',
    })
      .build()
      .expectCodes('link/ambiguous-page')
  })

  test('find an index page by its folder', () => {
    site({
      'content/a/index.md': '# A\n',
      'content/c.md': '# C\n\n%link:a% %link:a/index% [x](a/index.md) [y](/a/index.html)\n',
    })
      .build()
      .expectCodes()
      .expect('c/index.html', '<a href="../a/">A</a> <a href="../a/">A</a> <a href="../a/">x</a> <a href="../a/">y</a>')
  })

  test('stay text where the beginning is not one of the page’s ids', () => {
    expect(text('%Figure and %Figs and %Tbl and %Vidal')).toBe('%Figure and %Figs and %Tbl and %Vidal')
    site({
      'content/a.md': `# A\n\n%FigB %FigTypo\n\n%--\nfigure: {source: dot.svg, id: FigA}\n--%\n`,
      'content/dot.svg': svg,
    })
      .build()
      .expectCodes('reference/unknown-id', 'reference/unknown-id')
      .expect('a/index.html', '%FigB %FigTypo')
  })
})

describe('a word before a reference that brings its own', () => {
  const figure = '%--\nfigure:\n  id: FigA\n  source: https://example.org/x.png\n--%\n\n$$\na\n$$ {#eq-x}\n'
  const told = (written: string) => site({ 'content/a.md': `# A\n\n${written}\n\n${figure}` }).build()

  test.each([
    'Figure %FigA',
    'see Fig. %FigA',
    'figs. %FigA',
    'Figure **%FigA**',
    '**Figure** %FigA',
    'Figure\n%FigA',
    'Figure&nbsp;%FigA',
    'Equation %eq-x',
    'Eq. %eq-x',
  ])('is told: %s', (written) => {
    told(written).expectCodes('reference/doubled-word')
    told(`| a |\n|---|\n| ${written.replace('\n', ' ')} |`).expectCodes('reference/doubled-word')
  })

  test.each([
    'To configure %FigA',
    'Table %FigA',
    'figure, %FigA',
    'Figure: %FigA',
    'Figure `x` %FigA',
    'By \\eqref{eq-x}',
  ])('is none in: %s', (written) => {
    told(written).expectCodes()
  })
})

describe('constants', () => {
  test('of the site are put in everywhere but in code, as inline Markdown', () => {
    const html = render(
      '## $name$\n\n$name$ `$name$` [$name$](https://$host$/x) <b title="$name$">x</b> $other$ and $5$.\n\n<p>\n$name$\n</p>\n\n%--\nfigure:\n  source: $file$\n  id: FigA\n  caption: By $name$.\n--%\n',
      {
        'constants.yaml': 'name: "*Ada*"\nhost: example.org\nfile: dot.svg\n',
        'content/dot.svg': svg,
      },
    )
    expect(html).toContain('<h2 id="ada"><em>Ada</em>')
    expect(html).toContain(
      '<p><em>Ada</em> <code>$name$</code> <a href="https://example.org/x"><em>Ada</em></a> <b title="*Ada*">x</b>',
    )
    expect(html).toContain('By <em>Ada</em>.')
  })

  test('of a page hold from their block on', () => {
    const html = render(
      '%word\n\n%-- constant: {word: the *text*} --%\n\n%word %words [x](https://example.org/%word)\n',
    )
    expect(html).toBe('<p>%word</p>\n<p>the <em>text</em> %words <a href="https://example.org/the%20*text*">x</a></p>')
  })

  test('that name each other without end do not hang the build', () => {
    expect(render('$a$', { 'constants.yaml': 'a: x $b$\nb: y $a$\n' })).toContain('x y')
  })

  test('and formulas and money do not mix', () => {
    expect(render('$x$ costs $5 and $6, \\$7', { 'constants.yaml': 'x: It\n' })).toBe('<p>It costs $5 and $6, $7</p>')
  })
})

test('an id as the manual writes them is told on a page that has none, too', () => {
  const built = site({
    'content/a.md': '# A\n\nSee %FigNone, %TblAges and %LstLoop; %Figures and %fig are text.\n',
    'content/b.md': '# B\n\n%--\ntable:\n  source: ages.csv\n  id: TblAges\n--%\n\n%TblAges\n',
    'content/ages.csv': 'name,age\nAda,36\n',
  }).build()
  built.expectCodes('reference/unknown-id', 'reference/unknown-id', 'reference/unknown-id')
  expect(built.printed()).toContain('it is on another page: write `%ref:b#TblAges%`')
})
