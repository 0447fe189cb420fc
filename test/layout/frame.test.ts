import { describe, expect, test } from 'vitest'
import { bareTheme, site } from '../site.ts'

const styled = { ...bareTheme, 'lib/styles/style.css': 'main{}' }

describe('the look of a site', () => {
  const css = (settings: string, files: Record<string, string> = {}) =>
    site({ 'content/a.md': 'x\n', 'site.yaml': settings, ...files }, { theme: styled }).build()

  test('is in the style sheet, after that of the theme', () => {
    css(
      'theme:\n  accent: "#0a7a5c"\n  text: {light: "#111", dark: "rgb(240 240 240)"}\n  fonts: {text: \'Inter, "Noto Sans"\'}\n  width: 40rem\n',
    )
      .expectCodes()
      .expect(
        'lectern/style.css',
        /--accent: light-dark\(#0a7a5c, #[\da-f]{6}\);/,
        '--button: #0a7a5c;',
        '--on-button: #ffffff;',
        '--text: light-dark(#111, rgb(240 240 240));',
        '--font-text: Inter, "Noto Sans";',
        '--measure: 40rem;',
      )
  })

  test('takes colours by their names, in shades that can be read', () => {
    css('theme: {accent: Green}\n')
      .expectCodes()
      .expect('lectern/style.css', '--accent: light-dark(#1a7443, #', '--button: #1a7443;')
    css('theme: {accent: greenish}\n').expectCodes('config/wrong-type')
  })

  test('has dark letters on buttons of a light colour', () => {
    css('theme: {accent: {light: "oklch(80% 0.15 90)", dark: "#ffd866"}}\nrules: {theme/low-contrast: off}\n').expect(
      'lectern/style.css',
      '--on-button: #000000;',
      'light-dark(oklch(80% 0.15 90), #ffd866)',
    )
  })

  test('adds nothing where nothing is set', () => {
    expect(css('theme: {}\n').page('lectern/style.css')).toBe('main{}')
  })

  test('finds logo, icon, styles and scripts in the assets', () => {
    const theme = {
      ...bareTheme,
      'templates/page.hbs':
        '|{{theme.favicon}}|{{theme.logo.light.url}} {{theme.logo.dark.url}} {{theme.logo.both}}|{{theme.styles}}|{{theme.scripts}}',
    }
    site(
      {
        'content/a.md': 'x\n',
        'site.yaml': 'theme:\n  logo: {light: l.svg, dark: assets/d.svg}\n  styles: css/own.css\n  scripts: [own.js]\n',
        'assets/favicon.svg': '<svg/>',
        'assets/l.svg': '<svg/>',
        'assets/d.svg': '<svg/>',
        'assets/css/own.css': '',
        'assets/own.js': '',
      },
      { theme },
    )
      .build()
      .expectCodes()
      .expect('a/index.html', '|../favicon.svg|../l.svg ../d.svg false|../css/own.css|../own.js')
  })
})

describe('the frame of a page', () => {
  const template =
    '{{page.documentTitle}}|{{page.dir}}|{{words.next}}|{{page.edit}}|{{site.license.name}} {{site.license.url}}'
  const page = (settings: string, text = 'title: Loops\n\nx\n') =>
    site({ 'content/a b.md': text, 'site.yaml': settings, 'templates/page.hbs': template }).build().expectCodes()

  test('has the words of its language, and those of the site before them', () => {
    page('title: Kurs\nlang: de-AT\n').expect('a b/index.html', 'Loops · Kurs|ltr|Weiter|')
    page('lang: de\ninterface: {next: Vorwärts}\n').expect('a b/index.html', '|Vorwärts|')
    page('lang: de\ninterface: {next: Vorwärts}\n', 'lang: fr\n\nx\n').expect('a b/index.html', '|Suivant|')
    page('lang: ar\ninterface: {next: التالي}\n').expect('a b/index.html', '|rtl|التالي|')
    page('lang: sv\n').expect('a b/index.html', '|Nästa|')
    page('lang: la\nrules: {config/no-words: off}\n').expect('a b/index.html', '|Next|')
  })

  test('names the page once where it is called like the site', () => {
    page('title: Loops\n').expect('a b/index.html', /^Loops\|/)
  })

  test('leads to the source and to the licence', () => {
    page('edit: https://example.org/edit/{path}\nlicense: CC BY-SA 4.0\n').expect(
      'a b/index.html',
      '|https://example.org/edit/content/a%20b.md|CC BY-SA 4.0 https://creativecommons.org/licenses/by-sa/4.0/',
    )
    page('license: {name: Ours, url: https://example.org/terms}\n').expect(
      'a b/index.html',
      '|Ours https://example.org/terms',
    )
  })
})
