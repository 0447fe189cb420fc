import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/files/store.ts'
import { site } from '../site.ts'

/** A notebook of cells, as Jupyter writes it. */
const notebook = (cells: readonly object[], more: object = {}): string =>
  JSON.stringify(
    { cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5, ...more },
    undefined,
    1,
  )
const lines = (text: string): string[] => text.split(/(?<=\n)/)
const md = (text: string, more: object = {}) => ({ cell_type: 'markdown', metadata: {}, source: lines(text), ...more })
const code = (text: string, outputs: readonly object[] = [], metadata: object = {}) => ({
  cell_type: 'code',
  execution_count: 1,
  metadata,
  outputs,
  source: lines(text),
})
const stream = (text: string) => ({ output_type: 'stream', name: 'stdout', text: [text] })
const shown = (data: object) => ({ output_type: 'execute_result', metadata: {}, execution_count: 1, data })
/** A GIF of one pixel. */
const GIF = 'R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

const page = (cells: readonly object[], files: Readonly<Record<string, string>> = {}) => {
  const built = site({ 'content/a.ipynb': notebook(cells), ...files }).build()
  return { built, html: built.page('a/index.html') }
}

describe('a notebook', () => {
  test('is a page: its Markdown is that of pages, and other pages link to it', () => {
    const { built, html } = page(
      [
        md(
          '# Loops\n\nSee %link:b%, %FigA and $x^2$.\n\n%--\nfigure:\n  source: a.svg\n  id: FigA\n  caption: One.\n--%',
        ),
      ],
      {
        'content/b.md': 'title: B\n\n[notebook](a.ipynb#loops) and %link:a%\n',
        'content/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>',
      },
    )
    built.expectCodes()
    expect(html).toContain('See <a href="../b/">B</a>, <a class="reference" href="#FigA">Figure 1</a> and <math')
    built.expect('b/index.html', '<a href="../a/#loops">notebook</a>', '<a href="../a/">Loops</a>')
    expect(built.paths()).not.toContain('a.ipynb')
  })

  test('has the title of its front matter, else that of its metadata, else its first heading', () => {
    const titled = (cells: readonly object[], metadata: object = {}): string =>
      site({ 'content/a.ipynb': notebook(cells, { metadata }), 'content/b.md': '%link:a%' })
        .build()
        .page('b/index.html')
    expect(
      titled([{ cell_type: 'raw', metadata: {}, source: ['---\n', 'title: Front\n', '---'] }, md('# Heading')]),
    ).toContain('>Front<')
    expect(titled([md('Text')], { title: 'Of "metadata"' })).toContain('>Of &quot;metadata&quot;<')
    expect(titled([md('# Heading')])).toContain('>Heading<')
    expect(titled([md('Note: this is text, and no front matter.')])).toContain('>A<')
  })

  test('shows what its code gave: text without colours, values, exceptions, tables, pictures and formulas', () => {
    const { built, html } = page([
      code('print(1)', [stream('\u001b[1;32mone\u001b[0m\n'), stream('10%\r100%\n')]),
      code('"x<y"', [shown({ 'text/plain': ["'x<y'"] })]),
      code('1/0', [
        { output_type: 'error', ename: 'ZeroDivisionError', evalue: 'division by zero', traceback: ['\u001b[31mlong'] },
      ]),
      code('df', [
        shown({
          'text/html': [
            '<style>a</style><table border="1" id="t"><tr><td onclick="x()">1</td></tr></table><script>y()</script>',
          ],
          'text/plain': ['1'],
        }),
      ]),
      code('#| fig-alt: A dot.\nplot()', [shown({ 'image/gif': GIF, 'text/plain': ['<Figure>'] })]),
      code('eq', [shown({ 'text/latex': ['$\\frac{1}{2}$'], 'text/plain': ['1/2'] })]),
      code('widget', [shown({ 'text/html': ['<div><script>draw()</script></div>'], 'text/plain': ['Widget()'] })]),
    ])
    built.expectCodes('notebook/output-not-shown')
    expect(html).toContain('<figcaption>Output:</figcaption><pre><code>one\n100%\n</code></pre>')
    expect(html).toContain("<code>'x&lt;y'\n</code>")
    expect(html).toContain('<code>ZeroDivisionError: division by zero\n</code>')
    expect(html).toContain('<table><tr><td>1</td></tr></table>')
    expect(html).toMatch(/<figure class="figure"><img src="[\w-]{12}\.gif" alt="A dot\." width="1" height="1"/)
    expect(html).toContain('<mfrac>')
    expect(html).toContain('<code>Widget()\n</code>')
    expect(html).not.toMatch(/script|onclick|fig-alt|\u001b/)
    expect(built.paths().filter((path) => path.endsWith('.gif'))).toHaveLength(1)
  })

  test('shows a formula rather than a picture of it, and what else there is where it is none', () => {
    const table = '\\begin{tabular}{l}1\\end{tabular}'
    const { built, html } = page([
      code('eq', [shown({ 'text/latex': ['$$\\frac{1}{2}$$'], 'image/gif': GIF, 'text/plain': ['1/2'] })]),
      code('df', [shown({ 'text/latex': [table], 'text/plain': ['a table'] })]),
      code('#| fig-alt: A table.\ndf', [shown({ 'text/latex': [table], 'image/gif': GIF })]),
    ])
    built.expectCodes()
    expect(html).toMatch(/<figure class="formula output"><figcaption>Output:<\/figcaption><math[^>]* display="block"/)
    expect(html).toContain('<code>a table\n</code>')
    expect(html.match(/<img /g)).toHaveLength(1)
  })

  test('takes Markdown that code gave for Markdown, and a picture that lies in HTML for a picture', () => {
    const { built, html } = page([
      code('display(Markdown("…"))', [shown({ 'text/markdown': ['**bold** %link:a%'], 'text/plain': ['<IPython>'] })]),
      code('#| output: asis\nprint("- one")', [stream('- one\n'), stream('- two\n')]),
      code('folded', [shown({ 'text/markdown': ['*inside*'] })], { tags: ['hide-output'] }),
      code('gone', [shown({ 'text/markdown': ['*gone*'] })], { tags: ['remove-output'] }),
      code('#| fig-alt: A dot.\nplt.show()', [
        shown({
          'text/html': [`<div><img src="data:image/gif;base64,${GIF}" width="1"></div>`],
          'text/plain': ['<IPython.core.display.HTML object>'],
        }),
      ]),
    ])
    built.expectCodes()
    expect(html).toMatch(/<p><strong>bold<\/strong> <a[^>]*>A<\/a><\/p>/)
    expect(html).toMatch(/<ul>\s*<li>one<\/li>\s*<li>two<\/li>\s*<\/ul>/)
    expect(html).toMatch(/<details[^>]*>\s*<summary>Details<\/summary>\s*<p><em>inside<\/em><\/p>/)
    expect(html).not.toContain('<em>gone')
    expect(html).toMatch(/<img src="[\w-]{12}\.gif" alt="A dot\."/)
    expect(html).not.toContain('IPython.core')
  })

  test('shows a line that was printed over in several pieces as it was last, and JSON as text', () => {
    const { built, html } = page([
      code('for i in tqdm(range(3)): ...', [stream('\r 0%'), stream('\r 50%'), stream('\r100%'), stream('\n')]),
      code('JSON(x)', [
        shown({ 'application/json': { a: [1, '<b>'] }, 'text/plain': ['<IPython.core.display.JSON object>'] }),
      ]),
    ])
    built.expectCodes()
    expect(html).toContain('<code>100%\n</code>')
    expect(html).toContain('<code>{\n  &quot;a&quot;: [\n    1,\n    &quot;&lt;b&gt;&quot;\n  ]\n}\n</code>')
  })

  test('sets formulas without dollar signs as Jupyter does, also behind a line of text, and refers to them', () => {
    const align = '\\begin{align}\na &= b \\label{one}\n\\end{align}'
    const { built, html } = page([
      md(`Where\n${align}\nand $\\eqref{one}$.\n\n\\begin{equation*}x\\end{equation*}`),
      md('`\\begin{align}` begins one.'),
    ])
    built.expectCodes()
    expect(html.match(/<math[^>]* display="block"/g)).toHaveLength(2)
    expect(html).toMatch(/<p>Where<\/p>\s*<math/)
    expect(html).toContain('href="#one"')
    const others = site({ 'content/a.md': `title: A\n\n${align}\n` }).build()
    others.expectCodes('page/foreign-syntax')
  })

  test('leaves out the streams that tags and options name', () => {
    const both = [stream('out\n'), { output_type: 'stream', name: 'stderr', text: ['warning\n'] }]
    const outputs = (source: string, tags: readonly string[] = []): string =>
      page([code(source, both, { tags })]).html.match(/<pre><code>(?!<)[\s\S]*?<\/code>/)?.[0] ?? ''
    expect(outputs('x')).toContain('out\nwarning\n')
    expect(outputs('x', ['remove-stderr'])).toBe('<pre><code>out\n</code>')
    expect(outputs('x', ['remove_stdout'])).toBe('<pre><code>warning\n</code>')
    expect(outputs('#| warning: false\nx')).toBe('<pre><code>out\n</code>')
  })

  test('tells of what it cannot show at the code that gave it, and cuts what is too long', () => {
    const { built, html } = page([
      md('Text.'),
      code('chart', [
        shown({
          'application/vnd.plotly.v1+json': { data: [] },
          'text/html': ['<div id="p"></div><script>p()</script>'],
        }),
      ]),
      code('print(x)', [stream('x'.repeat(150_000))]),
    ])
    built.expectCodes('notebook/output-not-shown', 'notebook/output-not-shown')
    expect(built.printed()).toMatch(
      /a\.ipynb:\d+:\d+ {2}warning {2}notebook\/output-not-shown {2}This cell gave `text\/html`, which needs a script: nothing of it is on the page\.[\s\S]*?"chart"/,
    )
    expect(built.printed()).toContain('This cell gave 150000 characters of text, of which the first 100000 are shown.')
    expect(html.length).toBeLessThan(110_000)
  })

  test('shows pictures that lie in the cell, each of its own', () => {
    const attached = (data: string) => ({ attachments: { 'image.png': { 'image/gif': data } } })
    const other = Buffer.from(Buffer.from(GIF, 'base64').with(10, 7)).toString('base64')
    const { built, html } = page([
      md('![one](attachment:image.png)', attached(GIF)),
      md('![two](attachment:image.png)', attached(other)),
    ])
    built.expectCodes()
    const [one, two] = Array.from(html.matchAll(/src="([^"]*)"/g), ([, address]) => address)
    expect(one).toMatch(/\.gif$/)
    expect(one).not.toBe(two)
    expect(built.paths()).toEqual(expect.arrayContaining([`a/${one}`, `a/${two}`]))
  })

  test.each<[string, object, string, string]>([
    ['remove-cell', { tags: ['remove-cell'] }, 'none', 'none'],
    ['remove_input', { tags: ['remove_input'] }, 'none', 'shown'],
    ['remove-output', { tags: ['remove-output'] }, 'shown', 'none'],
    ['hide-input', { tags: ['hide-input'] }, 'folded', 'shown'],
    ['hide_output', { tags: ['hide_output'] }, 'shown', 'folded'],
    ['hide-cell', { tags: ['hide-cell'] }, 'folded', 'folded'],
    ['source_hidden', { jupyter: { source_hidden: true } }, 'folded', 'shown'],
    ['nbsphinx', { nbsphinx: 'hidden' }, 'none', 'none'],
    ['Colab', { cellView: 'form' }, 'folded', 'shown'],
    ['nothing', {}, 'shown', 'shown'],
  ])('hides what %s says', (_, metadata, wantedCode, wantedOutput) => {
    const { html } = page([code('the_code', [stream('the_output\n')], metadata), md('after')])
    const how = (text: string): string =>
      !html.includes(text)
        ? 'none'
        : new RegExp(`<details>(?:(?!</details>)[^])*${text}`).test(html)
          ? 'folded'
          : 'shown'
    expect([how('the_code'), how('the_output')]).toEqual([wantedCode, wantedOutput])
  })

  test.each([
    ['echo: false', 'none', 'shown'],
    ['output: false', 'shown', 'none'],
    ['include: false', 'none', 'none'],
    ['code-fold: true', 'folded', 'shown'],
  ])('hides what #| %s says', (option, wantedCode, wantedOutput) => {
    const { html } = page([code(`#| ${option}\nthe_code`, [stream('the_output\n')]), md('after')])
    expect(html).not.toContain('#|')
    expect(html.includes('the_code') ? (html.includes('<details>') ? 'folded' : 'shown') : 'none').toBe(wantedCode)
    expect(html.includes('the_output') ? 'shown' : 'none').toBe(wantedOutput)
  })

  test('leaves out Markdown that its tags remove, and folds what they hide', () => {
    const { html } = page([
      md('gone', { metadata: { tags: ['remove-cell'] } }),
      md('inside', { metadata: { tags: ['hide-cell'] } }),
      md('after'),
    ])
    expect(html).not.toContain('gone')
    expect(html).toMatch(/<details[^>]*>\s*<summary>Details<\/summary>\s*<p>inside<\/p>\s*<\/details>/)
  })

  test('is never run, whatever the settings say', () => {
    site({ 'site.yaml': 'run: true', 'content/a.ipynb': notebook([code('print(1)'), md('```python\nprint(2)\n```')]) })
      .build()
      .expectCodes()
  })

  test('is compiled again when it changes, and only then, and keeps its pictures from process to process', () => {
    const store = memoryStore()
    const files = {
      'content/a.ipynb': notebook([code('#| fig-alt: x\nplot()', [shown({ 'image/gif': GIF })])]),
      'content/b.md': '# B\n',
    }
    const first = site(files, { store }).build()
    const again = site(files, { store, output: first.output }).build()
    again.rebuilt()
    expect(again.outputs()).toEqual(first.outputs())
    again
      .edit('content/a.ipynb', notebook([md('No picture')]))
      .build()
      .rebuilt('content/a.ipynb')
    expect(again.paths().some((path) => path.endsWith('.gif'))).toBe(false)
  })

  test('tells what is wrong in it at its place in the file', () => {
    const built = site({ 'content/a.ipynb': notebook([md('One\n\nA "quoted" \\ word, %link:nowhere%.')]) }).build()
    expect(built.printed()).toContain('content/a.ipynb:9:28  error  link/unknown-page  There is no page `nowhere`.')
    expect(built.result().diagnostics[0]?.fix).toBeUndefined()
  })
})

describe('figures and tables of a notebook', () => {
  const picture = (pixel: number) =>
    shown({ 'image/gif': Buffer.from(Buffer.from(GIF, 'base64').with(10, pixel)).toString('base64') })
  const table = (cell: string) =>
    shown({ 'text/html': [`<table><tr><td>${cell}</td></tr></table>`], 'text/plain': [cell] })
  const figures = (html: string): string[] =>
    Array.from(html.matchAll(/<figure class="(?:figure|table)[\s\S]*?<\/figure>/g), ([found]) => found)
  const FIGURE = '%--\nfigure:\n  source: a.svg\n  id: FigA\n  caption: One.\n--%'
  const svg = { 'content/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>' }

  test('are numbered where they have a label, among those of the text, and text refers to them', () => {
    const { built, html } = page(
      [
        md(`See %fig-waves, %tbl-sums and %FigB.\n\n${FIGURE}`),
        code('#| label: fig-waves\n#| fig-cap: "Waves: *two* of them."\nplot()', [picture(1)]),
        code('#| label: tbl-sums\n#| tbl-cap: Sums.\ndf', [table('1')]),
        md(FIGURE.replaceAll('FigA', 'FigB')),
      ],
      { ...svg, 'content/b.md': 'title: B\n\n%ref:a#fig-waves%\n' },
    )
    built.expectCodes()
    expect(html).toContain('<a class="reference" href="#fig-waves">Figure 2</a>')
    expect(html).toContain('<a class="reference" href="#tbl-sums">Table 1</a>')
    expect(html).toContain('<a class="reference" href="#FigB">Figure 3</a>')
    expect(html).toMatch(
      /<figure class="figure" id="fig-waves"><img src="[^"]*" alt="Waves: \*two\* of them."[^>]*><figcaption><span class="label">Figure 2.<\/span> Waves: <em>two<\/em> of them.<\/figcaption>/,
    )
    expect(html).toContain(
      '<figure class="table output" id="tbl-sums"><figcaption><span class="label">Table 1.</span> Sums.</figcaption>',
    )
    built.expect('b/index.html', '<a class="reference" href="../a/#fig-waves" title="A">Figure 2</a>')
  })

  test('have a caption and no number without a label, and a number without a caption', () => {
    const { built, html } = page([
      code('#| fig-cap: A wave.\nplot()', [picture(1)]),
      code('#| label: fig-x\nplot()', [picture(2)]),
      code('#| label: load-data\n#| fig-alt: A dot.\nplot()', [picture(3)]),
      code('plot()', [picture(4)], {
        mystnb: { figure: { caption: 'Of MyST.', name: 'fig:myst' }, image: { alt: 'Dot' } },
      }),
    ])
    built.expectCodes()
    const [plain, labelled, named, myst] = figures(html)
    expect(plain).toMatch(/<figure class="figure"><img[^>]* alt="A wave."[^>]*><figcaption>A wave.<\/figcaption>/)
    expect(labelled).toMatch(
      /id="fig-x"><img[^>]* alt="Figure 1"[^>]*><figcaption><span class="label">Figure 1.<\/span></,
    )
    expect(named).not.toMatch(/figcaption|load-data/)
    expect(myst).toMatch(
      /id="fig-myst"><img[^>]* alt="Dot"[^>]*><figcaption><span class="label">Figure 2.<\/span> Of MyST./,
    )
  })

  test('of one cell are one figure, or one for each of its captions', () => {
    const { built, html } = page([
      md('%fig-both and %fig-each-2'),
      code('#| label: fig-both\n#| fig-cap: Both.\nplot()', [picture(1), stream('text'), picture(2)]),
      code('#| label: fig-each\n#| fig-cap:\n#|   - First.\n#|   - Second.\n#| fig-alt: [One, Two]\nplot()', [
        picture(3),
        picture(4),
      ]),
    ])
    built.expectCodes()
    expect(html).not.toContain('#|')
    const [both, first, second] = figures(html)
    expect(both?.match(/<img /g)).toHaveLength(2)
    expect(both).toContain('<span class="label">Figure 1.</span> Both.')
    expect(first).toMatch(/id="fig-each-1"><img[^>]* alt="One"[\s\S]*Figure 2.<\/span> First./)
    expect(second).toMatch(/id="fig-each-2"><img[^>]* alt="Two"[\s\S]*Figure 3.<\/span> Second./)
    expect(html).toContain('<a class="reference" href="#fig-each-2">Figure 3</a>')
  })

  test('are told where the cell gave none, once, at the cell', () => {
    const { built } = page([md('%fig-none'), code('#| label: fig-none\nplot()', [stream('text')])])
    built.expectCodes('run/no-figure')
    expect(built.printed()).toMatch(
      /a\.ipynb:\d+:\d+ {2}warning {2}run\/no-figure {2}This cell has the label of a figure, and gave none\.[\s\S]*plot\(\)/,
    )
  })

  test('of a cell whose output is not shown are not counted', () => {
    const { html } = page([
      code('#| label: fig-a\nplot()', [picture(1)], { tags: ['remove-output'] }),
      code('#| label: fig-b\nplot()', [picture(2)], { tags: ['hide-output'] }),
    ])
    expect(figures(html)).toHaveLength(1)
    expect(html).toContain('<span class="label">Figure 1.</span>')
  })

  test('have formulas where a table has them, and money stays money', () => {
    const rows = ['$\\alpha_1$', '\\(x &lt; 2\\)', '$5 and $6', '$\\unknowncommand{$', '<code>$x$</code>']
    const { built, html } = page([
      code('df', [table(rows.join('</td><td>'))]),
      code('df', [shown({ 'text/html': ['<table class="tex2jax_ignore"><tr><td>$y$</td></tr></table>'] })]),
    ])
    built.expectCodes()
    expect(html.match(/<math/g)).toHaveLength(2)
    expect(html).toContain('data-tex="\\alpha_1"')
    expect(html).toContain('data-tex="x &lt; 2"')
    for (const kept of ['<td>$5 and $6</td>', '<td>$\\unknowncommand{$</td>', '<code>$x$</code>', '<td>$y$</td>'])
      expect(html).toContain(kept)
  })
})

test('a notebook of an author who is not trusted publishes no drawing that runs a script, and no HTML that is not allowed', () => {
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><script>1</script></svg>'
  const built = site({
    'site.yaml': 'safe: true',
    'content/a.ipynb': notebook([
      code('#| fig-alt: x\nplot()', [shown({ 'image/svg+xml': [drawing] })]),
      md('<b onclick="x()">b</b>'),
    ]),
  }).build()
  built.expectCodes('file/not-published', 'html/not-allowed')
  expect(built.paths().some((path) => path.endsWith('.svg'))).toBe(false)
})

describe('a notebook that nobody would write', () => {
  test('holds no NUL, which is the mark of what depends on other pages', () => {
    const forged = 'x\u00000\u0000'
    const cells = [
      md(`[l](b.md) ${forged}`),
      code(`#| fig-cap: ${forged}\n#| fig-alt: ${forged}\nplot()`, [
        shown({ 'image/gif': GIF }),
        { output_type: 'error', ename: forged, evalue: forged },
        shown({ 'text/latex': `$${forged}$` }),
        shown({ 'text/html': `<table><tr><td title="${forged}">${forged}</td></tr></table>` }),
        shown({ 'text/markdown': forged }),
        stream(forged),
      ]),
    ]
    const text = JSON.stringify({
      cells,
      metadata: { title: forged, language_info: { name: `${forged}\n~~~\n<script>x</script>` } },
      nbformat: 4,
      nbformat_minor: 5,
    })
    const built = site({ 'content/a.ipynb': text, 'content/b.md': '# B\n' }).build({ keepGoing: true })
    const html = built.page('a/index.html')
    expect(html.split('x\ufffd0\ufffd').length).toBe(11)
    expect(html.split('../b/').length).toBe(2)
    expect(html).not.toContain('<script>')
  })

  test('has as many marks of code as there may be', () => {
    const { html } = page([code('~~~ '.repeat(200_000)), code('~~~~~\nx')])
    expect(html).toContain('<code class="language-python">~~~~~\nx\n</code>')
  })
})
