import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { isThemeId, THEME_IDS } from '../../src/markdown/theme-ids.ts'
import { site } from '../site.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Files below some folders, with their texts. */
const textsIn = (...folders: readonly string[]): readonly (readonly [string, string])[] =>
  folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('client/dev'))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(root, file), fs.readFileSync(file, 'utf8')] as const),
  )

describe('ids of the page around the text', () => {
  test('are all in one table: those of templates and of scripts', () => {
    const used = new Set<string>()
    for (const [, text] of textsIn('templates'))
      for (const [, id = ''] of text.matchAll(/\s(?:id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"/g))
        used.add(id)
    for (const [, text] of textsIn('src/client'))
      for (const [, id = ''] of text.matchAll(
        /(?:\bid:|\.id \|{0,2}=|'aria-controls':|groupOf\(tabs,)\s*['`]([^'`]+)['`]/g,
      ))
        used.add(id.replace(/\$\{.*$/, '*'))
    // A panel takes the id of its tab.
    used.delete('*')
    expect([...used].sort()).toEqual([...THEME_IDS].sort())
  })

  test('are taken, so that a heading gets another one', () => {
    const built = site({
      'content/a.md': '# Lectern main\n\n## Lectern nav\n\n## Lectern basics\n\n[x](#lectern-main_1)\n',
    }).build()
    built.expect('a/index.html', 'id="lectern-main_1"', 'id="lectern-nav_1"', 'id="lectern-basics"').expectCodes()
  })

  test.each([
    ['an attribute list', '## Part {#lectern-main}', 'html/duplicate-id'],
    ['raw HTML', '<p id="lectern-tab-1-1">x</p>', 'html/duplicate-id'],
    ['raw HTML with references', '<b id="lectern&#45;nav">x</b>', 'html/duplicate-id'],
    ['an equation', '$$x$$ {#lectern-main}', 'block/duplicate-id'],
    ['a block', '%-- table: {source: x.csv, id: lectern-nav} --%', 'block/duplicate-id'],
  ] as const)('are told where %s gives one, and left out where authors are not trusted', (_name, text, code) => {
    const files = { 'content/a.md': `# A\n\n${text}\n`, 'content/x.csv': 'a\n1\n' }
    site(files).build().expectCodes(code)
    const safe = site({ ...files, 'site.yaml': 'safe: true\n' })
      .build()
      .expectCodes(code)
    for (const [, id = ''] of safe.page('a/index.html').matchAll(/ id="([^"]*)"/g))
      expect(isThemeId(id.replace('&#45;', '-')), id).toBe(false)
  })
})
