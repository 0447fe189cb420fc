import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BuildRequest } from '../../src/build/build.ts'
import { readSettings } from '../../src/config/read.ts'
import type { Settings } from '../../src/config/settings.ts'
import { memoryFiles } from '../../src/files/memory.ts'
import { memoryStore } from '../../src/files/store.ts'
import { site, type TestSite } from '../site.ts'
import { everything, start } from './edits.ts'

/** A site under a value of a setting: lines of `site.yaml`, other files, and what is asked of the build. */
interface Value {
  readonly yaml?: string
  readonly files?: Readonly<Record<string, string>>
  readonly request?: BuildRequest
}

const yaml = (first: string, second: string): readonly [Value, Value] => [{ yaml: first }, { yaml: second }]
const request = (first: BuildRequest, second: BuildRequest): readonly [Value, Value] => [
  { request: first },
  { request: second },
]
const file = (name: string, first: string, second: string): readonly [Value, Value] => [
  { files: { [name]: first } },
  { files: { [name]: second } },
]

/** Two values of each setting: a new setting has none, and the types say so. */
const values: { readonly [Name in keyof Settings]: readonly [Value, Value] } = {
  title: yaml('title: Course', 'title: Other'),
  description: yaml('description: Of loops.', 'description: Of lists.'),
  url: yaml('url: https://example.org', 'url: https://example.com/course'),
  lang: yaml('lang: en', 'lang: de'),
  languages: yaml('languages: {en: English}', 'languages: {en: British}'),
  untranslated: yaml('untranslated: show', 'untranslated: hide'),
  author: yaml('author: Ada', 'author: Grace'),
  theme: yaml('theme: {accent: "#123456"}', 'theme: {styles: style.css}'),
  interface: yaml('interface: {next: On}', 'interface: {next: Further}'),
  license: yaml('license: CC BY 4.0', 'license: MIT'),
  edit: yaml('edit: https://example.org/edit/{path}', 'edit: https://example.org/change/{path}'),
  content: yaml('content: content', 'content: other'),
  templates: yaml('templates: templates', 'templates: own'),
  assets: yaml('assets: assets', 'assets: files'),
  output: yaml('output: dist', 'output: public'),
  include: yaml('include: parts', 'include: [data, parts]'),
  nav: file('sitemap.yaml', 'One:\n  A: one/a\n  B: one/b\n', 'B: one/b\nA: one/a\nC: two/c\n'),
  constants: file('constants.yaml', 'name: Ada\n', 'name: Grace\n'),
  constantSpans: file('constants.yaml', 'name: Ada\nother: x\n', '# Names\nname: Ada\nother: x\n'),
  languageNavs: [
    {
      yaml: 'languages: {en: {folder: .}, fr: {folder: fr}}',
      files: { 'content/fr/a.md': 'title: Fr\n', 'sitemap-fr.yaml': 'Un: a\n' },
    },
    {
      yaml: 'languages: {en: {folder: .}, fr: {folder: fr}}',
      files: { 'content/fr/a.md': 'title: Fr\n', 'sitemap-fr.yaml': 'Deux: a\n' },
    },
  ],
  numbering: yaml('numbering: page', 'numbering: chapter'),
  tocDepth: yaml('toc: {depth: 3}', 'toc: {depth: 2}'),
  meanings: yaml('words: {loop: {means: Again.}}', 'words: {loop: {means: And again.}}'),
  words: yaml('words: {loop: <i>loop</i>}', 'words: {loop: <b>loop</b>}'),
  plugins: [
    { yaml: 'plugins: ./one.js', files: { 'one.js': '' } },
    { yaml: 'plugins: ./other.js', files: { 'other.js': '' } },
  ],
  run: yaml('run: false', 'run: true'),
  safe: yaml('safe: false', 'safe: true'),
  exercises: yaml('safe: true', 'safe: {exercises: true}'),
  externalExcept: yaml('external: {except: https://a.example}', 'external: {except: https://b.example}'),
  rules: yaml('rules: {reference/unused-id: off}', 'rules: {reference/unused-id: warning}'),
  pluginRules: yaml('rules: {note/one: off}', 'rules: {note/other: off}'),
  base: request({ base: '/' }, { base: '/course/' }),
  portable: yaml('portable: false', 'portable: true'),
  search: yaml('search: true', 'search: false'),
  drafts: request({ drafts: false }, { drafts: true }),
  image: yaml('image: assets/a.svg', 'image: https://example.org/b.png'),
  feed: yaml('feed: true', 'feed: false'),
  diagrams: yaml('diagrams: false', 'diagrams: true'),
  pictures: yaml('pictures: webp', 'pictures: avif'),
  lastChanged: yaml('last_changed: false', 'last_changed: true'),
  markdown: yaml('markdown: true', 'markdown: false'),
}

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"/>'
const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(start).filter(([name]) => !name.startsWith('templates/'))),
  'content/index.md': 'title: Home\nredirect_from: /old/\n\n%link:one/a% $name$ loop <b onclick="x()">b</b>\n',
  'content/one/d.md':
    'title: D\ndraft: true\n\n[TOC]\n\n## Part\n\n### Piece\n\n[other](https://a.example) %--\nfigure:\n  source: /a.svg\n--%\n',
  'content/one/e.md':
    'title: E\n\n[TOC]\n\n## Part\n\n### Piece\n\n%--\nfigure:\n  source: /a.svg\n  id: FigE\n--%\n\n%FigE\n\n%--\nexercise:\n  id: ExE\n  task: Go.\n  output: 1\n  solution: print(1)\n--%\n',
  'other/index.md': 'title: Elsewhere\n\n%--\ntable:\n  source: x.csv\n--%\n',
  'other/one/a.md': 'title: A\n\n$name$\n',
  'assets/a.svg': picture,
  'files/style.css': 'a {}',
  'templates/404.hbs': '{{page.title}}',
  'own/index.hbs': '{{content}}',
}

const root = path.join(import.meta.dirname, '../..')
/** What Lectern comes with: its templates show what settings say. */
const theme = Object.fromEntries(
  ['templates', 'lib/styles'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:hbs|css)$/.test(name))
      .map((name) => [`${folder}/${name}`, fs.readFileSync(path.join(root, folder, name), 'utf8')]),
  ),
)

/** The lines of `site.yaml` that no value takes the place of. */
const base = ['title: Course', 'url: https://example.org', 'include: parts']

function filesWith({ yaml: line = '', files: own = {} }: Value): Readonly<Record<string, string>> {
  const key = line.split(':')[0]
  const lines = [...base.filter((other) => other.split(':')[0] !== key), line]
  return { ...files, ...own, 'site.yaml': `${lines.join('\n')}\n` }
}

/** Builds a site as it is under a value. */
function build(tree: TestSite, value: Value): TestSite {
  for (const [name, text] of Object.entries(filesWith(value))) tree.edit(name, text)
  return tree.build({ ...value.request, keepGoing: true })
}

const clean = (value: Value) => everything(build(site({}, { theme, advice: true }), value))

describe('a setting that is changed, and changed back,', () => {
  test.each(Object.entries(values))('makes the same of a site as a clean build: %s', (name, [first, second]) => {
    const settingOf = (value: Value): unknown => {
      const settings: object = readSettings(memoryFiles(filesWith(value)), value.request).value
      return Reflect.get(settings, name)
    }
    expect(settingOf(first)).not.toEqual(settingOf(second))

    const [before, after] = [clean(first), clean(second)]
    // Else nothing is written.
    expect([before.fault, after.fault]).not.toContain('settings')
    const store = memoryStore()
    const session = site({}, { theme, advice: true })
    const output = memoryFiles({}, 'dist')
    const inProcess = (value: Value) => everything(build(session, value))
    const inNewProcess = (value: Value) => everything(build(site({}, { theme, advice: true, store, output }), value))
    for (const builtNow of [inProcess, inNewProcess]) {
      expect(builtNow(first)).toEqual(before)
      expect(builtNow(second)).toEqual(after)
      expect(builtNow(first)).toEqual(before)
    }
  })
})
