import { describe, expect, test } from 'vitest'
import { site } from '../site.ts'

const ignoring = (codes: string, block: string): Record<string, string> => ({
  'content/a.md': `# A\n\n<!-- lectern-ignore ${codes} -->\n${block}\n`,
  'content/x.csv': 'a,b\n"\n',
  'content/b.md': '# B\n',
})

describe('a comment that ignores', () => {
  test.each([
    ['a paragraph', '[x](%link:nowhere%)', 'link/unknown-page'],
    ['a list', '- one\n- [x](no.zip)', 'link/missing-file'],
    ['a list, all of its items', '- one\n\n  two\n- [x](no.zip)', 'link/missing-file'],
    ['a quote', '> a\n> [x](#no)', 'link/unknown-anchor'],
    ['a table', '| a |\n|---|\n| [x](%link:no%) |', 'link/unknown-page'],
    ['a block behind blank lines', '\n\n%--\nfigure:\n  source: no.png\n  id: FigA\n--%', 'file/missing'],
    ['the file that a block reads', '%-- table: {source: x.csv, id: TblA} --%', 'table/bad-csv'],
    ['raw HTML', '<p><a href="no.zip">x</a></p>', 'link/missing-file'],
    ['an element with Markdown', '<div markdown="1">\n[x](%link:no%)\n\ntext\n</div>', 'link/unknown-page'],
  ])('does so in %s', (_, block, code) => {
    site(ignoring(code, block)).build().expectCodes().expectNot('a/index.html', 'lectern-ignore')
  })

  test('takes several codes, and counts for the next block only', () => {
    site(ignoring('link/unknown-page, link/missing-file', '[x](%link:no%) [y](no.zip)\n\n[x](%link:no%)'))
      .build()
      .expectCodes('link/unknown-page')
  })

  test('stands above another, as often as one likes', () => {
    const comments = `${'<!-- lectern-ignore link/unknown-page -->\n\n'.repeat(20_000)}<!-- lectern-ignore link/missing-file -->\n`
    site({ 'content/a.md': `# A\n\n${comments}[x](%link:no%) [y](no.zip)\n\n[x](%link:no%)\n` })
      .build({ keepGoing: true })
      .expectCodes('link/unknown-page')
      .expectNot('a/index.html', 'lectern-ignore')
  })

  test('stands in a list item, and interrupts a paragraph', () => {
    site({
      'content/a.md':
        'Text\n<!-- lectern-ignore link/unknown-page -->\n[x](%link:no%)\n\n- item\n  <!-- lectern-ignore link/unknown-page -->\n  [x](%link:no%)\n',
    })
      .build({ keepGoing: true })
      .expectCodes()
      .expect('a/index.html', '<p>Text</p>')
  })

  test('is a comment like any other where it names nothing, and text in code', () => {
    site({ 'content/a.md': '<!-- lectern-ignore -->\n\n    <!-- lectern-ignore x/y -->\n' })
      .build()
      .expectCodes()
      .expect('a/index.html', '<!-- lectern-ignore -->', '&lt;!-- lectern-ignore x/y --&gt;')
  })

  test('is used if one of the pages that include it has the mistake', () => {
    site({
      'content/a.md': '# A\n\n%-- include: /parts/x.md --%\n',
      'content/b.md': '# B {#here}\n\n%-- include: /parts/x.md --%\n',
      'parts/x.md': '<!-- lectern-ignore link/unknown-anchor -->\n[x](#here)\n',
    })
      .build()
      .expectCodes()
  })

  test('changes nothing of the block behind it', () => {
    const block = '- one\n- two\n\n1. a\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nTerm\n: Text\n\n```js\nx\n```\n'
    const plain = site({ 'content/a.md': `# A\n\n${block}` })
      .build()
      .page('a/index.html')
    const ignored = site({ 'content/a.md': `# A\n\n<!-- lectern-ignore link/empty -->\n${block}` }).build()
    expect(ignored.page('a/index.html')).toBe(plain)
    ignored.expectCodes('ignore/unused')
  })
})
