import { describe, expect, test } from 'vitest'
import { builtinBlocks } from '../../src/blocks/blocks.ts'
import { defineBlock } from '../../src/markdown/blocks/block.ts'
import { html } from '../../src/markdown/text/html.ts'
import { render, site } from '../site.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"/>'
const figure = (source: string, id: string, more = '') => `%--\nfigure:\n  source: ${source}\n  id: ${id}\n${more}--%`

describe('each block', () => {
  test.each(builtinBlocks.map((block) => [block.name, block.example] as const))(
    '%s: its example works',
    (name, example) => {
      const files = {
        'content/cat.svg': svg,
        'content/ages.csv': 'name,age\nAda,36\n',
        'content/loop.py': 'for i in x:\n    print(i)\n',
        'content/part.md': 'Part.\n',
        'content/References.md': '# x\n',
      }
      site({ ...files, 'content/page.md': `# Page\n\n%--\n${example}\n--%\n\n## References\n` })
        .build()
        .expectCodes(...(name === 'python' ? (['block/not-run'] as const) : []))
    },
  )
})

describe('blocks', () => {
  test.each([
    ['on one line', '%-- include: part.md --%'],
    ['without spaces', '%--include: part.md--%'],
    ['on several lines', '%--\ninclude: part.md\n--%'],
    ['in the long form', '%--\ninclude:\n    source: part.md\n--%'],
    ['in upper case', '%-- INCLUDE: part.md --%'],
    ['indented by one', ' %--\n include: part.md\n --%'],
    ['in the middle of text', 'before\n%-- include: part.md --%\nafter'],
    ['in a list', '- a\n\n  %-- include: part.md --%\n\n- b'],
    ['right in an item', '- %-- include: part.md --%'],
    ['in a quote', '> %--\n> include: part.md\n> --%'],
    ['in a quote in a list', '1. > %--\n   > include: part.md\n   > --%'],
    ['in a footnote', 'x[^1]\n\n[^1]: note\n\n    %-- include: part.md --%'],
    ['in an element', '<div markdown="1">\n%-- include: part.md --%\n</div>'],
    ['with text behind', '%-- include: part.md --% *after*'],
  ])('work %s', (_, markdown) => {
    expect(render(markdown, { 'content/part.md': 'The *part*.\n' })).toContain('<p>The <em>part</em>.</p>')
  })

  test('are text in code, and marks that enclose nothing are, too', () => {
    expect(render('    %-- include: x --%\n\n~~~\n%-- x\n~~~\n\na %--b --% `%--`')).toContain(
      'a %--b --% <code>%--</code>',
    )
  })

  test('of a site’s own are used like any other', () => {
    const badge = defineBlock({
      name: 'Badge',
      doc: 'A badge.',
      shorthand: 'text',
      fields: {
        text: { type: 'inline', doc: 'Text.', required: true },
        tone: { type: 'string', doc: 'Tone.', default: 'a"b' },
      },
      example: 'badge: x',
      render: ({ text, tone }) => html`<p class="${tone}">${text}</p>`,
    })
    const built = site({ 'content/a.md': '%-- badge: New *and* %FigA --%\n' }, { blocks: [badge] }).build()
    built.expectCodes('reference/unknown-id').expect('a/index.html', '<p class="a&quot;b">New <em>and</em> %FigA</p>')
  })
})

describe('a figure', () => {
  const files = {
    'content/img/page/in-img.svg': svg,
    'content/beside.svg': svg,
    'shared/shared.svg': svg,
    'root.svg': svg,
    'site.yaml': 'include: shared\n',
  }

  test('has the picture, its size, its number and its caption', () => {
    expect(render(figure('beside.svg', 'FigA', '  caption: A *dot*, see %FigA.\n  alt: A "dot"\n'), files)).toBe(
      '<figure class="figure" id="FigA"><img src="../beside.svg" alt="A &quot;dot&quot;" width="640" height="480" fetchpriority="high"><figcaption><span class="label">Figure 1.</span> A <em>dot</em>, see <a class="reference" href="#FigA">Figure 1</a>.</figcaption></figure>',
    )
  })

  test.each([
    ['in-img.svg', '../img/page/in-img.svg'],
    ['beside.svg', '../beside.svg'],
    ['shared.svg', '../shared/shared.svg'],
    ['root.svg', '../root.svg'],
    ['/root.svg', '../root.svg'],
    ['https://example.org/x.svg', 'https://example.org/x.svg'],
  ])('finds %s', (source, address) => {
    expect(render(figure(source, 'FigA'), files)).toContain(`<img src="${address}"`)
  })

  test('takes a width in percent, and a link', () => {
    const made = render(figure('beside.svg', 'FigA', '  width: 50\n  link: https://example.org\n'), files)
    expect(made).toContain('<figure class="figure width-5x"')
    expect(made).toContain('<a href="https://example.org"><img')
  })

  test('that lies outside of content is published with the page that shows it', () => {
    const built = site({ ...files, 'content/page.md': figure('shared.svg', 'FigA') }).build()
    expect(Object.keys(built.outputs())).toContain('shared/shared.svg')
    expect(Object.keys(built.outputs())).not.toContain('root.svg')
  })
})

describe('numbers', () => {
  test('count each kind by itself, in order of appearance', () => {
    const made = render(
      `${figure('x.svg', 'FigA')}\n\n%--\nvideo: {source: youtube, id: VidA, videoid: a}\n--%\n\n%--\ntable: {source: x.csv, id: TblA}\n--%\n\n- a\n\n  ${figure('x.svg', 'FigB').replaceAll('\n', '\n  ')}\n\n%--\ncode: {source: x.csv, id: LstA}\n--%\n\n%FigB %VidA %TblA %LstA`,
      { 'content/x.svg': svg, 'content/x.csv': 'a\n1\n' },
    )
    expect([...made.matchAll(/class="label">([^<]*)/g)].map((match) => match[1])).toEqual([
      'Figure 1.',
      'Video 1.',
      'Table 1.',
      'Figure 2.',
      'Listing 1.',
    ])
    expect(made).toMatch(/Figure 2<\/a> .*Video 1<\/a> .*Table 1<\/a> .*Listing 1<\/a>/)
  })

  test('of an id that is used again belong to things of their own', () => {
    const built = site({
      'content/a.md': `${figure('x.svg', 'FigA')}\n\n${figure('x.svg', 'FigA')}\n\n${figure('x.svg', 'FigA')}\n\n%FigA\n`,
      'content/x.svg': svg,
    }).build()
    built
      .expectCodes('block/duplicate-id', 'block/duplicate-id')
      .expect('a/index.html', 'id="FigA"', 'id="FigA_1"', 'id="FigA_2"', 'href="#FigA">Figure 1')
  })
})

describe('a video', () => {
  test('shows a picture of the site until it plays', () => {
    const files = {
      'content/p.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="9"/>',
      'content/x.mp4': 'x',
    }
    const poster = 'poster: p.svg'
    expect(render(`%--\nvideo: {source: youtube, id: VidA, videoid: a, ${poster}}\n--%`, files)).toContain(
      '<img class="video-poster" src="../p.svg" alt="" fetchpriority="high"><span class="video-play">',
    )
    expect(render(`%--\nvideo: {source: x.mp4, id: VidA, ${poster}}\n--%`, files)).toContain(
      ' poster="../p.svg"></video>',
    )
  })

  test('of a host is a link that asks nothing before a click', () => {
    const made = render(
      '%--\nvideo:\n  source: youtube\n  id: VidA\n  videoid: aB-_1\n  caption: Watch *it*\n  width: 640\n  height: 360\n--%',
    )
    expect(made).toBe(
      '<figure class="video" id="VidA"><a class="video-player" href="https://www.youtube.com/watch?v=aB-_1" data-embed="https://www.youtube-nocookie.com/embed/aB-_1?autoplay=1" data-title="Watch *it*" data-width="640" data-height="360"><span class="video-play">Play video</span> <span class="video-host">youtube.com</span></a><figcaption><span class="label">Video 1.</span> Watch <em>it</em></figcaption></figure>',
    )
    expect(render('%--\nvideo: {source: Vimeo, id: VidA, videoid: 123}\n--%')).toContain(
      'https://player.vimeo.com/video/123',
    )
  })

  test('of a file is played from the site', () => {
    expect(render('%--\nvideo: {source: x.mp4, id: VidA}\n--%', { 'content/x.mp4': 'x' })).toContain(
      '<video controls preload="metadata" src="../x.mp4"></video>',
    )
  })
})

describe('a table', () => {
  const table = (csv: string, more = '') =>
    render(`%--\ntable:\n  source: x.csv\n  id: TblA\n${more}--%`, { 'content/x.csv': csv })
  const cells = (made: string) => [...made.matchAll(/<t([dh])((?: [^>]*)?)>(.*?)<\/t[dh]>/g)].map((match) => match[3])

  test('aligns numbers, rounds those with decimals, and leaves whole numbers whole', () => {
    const made = table('name,n,mean\nA *b*,12,0.123456\n"c, d",3,2\ne,4,0.00000001\nf,5,\n')
    expect(cells(made)).toEqual([
      'name',
      'n',
      'mean',
      'A <em>b</em>',
      '12',
      '0.1235',
      'c, d',
      '3',
      '2',
      'e',
      '4',
      '&lt; 0.0001',
      'f',
      '5',
      '',
    ])
    expect(made.match(/class="align-right"/g)).toHaveLength(10)
  })

  test('takes ndigits and delimiter, and CRLF', () => {
    expect(cells(table('a;b\r\n1.5;-0.001\r\n', '  ndigits: 2\n  delimiter: ";"\n'))).toEqual([
      'a',
      'b',
      '1.50',
      '&gt; -0.01',
    ])
    expect(cells(table('a\tb\n1.5\t2\n', '  delimiter: "\\t"\n'))).toEqual(['a', 'b', '1.5000', '2'])
  })

  test('has its caption, its number, and references in its cells', () => {
    const made = table('a\n%TblA\n', '  caption: The *data*.\n')
    expect(made).toContain(
      '<figure class="table" id="TblA"><figcaption><span class="label">Table 1.</span> The <em>data</em>.</figcaption>',
    )
    expect(made).toContain('<td><a class="reference" href="#TblA">Table 1</a></td>')
  })
})

describe('a listing', () => {
  const files = { 'content/lst/page/x.py': 'a = 1\nb = 2\nc = 3\n\n' }

  test('is coloured by the ending of its file, or as it says', () => {
    expect(render('%--\ncode: {source: x.py, id: LstA, caption: Some code}\n--%', files)).toContain(
      '<figure class="listing" id="LstA"><figcaption><span class="label">Listing 1.</span> Some code</figcaption><div class="code" data-lang="py">',
    )
    expect(render('%--\ncode: {source: x.py, id: LstA, syntax: ruby}\n--%', files)).toContain('data-lang="ruby"')
  })

  test('shows the lines that it says', () => {
    const shown = (lines: string) =>
      /<pre>([\s\S]*)<\/pre>/
        .exec(render(`%--\ncode: {source: x.py, id: LstA, lines: ${lines}}\n--%`, files))?.[1]
        ?.replace(/<[^>]*>/g, '')
    expect(shown('2-3')).toBe('b = 2\nc = 3\n')
    expect(shown('2')).toBe('b = 2\n')
  })
})

describe('an include', () => {
  test('nests, is found beside the file that includes it, and leaves out front matter', () => {
    const files = {
      'parts/a.md': 'title: A\n\nOne.\n\n%-- include: b.md --%\n',
      'parts/b.md': '---\ntitle: B\n---\nTwo.\n\n![](x.svg)\n',
      'parts/x.svg': svg,
    }
    expect(render('%-- include: parts/a.md --%', files)).toBe(
      '<p>One.</p>\n<p>Two.</p>\n<p><img src="../parts/x.svg" alt="" width="640" height="480" fetchpriority="high"></p>',
    )
  })

  test('of the same file twice is no cycle', () => {
    expect(render('%-- include: a.md --%\n\n%-- include: a.md --%', { 'a.md': 'One.\n' })).toBe(
      '<p>One.</p>\n<p>One.</p>',
    )
  })
})

describe('a github block', () => {
  test('links to people and issues', () => {
    expect(render('%-- github: {user: octocat} --%')).toBe('<p><a href="https://github.com/octocat">@octocat</a></p>')
    expect(render('%--\ngithub:\n  repo: octocat/hello\n  issue: 12\n--%')).toBe(
      '<p><a href="https://github.com/octocat/hello/issues/12">Issue #12</a></p>',
    )
  })
})

describe('what authors copy into a block', () => {
  const video = (videoid: string, source = 'youtube'): string =>
    render(`%--\nvideo:\n  source: ${source}\n  id: VidA\n  videoid: "${videoid}"\n--%`)

  test.each([
    ['aB-_1?start=333', 333],
    ['aB-_1&t=90s', 90],
    ['aB-_1?t=1m30s', 90],
    ['aB-_1#t=1h', 3600],
    ['https://www.youtube.com/watch?v=aB-_1&t=90', 90],
    ['https://youtu.be/aB-_1?t=90', 90],
    ['youtube.com/embed/aB-_1?start=90&rel=0', 90],
    ['https://www.youtube.com/watch?list=x&v=aB-_1', 0],
    ['//www.youtube.com/shorts/aB-_1', 0],
  ])('a video may begin later, and have its whole address: %s', (videoid, start) => {
    const html = video(videoid)
    expect(html).toContain(`href="https://www.youtube.com/watch?v=aB-_1${start ? `&amp;t=${start}s` : ''}"`)
    expect(html).toContain(`/embed/aB-_1?autoplay=1${start ? `&amp;start=${start}` : ''}"`)
  })

  test('the same holds of Vimeo', () => {
    expect(video('https://vimeo.com/123456/abcdef#t=30s', 'vimeo')).toContain('href="https://vimeo.com/123456#t=30s"')
  })

  test.each(['a b', '', 'aB?start=soon', 'https://www.youtube.com/'])('what is no video is told: %s', (videoid) => {
    const block = `%--\nvideo:\n  source: youtube\n  id: VidA\n  videoid: "${videoid}"\n--%`
    site({ 'content/a.md': block }).build().expectCodes('block/missing-field')
  })

  test.each([
    ['30%', '3x'],
    ['"30 %"', '3x'],
    ['30', '3x'],
    ['99.6%', '10x'],
  ])('a width may have its sign: %s', (width, percent) => {
    const html = render(figure('x.svg', 'FigA', `  caption: A.\n  width: ${width}\n`), { 'content/x.svg': svg })
    expect(html).toContain(`class="figure width-${percent}"`)
  })

  test('an id that no reference can name is an error only where something names it', () => {
    const files = { 'content/x.svg': svg }
    const block = figure('x.svg', 'Overview1-2.png', '  caption: A.\n')
    site({ ...files, 'content/a.md': block })
      .build()
      .expectCodes()
    site({ ...files, 'content/a.md': `${block}\n\nSee %Overview1-2.png.` })
      .build()
      .expectCodes('block/bad-id')
  })

  test('the placeholder of a file without constants is not told', () => {
    site({ 'content/a.md': 'x', 'constants.yaml': 'empty: 1\n' }, { advice: true }).build().expectCodes()
    site({ 'content/a.md': 'x', 'constants.yaml': 'empty: 1\nfull: 2\n' }, { advice: true })
      .build()
      .expectCodes('constant/unused')
  })
})

describe('ids of a block that cannot be read', () => {
  const broken = '%--\nfigure:\n  source: x.svg\n  id: FigA\n  caption: Results: left\n--%\n'
  const files = { 'content/x.svg': svg, 'content/b.md': '# B\n\n%ref:a#FigA% [x](a.md#FigA)\n' }

  test.each([
    ['with a fault in its YAML', broken, 'block/bad-yaml'],
    ['on one line', "%-- figure: {source: x.svg, id: 'FigA', caption: a #b} --%\n", 'block/bad-yaml'],
    ['that never ends', broken.replace('--%\n', ''), 'block/unclosed'],
    ['of a name that is none', broken.replace('figure', 'figgure').replace(': left', ''), 'block/unknown'],
    ['without a field', broken.replace('  source: x.svg\n', '').replace(': left', ''), 'block/missing-field'],
  ] as const)('%s are known, on its page and on others', (_, block, code) => {
    const other = figure('x.svg', 'FigB', '  caption: B.\n')
    site({ ...files, 'content/a.md': `# A\n\n%FigA, [x](#FigA), %FigB.\n\n${other}\n\n${block}\n` })
      .build()
      .expectCodes(code)
  })
})

describe('a python block', () => {
  const block = (code: string): string => `%--\npython: |\n${code.replace(/^/gm, '  ')}\n--%`

  test('is a listing, of which it is told once a site that it was not run', () => {
    const built = site({
      'content/a.md': `${block('# should-raise\nx = "$a$ %FigA"')}\n\n${block('1')}`,
      'content/b.md': `- ${block('2').replace(/\n/g, '\n  ')}`,
      'constants.yaml': 'a: b',
    }).build()
    built.expectCodes('block/not-run')
    expect(built.printed()).toContain('content/a.md:2:1')
    built
      .expect(
        'a/index.html',
        '<code class="language-python">x = <span class="hljs-string">&quot;$a$ %FigA&quot;</span>\n</code>',
      )
      .expect('b/index.html', '<li>\n<div class="code" data-lang="python">')
  })

  test('and a fence of Python do not show what is for those who run it', () => {
    expect(render('~~~ .python\n# should-raise\nf()\n~~~')).toContain('<code class="language-python">f()\n</code>')
    expect(render('~~~ text\n# should-raise\n~~~')).toContain('# should-raise')
  })
})

describe('a caption that begins with a sign of YAML is told as that', () => {
  test.each([
    '*Plain* words',
    '**Bold** words',
    '[a](b.md) here',
    '`code` here',
    '%FigA again',
    '@ada drew it',
    '{x} here',
    '"So" he said',
    '- a',
  ])('%s', (caption) => {
    const told = (markdown: string) => site({ 'content/cat.svg': svg, 'content/a.md': markdown }).build()
    const block = (text: string): string =>
      `%--\nfigure:\n  source: cat.svg\n  id: FigA\n  caption: ${text}\n--%\n\n%FigA`
    const built = told(block(caption))
    built.expectCodes('block/bad-yaml')
    expect(built.printed()).toMatch(/content\/a\.md:5:12 .*a value begins with/)
    const quoted = caption.includes('"') ? `'${caption}'` : `"${caption}"`
    if (!caption.includes('b.md')) expect(told(block(quoted)).printed()).toBe('')
    const flow = told(`- %-- figure: {source: cat.svg, id: FigA, caption: ${caption}} --%`)
    flow.expectCodes('block/bad-yaml')
  })

  test('and a list that is never closed is no such thing', () => {
    const built = site({ 'content/a.md': '%--\ntoc:\n  exclude: [a, b\n  mindepth: 2\n--%' }).build()
    expect(built.printed()).not.toContain('begins with')
  })
})
