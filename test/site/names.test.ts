import { describe, expect, test } from 'vitest'
import { site } from '../site.ts'

/** The links of a page, built without a fault: from `content/notes/notes.md`. */
function links(markdown: string, files: Record<string, string>): readonly string[] {
  const built = site({ ...files, 'content/notes/notes.md': `title: Notes\n\n${markdown}\n` }).build()
  expect(built.printed()).toBe('')
  return Array.from(built.page('notes/notes/index.html').matchAll(/href="([^"]*)"/g), ([, href = '']) => href)
}

/** What is told of a page `content/notes/notes.md`: the messages, each with its hint. */
function told(markdown: string, files: Record<string, string>): readonly string[] {
  const built = site({ ...files, 'content/notes/notes.md': `title: Notes\n\n${markdown}\n` }).build()
  return built.result().diagnostics.map(({ message, hint }) => `${message} ${hint}`)
}

describe('a page with dots in its name', () => {
  const page = { 'content/notes/2.8.0.md': '# 2.8.0\n\n## New\n' }

  test.each([
    '[x](2.8.0)',
    '[x](2.8.0/)',
    '[x](2.8.0.md)',
    '[x](2.8.0.html)',
    '[x](../2.8.0)',
    '[x](/notes/2.8.0)',
    '[x](/notes/2.8.0/)',
    '[x](%link:2.8.0%)',
    '%link:notes/2.8.0%',
    '<a href="2.8.0">x</a>',
    '<a href="/notes/2.8.0">x</a>',
  ])('is found as %s', (markdown) => {
    expect(links(markdown, page)).toEqual(['../2.8.0/'])
  })

  test('has anchors like any other', () => {
    expect(links('[x](2.8.0#new)', page)).toEqual(['../2.8.0/#new'])
    expect(told('[x](2.8.0#nw)', page)).toEqual([
      'The page `/notes/2.8.0/` has no heading or id `nw`. Did you mean `#new`?',
    ])
  })

  test.each(['[x](/notes/280)', '[x](../280)', '[x](%url:notes%/../280)', '%link:280%', '[x](/notes/280/)'])(
    'is found without them, where nothing else fits: %s',
    (markdown) => {
      expect(links(markdown, page)).toEqual(['../2.8.0/'])
    },
  )

  test('gives way to a page of just that name, and to none where two are alike', () => {
    expect(links('[x](280)', { ...page, 'content/notes/280.md': '# 280' })).toEqual(['../280/'])
    expect(told('[x](/notes/280)', { ...page, 'content/notes/28.0.md': '# 28.0' })).toHaveLength(1)
  })

  test('may have more than numbers in it', () => {
    const files = {
      'content/notes/node.js.md': '# Node',
      'content/notes/v1.0-rc1.md': '# RC',
      'content/a.b/c.md': '# C',
    }
    expect(links('[x](node.js) [y](v1.0-rc1) [z](/a.b/c)', files)).toEqual([
      '../node.js/',
      '../v1.0-rc1/',
      '../../a.b/c/',
    ])
  })

  test('is no file: files that are missing are told as such', () => {
    expect(told('[x](data.7z) [y](../plan.pdf)', page)).toEqual([
      'There is no file `data.7z`. put it at `content/notes/tbl/notes/data.7z`, for example, or from the site’s root at `data.7z`'.replace(
        'content/notes/tbl/notes/data.7z',
        'content/notes/data.7z',
      ),
      'There is no file `../plan.pdf`. put it at `content/plan.pdf`',
    ])
  })
})

describe('a page that stands twice in the navigation', () => {
  const files = { 'content/tools/eye.md': '# Eye', 'content/a.md': '# A' }

  test('can be named where one of the entries gives no name, and is not told', () => {
    const sitemap = 'A: a\nTools:\n  Eye: tools/eye\nItems:\n  __eye_init: tools/eye\n  __eye_exit: tools/eye\n'
    expect(links('%link:eye%', { ...files, 'sitemap.yaml': `${sitemap}Notes: notes\n` })).toEqual(['../../tools/eye/'])
  })

  test('is told where both give it a name, and has none where neither does', () => {
    const twice = { ...files, 'sitemap.yaml': 'Eye: tools/eye\nAgain: tools/eye\n' }
    expect(told('', twice)).toEqual(['`tools/eye` stands twice in the navigation. take one of them out'])
    const unnamed = { ...files, 'sitemap.yaml': '__Eye: tools/eye\n__Again: tools/eye\n' }
    expect(told('%link:eye%', unnamed)).toEqual(['There is no page `eye`. Did you mean `tools/eye`?'])
  })

  test('is suggested by a path whose last part is the same before all that is written alike', () => {
    const manual = {
      'sitemap.yaml': '__V: manual/stimuli/visual\n',
      'content/manual/stimuli/visual.md': '# V',
      'content/visual-world.md': '# W',
      'content/visualangle.md': '# Angle',
    }
    expect(told('%link:visual%', manual)[0]).toMatch('Did you mean `manual/stimuli/visual` or')
  })
})

describe('a hint', () => {
  const files = { 'content/notes/mean-and-spread.md': '# M', 'content/basics/rulers.md': '# R' }

  test.each([
    ['[x](notes/mean-and-spread.md)', 'notes/mean-and-spread.md', 'mean-and-spread.md'],
    ['[x](rulers.md)', 'rulers.md', '../basics/rulers.md'],
    ['[x](/basics/ruler.md)', '/basics/ruler.md', '/basics/rulers.md'],
    ['[x](mean-and-spred)', 'mean-and-spred', 'mean-and-spread'],
    ['[x](../basics/rulrs/)', '../basics/rulrs/', '../basics/rulers/'],
    ['[x](/basics/rulrs)', '/basics/rulrs', '/basics/rulers'],
    ['[x](%link:rulrs%)', 'rulrs', 'rulers'],
    ['[x](..\\basics\\rulers.md)', '..\\basics\\rulers.md', '../basics/rulers.md'],
  ])('of %s can be typed as it stands', (markdown, written, hint) => {
    expect(told(markdown, files)).toEqual([`There is no page \`${written}\`. Did you mean \`${hint}\`?`])
    expect(told(markdown.replace(written, hint), files)).toEqual([])
  })

  test('of a file can be typed, too', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>'
    const pictures = { ...files, 'content/notes/img/p.svg': svg, 'content/notes/a#b.svg': svg }
    expect(told('![x](img\\\\p.svg) ![y](a#b.svg) [z](www.example.org)', pictures)).toEqual([
      'There is no file `img\\p.svg`. Did you mean `img/p.svg`?',
      'There is no file `a#b.svg`. Did you mean `a%23b.svg`?',
      'There is no file `www.example.org`. Did you mean `https://www.example.org`?',
    ])
    expect(told('![x](img/p.svg) ![y](a%23b.svg)', pictures)).toEqual([])
    expect(told('![x](img\\\\q.png)', files)).toEqual([
      'There is no file `img\\q.png`. write `img/q.png`, with slashes, and put it at `content/notes/img/notes/img/q.png`, for example, or from the site’s root at `img/q.png`',
    ])
  })

  test('is not one page twice', () => {
    expect(told('%link:mean-and-sprea%', files)).toEqual([
      'There is no page `mean-and-sprea`. Did you mean `mean-and-spread`?',
    ])
  })
})

describe('names of pages', () => {
  test('may have the ending of the source', () => {
    const files = { 'content/basics/rulers.md': '# R', 'sitemap.yaml': 'N: notes.md\nR: basics/rulers.md\n' }
    expect(links('%link:rulers.md% [x](%url:basics/rulers.md%) %link:content/basics/rulers.md%', files)).toEqual([
      '../../basics/rulers/',
      '../../basics/rulers/',
      '../../basics/rulers/',
    ])
  })

  test('are those of pages that Lectern makes, too', () => {
    const files = {
      'content/basics/a.md': '# A',
      'content/basics/b.md': '# B',
      'sitemap.yaml': 'Notes: notes\nThe basics:\n  A: basics/a\n  B: basics/b\n',
    }
    expect(links('[x](../basics/) [y](/basics) %link:basics% [z](/)', files)).toEqual([
      '../../basics/',
      '../../basics/',
      '../../basics/',
      '../../',
    ])
    const built = site({ ...files, 'content/notes/notes.md': '%link:basics%' }).build()
    built.expect('notes/notes/index.html', '>The basics</a>')
  })

  test('of drafts are told as such', () => {
    const files = { 'content/exam.md': 'draft: true\n\n# Exam\n', 'content/notes/quiz.md': 'draft: true\n\n# Quiz\n' }
    const hint = 'is a draft, so the link leads nowhere. take `draft: true` off the page, or build with `--drafts`'
    expect(told('%link:exam% [x](../exam.md) [y](/exam) [z](quiz.md) [q](quiz)', files)).toEqual(
      ['exam', '../exam.md', '/exam', 'quiz.md', 'quiz'].map((name) => `The page \`${name}\` ${hint}`),
    )
  })

  test('of another folder than a draft had are told anew when the draft moves', () => {
    const built = site({ 'content/a.md': '[x](/exam)', 'content/exam.md': 'draft: true\n\n# Exam\n' }).build()
    expect(built.printed()).toContain('is a draft')
    built.remove('content/exam.md').edit('content/b/exam.md', 'draft: true\n\n# Exam\n').build()
    expect(built.printed()).not.toContain('is a draft')
  })
})

describe('an absolute address of the site itself', () => {
  const files = { 'site.yaml': 'url: https://example.org/course\n', 'content/loops.md': '# Loops\n\n## More\n' }

  test('stays as it is, and is checked like any other', () => {
    const own = 'https://example.org/course'
    expect(
      links(`[x](${own}/loops/) <${own}/loops/#more> [z](${own}/feed.xml) [h](${own}/notes/notes/)`, files),
    ).toEqual([`${own}/loops/`, `${own}/loops/#more`, `${own}/feed.xml`, `${own}/notes/notes/`])
    expect(told(`[x](${own}/loop/) [y](${own}/loops/#les)`, files)).toEqual([
      'There is no page `/loop/`. Did you mean `/loops/`?',
      'The page `/loops/` has no heading or id `les`. undefined',
    ])
    expect(links('[x](https://example.org/courses/) [y](https://example.org/)', files)).toHaveLength(2)
  })
})

test('addresses with a slip in their scheme are told, and others are not', () => {
  const odd = [
    'file:///x',
    'C:/x.pdf',
    'localhost:80',
    'example.org:8080/a',
    'htp://e.org',
    'htps://e.org',
    'https:/e.org',
    'http//e.org',
    'hhttps://e.org',
    'http:e.org',
  ]
  for (const address of odd) expect(told(`[x](${address})`, {}), address).toHaveLength(1)
  const right = [
    'ftp://e.org',
    'mailto:a@b.c',
    'tel:1',
    'https://e.org',
    'HTTP://e.org',
    'urn:x',
    'irc://e.org',
    '//e.org',
  ]
  for (const address of right) expect(told(`[x](${address})`, {}), address).toEqual([])
})
