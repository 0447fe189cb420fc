import { describe, expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
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
    ])
    built.expect('robots.txt', 'User-agent: *\nAllow: /\n', '\nSitemap: https://example.org/course/sitemap.xml\n')
  })

  test('needs the address of the site', () => {
    const built = site({ 'content/a.md': '# A\n' }).build()
    expect(built.outputs()).not.toHaveProperty('sitemap.xml')
    built.expectNot('robots.txt', 'Sitemap')
  })

  test('is an index of parts where one file is too small', () => {
    const built = site(files)
    const captured: Parameters<typeof sitemapXml>[0][] = []
    const document = (n: number) => ({ output: `p${n}/index.html`, address: `/p${n}/`, front: {} })
    const published = { theme: { settings: { url: 'https://example.org' } }, articles: [1, 2, 3, 4, 5].map((n) => ({ document: document(n) })) }
    // biome-ignore lint/suspicious/noExplicitAny: only what the sitemap reads
    captured.push(published as any)
    const parts = captured.flatMap((item) => sitemapXml(item, 2))
    expect(parts.map(({ path }) => path)).toEqual(['sitemap.xml', 'sitemap-1.xml', 'sitemap-2.xml', 'sitemap-3.xml'])
    expect(all(readXml(parts[0]?.text ?? ''), 'sitemap').map((item) => textOf(item, 'loc'))).toEqual([
      'https://example.org/sitemap-1.xml',
      'https://example.org/sitemap-2.xml',
      'https://example.org/sitemap-3.xml',
    ])
    expect(all(readXml(parts[3]?.text ?? ''), 'url')).toHaveLength(1)
    expect(built).toBeDefined()
    expect(build).toBeDefined()
  })
})
