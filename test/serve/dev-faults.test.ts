import { describe, expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { textOf } from '../../src/build/session.ts'
import type { SettingsOverrides } from '../../src/config/settings.ts'
import { prettyAll } from '../../src/diagnostics/pretty.ts'
import { createDevSite } from '../../src/serve/dev-site.ts'
import { brokenSites, filesOfBroken } from '../broken-sites.ts'
import { memorySite } from '../memory-site.ts'

type Files = Readonly<Record<string, string | Uint8Array>>

/** What `lectern check` tells of a site. */
function checked(files: Files, overrides: SettingsOverrides): string {
  const { session } = memorySite(files)
  return prettyAll(build(session, { ...overrides, check: true }).diagnostics, textOf(session)).join('\n\n')
}

/** What `lectern dev` tells when it has gone through all pages: as soon as it starts, and after everything was saved again. */
function developed(files: Files, overrides: SettingsOverrides): readonly string[] {
  const { session } = memorySite(files)
  const site = createDevSite(session, overrides)
  const told = (changed?: readonly string[]): string => {
    site.update(changed, true)
    while (site.work(1000));
    return prettyAll(site.diagnostics(), textOf(session)).join('\n\n')
  }
  return [told(), told(Object.keys(files))]
}

describe('lectern dev tells what lectern check tells', () => {
  test.each(brokenSites)('%s', (name) => {
    const files = filesOfBroken(name)
    const expected = checked(files, {})
    expect(expected).not.toBe('')
    expect(developed(files, {})).toEqual([expected, expected])
  })

  test.each<[string, Files, SettingsOverrides, string]>([
    [
      'a template that links to a heading that is not there',
      {
        'content/index.md': '# A\n',
        'content/a.md': '# B\n',
        'templates/page.hbs': '<a href="/a/#nowhere">x</a>{{content}}',
      },
      {},
      'link/unknown-anchor',
    ],
    ['an output folder in the content', { 'content/index.md': '# A\n' }, { output: 'content/out' }, 'output/overlap'],
    [
      'a template that cannot be laid out, of a page that Lectern generates',
      { 'content/one/a.md': '# A\n', 'templates/index.hbs': '{{> nowhere}}' },
      {},
      'template/unknown-partial',
    ],
    [
      'a draft that the navigation names',
      { 'content/a.md': '# A\n', 'content/b.md': 'title: B\ndraft: true\n', 'sitemap.yaml': 'A: a\nB: b\n' },
      { drafts: false },
      'nav/draft-page',
    ],
    [
      'a file of the author where one of all pages goes, but for its case',
      { 'content/a.md': '# A\n', 'assets/Robots.txt': 'x' },
      {},
      'page/case-collision',
    ],
    ['no pages', { 'site.yaml': 'title: X\n' }, {}, 'page/no-pages'],
  ])('%s', (_, files, overrides, code) => {
    const expected = checked(files, overrides)
    expect(expected).toContain(code)
    expect(developed(files, overrides)).toEqual([expected, expected])
  })
})

describe('after an edit of one page, lectern dev tells what lectern check tells', () => {
  const figure = '%--\nfigure:\n  source: a.svg\n  alt: x\n  id: FigA\n--%\n'
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>'
  test.each<[string, Files, string, string]>([
    [
      'a constant comes into use',
      { 'content/index.md': '# A\n', 'content/b.md': '# B\n', 'constants.yaml': 'name: Ada\n' },
      'content/b.md',
      '# B\n\n$name$\n',
    ],
    [
      'a constant goes out of use',
      { 'content/index.md': '# A\n', 'content/b.md': '# B\n\n$name$\n', 'constants.yaml': 'name: Ada\n' },
      'content/b.md',
      '# B\n\nx\n',
    ],
    [
      'another page begins to refer to a figure',
      {
        'site.yaml': 'rules: {reference/unused-id: warning}\n',
        'content/index.md': '# A\n',
        'content/b.md': `# B\n\n${figure}`,
        'content/a.svg': drawing,
      },
      'content/index.md',
      '# A\n\n%ref:b#FigA%\n',
    ],
    [
      'another page gets the figure that is named',
      { 'content/index.md': '# A\n\n%FigA\n', 'content/b.md': '# B\n', 'content/a.svg': drawing },
      'content/b.md',
      `# B\n\n${figure}`,
    ],
    [
      'another page loses the figure that is named',
      { 'content/index.md': '# A\n\n%FigA\n', 'content/b.md': `# B\n\n${figure}`, 'content/a.svg': drawing },
      'content/b.md',
      '# B\n',
    ],
  ])('%s', (_, files, path, text) => {
    const { session, files: memory } = memorySite(files)
    const site = createDevSite(session, {})
    const told = (): string => {
      while (site.work(1000));
      return prettyAll(site.diagnostics(), textOf(session)).join('\n\n')
    }
    site.update(undefined, true)
    expect(told()).toBe(checked(files, {}))
    memory.contents.set(path, text)
    site.update([path], false)
    expect(told()).toBe(checked({ ...files, [path]: text }, {}))
  })
})

describe('settings that cannot be read leave those of before in force', () => {
  const good: Files = {
    'site.yaml': 'title: Course\ncontent: pages\nwords: {H2O: H<sub>2</sub>O}\n',
    'sitemap.yaml': 'Basics:\n  Loops: basic/loops\n',
    'constants.yaml': 'name: Ada\n',
    'templates/page.hbs': '<title>{{site.title}}</title>{{content}}',
    'pages/basic/loops.md': '# Loops\n\n$name$ drinks H2O.\n',
    'pages/index.md': '# Start\n',
  }
  test.each<[string, string, string | Uint8Array, string]>([
    ['a value that is half typed', 'site.yaml', 'content: pages\ntitle: [broken', 'config/bad-yaml'],
    ['a folder whose name is half typed', 'site.yaml', 'content: pag\n', 'config/missing-file'],
    ['a setting of another kind', 'site.yaml', 'content: [1]\nwords: x\n', 'config/wrong-type'],
    ['bytes that are no text', 'site.yaml', Uint8Array.of(0xff), 'page/not-utf8'],
    ['navigation', 'sitemap.yaml', 'Basics:\n  Loops: [basic/loops', 'config/bad-yaml'],
    ['constants', 'constants.yaml', 'name: "Ada', 'config/bad-yaml'],
    ['a template', 'templates/page.hbs', '{{#if}', 'template/bad-syntax'],
  ])('%s', (_, path, half, code) => {
    const { session, files: memory } = memorySite(good)
    const site = createDevSite(session, {})
    const codes = (): readonly string[] => {
      while (site.work(1000));
      return site.diagnostics().map((item) => item.code)
    }
    const shown = (): string => Buffer.from(site.page('basic/loops/index.html')?.bytes ?? '').toString()
    site.update(undefined, true)
    expect(codes()).toEqual([])
    const before = shown()
    expect(before).toContain('Ada drinks H<sub>2</sub>O.')
    memory.contents.set(path, half)
    site.update([path], false)
    expect(shown()).toBe(before)
    expect(codes()).toContain(code)
    // A page that is saved in the meantime is made with them, too.
    memory.contents.set('pages/basic/loops.md', '# Loops\n\n$name$ drinks tea.\n')
    site.update(['pages/basic/loops.md'], false)
    expect(shown()).toContain('Ada drinks tea.')
    memory.contents.set(path, String(good[path]).replace('Course', 'New'))
    site.update([path], false)
    expect(codes()).toEqual([])
    expect(shown()).toContain(path === 'site.yaml' ? 'New' : 'Course')
  })
})
