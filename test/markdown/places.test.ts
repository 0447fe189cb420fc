import { describe, expect, test } from 'vitest'
import { render, site } from '../site.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"/>'
const figure = '%--\nfigure:\n  source: cat.svg\n  id: FigA\n--%\n'
const files = {
  'content/cat.svg': svg,
  'content/data.zip': 'zip',
  'content/b.md': `title: Bee & Co\n\n## Training\n\n${figure.replace('FigA', 'FigB')}`,
  'content/deep/c.md': '# Cee\n\n## Part\n',
}
const link = '<a href="../b/">Bee &amp; Co</a>'
const label = '<a class="reference" href="#FigA">Figure 1</a>'

describe('a reference is resolved in', () => {
  test.each([
    [
      'emphasis',
      '*%FigA* **%link:b%** ~~%FigA~~',
      [`<em>${label}</em>`, `<strong>${link}</strong>`, `<s>${label}</s>`],
    ],
    [
      'quotation marks and brackets',
      '"%FigA" (%FigA), %FigA. %FigA!',
      [`&quot;${label}&quot; (${label}), ${label}. ${label}!`],
    ],
    ['a heading', '## See %FigA', [`id="see-figa">See ${label}`]],
    [
      'cells of a table',
      '| %FigA | b |\n|---|---|\n| %link:b% | [x](%url:b%) |',
      [`<th>${label}</th>`, `<td>${link}</td>`, '<td><a href="../b/">x</a></td>'],
    ],
    ['a quote', '> %FigA', [`<p>${label}</p>`]],
    [
      'an item and a task',
      '- %FigA\n- [ ] %link:b%',
      [`<li>${label}</li>`, `disabled aria-label="To do"> ${link}</li>`],
    ],
    ['a definition', 'Term %FigA\n: %link:b%', [`<dt>Term ${label}</dt>`, `<dd>${link}</dd>`]],
    ['a footnote', 'x[^1] y^[in %FigA]\n\n[^1]: See %link:b%', [`<p>See ${link}`, `<p>in ${label}`]],
    ['an alert', '> [!TIP]\n> %FigA', [`<p>${label}</p>`]],
    ['an element with Markdown', '<div markdown="1">%FigA %link:b%</div>', [`<p>${label} ${link}</p>`]],
    ['text of raw HTML', '<div>\n%FigA %link:b%\n</div>', [`${label} ${link}`]],
    ['text of inline raw HTML', 'a <b>%FigA</b>', [`<b>${label}</b>`]],
    [
      'attributes of raw HTML, with any quotes',
      `<a href='%url:b%'>x</a> <a href="%url:b%#training">y</a> <a href=%url:deep/c%>z</a>`,
      ['<a href="../b/">x</a>', '<a href="../b/#training">y</a>', '<a href="../deep/c/">z</a>'],
    ],
    [
      'attributes that are no addresses, as text',
      '<i title="%FigA" data-next="%url:b%">x</i>',
      ['title="Figure 1"', 'data-next="../b/"'],
    ],
    [
      'attributes of a block of raw HTML',
      '<div data-x="%url:b%">\n<img src="%static:cat.svg%">\n</div>',
      ['data-x="../b/"', 'src="../cat.svg"'],
    ],
    [
      'the text of a link, without a link in it',
      '[%FigA](%url:b%) [%link:deep/c%](%url:b%)',
      ['<a href="../b/">Figure 1</a> <a href="../b/">Cee</a>'],
    ],
    [
      'the text of a raw link, without a link in it',
      '<a href="%url:b%">%FigA, %link:b%</a>',
      ['<a href="../b/">Figure 1, Bee &amp; Co</a>'],
    ],
    ['a definition of a link', '[x][id]\n\n[id]: %url:b%#training "T"', ['<a href="../b/#training" title="T">x</a>']],
    ['an address between angle brackets', '[x](<%url:b%>)', ['<a href="../b/">x</a>']],
    ['an address with a title', '[x](%link:b% "T")', ['<a href="../b/" title="T">x</a>']],
    ['a link with an attribute list', '[x](%link:b%){.btn}', ['<a href="../b/" class="btn">x</a>']],
  ] as const)('%s', (_, markdown, parts) => {
    const html = render(`${figure}\n${markdown}`, files)
    for (const part of parts) expect(html).toContain(part)
  })

  test('captions of all kinds', () => {
    const caption = 'caption: "[l](%url:b%#training) *em* %FigA `%FigA` %link:b%"'
    const made = `</span> <a href="../b/#training">l</a> <em>em</em> ${label} <code>%FigA</code> ${link}</figcaption>`
    const html = render(
      [
        `%--\nfigure:\n  source: cat.svg\n  id: FigA\n  ${caption}\n--%`,
        `%--\nvideo:\n  source: vimeo\n  videoid: 1\n  id: VidA\n  ${caption}\n--%`,
        `%--\ntable:\n  source: t.csv\n  id: TblA\n  ${caption}\n--%`,
        `%--\ncode:\n  source: l.py\n  id: LstA\n  ${caption}\n--%`,
      ].join('\n\n'),
      { ...files, 'content/t.csv': 'a\n1\n', 'content/l.py': 'x\n' },
    )
    expect(html.split(made)).toHaveLength(5)
  })

  test('the text that replaces a picture', () => {
    expect(render(`${figure}\n![Like %FigA of %link:b%](cat.svg)`, files)).toContain(
      'alt="Like Figure 1 of Bee &amp; Co"',
    )
  })

  test('a heading, whose entry in the table of contents shows the same text', () => {
    const html = render(`[TOC]\n\n${figure}\n# About %link:b% and %FigA`, files)
    expect(html).toContain(`>About Bee &amp; Co and Figure 1</a></li></ul></nav>`)
  })

  test('an included file, as seen from the page', () => {
    const html = render('%-- include: _parts/p.md --%\n\n%FigA', {
      ...files,
      'content/_parts/p.md': `${figure}\n%FigA %link:b% [x](../b.md) [y](%static:data.zip%)\n`,
    })
    expect(html).toContain(`<p>${label} ${link} <a href="../b/">x</a> <a href="../data.zip">y</a></p>\n<p>${label}</p>`)
  })

  test('an included file, where a definition of a link is seen from that file', () => {
    const html = render('%-- include: _parts/p.md --%', {
      ...files,
      'content/_parts/p.md': '[x][id]\n\n[id]: ../b.md#training\n',
    })
    expect(html).toContain('<a href="../b/#training">x</a>')
  })
})

describe('a reference stays text in', () => {
  test.each([
    ['a fence', '~~~\n%link:nope% %FigA $n$\n%-- include: x --%\n~~~', '%link:nope% %FigA $n$\n%-- include: x --%'],
    ['a fence in a quote', '> ~~~\n> %link:nope%\n> ~~~', '%link:nope%'],
    ['a fence in a markdown element', '<div markdown="1">\n~~~\n%link:nope%\n~~~\n</div>', '%link:nope%'],
    ['indented code', '    %-- include: x --%', '%-- include: x --%'],
    ['a code span', '`%link:nope% $n$` ``%FigA` ``', '<code>%link:nope% $n$</code> <code>%FigA` </code>'],
    [
      '<pre>, over blank lines',
      '<pre>\n%link:nope% $n$\n\n%-- include: x --%\n</pre>',
      '%link:nope% $n$\n\n%-- include: x --%',
    ],
    [
      '<script>, over blank lines',
      '<script>\nf("%link:nope%")\n\n%-- include: x --%\n</script>',
      'f("%link:nope%")\n\n%-- include: x --%',
    ],
    ['<style>', '<style>\n%link:nope% {}\n</style>', '%link:nope% {}'],
    ['<pre> inside of other raw HTML', '<div><pre>%link:nope%</pre></div>', '<pre>%link:nope%</pre>'],
    [
      '<pre> inside of an item',
      '- <pre>\n  %link:nope%\n\n  %-- include: x --%\n  </pre>',
      '%link:nope%\n\n%-- include: x --%',
    ],
    ['<pre> in the middle of a paragraph', 'a <pre>%link:nope%</pre> b', '<pre>%link:nope%</pre>'],
    ['<script> in the middle of a paragraph', 'a <script>f(%link:nope%)</script> b', '<script>f(%link:nope%)</script>'],
    ['a comment', 'a <!-- %link:nope% -->\n\n<!--\n%-- include: x --%\n-->', '<!-- %link:nope% -->'],
    ['a listing', '%--\ncode:\n  source: l.py\n  id: LstA\n--%', '%link:nope% $n$'],
    ['a text with a backslash', '\\%link:b% \\%FigA', '%link:b% %FigA'],
  ])('%s', (_, markdown, text) => {
    const html = render(`${figure}\n${markdown}`, {
      ...files,
      'content/l.py': '%link:nope% $n$\n',
      'constants.yaml': 'n: 1',
    })
    expect(html).toContain(text)
  })

  test.each([
    '50%',
    '50% of',
    "'%s' % name",
    '%d %i %5.2f',
    '100%, really',
    '% FigA',
    '%',
    '%%',
    'a%b',
    '%Y-%m-%d',
    '%Figure',
    '%timeit f()',
    '%matplotlib inline',
    'x%FigurE',
  ])('%s', (text) => {
    expect(render(`${figure}\n${text}`, files)).toContain(`<p>${text}</p>`)
  })
})

describe('an id', () => {
  test('is matched whole', () => {
    const html = render(`${figure}\n${figure.replace('FigA', 'FigAB')}\n%FigAB %FigA %FigA-based %FigA's`, files)
    expect(html).toContain(
      '<p><a class="reference" href="#FigAB">Figure 2</a> <a class="reference" href="#FigA">Figure 1</a> <a class="reference" href="#FigA">Figure 1</a>-based <a class="reference" href="#FigA">Figure 1</a>\'s</p>',
    )
  })

  test('takes a part, of one letter', () => {
    const html = render(`${figure}\n%FigA::b, %FigA::ab and %FigA::1`, files)
    expect(html).toContain(`<a class="reference" href="#FigA">Figure 1b</a>, ${label}::ab and ${label}::1`)
  })

  test('that is unknown but begins like one of the page is told, with the nearest', () => {
    const built = site({ ...files, 'content/a.md': `# A\n\n${figure}\n%FigC and %TblC\n` }).build()
    built.expectCodes('reference/unknown-id', 'reference/unknown-id').expect('a/index.html', '%FigC and %TblC')
    expect(built.printed()).toContain('Did you mean `FigA`?')
  })

  test('of another page is the words, the link and the title of that page', () => {
    expect(render('See %ref:b#FigB%. [it: %ref:b#FigB%](%url:b%)', files)).toBe(
      '<p>See <a class="reference" href="../b/#FigB" title="Bee &amp; Co">Figure 1</a>. <a href="../b/">it: Figure 1</a></p>',
    )
  })

  test('of another page that has none is an error with the nearest', () => {
    const built = site({ ...files, 'content/a.md': '# A\n\n%ref:b#FigC%\n' }).build()
    built.expectCodes('link/unknown-label')
    expect(built.printed()).toContain('Did you mean `FigB`?')
  })
})

describe('a page is named', () => {
  const more = { ...files, 'content/deep/c-solution.md': '# Solution\n\n## Part\n', 'content/other/b.md': '# Other\n' }
  test.each([
    ['%url:deep/c%', '../deep/c/'],
    ['%url:/deep/c%', '../deep/c/'],
    ['%url:c%', '../deep/c/'],
    ['%url:c%#part', '../deep/c/#part'],
    ['%link:c%#part', '../deep/c/#part'],
    ['%url:c%-solution', '../deep/c-solution/'],
    ['%url:c%-solution#part', '../deep/c-solution/#part'],
    ['%url:deep/c%/../../other/b', '../other/b/'],
    ['%url:c%/../c-solution', '../deep/c-solution/'],
    ['../page.md', undefined],
    ['deep/c.md#part', '../deep/c/#part'],
    ['/deep/c', '../deep/c/'],
    ['/deep/c/', '../deep/c/'],
    ['/deep/c/#part', '../deep/c/#part'],
    ['deep/c.html', '../deep/c/'],
    ['./deep/c.md', '../deep/c/'],
    ['..', '../'],
    ['../', '../'],
    ['/', '../'],
  ])('by the address %s', (written, address) => {
    const built = site({
      ...more,
      'content/index.md': '# Front\n',
      'content/page.md': `title: P\n\n[x](${written})\n`,
    }).build({ keepGoing: true })
    if (address === undefined) built.expectCodes('link/unknown-page')
    else built.expectCodes().expect('page/index.html', `<a href="${address}">x</a>`)
  })

  test('by a name that two pages share is an error with both', () => {
    const built = site({
      ...more,
      'content/x/y.md': '# 1\n',
      'content/z/y.md': '# 2\n',
      'content/a.md': '# A\n\n%link:y%\n',
    }).build()
    built.expectCodes('link/ambiguous-page')
    expect(built.printed()).toContain('`x/y`, `z/y`')
  })

  test('by its whole path though another has the same last part', () => {
    expect(render('%link:b% %link:other/b%', more)).toBe(`<p>${link} <a href="../other/b/">Other</a></p>`)
  })

  test('by an unknown name is an error with the nearest', () => {
    const built = site({ ...files, 'content/a.md': '# A\n\n[x](%url:deeep/c%)\n' }).build()
    built.expectCodes('link/unknown-page')
    expect(built.printed()).toContain('`deep/c`')
  })

  test('with a heading that it lacks is an error', () => {
    for (const written of ['%url:b%#trainin', '[x](b.md#trainin)', '[x](#trainin)', '<a href="%url:b%#trainin">x</a>'])
      site({ ...files, 'content/a.md': `# A\n\n${written}\n` })
        .build()
        .expectCodes('link/unknown-anchor')
  })

  test('at the end of a sentence, without its full stop', () => {
    expect(render('See %url:b%. Or %url:b%#training. (%url:deep/c%), %link:b%!', files)).toBe(
      `<p>See ../b/. Or ../b/#training. (../deep/c/), ${link}!</p>`,
    )
  })

  test('and may be the page itself', () => {
    expect(render('%link:page% [x](page.md)')).toBe('<p><a href="./">Page</a> <a href="./">x</a></p>')
  })
})

describe('files', () => {
  test('by %static lead to the file, from the root of the site, its content or its assets', () => {
    const html = render(
      '[a](%static:data.zip%) [b](%static:attachments/s.zip%) [c](%static:/logo.svg%) %static:data.zip%',
      {
        ...files,
        'attachments/s.zip': 's',
        'assets/logo.svg': svg,
      },
    )
    expect(html).toBe(
      '<p><a href="../data.zip">a</a> <a href="../attachments/s.zip">b</a> <a href="../logo.svg">c</a> <a href="../data.zip">data.zip</a></p>',
    )
  })

  test('by %static that do not exist are an error', () => {
    site({ 'content/a.md': '# A\n\n[x](%static:nope.zip%)\n' }).build().expectCodes('link/missing-file')
  })

  test('with spaces and other letters are encoded', () => {
    expect(render('[a](<my file.zip>) [b](%static:my%20file.zip%)', { 'content/my file.zip': '' })).toContain(
      '<a href="../my%20file.zip">a</a>',
    )
  })

  test('that are linked to and lie elsewhere in the site are published', () => {
    const built = site({
      'content/a.md': '# A\n\n[x](%static:extra/d.zip%)\n',
      'extra/d.zip': 'zip',
      'extra/e.zip': 'no',
    }).build()
    built.expectCodes().expect('extra/d.zip', 'zip')
    expect(Object.keys(built.outputs())).not.toContain('extra/e.zip')
  })
})

describe('constants of the site', () => {
  const constants = { 'constants.yaml': 'n: three\nhtml: <b>x</b>\nem: "*y*"\nhost: https://example.org\n' }
  test.each([
    ['text', '$n$ $em$', '<p>three <em>y</em></p>'],
    ['a heading', '# $n$', '<h1 id="three">three'],
    ['an address', '[x]($host$/a)', '<a href="https://example.org/a">x</a>'],
    ['the text of a link', '[$n$](#)', '<a href="#">three</a>'],
    ['the title of a link', '[x](# "$n$")', 'title="three"'],
    ['the text of a picture', '![$n$](https://example.org/x.png)', 'alt="three"'],
    ['an attribute of raw HTML', '<i title="$n$">$n$</i>', '<i title="three">three</i>'],
    ['a block of raw HTML', '<div>\n$n$\n</div>', '<div>\nthree\n</div>'],
    ['an abbreviation', 'AB\n\n*[AB]: $n$', 'title="three"'],
    ['a cell', '| $n$ |\n|---|\n| $em$ |', '<td><em>y</em></td>'],
  ])('hold in %s', (_, markdown, html) => {
    expect(render(markdown, constants)).toContain(html)
  })

  test.each(['`$n$`', '~~~\n$n$\n~~~', '    $n$', '<pre>$n$</pre>', '<script>$n$</script>'])(
    'do not hold in %s',
    (markdown) => {
      expect(render(markdown, constants)).not.toContain('three')
    },
  )

  test('hold in captions and other fields, and in front matter', () => {
    const built = site({
      ...constants,
      'content/cat.svg': svg,
      'content/a.md':
        'title: T $n$\ndescription: D $n$\n\n%--\nfigure:\n  source: cat.svg\n  id: FigA\n  alt: A $n$\n  caption: C $n$\n--%\n',
      'templates/page.hbs': '{{page.title}}|{{page.description}}|{{content}}',
    }).build()
    built.expectCodes().expect('a/index.html', 'T three|D three|', 'alt="A three"', '</span> C three<')
    built.edit('content/a.md', '---\ntitle: "\\x24n\\x24 times"\n---\n').build().expect('a/index.html', 'three times|')
  })

  test('of unknown names are left alone', () => {
    expect(render('cost: $nope$ or `$nope$`', {})).toContain('<code>$nope$</code>')
    site({ ...constants, 'content/a.md': '# A\n\n[x]($nope$)\n' })
      .build()
      .expectCodes('link/unknown-page')
  })
})

describe('the place of a fault', () => {
  test('ends with its file, also where a cell of several lines is written in other words than it is read', () => {
    const csv = 'a\n"$$\n\\unicode{x3c}img \\def\\x{y}\\x \\color{red"" onclick=""steal()}x\n$$"\n'
    const built = site({
      'content/x.csv': csv,
      'content/page.md': '# A\n\n%-- table: {source: x.csv, id: TblZ} --%\n',
    }).build({ check: true })
    const spans = built.result().diagnostics.flatMap(({ span }) => (span?.path === 'content/x.csv' ? [span] : []))
    expect(spans.length).toBeGreaterThan(0)
    for (const { start, end } of spans) {
      expect(end).toBeGreaterThan(start)
      expect(end).toBeLessThanOrEqual(csv.length)
    }
  })
})
