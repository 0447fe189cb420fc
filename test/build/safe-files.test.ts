import { describe, expect, test } from 'vitest'
import { refusalOf } from '../../src/files/refusal.ts'
import { createDevSite } from '../../src/serve/dev-site.ts'
import { harmlessFiles, hostileFiles } from '../hostile/files.ts'
import { theme } from '../publish/theme.ts'
import { site } from '../site.ts'

/**
 * With `safe: true`, what lies beside pages is published only if no browser runs it; and never, safe or not, does a file of an
 * author take the address of one that Lectern writes.
 */

const SAFE = { 'site.yaml': 'safe: true\nurl: https://example.org\n', 'content/index.md': '# Home\n' }
const below = (folder: string, files: readonly (readonly [string, string])[]) =>
  Object.fromEntries(files.map(([name, content]) => [`${folder}/${name}`, content]))

describe('a file beside the pages of authors who are not trusted', () => {
  test.each(hostileFiles)('%s is not published, and that is told', (name, content) => {
    const built = site({ ...SAFE, [`content/${name}`]: content }, { theme }).build()
    expect(built.outputs()[name]).toBeUndefined()
    expect(built.printed()).toContain(`content/${name}:1:1  warning  file/not-published  \`content/${name}\` is not`)
  })

  test.each(harmlessFiles)('%s is published as it is', (name, content) => {
    const built = site({ ...SAFE, [`content/${name}`]: content }, { theme })
      .build()
      .expectCodes()
    expect(built.page(name)).toBe(content)
  })

  test('is published where they are trusted', () => {
    const files = hostileFiles.filter(([name]) => /^evil\.[a-z]+$/.test(name))
    const built = site({ 'content/index.md': '# Home\n', ...below('content', files) }, { theme })
      .build()
      .expectCodes()
    for (const [name, content] of files) expect(built.page(name)).toBe(content)
  })

  test('is published from assets, which they do not write', () => {
    const files = hostileFiles.filter(([name]) => /^evil\.[a-z]+$/.test(name))
    const built = site({ ...SAFE, ...below('assets', files) }, { theme })
      .build()
      .expectCodes()
    for (const [name, content] of files) expect(built.page(name)).toBe(content)
  })

  test.each(['content/files', 'content', 'parts/files', '.'])(
    'is not where assets lie in `%s`, which is told',
    (folder) => {
      const built = site({
        ...SAFE,
        'site.yaml': `safe: true\ninclude: [parts]\nassets: ${folder}\n`,
        'parts/part.md': 'x\n',
        [folder === '.' ? 'content/evil.html' : `${folder}/evil.html`]: 'steal()',
      }).build({ keepGoing: true })
      expect(Object.keys(built.outputs()).filter((path) => path.endsWith('evil.html'))).toEqual([])
      if (folder !== '.') expect(built.printed()).toContain('config/shared-folder')
    },
  )

  test('is not by any way to name it, and what names it leads nowhere', () => {
    const built = site({
      ...SAFE,
      'site.yaml': 'safe: true\ninclude: [parts]\n',
      'parts/evil.svg': hostileFiles.find(([name]) => name === 'script.svg')?.[1] ?? '',
      'other/evil.html': 'steal()',
      'content/loop.js': 'steal()\n',
      'content/index.md':
        '# Home\n\n[a](/other/evil.html) [b](%static:other/evil.html%) ![c](evil.svg) <a href="%static:other/evil.html%">d</a> <img src="evil.svg" alt="e">\n\n' +
        '%-- figure: {source: evil.svg, id: FigA, alt: f} --%\n\n%-- code: {source: loop.js, id: LstA} --%\n\n```html\n<script>\n```\n',
    }).build({ keepGoing: true })
    expect(Object.keys(built.outputs()).filter((path) => /evil|loop\.js/.test(path))).toEqual([])
    built.expectNot('index.html', /(?:src|href)="[^"]*evil/)
    built.expect('index.html', '<figure class="listing"', '>steal</span>()')
    expect(
      built.printed().match(/`(?:other\/evil.html|parts\/evil.svg)` is not published, so nothing leads to it/g),
    ).toHaveLength(6)
  })

  test('is looked at again when it changes', () => {
    const built = site({
      ...SAFE,
      'content/x.svg': harmlessFiles[0]?.[1] ?? '',
      'content/a.md': '# A\n\n[x](x.svg)\n',
    }).build()
    built.expect('a/index.html', 'href="../x.svg"').expectCodes()
    built.edit('content/x.svg', hostileFiles.find(([name]) => name === 'script.svg')?.[1] ?? '').build()
    expect(built.outputs()['x.svg']).toBeUndefined()
    built.expect('a/index.html', 'href="#"').expectCodes('file/not-published', 'file/not-published')
    built
      .edit('content/x.svg', harmlessFiles[0]?.[1] ?? '')
      .build()
      .expect('a/index.html', 'href="../x.svg"')
      .expectCodes()
    expect(built.outputs()['x.svg']).toBeDefined()
  })

  test('a drawing of many megabytes is read in one pass', () => {
    const much = 'x'.repeat(8_000_000)
    const drawing = (inner: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`)
    const refused = (inner: string) => refusalOf('a.svg', () => drawing(inner))
    for (const inner of [
      `<!--${much}-->`,
      `<![CDATA[${much}]]>`,
      `<image href="data:image/png;base64,${much}"/>`,
      much,
      '<g/>'.repeat(500_000),
    ])
      expect(refused(inner)).toBeUndefined()
    for (const inner of [`<!--${much}`, `<g a="${much}`, '<g '.repeat(500_000), '<g>'.repeat(500_000)])
      expect(refused(inner)).toBe('it is not well formed')
  })
})

describe('an address that Lectern writes itself', () => {
  const OWN = [
    'lectern/lectern.js',
    'lectern/scheme.js',
    'lectern/style.css',
    'lectern/search.js',
    'lectern/search/t0.js',
    'lectern/not-there-yet.js',
    'Lectern/lectern.js',
    'robots.txt',
    '404.html',
    'feed.xml',
    'sitemap.xml',
    'llms.txt',
  ]
  const FILES = {
    'site.yaml': 'url: https://example.org\n',
    'content/index.md': '---\ndate: 2026-03-01\n---\n\n# Home\n',
  }
  const plain = site(FILES, { theme }).build().outputs()

  test.each(OWN)('%s is not taken by a file beside the pages', (name) => {
    const built = site({ ...FILES, [`content/${name}`]: 'mine' }, { theme }).build({ keepGoing: true })
    expect(Object.values(built.outputs())).not.toContain('mine')
    expect(built.outputs()[name]).toBe(plain[name])
    expect(built.printed()).toContain(
      `\`content/${name}\` would be written to \`${name}\`, where Lectern writes a file of its own.`,
    )
  })

  test.each(['404.html', '/lectern/search.html'])('%s is not taken by an old address', (from) => {
    const built = site({ ...FILES, 'content/a.md': `---\nredirect_from: ${from}\n---\n\n# A\n` }, { theme }).build({
      keepGoing: true,
    })
    expect(built.outputs()['404.html']).toBe(
      site({ ...FILES, 'content/a.md': '# A\n' }, { theme })
        .build()
        .outputs()['404.html'],
    )
    expect(built.printed()).toContain('page/duplicate-address')
  })

  test('is taken by assets, and by a page `404.md`', () => {
    const built = site(
      { ...FILES, 'assets/robots.txt': 'mine', 'assets/lectern/style.css': 'mine', 'content/404.md': '# Gone\n' },
      { theme },
    )
      .build()
      .expectCodes()
    expect(built.outputs()).toMatchObject({ 'robots.txt': 'mine', 'lectern/style.css': 'mine' })
    built.expect('404.html', 'Gone')
  })

  test('is not taken in `lectern dev` either', () => {
    const made = site({ ...FILES, ...Object.fromEntries(OWN.map((name) => [`content/${name}`, 'mine'])) }, { theme })
    const dev = createDevSite(made.session, {})
    dev.update()
    while (dev.work(1000));
    for (const name of OWN) expect(new TextDecoder().decode(dev.file(name) ?? new Uint8Array()), name).not.toBe('mine')
    expect(dev.diagnostics().filter(({ code }) => code === 'page/duplicate-address')).toHaveLength(OWN.length)
  })
})
