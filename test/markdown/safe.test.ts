import { describe, expect, test } from 'vitest'
import { dangersOf } from '../hostile/dangers.ts'
import { vectors } from '../hostile/vectors.ts'
import { site } from '../site.ts'

/** With `safe: true`, nothing that an author writes runs in a reader's browser. Pages are read as a browser reads them. */

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'

function build(page: string) {
  return site({
    'site.yaml': 'safe: true\n',
    'content/index.md': page,
    'content/part.md': page,
    'content/x.svg': svg,
    'content/x.csv': 'a\n<img src=x onerror=steal()>\n',
  }).build({ keepGoing: true })
}

describe('a site whose authors are not trusted', () => {
  test.each(vectors)('is safe from %j', (vector) => {
    for (const page of [
      `# A\n\n${vector}\n`,
      `# A\n\nText ${vector} text\n`,
      `# A\n\n- item\n\n  ${vector.replaceAll('\n', '\n  ')}\n`,
      `# A\n\n> ${vector.replaceAll('\n', '\n> ')}\n`,
      `# ${vector.replaceAll('\n', ' ')}\n\n[TOC]\n`,
      `---\ntitle: ${JSON.stringify(vector)}\n---\n\nx\n`,
      `# A\n\n<div markdown="1">\n${vector}\n</div>\n`,
    ]) {
      const built = build(page)
      // The bare templates of these tests show the text of a page, and nothing else.
      for (const [path, html] of Object.entries(built.outputs()))
        if (path.endsWith('index.html')) expect(dangersOf(html), html).toEqual([])
    }
  })

  test.each(vectors)('is safe from %j in what stands between colons, in lists, code and notebooks', (vector) => {
    const line = vector.replace(/\s+/g, ' ')
    const deep = (by: number): string => vector.replaceAll('\n', `\n${' '.repeat(by)}`)
    const cell = (source: string, outputs: readonly object[] = []) => ({
      cell_type: 'code',
      metadata: {},
      source,
      outputs,
    })
    const gave = (data: object) => ({ output_type: 'display_data', metadata: {}, data })
    const built = site({
      'site.yaml':
        'safe: true\nlanguages:\n  en: English\n  de: Deutsch\nwords:\n  bean:\n    means: A *seed*.\nconstants: {}\n',
      'content/index.md': [
        '# A',
        `:::tip[${line}]\n${vector}\n:::`,
        `:::details ${line}\n${vector}\n:::`,
        `> [!NOTE] ${line}\n> ${vector.replaceAll('\n', '\n> ')}`,
        `:::steps ${line}\n1. ${deep(4)}\n2. x\n:::`,
        `:::tree ${line}\n- ${line}\n    - a.md ${line}\n- b${line}\n:::`,
        `:::cards ${line}\n- [${line}](a.md)\n    ${deep(4)}\n- ${deep(2)}\n:::`,
        `:::hero\n# ${line}\n\n${vector}\n\n![${line}](x.svg)\n:::`,
        `:::tabs key:${line}\n== ${line}\n${vector}\n:::`,
        `Press ++"${line}"++ and ++ctrl+${line}++.`,
        `~~~python title="${line}" {.${line}}\nx = 1  # (1)\n~~~\n\n1. ${deep(3)}`,
        `~~~mermaid title="${line}"\nflowchart LR\n  A["${line}"] -->|${line}| B(${line})\n~~~`,
        `~~~mermaid\n${vector}\n~~~`,
        `%-- python: {code: ${JSON.stringify(vector)}, id: FigP, caption: ${JSON.stringify(vector)}} --%`,
        `%-- github: {repo: ${JSON.stringify(vector)}, issue: ${JSON.stringify(vector)}} --%`,
        '[GLOSSARY]',
      ].join('\n\n'),
      'content/de/index.md': `---\nhash: ${JSON.stringify(vector)}\nlang: ${JSON.stringify(vector)}\n---\n\n# ${line}\n\nbean\n`,
      'content/n.ipynb': JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: { title: vector, language_info: { name: vector } },
        cells: [
          { cell_type: 'markdown', metadata: {}, source: vector, attachments: { [vector]: { [vector]: vector } } },
          { cell_type: 'raw', metadata: {}, source: vector },
          cell(`#| fig-cap: ${line}\n#| fig-alt: ${line}\n${vector}`, [
            gave({ 'text/html': `<table><tr><td>${vector}</td></tr></table>`, 'text/plain': vector }),
            gave({ 'text/html': vector, 'text/plain': vector }),
            gave({ 'text/latex': vector }),
            gave({ 'text/markdown': vector }),
            gave({ 'image/svg+xml': vector }),
            gave({ 'image/png': Buffer.from(vector).toString('base64') }),
            gave({ 'application/javascript': vector }),
            { output_type: 'stream', name: vector, text: vector },
            { output_type: 'error', ename: vector, evalue: vector, traceback: [vector] },
          ]),
        ],
      }),
      'content/x.svg': svg,
    }).build({ keepGoing: true })
    for (const [path, html] of Object.entries(built.outputs())) {
      if (path.endsWith('.html')) expect(dangersOf(html), `${path} ${html}`).toEqual([])
      expect(path).not.toMatch(/^n\/.*\.svg$/)
    }
  })

  test('keeps what harms nobody, and all that Lectern makes', () => {
    const page =
      'Some <b class="x" id="y">bold</b> <kbd>k</kbd>, <a href="x.svg" title="t">x</a> <img src="x.svg" alt="">.\n\n' +
      '<details open>\n<summary>More</summary>\n\nText *in* it, $x^2$, %FigA, <a href="%url:part%">%FigA</a>.\n\n</details>\n\n' +
      '<table><tr><th colspan="2">1</th></tr></table>\n\n' +
      '%-- figure: {source: x.svg, id: FigA, caption: "A <sub>1</sub>"} --%\n\n- [x] task\n\n```js\nlet x\n```\n'
    const files = { 'content/index.md': page, 'content/part.md': '# P\n', 'content/x.svg': svg }
    const free = site(files).build()
    const safe = site({ ...files, 'site.yaml': 'safe: true\n' }).build()
    const same = (html: string): string => html.replaceAll('alt=""', 'alt')
    expect(same(safe.expectCodes().page('index.html'))).toBe(same(free.page('index.html')))
  })

  test('is told what was left out, and where', () => {
    const built = build('# A\n\nText <b onclick="x()">b</b>.\n')
    expect(built.printed()).toContain(
      'content/index.md:3:6  warning  html/not-allowed  `onclick` is not allowed in pages of this site, and is left out.',
    )
  })

  test('keeps files with a dot to itself, also from included code', () => {
    const built = site({
      'site.yaml': 'safe: true\n',
      '.env': 'PASSWORD=1\n',
      'content/index.md': '%-- code: {source: /.env, id: LstA} --%\n\n%-- include: ../.env --%\n\n[x](/.env)\n',
    }).build({ keepGoing: true })
    expect(JSON.stringify(built.outputs())).not.toContain('PASSWORD')
  })
})
