import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { dateIn, fillCount, numberIn, wordsFor } from '../../src/config/interface-words.ts'
import { english, type InterfaceWords } from '../../src/words/english.ts'
import { languagesWithWords, languageWithWords, wordSet } from '../../src/words/languages.ts'
import { site } from '../site.ts'

const PAGE = `title: Seite

[TOC]

## Eins

> [!NOTE]
> Text[^1].

[^1]: Mehr.

- [ ] offen
- [x] fertig

:::details
Mehr.
:::

%--
figure:
  source: a.svg
  id: FigA
  caption: Ein Bild.
--%

%--
video:
  source: vimeo
  videoid: "12"
  id: VidA
  caption: Ein Film.
--%

%FigA zeigt es.
`
const course = (settings: string, files: Record<string, string> = {}) =>
  site({
    'site.yaml': settings,
    'content/a.md': PAGE,
    'content/img/a/a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>',
    ...files,
  })

describe('what a page shows beside its text', () => {
  test('is in the language of the site', () => {
    course('lang: de\n')
      .build()
      .expectCodes()
      .expect(
        'a/index.html',
        'aria-label="Inhalt"><p class="toc-title">Inhalt</p>',
        '<p class="alert-title">Hinweis</p>',
        'aria-label="Zurück zur Textstelle 1"',
        'aria-label="Zu erledigen"',
        'aria-label="Erledigt"',
        '<summary>Einzelheiten</summary>',
        '<span class="label">Abbildung 1.</span> Ein Bild.',
        '<span class="label">Video 1.</span> Ein Film.',
        'Video abspielen',
        '<a class="reference" href="#FigA">Abbildung 1</a> zeigt es.',
      )
      .expectNot('a/index.html', />(?:Figure|Note|Contents|Details|Play)/)
  })

  test('is in the language of the page, also where it names what another page has', () => {
    course('title: X\n', { 'content/b.md': 'lang: fr\n\nSee %ref:a#VidA%.\n' })
      .build()
      .expect('a/index.html', '<span class="label">Figure 1.</span>')
      .expect('b/index.html', '>Vidéo 1</a>')
  })

  test('is what the site says instead', () => {
    course('interface: {figure: "Fig. {n}", captionStart: "{label}:"}\n')
      .build()
      .expect('a/index.html', '<span class="label">Fig. 1:</span>', '>Fig. 1</a> zeigt')
      .edit('site.yaml', 'interface: {figure: "Plate {n}"}\n')
      .build()
      .expect('a/index.html', '<span class="label">Plate 1.</span>')
      .edit('site.yaml', 'lang: fr\n')
      .build()
      .expect('a/index.html', '<span class="label">Figure 1.</span>', 'Lire la vidéo')
  })

  test('has its numbers in the digits that the language is read with', () => {
    course('lang: x\ninterface: {digits: ۰۱۲۳۴۵۶۷۸۹}\nnumbering: chapter\n', {
      'sitemap.yaml': 'A: a\nB: b\n',
      'content/b.md': '%ref:a#FigA%\n',
    })
      .build()
      .expect('a/index.html', 'Figure ۱.۱.')
      .expect('b/index.html', 'Figure ۱.۱')
  })
})

describe('what scripts say', () => {
  test('is a small file for each language of the pages, and none for English', () => {
    course('title: X\n').build().expectNot('a/index.html', 'lectern/words')
    const files = course('lang: de\n', { 'content/b.md': 'lang: fr\n\nx\n' }).build().outputs()
    expect(Object.keys(files).filter((path) => path.startsWith('lectern/words/'))).toEqual([
      'lectern/words/de.js',
      'lectern/words/fr.js',
    ])
    expect(files['lectern/words/de.js']).toMatch(/^lecternWords=\{.*"copy":"Kopieren".*\}\n$/)
  })

  test('is there for English words of the site’s own', () => {
    const files = course('interface: {copy: Take}\n').build().outputs()
    expect(files['lectern/words/en.js']).toBe('lecternWords={"copy":"Take"}\n')
  })

  test('cannot be given another path by the language of a page', () => {
    const files = course('title: X\n', { 'content/b.md': 'lang: ../../x\n\nx\n' }).build().outputs()
    expect(Object.keys(files).filter((path) => path.includes('words'))).toEqual([])
  })
})

describe('words of a language', () => {
  const de = wordsFor('de', { lang: 'de', interface: {} })

  test('are found by the longest part of a tag', () => {
    expect(['de', 'de-AT', 'pt-BR', 'EN-gb', 'zh-Hant-HK', 'zh-TW', 'zh-CN', 'xx', 'd'].map(languageWithWords)).toEqual(
      ['de', 'de', 'pt', 'en', 'zh-hant', 'zh-tw', 'zh', undefined, undefined],
    )
  })

  test('have a form for each plural', () => {
    const words = { ...de, pages: '{n, plural, one {{n} page} other {{n} pages}}' }
    const shown = (lang: string) => [0, 1, 2].map((n) => fillCount(words, words.pages, lang, n))
    expect(
      [1, 2, 5, 22].map((n) =>
        fillCount(
          wordsFor('pl', { lang: 'pl', interface: {} }),
          wordsFor('pl', { lang: 'pl', interface: {} }).pages,
          'pl',
          n,
        ),
      ),
    ).toEqual(['1 strona', '2 strony', '5 stron', '22 strony'])
    const ar = wordsFor('ar', { lang: 'ar', interface: {} })
    expect([1, 2, 3, 11, 100].map((n) => fillCount(ar, ar.pages, 'ar', n))).toEqual([
      'صفحة واحدة',
      'صفحتان',
      '٣ صفحات',
      '١١ صفحة',
      '١٠٠ صفحة',
    ])
    expect(shown('fr')).toEqual(['0 page', '1 page', '2 pages'])
    expect(shown('de')).toEqual(['0 pages', '1 page', '2 pages'])
    expect(fillCount(de, 'plain {n}', 'de', 3)).toBe('plain 3')
  })

  test('write dates and numbers', () => {
    expect(dateIn(de, 'de', '2026-03-01')).toBe('1. März 2026')
    expect(dateIn(de, 'de', 'in spring')).toBe('in spring')
    expect(dateIn(de, 'en', '2026-03-01')).toBe('2026-03-01')
    expect(dateIn(de, 'de-@', '2026-03-01')).toBe('1. März 2026')
    expect(numberIn({ digits: '٠١٢٣٤٥٦٧٨٩' }, 120)).toBe('١٢٠')
  })

  test('are there in more than thirty languages, those that are written from the right among them', () => {
    expect(new Set(languagesWithWords.map((language) => wordSet(language).languageName)).size).toBeGreaterThanOrEqual(
      32,
    )
    expect(languagesWithWords).toEqual(expect.arrayContaining(['ar', 'fa', 'he', 'ur']))
  })

  test('have one text for one name, whichever script shows it', () => {
    const files = fs.readdirSync(path.join(import.meta.dirname, '../../src/words/english'))
    const texts = new Map<string, string>()
    for (const file of files) {
      const text = fs.readFileSync(path.join(import.meta.dirname, '../../src/words/english', file), 'utf8')
      for (const [, name = '', word = ''] of text.matchAll(/^ {2}(\w+): ['"](.*)['"],$/gm)) {
        expect(texts.get(name) ?? word, name).toBe(word)
        texts.set(name, word)
      }
    }
    expect(texts.size).toBeGreaterThan(100)
  })

  const blanks = (text: string): string[] => Array.from(new Set(text.match(/\{\w+\}/g) ?? [])).sort()
  const names = Object.keys(english) as (keyof InterfaceWords)[]

  test.each(languagesWithWords)(
    '%s: are all there, with the blanks that they have in English, and no others',
    (language) => {
      const words = wordSet(language)
      // All of them: until a word is there, its line says which one.
      expect(names.filter((name) => words[name] === undefined)).toEqual([])
      for (const name of names) {
        const text = words[name] ?? ''
        expect(text.trim(), name).not.toBe('')
        expect(blanks(text), name).toEqual(blanks(english[name]))
      }
      expect(Object.keys(words).filter((name) => !names.some((known) => known === name))).toEqual([])
      expect(Array.from(words.digits ?? english.digits)).toHaveLength(10)
    },
  )
})
