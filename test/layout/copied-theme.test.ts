import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSite } from '../../src/files/open-site.ts'
import { site } from '../site.ts'

// Authors copy a template of the theme into their site and change it: copied as it is, nothing changes.

const files = openSite(path.resolve(import.meta.dirname, '../..')).theme
const read = (file: string): string | Uint8Array => {
  const bytes = files.read(file) ?? new Uint8Array()
  return file.endsWith('.hbs') ? new TextDecoder().decode(bytes) : bytes
}
const theme: Readonly<Record<string, string>> = {
  'package.json': '{}',
  ...Object.fromEntries(
    ['templates', 'assets/lectern', 'lib/client', 'lib/styles'].flatMap((folder) =>
      files.list(folder).map((file): [string, string] => [file, new TextDecoder().decode(files.read(file))]),
    ),
  ),
}
const templates = files.list('templates').filter((file) => file.endsWith('.hbs'))

const sites: readonly (readonly [name: string, settings: string, more: Readonly<Record<string, string>>])[] = [
  ['of one page', '', {}],
  [
    'with an address',
    'url: https://example.org/course\n',
    { 'content/dated.md': '---\ndate: 2026-03-01\n---\n# Dated\n' },
  ],
  [
    'without a feed',
    'url: https://example.org\nfeed: false\n',
    { 'content/dated.md': '---\ndate: 2026-03-01\n---\n# Dated\n' },
  ],
  ['without search and Markdown', 'search: false\nmarkdown: false\n', {}],
  ['with formulas', '', { 'content/math.md': '# Math\n\n$x^2$\n\n$$\\frac12$$\n' }],
  [
    'with a theme',
    'theme: {accent: "#2c54c4", logo: logo.svg, styles: own.css, scripts: own.js}\n',
    {
      'assets/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      'assets/own.css': '',
      'assets/own.js': '',
    },
  ],
  ['for a disk', 'portable: true\n', {}],
  ['below a path, in another language', 'base: /course/\nlang: de\n', { 'content/404.md': '# Gone\n' }],
  [
    'with chapters and an old address',
    '',
    { 'content/a/b.md': '---\nredirect_from: /old/\ntags: [x]\n---\n# B\n', 'content/a/c.md': '# C\n' },
  ],
]

describe.each(sites)('a site %s', (_, settings, more) => {
  const own = { 'site.yaml': settings, 'content/index.md': '# Front\n\nText.\n', ...more }
  const plain = site(own, { theme }).build().expectCodes().outputs()

  test('is the same with any template of the theme as its own', () => {
    for (const file of templates) {
      const built = site({ ...own, [file]: read(file) }, { theme }).build()
      expect(built.printed(), file).toBe('')
      expect(built.outputs(), file).toEqual(plain)
    }
  })

  test('is the same with all of them', () => {
    const all = Object.fromEntries(templates.map((file) => [file, read(file)]))
    expect(
      site({ ...own, ...all }, { theme })
        .build()
        .expectCodes()
        .outputs(),
    ).toEqual(plain)
  })
})
