import { expect, test } from 'vitest'
import { languagesCourse } from '../languages-course.ts'
import { site } from '../site.ts'
import { all, readXml, textOf, type XmlElement } from './xml.ts'

/**
 * What the schema of the protocol (https://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd) wants of a sitemap with the addresses of its
 * pages in other languages: `loc`, then `lastmod`, `changefreq` and `priority`, each once at most and in any order, then elements of other
 * namespaces; and of `xhtml:link`, what search engines read.
 */
const OWN = new Set(['loc', 'lastmod', 'changefreq', 'priority'])
/** `YYYY-MM-DD`, or with a time and its zone. */
const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))?$/
/** A tag of BCP 47 as XML Schema has it, or the one for readers of no language. */
const LANGUAGE = /^[a-zA-Z]{1,8}(?:-[a-zA-Z\d]{1,8})*$/

function checkEntry(entry: XmlElement): void {
  const names = entry.children.map(({ name }) => name)
  const own = names.filter((name) => OWN.has(name))
  expect(names.slice(0, own.length)).toEqual(own)
  expect(new Set(own).size).toBe(own.length)
  const address = textOf(entry, 'loc') ?? ''
  expect(address.length).toBeGreaterThanOrEqual(12)
  expect(address.length).toBeLessThanOrEqual(2048)
  expect(new URL(address).href).toBe(address)
  const changed = textOf(entry, 'lastmod')
  if (changed !== undefined) expect(changed).toMatch(DATE)
  for (const link of entry.children.slice(own.length)) {
    expect(link).toMatchObject({ name: 'xhtml:link', text: '', children: [] })
    expect(Object.keys(link.attributes)).toEqual(['rel', 'hreflang', 'href'])
    expect(link.attributes['rel']).toBe('alternate')
    expect(link.attributes['hreflang']).toMatch(LANGUAGE)
    expect(new URL(link.attributes['href'] ?? '').href).toBe(link.attributes['href'])
  }
}

test('the sitemap of a course in several languages is one by its protocol, and each page is named by those that it names', () => {
  const built = site({
    ...languagesCourse('last_changed: true\n'),
    'content/dates.md': 'title: Dates\ndate: 2026-03-01\n\nText.\n',
    'content/ar/dates.md': 'title: Dates\nmodified: 2026-03-01T10:00:00+02:00\n\nText.\n',
    'content/zh/größe & mehr.md': 'title: More\n\nText.\n',
  }).build()
  const sitemap = readXml(built.outputs()['sitemap.xml'] ?? '')
  expect(sitemap).toMatchObject({
    name: 'urlset',
    attributes: {
      xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
      'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
    },
  })
  const entries = all(sitemap, 'url')
  expect(entries).toHaveLength(sitemap.children.length)
  const others = new Map(
    entries.map((entry) => [
      textOf(entry, 'loc') ?? '',
      all(entry, 'xhtml:link').map(({ attributes }) => [attributes['hreflang'], attributes['href'] ?? ''] as const),
    ]),
  )
  expect(others.size).toBe(entries.length)
  for (const entry of entries) checkEntry(entry)
  let count = 0
  for (const [address, links] of others) {
    const languages = links.map(([language]) => language)
    expect(new Set(languages).size).toBe(languages.length)
    if (links.length > 0) expect(links.map(([, href]) => href)).toContain(address)
    for (const [, href] of links) {
      expect(others.get(href), `${address} → ${href}`).toEqual(links)
      count++
    }
  }
  expect(count).toBeGreaterThan(50)
})
