import { describe, expect, test } from 'vitest'
import { sitemapXml } from '../../src/publish/sitemap.ts'
import { site } from '../site.ts'
import { theme } from './theme.ts'
import { all, readXml, textOf } from './xml.ts'

const URL_SETTING = 'url: https://example.org/course/\n'
const HOSTILE = '</script><!-- "Q&A" \'quoted\' ]]> <b>'

describe('sitemap.xml', () => {
  const files = {
    'site.yaml': URL_SETTING,
    'content/index.md': '# Front\n',
    'content/a b/ü.md': '---\ndate: 2026-03-01\n---\n# Page\n',
    'content/hidden.md': '---\nnoindex: true\n---\n# Hidden\n',
    'content/draft.md': '---\ndraft: true\n---\n# Draft\n',
    'content/404.md': '# Nowhere\n',
  }

  test('has the absolute addresses of listed pages, with dates', () => {
    const built = site(files).build().expectCodes()
    const urls = all(readXml(built.page('sitemap.xml')), 'url')
    expect(urls.map((url) => [textOf(url, 'loc'), textOf(url, 'lastmod')])).toEqual([
      ['https://example.org/course/a%20b/%C3%BC/', '2026-03-01'],
      ['https://example.org/course/', undefined],
      ['https://example.org/course/a%20b/', undefined],
    ])
    built.expect('robots.txt', 'User-agent: *\nAllow: /\n', '\nSitemap: https://example.org/course/sitemap.xml\n')
  })

  test('needs the address of the site', () => {
    const built = site({ 'content/a.md': '# A\n' }).build()
    expect(built.outputs()).not.toHaveProperty('sitemap.xml')
    built.expectNot('robots.txt', 'Sitemap')
  })

  test('is an index of parts where one file is too small', () => {
    const documents = [1, 2, 3, 4, 5].map((n) => ({
      output: `p${n}/index.html`,
      address: `/p${n}/`,
      front: {},
      changed: '',
    }))
    const parts = sitemapXml({ url: 'https://example.org', documents }, { addresses: 2, bytes: 1e6 })
    expect(parts.map(({ path }) => path)).toEqual(['sitemap.xml', 'sitemap-1.xml', 'sitemap-2.xml', 'sitemap-3.xml'])
    expect(all(readXml(parts[0]?.text ?? ''), 'sitemap').map((item) => textOf(item, 'loc'))).toEqual([
      'https://example.org/sitemap-1.xml',
      'https://example.org/sitemap-2.xml',
      'https://example.org/sitemap-3.xml',
    ])
    expect(all(readXml(parts[3]?.text ?? ''), 'url')).toHaveLength(1)
  })

  test('is divided where addresses are so long that a file would have more bytes than it may', () => {
    const documents = [...'abcde'].map((name) => ({
      address: `/${name.repeat(100)}/`,
      output: `${name.repeat(100)}/index.html`,
      front: {},
      changed: '',
    }))
    const parts = sitemapXml({ url: 'https://example.org', documents }, { addresses: 100, bytes: 1024 + 2 * 160 })
    expect(parts.map(({ path, text }) => [path, text.split('<loc>').length - 1])).toEqual([
      ['sitemap.xml', 3],
      ['sitemap-1.xml', 2],
      ['sitemap-2.xml', 2],
      ['sitemap-3.xml', 1],
    ])
  })
})

describe('robots.txt, llms.txt and the like', () => {
  test('give way to files of the author', () => {
    const own = { 'robots.txt': 'User-agent: *\nDisallow: /\n', 'llms.txt': 'mine', '404.html': 'gone' }
    const built = site(
      {
        'site.yaml': URL_SETTING,
        'content/a.md': '# A\n',
        ...Object.fromEntries(Object.entries(own).map(([name, text]) => [`assets/${name}`, text])),
      },
      { theme },
    )
      .build()
      .expectCodes()
    expect(built.outputs()).toMatchObject(own)
  })
})

describe('404.html', () => {
  const files = { 'content/index.md': '# Front\n', 'content/basic/loops.md': '# Loops\n' }

  test('is made where the author wrote none, with links that hold at any depth', () => {
    const built = site(files, { theme }).build({ base: '/course/' }).expectCodes()
    built.expect(
      '404.html',
      'href="/course/"',
      'href="/course/basic/',
      'href="/course/lectern/style.css"',
      '<meta name="robots" content="noindex">',
    )
    expect(
      [...built.page('404.html').matchAll(/(?:href|src)="([^"]*)"/g)]
        .map(([, url]) => url)
        .filter((url) => !/^(?:\/course\/|#)/.test(url ?? '')),
    ).toEqual([])
    built.expectNot('404.html', 'canonical', 'ld+json')
  })

  test('is the author’s page where there is one', () => {
    const built = site({ ...files, 'content/404.md': '# Gone fishing\n' }, { theme })
      .build()
      .expectCodes()
    built.expect('404.html', 'Gone fishing').expectNot('404.html', 'There is no page at this address')
  })
})

describe('redirect_from', () => {
  test('leaves a page that names the new address and that search engines leave out', () => {
    site({ 'site.yaml': URL_SETTING, 'content/new.md': '---\nredirect_from: [/old/]\n---\n# New\n' }, { theme })
      .build({ portable: true })
      .expectCodes()
      .expect(
        'old/index.html',
        'url=../new/index.html"',
        '<meta name="robots" content="noindex">',
        '<link rel="canonical" href="https://example.org/course/new/">',
      )
      .expectNot('old/index.html', '<script')
      .expectNot('sitemap.xml', 'old')
  })
})

describe('feed.xml', () => {
  const page = (date: string, more = ''): string => `---\ndate: ${date}\n${more}---\nFirst words.\n`

  test('holds the pages with dates, newest first', () => {
    const built = site({
      'site.yaml': `${URL_SETTING}title: 'Plants & more'\ndescription: About <plants>.\nauthor: Ada\n`,
      'content/a.md': page('2026-01-02', 'tags: [x, y]\ndescription: Of A.\n'),
      'content/b.md': page('2026-03-04T05:06+01:00', 'authors: [Ben]\nlang: de\n'),
      'content/c.md': page('2026-03-04T04:30'),
      'content/bad.md': page('2026-02-30'),
      'content/hidden.md': page('2026-05-05', 'noindex: true\n'),
      'content/undated.md': 'Words.\n',
    })
      .build()
      .expectCodes('front-matter/bad-date')
    const feed = readXml(built.page('feed.xml'))
    expect(feed.attributes.xmlns).toBe('http://www.w3.org/2005/Atom')
    expect(['id', 'title', 'subtitle', 'updated'].map((name) => textOf(feed, name))).toEqual([
      'https://example.org/course/feed.xml',
      'Plants & more',
      'About <plants>.',
      '2026-03-04T04:30:00Z',
    ])
    expect(all(feed, 'link').map(({ attributes }) => [attributes.rel, attributes.href])).toContainEqual([
      'self',
      'https://example.org/course/feed.xml',
    ])
    const entries = all(feed, 'entry')
    expect(
      entries.map((entry) => [
        textOf(entry, 'title'),
        textOf(entry, 'id'),
        textOf(entry, 'updated'),
        textOf(entry, 'summary'),
      ]),
    ).toEqual([
      ['C', 'https://example.org/course/c/', '2026-03-04T04:30:00Z', 'First words.'],
      ['B', 'https://example.org/course/b/', '2026-03-04T05:06:00+01:00', 'First words.'],
      ['A', 'https://example.org/course/a/', '2026-01-02T00:00:00Z', 'Of A.'],
    ])
    expect(entries[1] && all(entries[1], 'author').map((item) => textOf(item, 'name'))).toEqual(['Ben'])
    expect(entries[2] && all(entries[2], 'category').map(({ attributes }) => attributes.term)).toEqual(['x', 'y'])
  })

  test.each([
    ['no url', { 'content/a.md': page('2026-01-02') }],
    ['`feed: false`', { 'site.yaml': `${URL_SETTING}feed: false\n`, 'content/a.md': page('2026-01-02') }],
    ['no dates', { 'site.yaml': URL_SETTING, 'content/a.md': 'Words.\n' }],
  ])('is not made with %s', (_name, files) => {
    const built = site(files, { theme }).build().expectCodes()
    expect(built.outputs()).not.toHaveProperty('feed.xml')
    built.expectNot('a/index.html', 'atom+xml')
  })

  test('is named on every page', () => {
    site({ 'site.yaml': URL_SETTING, 'content/x/a.md': page('2026-01-02') }, { theme })
      .build()
      .expect(
        'x/a/index.html',
        '<link rel="alternate" type="application/atom+xml" title="Test site" href="../../feed.xml">',
      )
  })

  test('stays XML whatever a title holds', () => {
    const built = site({
      'site.yaml': URL_SETTING,
      'content/a.md': `---\ntitle: "${HOSTILE.replaceAll('"', '\\"')} \\x01"\ndate: 2026-01-01\n---\nWords.\n`,
    }).build()
    const [entry] = all(readXml(built.page('feed.xml')), 'entry')
    expect(entry && textOf(entry, 'title')).toContain(HOSTILE)
  })
})

describe('llms.txt', () => {
  test('lists the pages in reading order, each with a sentence', () => {
    site({
      'site.yaml': `${URL_SETTING}title: Plants\ndescription: A course.\n`,
      'sitemap.yaml': 'Start: intro\nBeans:\n  Growing: beans/grow\n  More:\n    Eating: beans/eat\n',
      'content/intro.md': '# In [1] steps\n\nRead *this* first &amp; slowly.\n',
      'content/beans/grow.md': '---\ndescription: How they grow.\n---\n# Growing\n',
      'content/beans/eat.md': '# Eating\n',
      'content/extra.md': '# Extra\n',
      'content/hidden.md': '---\nnoindex: yes\n---\n# Hidden\n',
    })
      .build()
      .expectCodes()
      .expect(
        'llms.txt',
        [
          '# Plants',
          '',
          '> A course.',
          '',
          '## Pages',
          '',
          '- [In (1) steps](https://example.org/course/intro/index.html.md): Read this first & slowly.',
          '',
          '## Beans',
          '',
          '- [Growing](https://example.org/course/beans/grow/index.html.md): How they grow.',
          '- [Eating](https://example.org/course/beans/eat/index.html.md)',
          '',
          '## Optional',
          '',
          '- [Extra](https://example.org/course/extra/index.html.md)',
          '',
        ].join('\n'),
      )
      .expectNot('llms.txt', 'Hidden')
  })

  /** What https://llmstxt.org reads of a file: its sections by name, each with the titles and addresses of its links. */
  const readLlms = (text: string) => {
    const [, title, , summary] = /^# (.+?)$(\n+)^> (.+?)$/m.exec(text) ?? []
    const parts = text.split(/^## (.*)$/m).slice(1)
    const sections = new Map<string, readonly (readonly [string, string])[]>()
    for (let i = 0; i < parts.length; i += 2)
      sections.set(
        parts[i] ?? '',
        (parts[i + 1] ?? '')
          .trim()
          .split('\n')
          .map((line) => {
            const [, name = '', address = ''] = /^- *\[([^\]]+)\]\(([^)]+)\)(?:: .*)?$/.exec(line) ?? []
            return [name, address] as const
          }),
      )
    return { title, summary, sections }
  }
  const llmsOf = (files: Record<string, string>) => readLlms(site(files).build().expectCodes().page('llms.txt'))

  test('can be read by programs, whatever is in titles and addresses', () => {
    const { title, summary, sections } = llmsOf({
      'site.yaml': `${URL_SETTING}title: "A [new] course"\n`,
      'content/a.md': 'title: Lists [and] tuples\n\nText with vector&lt;int&gt;.\n',
      'content/b.md': 'title: Slices [0, 1) and <more> \\n &copy;\n',
      "content/it's (a) test.md": '# In `x[1]`\n',
    })
    expect([title, summary]).toEqual(['A [new] course', 'A [new] course'])
    expect([...sections.values()].flat()).toEqual([
      ['Lists (and) tuples', 'https://example.org/course/a/index.html.md'],
      ['Slices (0, 1) and \\<more> \\\\n ©', 'https://example.org/course/b/index.html.md'],
      ['In x(1)', "https://example.org/course/it's%20%28a%29%20test/index.html.md"],
    ])
  })

  test('of a large site names files that list a thousand pages each, chapters under their names', () => {
    const chapter = (name: string, pages: number) =>
      Array.from({ length: pages }, (_, i) => [`content/${name}/p${i}.md`, `# ${name} ${i}\n`] as const)
    const built = site({
      'site.yaml': `${URL_SETTING}title: Plants\n`,
      ...Object.fromEntries([...chapter('beans', 600), ...chapter('peas', 1000), ...chapter('roots', 1)]),
    }).build()
    built.expectCodes()
    expect([...readLlms(built.page('llms.txt')).sections]).toEqual([
      [
        'Parts',
        [
          ['Beans to Peas', 'https://example.org/course/llms-1.txt'],
          ['Peas to Roots', 'https://example.org/course/llms-2.txt'],
        ],
      ],
    ])
    const parts = [1, 2].map((i) => readLlms(built.page(`llms-${i}.txt`)))
    expect(parts.map(({ title }) => title)).toEqual(['Plants (1 of 2)', 'Plants (2 of 2)'])
    const counts = parts.map(({ sections }) => [...sections].map(([name, links]) => [name, links.length]))
    expect(counts).toEqual([
      [
        ['Beans', 600],
        ['Peas', 400],
      ],
      [
        ['Peas', 600],
        ['Roots', 1],
      ],
    ])
  })

  test('has no HTML in its sentences', () => {
    site({ 'site.yaml': 'description: All of <b>.\n', 'content/a.md': '# A\n\nText with `vector<int>`.\n' })
      .build()
      .expect('llms.txt', '> All of \\<b>.', ': Text with vector\\<int>.')
  })

  test('names no two sections alike', () => {
    const pages = ['index', 'a/x', 'b/y', 'c/z', 'one', 'two', 'rest'].map((name) => [
      `content/${name}.md`,
      `# ${name}\n`,
    ])
    const { sections } = llmsOf({
      'site.yaml': URL_SETTING,
      ...Object.fromEntries(pages),
      'sitemap.yaml': 'Home: index\nSame:\n  X: a/x\nOne: one\n"Same ":\n  Y: b/y\nTwo: two\nOptional:\n  Z: c/z\n',
    })
    expect([...sections].map(([name, links]) => [name, ...links.map(([title]) => title)])).toEqual([
      ['Pages', 'index'],
      ['Same', 'a/x'],
      ['Pages 2', 'one'],
      ['Same 2', 'b/y'],
      ['Pages 3', 'two'],
      ['Optional 2', 'c/z'],
      ['Optional', 'rest'],
    ])
  })
})

test('the feed has an id of its own beside that of the front page, and addresses in the sitemap are escaped', () => {
  const built = site({
    'site.yaml': URL_SETTING,
    'content/index.md': '---\ndate: 2026-01-05\n---\n# Front\n',
    "content/it's.md": '# It\n',
  }).build()
  expect(built.page('feed.xml').match(/<id>.*?<\/id>/g)).toEqual([
    '<id>https://example.org/course/feed.xml</id>',
    '<id>https://example.org/course/</id>',
  ])
  built.expect('sitemap.xml', '<loc>https://example.org/course/it&apos;s/</loc>')
})
