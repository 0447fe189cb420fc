import { describe, expect, test } from 'vitest'
import { markdownOf } from '../../src/publish/markdown-of-html.ts'
import { site } from '../site.ts'

const URL_SETTING = 'url: https://example.org\n'
const CAT = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'

describe('the Markdown of a page', () => {
  test('lies beside it, with includes, references, numbers and constants filled in', () => {
    const built = site({
      'site.yaml': 'markdown: true\n',
      'constants.yaml': 'course: Plants\n',
      'content/a.md': '---\ntitle: About $course$\n---\n%-- include: part.md --%\n\nSee %link:other% and %FigCat.\n',
      'content/part.md':
        '# A part\n\nOf *this*.\n\n%--\nfigure: {source: cat.svg, id: FigCat, alt: A cat, caption: My **cat**.}\n--%\n',
      'content/cat.svg': CAT,
      'content/other.md': '# Other\n',
    })
      .build()
      .expectCodes()
    expect(built.page('a/index.html.md')).toBe(
      [
        '# About Plants',
        '',
        '# A part',
        '',
        'Of *this*.',
        '',
        '![A cat](../cat.svg)',
        '',
        'Figure 1. My **cat**.',
        '',
        'See [Other](../other/) and [Figure 1](#FigCat).',
        '',
      ].join('\n'),
    )
  })

  test('is not made where the settings say so, and not of pages that are not listed', () => {
    const files = {
      'site.yaml': URL_SETTING,
      'content/a.md': '# A\n',
      'content/b.md': '---\nnoindex: true\n---\n# B\n',
    }
    expect(Object.keys(site(files).build().outputs()).filter((path) => path.endsWith('.md'))).toEqual([
      'a/index.html.md',
    ])
    const unpublished = site({ 'content/a.md': '# A\n' }).build()
    expect(unpublished.outputs()).not.toHaveProperty('a/index.html.md')
    const without = site({ ...files, 'site.yaml': `${URL_SETTING}markdown: false\n` })
      .build()
      .expectCodes()
    expect(Object.keys(without.outputs()).filter((path) => path.endsWith('.md'))).toEqual([])
    without.expect('llms.txt', '(https://example.org/a/)')
  })

  test.each([
    ['nested lists', '- a\n  - b\n\n    more\n- c', '- a\n  - b\n\n    more\n\n- c'],
    ['numbered lists', '3. a\n4. b', '3. a\n4. b'],
    ['quotes', '> a\n>\n> b', '> a\n>\n> b'],
    ['code', '```python\nx = `1`\n\ny\n```', '```python\nx = `1`\n\ny\n```'],
    ['code with fences in it', '````\n```\n````', '````\n```\n````'],
    ['code spans', '`` a`b ``, `*`', '``a`b``, `*`'],
    ['tables', '| a | b |\n| - | - |\n| 1 | x \\| y |', '| a | b |\n| --- | --- |\n| 1 | x \\| y |'],
    ['footnotes', 'Text[^n].\n\n[^n]: Note.', 'Text[^1].\n\n---\n\n[^1]: Note.'],
    ['characters that mean something', '\\*a\\* \\[b\\] 1\\. \\# <c>', '\\*a\\* \\[b\\] 1. # '],
    ['line breaks', 'a\\\nb', 'a\\\nb'],
    ['a paragraph like a list', '1\\. a', '1\\. a'],
    ['links with spaces', '[a](<https://e.org/b c>)', '[a](https://e.org/b%20c)'],
  ])('keeps %s', (_name, markdown, expected) => {
    const built = site({ 'site.yaml': URL_SETTING, 'content/p.md': `title: P\n\n${markdown}\n` }).build()
    expect(built.page('p/index.html.md').replace('# P\n\n', '').trimEnd()).toBe(expected.trimEnd())
  })

  test('of any HTML is text', () => {
    expect(markdownOf('<p>a <b>b</p></div><ul><li>c<script>x</script>')).toBe('a **b**\n\n- c')
    expect(markdownOf('')).toBe('')
    expect(markdownOf('&lt;script&gt; &amp;amp;')).toBe('\\<script> &amp;')
  })
})
