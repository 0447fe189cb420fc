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
