import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { folders, isTranslated, languagesCourse, names } from '../languages-course.ts'
import { bareTheme, site, type TestSite } from '../site.ts'

const course = (settings = '', files: Record<string, string> = {}): TestSite =>
  site({ ...languagesCourse(settings), ...files })

/** Where a link of a page leads, from the site's root. */
const linksOf = (tree: TestSite, output: string): readonly string[] =>
  Array.from(tree.page(output).matchAll(/<a\b[^>]*\shref="([^"#]*)/g), ([, href = '']) => href)
    .filter((href) => !href.startsWith('https:'))
    .map((href) => decodeURIComponent(new URL(href, `https://course.example/${output}`).pathname))

const pages = folders.flatMap((folder) => names.map((name) => ({ folder, name })))

describe('a course in several languages', () => {
  const tree = course().build()

  test('has nothing to tell', () => {
    tree.expectCodes()
  })

  test.each(['ar', 'zh'] as const)('links from each translation to translations: %s', (code) => {
    let count = 0
    for (const { folder, name } of pages) {
      if (!isTranslated(code, name)) continue
      for (const path of linksOf(tree, `${code}/${folder}/${name}/index.html`)) {
        expect(path, name).toMatch(new RegExp(`^/${code}/`))
        count++
      }
    }
    expect(count).toBeGreaterThan(45)
  })

  test('shows all figures, videos and tables in each translation', () => {
    for (const code of ['ar', 'zh'] as const)
      for (const { folder, name } of pages) {
        const page = tree.page(`${code}/${folder}/${name}/index.html`)
        expect(page).toMatch(
          new RegExp(`src="[./]+/basic/img|src="[./]+/${folder}/img/${name}/${name}.svg"|src="../img`),
        )
        expect(page.match(/<figure/g)).toHaveLength(3)
      }
  })

  test('has a localised picture where there is one, and that of the source elsewhere', () => {
    tree
      .expect('ar/basic/syntax/index.html', 'src="../img/syntax/syntax.svg" alt="" width="500"')
      .expect('zh/basic/syntax/index.html', 'src="../../../basic/img/syntax/syntax.svg" alt="" width="600"')
  })

  test('includes the text of the language', () => {
    tree
      .expect('ar/basic/syntax/index.html', 'نفس النص لكل الصفحات.')
      .expect('zh/basic/syntax/index.html', '所有页面相同。')
      .expect('basic/syntax/index.html', 'The same for all pages.')
  })

  test('warns where text in another language is included, unless none is wanted', () => {
    const files = languagesCourse()
    delete files['include/ar/shared/note.md']
    const codes = site(files).build().result().diagnostics
    expect(codes.every(({ code, span }) => code === 'translation/other-language' && span?.path.includes('/ar/'))).toBe(
      true,
    )
    expect(codes.length).toBeGreaterThan(0)
    site({ ...files, 'include/shared/note.md': 'translate: false\n\n$$x$$\n' })
      .build()
      .expectCodes()
  })

  test('names another language on purpose', () => {
    course('', {
      'content/zh/extra.md': 'title: X\n\n%link:en/basic/loops%, %link:ar/basic/loops%, [a](../ar/basic/loops.md).\n',
    })
      .build()
      .expect(
        'zh/extra/index.html',
        '<a href="../../basic/loops/" hreflang="en">Page basic loops</a>',
        '<a href="../../ar/basic/loops/" hreflang="ar">',
        /<a href="..\/..\/ar\/basic\/loops\/" hreflang="ar">a</,
      )
  })

  test('says with hreflang that a link leads to the source language', () => {
    course('untranslated: hide\n', {
      'content/zh/extra.md': 'title: X\n\n%link:basic/tools%#about, [t](basic/tools.md#about)\n',
    })
      .build()
      .expect(
        'zh/extra/index.html',
        '<a href="../../basic/tools/#about" hreflang="en">Page basic tools</a>',
        '<a href="../../basic/tools/#about" hreflang="en">t</a>',
      )
      .expectCodes()
  })

  test('tells of links to what is not translated where the rules ask for it', () => {
    const found = course('rules: {translation/missing-target: warning}\n').build().result().diagnostics
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['translation/missing-target']))
  })

  test('is wrong where a name is that of no page in any language', () => {
    course('', { 'content/zh/extra.md': 'title: X\n\n%link:basic/lops%\n' }).build().expectCodes('link/unknown-page')
  })

  test('shows pages that are not translated in their own language, and says so', () => {
    const theme = {
      'templates/page.hbs':
        '{{page.lang}}|{{languages.textLang}} {{languages.textDir}}|{{languages.notice}}|{{meta.canonical}}|{{content}}',
    }
    site(languagesCourse(), { theme })
      .build()
      .expect(
        'zh/basic/tools/index.html',
        /^zh-Hans\|en ltr\|.+English.+\|https:\/\/course.example\/basic\/tools\/\|/,
        'Figure 1.',
        'href="../syntax/',
      )
      .expect('zh/basic/loops/index.html', /^zh-Hans\| \|\|https:\/\/course.example\/zh\/basic\/loops\/\|/, '图 1.')
  })

  test('leaves them out where the settings say so', () => {
    const paths = course('untranslated: hide\n').build().paths()
    expect(paths).toContain('basic/tools/index.html')
    expect(paths).not.toContain('zh/basic/tools/index.html')
  })

  test('has front page, chapters, reading order and a page for wrong addresses in each language', () => {
    const theme = {
      'templates/page.hbs':
        '{{home}} {{front}}|{{previous.url}} {{next.url}} {{next.title}}|{{#each breadcrumbs}}{{title}}>{{/each}}|{{page.chapter}} {{page.shared}}',
      'templates/404.hbs': '{{page.lang}} {{home}}',
    }
    site(languagesCourse(), { theme })
      .build()
      .expect('zh/index.html', './ true| basic/syntax/ 页面 basic syntax||/ /')
      .expect(
        'zh/basic/loops/index.html',
        '../../ false|../syntax/ ../lists/ 页面 basic lists|Course>章节 basic>|/basic/ /basic/loops/',
      )
      .expect(
        'ar/basic/loops/index.html',
        '../../ false|../syntax/ ../lists/ صفحة basic lists|Course>Chapter basic>|/basic/ /basic/loops/',
      )
      .expect('404.html', 'en /')
      .expect('zh/404.html', 'zh-Hans /zh/')
  })

  test('has titles of the navigation from its pages, or from a navigation of its own', () => {
    const nodes = (code: string) =>
      tree.session.state.site?.answer('navigation', `/${code}basic/syntax/`)?.nodes.map(({ title }) => title)
    expect(nodes('')).toEqual(['Welcome', 'Chapter basic', 'Chapter advanced', 'Elsewhere'])
    expect(nodes('ar/')).toEqual(['أهلا وسهلا', 'Chapter basic', 'Chapter advanced', 'Elsewhere'])
    expect(nodes('zh/')).toEqual(['欢迎', '章节 basic', '章节 advanced'])
  })

  test('has an index of the search, a feed and llms.txt for each language', () => {
    for (const code of ['en', 'ar', 'zh'])
      expect(tree.outputs()).toHaveProperty([`lectern/search/${code}/directory.js`])
    const outputs = tree.outputs()
    expect(outputs['zh/feed.xml']).toMatch(/xml:lang="zh-Hans"[\s\S]*https:\/\/course.example\/zh\//)
    expect(outputs['zh/feed.xml']).not.toContain('course.example/ar/')
    expect(outputs['llms.txt']).not.toContain('/zh/')
    expect(outputs['zh/llms.txt']).toContain('https://course.example/zh/basic/loops/index.html.md')
    expect(outputs['lectern/search/zh/t0.js']).not.toContain('Page basic tools')
  })

  test('names the same page in other languages in the sitemap, each in all of them', () => {
    const sitemap = tree.outputs()['sitemap.xml'] ?? ''
    const entries = Array.from(sitemap.matchAll(/<url>(.*?)<\/url>/g), ([, entry = '']) => ({
      loc: /<loc>(.*?)<\/loc>/.exec(entry)?.[1] ?? '',
      others: Array.from(entry.matchAll(/hreflang="([^"]+)" href="([^"]+)"/g), ([, lang, href]) => `${lang} ${href}`),
    }))
    const byAddress = new Map(entries.map((entry) => [entry.loc, entry.others]))
    expect(byAddress.get('https://course.example/zh/basic/loops/')).toEqual([
      'en https://course.example/basic/loops/',
      'ar https://course.example/ar/basic/loops/',
      'zh-Hans https://course.example/zh/basic/loops/',
      'x-default https://course.example/basic/loops/',
    ])
    expect(byAddress.get('https://course.example/basic/tools/')).toEqual([])
    expect(byAddress.has('https://course.example/zh/basic/tools/')).toBe(false)
    for (const { loc, others } of entries)
      for (const other of others) expect(byAddress.get(other.split(' ')[1] ?? ''), loc).toEqual(others)
  })

  test('tells readers that the original is newer, and authors', () => {
    const stale = course()
      .build()
      .edit('content/basic/loops.md', `${languagesCourse()['content/basic/loops.md']}\nMore.\n`)
      .build()
    stale.expectCodes('translation/stale', 'translation/stale')
    expect(stale.result().diagnostics.map(({ span }) => span?.path)).toEqual([
      'content/ar/basic/loops.md',
      'content/zh/basic/loops.md',
    ])
  })

  test('takes the hash of a source with other line ends, or with plain ones', () => {
    const text = 'title: A\r\n\r\nText.\r\n'
    for (const hashed of [text, text.replaceAll('\r', '')]) {
      const hash = createHash('sha256').update(hashed).digest('hex')
      site({
        'site.yaml': 'languages: {en: English, fr: Français}\n',
        'content/a.md': text,
        'content/fr/a.md': `title: A\nhash: ${hash}\n\nTexte.\n`,
      })
        .build()
        .expectCodes()
    }
  })

  test('may have its source language in a folder, too: the root leads there', () => {
    const theme = { ...bareTheme, 'templates/redirect.hbs': 'to {{url}}' }
    site(
      {
        'site.yaml': 'languages: {en: English, fr: Français}\n',
        'content/en/a.md': 'title: A\n\n%link:b%\n',
        'content/en/b.md': 'title: B\n\nx\n',
        'content/fr/a.md': 'title: Un\n\n%link:b%, [b](b.md), [c](/en/b)\n',
        'content/en/img/a/a.svg': '<svg/>',
      },
      { theme },
    )
      .build()
      .expectCodes()
      .expect('index.html', 'to en/')
      .expect('en/a/index.html', 'href="../b/"')
      .expect('fr/a/index.html', '<a href="../b/">B</a>, <a href="../b/">b</a>')
  })

  test('is what it was where the settings name no languages', () => {
    const { 'site.yaml': _, ...files } = languagesCourse()
    const paths = site({
      ...files,
      'site.yaml':
        'title: X\ninclude: include\nrules: {link/unknown-page: off, link/ambiguous-page: off, file/missing: off, nav/unknown-page: off}\n',
    })
      .build({ keepGoing: true })
      .paths()
    expect(paths).toContain('zh/basic/loops/index.html')
    expect(paths.some((path) => path.includes('languages'))).toBe(false)
  })
})

test('the front page of a language stays where it is, whatever its `slug` says', () => {
  const built = site({
    'site.yaml': 'languages: [en, pt-BR]\n',
    'content/page.md': '# Page\n',
    'content/pt-BR/index.md': '---\nslug: s\n---\n\n# Início\n',
  }).build()
  expect(built.paths()).toContain('pt-BR/index.html')
  expect(built.paths()).not.toContain('s/index.html')
})
