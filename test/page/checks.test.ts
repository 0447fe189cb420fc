import { describe, expect, test } from 'vitest'
import type { DiagnosticCode } from '../../src/diagnostics/codes.ts'
import { site } from '../site.ts'

const codesOf = (markdown: string, files: Record<string, string> = {}): readonly DiagnosticCode[] =>
  site({ 'content/index.md': `# Home\n\n${markdown}\n`, ...files }, { advice: true })
    .build({ check: true })
    .result()
    .diagnostics.map((item) => item.code)

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'

describe('no false alarm is given for', () => {
  test.each([
    ['elements that HTML closes by itself', '<ul>\n<li>a\n<li>b\n</ul>\n\n<table><tr><th>a<td>b</table>\n\n<p>text'],
    ['void elements and drawings', '<br> a<hr/>\n\n<svg><path d="M0 0"/><g></g></svg>\n\nx <input> y<wbr>z'],
    ['an element around Markdown', '<details>\n<summary>More</summary>\n\nText with *emphasis*.\n\n</details>'],
    [
      'tags in code, comments and scripts',
      '`<b>` <!-- <b> -->\n\n```html\n<div>\n```\n\n<pre>\n<b>\n</pre>\n\n<script>\n"<i>"\n</script>',
    ],
    ['inline elements that are closed', 'a <b>b <i>c</i></b> [x <u>y</u>](https://example.org) <kbd>k</kbd>'],
    ['an element with Markdown in it', '<div markdown="1">\n<b>x</b>\n\n<div>\n\nraw\n</div>\n</div>'],
    ['attributes with signs in them', '<b title="a > b">x</b> <b title=\'</b>\'>x</b>'],
    [
      'a picture with words, or none on purpose',
      '![A](a.svg) <img src="a.svg" alt=""> <img src="a.svg" aria-hidden="true">',
    ],
    ['a picture in a figure', '<figure>\n<img src="a.svg">\n<figcaption>A</figcaption>\n</figure>'],
    ['headings that go up by any number', '## A\n\n### B\n\n#### C\n\n## D'],
    ['a link whose text is a picture or comes from another page', '[![A](a.svg)](#home) %link:b% [`x`](#home)'],
    ['a link that says where it leads', '[here is how](#home) [More on B](%link:b%)'],
    [
      'languages by their other names',
      '```docker\nFROM x\n```\n\n```ps1\nx\n```\n\n```C++\nx\n```\n\n```console\n$ x\n```',
    ],
    [
      'raw links that say where they lead, or that are none',
      '<a href="#home">Back to the start</a> <a href="#home"><img src="a.svg" alt="Start"></a> <a name="x"></a> [to it](#x) <a href="#home" aria-label="Start"></a> <a href="#home">`x`</a> <a href="#home">%link:b%</a> <a href="#home">![A](a.svg)</a>',
    ],
    ['a link around Markdown that spans blocks', '<a href="#home">\n\n## Title\n\n</a>'],
    ['an id that is an old name, too', '<a id="x" name="x">a</a> <a name="y" id="y">b</a> [to it](#x) [and it](#y)'],
    ['pictures for screens of several kinds', '<img src="a.svg" srcset="a.svg 1x, /a.svg 1.5x,a.svg 2x" alt="A">'],
    [
      'a table whose header is at the side, or that is there for its looks',
      '<table>\n<tr><th>a</th><td>1</td></tr>\n\n<tr><th>b</th><td>2</td></tr>\n</table>\n\n<table role="none"><tr><td>a</td></tr></table>',
    ],
    [
      'comments, also one behind the other',
      '<!-- a --> b <!-- c -->\n\n<!--\n<b>\n\n-->\n\ntext <!---->\n\n<!-->\nafter\n\n<!--->',
    ],
    ['a heading with the name of a part of the frame', '## Main\n\n## Site nav\n\n[to it](#main)'],
    ['equal headings', '## A\n\n## A'],
    ['a data picture', '![A](data:image/png;base64,AAAA)'],
  ])('%s', (_, markdown) => {
    expect(codesOf(markdown, { 'content/a.svg': svg, 'content/b.md': '# B\n' })).toEqual([])
  })
})

describe('addresses that would run a script', () => {
  test.each([
    '[x](javascript:alert)',
    '[x](JavaScript&colon;alert)',
    '[x](<java\tscript:alert>)',
    '<javascript:alert>',
    '![x](vbscript:x)',
    '[x]\n\n[x]: javascript:alert',
    '<a href="&#106;avascript:alert">x</a>',
    '<a href=" javascript:alert">x</a>',
  ])('%s', (markdown) => {
    const built = site({ 'content/index.md': `${markdown}\n` }).build({ keepGoing: true })
    expect(built.result().diagnostics.map((item) => item.code)).toEqual(['link/unsafe-address'])
    if (!markdown.startsWith('<a ')) built.expectNot('index.html', /(?:href|src)="[^"]*script/i)
  })
})

test('constants of pages that are drafts are used', () => {
  site(
    { 'content/a.md': '---\ndraft: true\n---\n\n$name$\n', 'content/b.md': '# B\n', 'constants.yaml': 'name: x\n' },
    { advice: true },
  )
    .build()
    .expectCodes()
})

test('a picture that grows is measured again', () => {
  const gif = (bytes: number): Uint8Array => {
    const file = new Uint8Array(bytes)
    file.set([...'GIF89a'].map((char) => char.charCodeAt(0)))
    file.set([10, 0, 10, 0], 6)
    return file
  }
  const built = site({ 'content/a.md': '![A](a.gif)\n', 'content/a.gif': gif(1000) })
  built.build().expectCodes()
  built.edit('content/a.gif', gif(600_000)).build().expectCodes('picture/too-large')
})

test('a language that cannot be coloured has a hint that silences it', () => {
  const written = (above: string) => ({ 'content/a.md': `# A\n\n${above}\`\`\`svelte\n<p>\n\`\`\`\n` })
  const told = site(written(''), { advice: true }).build().result().diagnostics
  expect(told.map(({ code }) => code)).toEqual(['code/unknown-language'])
  const hint = /<!-- .* -->/.exec(told[0]?.hint ?? '')?.[0] ?? ''
  expect(
    site(written(`${hint}\n\n`), { advice: true })
      .build()
      .printed(),
  ).toBe('')
})
