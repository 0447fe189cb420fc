import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import { dangersOf } from '../hostile/dangers.ts'
import { vectors } from '../hostile/vectors.ts'
import { theme } from '../publish/theme.ts'
import { readXml } from '../publish/xml.ts'
import { site } from '../site.ts'

/**
 * With `safe: true`, what an author writes goes into more than the text of a page: titles, dates and keys of front matter are
 * shown by the theme, in the head of pages, in the feed, the lists for machines and the index of the search.
 */

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'

/** A site whose every field is the same text. */
function siteOf(text: string) {
  const value = JSON.stringify(text)
  const line = text.replace(/\s+/g, ' ')
  return site(
    {
      'site.yaml': 'safe: true\nurl: https://example.org/course\nlicense: CC BY 4.0\nauthor: Ann\n',
      'content/index.md': '# Home\n\n[a](a.md)\n',
      'content/a.md':
        `---\ntitle: ${value}\ndescription: ${value}\nauthors: [${value}]\ntags: [${value}]\ndate: 2026-03-01\nlang: ${value}\n` +
        `image: ${value}\nnext_title: ${value}\nnext_url: ${value}\nprev_title: ${value}\nprev_url: b\ntemplate: page\nx: ${value}\n---\n\n## ${line}\n\n$\\color{red}x$\n\n[TOC]\n\n` +
        `%-- table: {source: x.csv, id: TblA, caption: ${value}} --%\n\n%-- figure: {source: x.svg, id: FigA, alt: ${value}, caption: ${value}, link: ${value}} --%\n`,
      'content/b.md': `# ${line}\n\n%link:a% [${line}](a.md "${line}") ![${line}](x.svg)\n\n$\\color{red}x$\n`,
      'content/c/d.md': `title: ${line}\ndate: 2026-03-02\nredirect_from: ${line}\n\nText %url:a% $name$.\n`,
      'content/x.svg': svg,
      'content/x.csv': `${value.replaceAll('\\"', '""')},b\n"${text.replaceAll('"', '""')}",1\n`,
      'constants.yaml': `name: ${value}\n`,
    },
    { theme },
  ).build({ keepGoing: true })
}

/** What the theme itself does, with addresses as seen from the site's root, and how often on a page: what else is found was the author's. */
function dangersIn(html: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const danger of dangersOf(html).map((item) => item.replace(/ (href|src)="(?:\.\.\/)*/, ' $1="')))
    counts.set(danger, (counts.get(danger) ?? 0) + 1)
  return counts
}

const usual = new Map<string, number>()
for (const [path, html] of Object.entries(siteOf('plain').outputs()))
  if (path.endsWith('.html'))
    for (const [danger, count] of dangersIn(html)) usual.set(danger, Math.max(count, usual.get(danger) ?? 0))

describe('nothing of an author who is not trusted runs in the theme', () => {
  const groups = Array.from({ length: Math.ceil(vectors.length / 12) }, (_, i) => vectors.slice(i * 12, i * 12 + 12))

  test.each(groups.map((group, i) => [i, group] as const))('vectors of group %i', (_, group) => {
    for (const vector of group) {
      const built = siteOf(vector)
      const outputs = built.outputs()
      for (const path of Object.keys(outputs).filter((name) => name.endsWith('.html'))) {
        const more = [...dangersIn(outputs[path] ?? '')].filter(([danger, count]) => count > (usual.get(danger) ?? 0))
        expect(more, `${path} ${vector}`).toEqual([])
        for (const [, json = ''] of (outputs[path] ?? '').matchAll(
          /<script type="application\/ld\+json">(.*?)<\/script>/gs,
        ))
          expect(() => JSON.parse(json), `${path} ${vector}`).not.toThrow()
      }
      for (const path of ['feed.xml', 'sitemap.xml'])
        if (outputs[path] !== undefined) expect(() => readXml(built.page(path)), `${path} ${vector}`).not.toThrow()
      for (const [path, script] of Object.entries(outputs).filter(([name]) => /^lectern\/search\/.*\.js$/.test(name))) {
        const calls: unknown[][] = []
        vm.runInNewContext(script, {
          lecternSearch: (...call: unknown[]) => calls.push(JSON.parse(JSON.stringify(call))),
        })
        expect(calls, `${path} ${vector}`).toEqual([
          [expect.any(String), /\/t\d+\.js$/.test(path) ? expect.any(Array) : expect.any(String)],
        ])
      }
    }
  })
})
