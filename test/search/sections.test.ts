import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pageSections } from '../../src/publish/search/page-sections.ts'
import { pageJson } from '../../src/publish/search/page-text.ts'

/** The sections of a page as readers' browsers get them. */
function sectionsOf(html: string): unknown {
  const [address, title, sections] = JSON.parse(Buffer.from(pageJson('/a/', 'É "x"', pageSections(html))).toString())
  expect([address, title]).toEqual(['/a/', 'É "x"'])
  return sections
}

describe('the sections of a page', () => {
  test.each<[string, [string, string, string][]]>([
    ['', [['', '', '']]],
    ['<p>One  two\n three</p><p>four</p>', [['', '', 'One two three four']]],
    ['a<b>b</b>c<br>d', [['', '', 'abc d']]],
    [
      'x<h2 id="a&amp;b">The <em>first</em></h2><p>t<h3>no id</h3>u<h2 id=\'n\'>v</h2><h2 id="c">C</h2>',
      [
        ['', '', 'x'],
        ['a&b', 'The first', 't no id u v'],
        ['c', 'C', ''],
      ],
    ],
    [
      '<h1 id="a">open<h1 id="b">shut</h1>t',
      [
        ['', '', ''],
        ['a', 'open', ''],
        ['b', 'shut', 't'],
      ],
    ],
    ['<script>a<b></script>b<STYLE>c</style>d', [['', '', 'b d']]],
    ['<nav class="toc"><nav>a</nav>b</nav>c<a href="#" class="anchor">#</a>d<p class="tocs">e', [['', '', 'cd e']]],
    ['a<!-- b > c -->d<!-- e', [['', '', 'ad']]],
    ['1 < 2 <3> </> <a title="x > y">z</a> <img alt=">">', [['', '', '1 < 2 <3> </> z']]],
    ['&lt;b&gt; &amp;amp; &quot;\\&#39;&#x27;&#233;&#x1F600;&nbsp;&hellip; &', [['', '', "<b> &amp; \"\\''é😀 … &"]]],
    ['é\u00a0\u2003ü\u3000\u0007\u{1f600}', [['', '', 'é ü 😀']]],
  ])('%s', (html, sections) => {
    expect(sectionsOf(html)).toEqual(sections)
  })

  test('what is no markup comes out as it is, with single spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.replace(/[<&]/g, '+').replace(/\p{Cc}/gu, ' ')
        // The same spaces as those of JavaScript.
        expect(sectionsOf(plain)).toEqual([['', '', plain.replace(/\s+/g, ' ').trim()]])
      }),
      { seed: 2026 },
    )
  })

  test('say of each piece whether it is ASCII', () => {
    const { sections } = pageSections('a<h2 id="b">é</h2>&eacute;&#233;<h2 id="c">d</h2>')
    expect(sections.map(({ heading, text }) => [heading.isAscii, text.isAscii])).toEqual([
      [true, true],
      [false, false],
      [true, true],
    ])
  })
})
