import fc from 'fast-check'
import { describe, test } from 'vitest'
import { site, type TestSite } from '../site.ts'
import { expectAsClean } from './random-edits.ts'

/** A small course in three languages, and what authors do with it. */
const LANGUAGES = 'languages: {en: English, fr: Français, ar: {name: العربية}}\n'
const start: Readonly<Record<string, string>> = {
  'site.yaml': `title: Course\nurl: https://example.org\ninclude: parts\n${LANGUAGES}`,
  'sitemap.yaml': 'Start: index\nOne:\n  A: one/a\n  B: one/b\n',
  'parts/note.md': 'Note.\n',
  'parts/fr/note.md': 'Remarque.\n',
  'content/index.md': 'title: Start\n\n%link:a% [b](one/b)\n',
  'content/one/a.md': 'title: A\n\n%ref:one/b#FigB%\n\n%-- include: note.md --%\n',
  'content/one/b.md': 'title: B\n\n%--\nfigure:\n  source: b.svg\n  id: FigB\n  caption: x\n--%\n\n%link:a%\n',
  'content/one/img/b/b.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>',
  'content/fr/index.md': 'title: Début\n\n%link:a% [b](one/b)\n',
  'content/fr/one/a.md': 'title: Un\n\n%ref:one/b#FigB%\n\n%-- include: note.md --%\n',
  'content/ar/index.md': 'title: بداية\n\n%link:b%\n',
}

const texts: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'site.yaml': [
    start['site.yaml'],
    `title: Course\nurl: https://example.org\ninclude: parts\nuntranslated: hide\n${LANGUAGES}`,
    'title: Course\nurl: https://example.org\ninclude: parts\nlanguages: {en: English, fr: Français}\n',
    'title: Course\nurl: https://example.org\ninclude: parts\nnumbering: chapter\nlanguages: {en: English, fr: French, ar: Arabic}\n',
  ],
  'sitemap.yaml': [start['sitemap.yaml'], 'Start: index\nTwo:\n  B: one/b\n  A: one/a\nFrench: fr/one/a\n', undefined],
  'sitemap-fr.yaml': [undefined, 'Début: index\nUn: one/a\n', 'Chapitre:\n  Un: one/a\n  B: one/b\n'],
  'parts/fr/note.md': [undefined, 'Remarque.\n', 'Autre.\n'],
  'content/one/b.md': [
    start['content/one/b.md'],
    'title: Better\n\nText. %link:a%\n',
    'title: B\ntranslate: false\n\n%--\nfigure:\n  source: b.svg\n  id: FigB\n  caption: y\n--%\n',
    'title: B\nslug: bee\n\n%link:a%\n',
    'title: B\n\n## Why\n\n### How\n\n%link:a%\n',
  ],
  'content/fr/one/b.md': [
    undefined,
    'title: Deux\n\n%--\nfigure:\n  source: b.svg\n  id: FigB\n  caption: z\n--%\n\n%link:a%\n',
    `title: Deux\nhash: ${'0'.repeat(64)}\n\nTexte.\n`,
    'title: Deux\ndraft: true\n\nTexte.\n',
    'title: Deux\n\n## Pourquoi\n\n### Comment\n\n[x](#why)\n',
    'title: Deux\n\n## Pourquoi\n\n## Comment\n\n%--\nfigure：\n  fuente: b.svg\n  id: FigB\n  légende：z\n--%\n',
  ],
  'content/fr/one/a.md': [
    start['content/fr/one/a.md'],
    undefined,
    'title: Un\n\n[x](%link:b%#why) [y](b.md#how) %ref:b#FigB%\n',
  ],
  'content/ar/one/a.md': [undefined, 'title: ألف\n\n%ref:one/b#FigB%\n', 'title: ألف\nlang: ar\n\n%link:fr/one/a%\n'],
  'content/fr/one/img/b/b.svg': [undefined, '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  'content/index.md': [start['content/index.md'], undefined, 'title: Home\n\n%link:b%\n'],
}

const edit = fc
  .constantFrom(...Object.keys(texts))
  .chain((path) => fc.tuple(fc.constant(path), fc.constantFrom(...(texts[path] ?? []))))

function apply(tree: TestSite, [path, text]: readonly [string, string | undefined]): string[] {
  if (text === undefined) tree.remove(path)
  else tree.edit(path, text)
  return [path]
}

describe('an incremental build of a course in several languages', () => {
  test('after random edits equals a clean build, byte for byte', () => {
    expectAsClean({ start, edit, apply, rounds: 5, runs: 60 })
  })

  test('begins a translation without compiling anything else', () => {
    site(start)
      .build()
      .edit('content/fr/one/b.md', 'title: Deux\n\n%--\nfigure:\n  source: b.svg\n  id: FigB\n  caption: z\n--%\n')
      .build()
      .rebuilt('content/fr/one/b.md')
      .expect('fr/one/b/index.html', 'z')
  })

  test('compiles a source and all pages that show it', () => {
    site(start)
      .build()
      .edit('content/one/b.md', `${start['content/one/b.md']}\nMore.\n`)
      .build()
      .rebuilt('content/one/b.md', 'content/one/b.md//fr', 'content/one/b.md//ar')
  })
})
