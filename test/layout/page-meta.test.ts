import { parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { theme } from '../publish/theme.ts'
import { site, type TestSite } from '../site.ts'

const URL_SETTING = 'url: https://example.org/course\n'

/** A PNG of a size, as far as its header tells. */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(33)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

const meta = (built: TestSite, path: string, name: string): string | undefined =>
  new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)">`).exec(built.page(path))?.[1]

function structuredData(built: TestSite, path: string): Record<string, unknown>[] {
  const found = [...built.page(path).matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)]
  expect(found).toHaveLength(1)
  return JSON.parse(found[0]?.[1] ?? '')['@graph']
}

describe('the head of a page', () => {
  test('has a description from front matter, else from the first paragraph with text', () => {
    const words = 'Some words of a long paragraph. '.repeat(10)
    const built = site(
      {
        'content/a.md': '---\ndescription: "Said & \\"done\\""\n---\nText.\n',
        'content/b.md': `# B\n\n![](dot.png)\n\n${words}\n`,
        'content/c.md': '# C\n\nSee %link:a%, `x < y` and H&amp;M[^1].\n\n[^1]: Note.\n',
        'content/d.md': '# D\n\n[TOC]\n\n## One\n\nWhat the page says.\n',
        'content/dot.png': png(1, 1),
      },
      { theme },
    )
      .build()
      .expectCodes()
    expect(meta(built, 'a/index.html', 'description')).toBe('Said &amp; &quot;done&quot;')
    const made = meta(built, 'b/index.html', 'description') ?? ''
    expect(made).toMatch(/^Some words .*[a-z]…$/)
    expect(made.length).toBeGreaterThan(120)
    expect(made.length).toBeLessThanOrEqual(160)
    expect(meta(built, 'c/index.html', 'description')).toBe('See A, x &lt; y and H&amp;M.')
    expect(meta(built, 'd/index.html', 'description')).toBe('What the page says.')
  })

  test('tells previews of links what the page is', () => {
    const built = site(
      {
        'site.yaml': `${URL_SETTING}title: Plants\nlang: pt-BR\nimage: cards/site.png\n`,
        'assets/cards/site.png': png(1200, 630),
        'content/index.md': '# Plants\n\nHello.\n',
        'content/x/a.md': '---\ndate: 2026-03-01\nimage: card.png\n---\n# A\n\n![big](big.png)\n',
        'content/x/b.md': '# B\n\n![small](card.png) ![Big & bold](big.png)\n',
        'content/x/c.md': '---\nimage: https://pictures.example/c.png\n---\n# C\n',
        'content/x/card.png': png(100, 100),
        'content/x/big.png': png(800, 600),
      },
      { theme },
    )
      .build()
      .expectCodes()
    const of = (path: string) =>
      ['og:type', 'og:url', 'og:image', 'og:image:width', 'og:site_name', 'og:locale', 'article:published_time'].map(
        (name) => meta(built, path, name),
      )
    const root = 'https://example.org/course'
    expect(of('index.html')).toEqual([
      'website',
      `${root}/`,
      `${root}/cards/site.png`,
      undefined,
      'Plants',
      'pt_BR',
      undefined,
    ])
    expect(of('x/a/index.html')).toEqual([
      'article',
      `${root}/x/a/`,
      `${root}/x/card.png`,
      undefined,
      'Plants',
      'pt_BR',
      '2026-03-01T00:00:00Z',
    ])
    expect(of('x/b/index.html').slice(2, 4)).toEqual([`${root}/x/big.png`, '800'])
    expect(meta(built, 'x/b/index.html', 'og:image:alt')).toBe('Big &amp; bold')
    expect(meta(built, 'x/c/index.html', 'og:image')).toBe('https://pictures.example/c.png')
    built.expect('x/a/index.html', `<link rel="canonical" href="${root}/x/a/">`)
  })

  test('has structured data: a course, its lessons and the way to them', () => {
    const built = site(
      {
        'site.yaml': `${URL_SETTING}title: Plants\nauthor: Ada\nlicense: CC BY 4.0\n`,
        'content/index.md': '# Plants\n\nHello.\n',
        'content/beans/index.md': '# Beans\n',
        'content/beans/grow.md':
          '---\ndate: 2026-03-01\ntags: [soil, light]\nauthors: [Ben, Cy]\n---\n# Growing\n\nGive it a stick.\n',
      },
      { theme },
    )
      .build()
      .expectCodes()
    expect(structuredData(built, 'index.html')).toMatchObject([
      { '@type': 'Course', name: 'Plants', url: 'https://example.org/course/' },
    ])
    expect(structuredData(built, 'beans/grow/index.html')).toEqual([
      {
        '@type': 'LearningResource',
        '@id': 'https://example.org/course/beans/grow/',
        url: 'https://example.org/course/beans/grow/',
        name: 'Growing',
        description: 'Give it a stick.',
        learningResourceType: 'Tutorial',
        isPartOf: {
          '@type': 'Course',
          '@id': 'https://example.org/course/',
          name: 'Plants',
          url: 'https://example.org/course/',
        },
        inLanguage: 'en',
        author: [
          { '@type': 'Person', name: 'Ben' },
          { '@type': 'Person', name: 'Cy' },
        ],
        license: 'https://creativecommons.org/licenses/by/4.0/',
        timeRequired: 'PT1M',
        datePublished: '2026-03-01',
        keywords: 'soil, light',
      },
      {
        '@type': 'BreadcrumbList',
        itemListElement: [
          { '@type': 'ListItem', position: 1, name: 'Plants', item: 'https://example.org/course/' },
          { '@type': 'ListItem', position: 2, name: 'Beans', item: 'https://example.org/course/beans/' },
          { '@type': 'ListItem', position: 3, name: 'Growing', item: 'https://example.org/course/beans/grow/' },
        ],
      },
    ])
  })

  test.each(['</script><script>alert(1)</script>', '<!--<script>', '"]}&quot;', '\u2028\\u003c'])(
    'keeps a title such as %j inside of its place',
    (title) => {
      const built = site(
        { 'site.yaml': URL_SETTING, 'content/a.md': `---\ntitle: ${JSON.stringify(title)}\n---\nText.\n` },
        { theme },
      )
        .build()
        .expectCodes()
      expect(structuredData(built, 'a/index.html')[0]?.name).toBe(title.replace('&quot;', '"'))
      expect(built.page('a/index.html')).not.toContain('alert(1)</script>')
      const errors: string[] = []
      parse(built.page('a/index.html'), { onParseError: ({ code }) => errors.push(code) })
      expect(errors).toEqual([])
    },
  )

  test('asks search engines to leave out a page with `noindex`', () => {
    site({ 'site.yaml': URL_SETTING, 'content/a.md': '---\nnoindex: true\n---\n# A\n' }, { theme })
      .build()
      .expectCodes()
      .expect('a/index.html', '<meta name="robots" content="noindex">')
      .expectNot('a/index.html', 'canonical', 'ld+json', 'og:')
  })

  test.each(['nowhere', 'https://[', 'ftp://example.org'])('does without the address %j, which is told', (url) => {
    const built = site({ 'site.yaml': `url: '${url}'\n`, 'content/x/a.md': '# A\n' }, { theme }).build({
      keepGoing: true,
      check: true,
    })
    built.expectCodes('config/wrong-type')
  })

  test('tells of pictures that are not there', () => {
    site({ 'site.yaml': 'image: nope.png\n', 'content/a.md': '---\nimage: nope.png\n---\n# A\n' })
      .build()
      .expectCodes('file/missing', 'config/wrong-type')
  })
})

describe('what is no address', () => {
  const BAD = ['//', '//[', '//a:b', 'http:', 'https://[', '\\\\[', '/\\[', '//a:99999', '//%00', 'x:y']

  test.each(BAD)('`image: %s` is told, and throws nothing', (image) => {
    const built = site(
      { 'site.yaml': URL_SETTING, 'content/a.md': `---\nimage: ${JSON.stringify(image)}\n---\n\n# A\n` },
      { theme },
    ).build({ keepGoing: true })
    expect(built.printed()).toMatch(
      /content\/a\.md:2:8 {2}error {2}(?:front-matter\/wrong-type|file\/missing|link\/missing-file)/,
    )
    site({ 'site.yaml': `${URL_SETTING}image: ${JSON.stringify(image)}\n`, 'content/a.md': '# A\n' }, { theme })
      .build({ keepGoing: true })
      .expectCodes('config/wrong-type')
  })

  test.each(BAD)('the picture %s throws nothing', (source) => {
    const picture = `<img src="${source}x.png" width="500" height="400" alt="">`
    site({ 'site.yaml': URL_SETTING, 'content/a.md': `# A\n\n${picture}\n` }, { theme })
      .build({ keepGoing: true })
      .expect('a/index.html', '<img')
  })
})
