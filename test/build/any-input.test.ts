import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/build/session.ts'
import { site } from '../site.ts'

/** Pieces of the dialect, whole and broken, to be put together in any order. */
const pieces = [
  '%--',
  '--%',
  '%-- include: part.md --%',
  '%-- include: page.md --%',
  '%-- toc: --%',
  '%--\nfigure:\n  source: dot.svg\n  id: FigA\n  caption: |\n    See %FigB and %link:other%.\n--%',
  '%--\ntable: {source: x.csv, id: TblA}\n--%',
  '%--\ncode: {source: x.csv, id: LstA, lines: 1-2}\n--%',
  '%--\nvideo: {source: youtube, id: VidA, videoid: abc}\n--%',
  '%-- constant: {word: "*text* %FigA"} --%',
  '%--\nfigure:\n\tsource: x\n--%',
  '%-- fig: x --%',
  '%--\n- a\n--%',
  '%word',
  '%FigA',
  '%FigA::b',
  '%FigTypo',
  '%link:other%',
  '%link:other',
  '%url:other%#sec',
  '%url:other%-more',
  '%static:dot.svg%',
  '%ref:other#FigZ%',
  '%',
  '50%',
  '$name$',
  '$5 and $6',
  '$x^2$',
  '$$\\frac{$$',
  '$$',
  '[TOC]',
  '[a](%link:other%)',
  '[a](../x/../../y.md)',
  '[a](b.md#c)',
  '![](dot.svg){width=50%}',
  '![alt %FigA](no.png)',
  '<https://example.org>',
  '[a][b]',
  '[b]: c)d[',
  '[b]: other.md',
  '[^1]',
  '[^1]: note',
  '*[AB]: abbr',
  'AB',
  '# Heading',
  '## Heading {#id}',
  'Setext\n===',
  '{.class}',
  '{: #id .c onclick=x}',
  '- item',
  '  - nested',
  '1. one',
  '> quote',
  '> [!NOTE]',
  '- [x] done',
  '| a | b |\n|---|--:|\n| 1 | %FigA |',
  'Term\n: text',
  '<div markdown="1">',
  '<div class="a" markdown=1>one</div> tail',
  '</div>',
  '<div hidden>\n\nraw\n</div>',
  '<p>',
  '<a href="%link:other%">',
  '<img src=dot.svg>',
  '<!--',
  '-->',
  '<pre>',
  '</pre>',
  '<script>',
  '```',
  '```python',
  '~~~ .python',
  '    code',
  '`code %FigA`',
  '``',
  '**',
  '_',
  '\\',
  '\u0000',
  '\u00e2\u20ac\u00a6',
  '\u{1f600}',
  'doi:10.1000/x.',
  'H2O',
  '\t',
  '---',
  '***',
  'title: x',
  '&amp;',
  '"quotes"',
  "'",
]

const separators = ['\n', '\n\n', ' ', '', '\n  ', '\n> ', '\n- ', '\r\n', '\n    ']

const text = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...separators)), { maxLength: 24 })
  .map((parts) => parts.map(([piece, separator]) => piece + separator).join(''))

const rest: Readonly<Record<string, string>> = {
  'content/other.md': 'title: Other\n\n## Sec\n\n%--\nfigure: {source: dot.svg, id: FigZ}\n--%\n',
  'content/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>',
  'content/x.csv': 'a,b\n1,2.5\n',
  'constants.yaml': 'name: "a $other$ *b*"\nother: "$name$"\n',
  'site.yaml': 'words: {H2O: H<sub>2</sub>O}\n',
}

function build(page: string, part: string) {
  const built = site({ ...rest, 'content/page.md': page, 'content/part.md': part }).build({ keepGoing: true })
  const texts = textOf(built.session)
  for (const { span, related = [] } of built.result().diagnostics) {
    for (const place of [...(span ? [span] : []), ...related.map((item) => item.span)]) {
      const file = texts(place.path)
      expect(place.start).toBeGreaterThanOrEqual(0)
      expect(place.end).toBeGreaterThan(place.start)
      if (file !== undefined) expect(place.start).toBeLessThanOrEqual(file.length)
    }
  }
  expect(built.printed()).not.toContain('undefined')
  for (const html of Object.values(built.outputs())) expect(html).not.toContain('\0')
  return built
}

describe('whatever an author writes', () => {
  test('becomes a page or a diagnostic with a place, never a crash', () => {
    fc.assert(
      fc.property(text, text, (page, part) => {
        build(page, part)
      }),
      { numRuns: 700 },
    )
  })

  test('also if it is no text at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.string({ maxLength: 60, unit: 'binary' }), (bytes, settings) => {
        const built = site({
          'content/a.md': bytes,
          'site.yaml': settings,
          'sitemap.yaml': bytes,
          'constants.yaml': settings,
        }).build({ keepGoing: true })
        built.printed()
      }),
      { numRuns: 500 },
    )
  })
})
