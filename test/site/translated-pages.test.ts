import { describe, expect, test } from 'vitest'
import { site, type TestSite } from '../site.ts'

/**
 * Pages as programs and volunteers translate them: links and ids of the source stay in the text, headings and even names of blocks do
 * not. Nobody is to read the source where a translation is there.
 */

const SETTINGS = `title: Course
include: include
languages: {en: English, de: Deutsch, zh: 中文, ar: {name: العربية}}
`
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"/>\n'

/** Every way to name a page, a heading, a file and a numbered thing. */
const links = `[t](%link:basic/loops%) [t](%url:loops%) %link:/basic/loops% <a href='%url:basic/loops%'>t</a> [t](loops.md) [t](../basic/loops.md#how-often)
[t](/basic/loops) [t](loops/) [t][r] %url:loops%#how-often [t](%link:loops%#fixed) [t](%url:syntax%-solution) [t](%url:notes%/../2.8.0)
[t](#what-it-is) %ref:loops#FigLoop% %static:files/a.zip% [t](/notes/2.8.0)

[r]: %link:loops%
`
const page = (title: string, heading: string, text: string, blocks: string): string => `title: ${title}

[TOC]

## ${heading}

${text} ${links}
${blocks}
%-- include: include/api/canvas.md --%

%-- include: api/clock.md --%
`
const figure = '%--\nfigure:\n  source: loop.svg\n  id: FigLoop\n  caption: One.\n--%\n'
const video = '%--\nvideo:\n  source: vimeo\n  id: VidLoop\n  videoid: "7"\n--%\n'
const table = '%--\ntable:\n  source: ages.csv\n  id: TblAges\n--%\n'

const course: Readonly<Record<string, string>> = {
  'site.yaml': SETTINGS,
  'content/index.md': 'title: Start\n\n%link:syntax%\n',
  'content/basic/syntax.md': page('Syntax', 'What it is', 'Text', `${figure}\n%FigLoop\n\n${video}\n${table}`),
  'content/basic/img/syntax/loop.svg': svg,
  'content/basic/tbl/syntax/ages.csv': 'name,age\nAda,36\n',
  'content/basic/loops.md': `title: Loops\n\n## How often\n\n## Fixed {#fixed}\n\n${figure}`,
  'content/basic/img/loops/loop.svg': svg,
  'content/basic/syntax-solution.md': 'title: Solution\n\nText.\n',
  'content/notes/notes.md': 'title: Notes\n\nText.\n',
  'content/notes/2.8.0.md': 'title: 2.8\n\nText.\n',
  'content/files/a.zip': 'PK',
  'include/api/canvas.md': '## Canvas\n\nIn English. [t](%link:loops%)\n\n%-- include: include/api/inner.md --%\n',
  'include/api/inner.md': 'Inner in English.\n',
  'include/api/clock.md': 'Clock in English.\n',
  // German: names of blocks were translated, too.
  'content/de/index.md': 'title: Anfang\nlocale: de\n\n%link:syntax%\n',
  'content/de/basic/syntax.md': page(
    'Syntax',
    'Was es ist',
    'Text',
    '%--\nAbbildung:\n  Quelle: loop.svg\n  id: FigLoop\n  Untertitel: Eine.\n  Breite: 50\n--%\n\n%FigLoop\n\n%--\nVideo:\n  Quelle: vimeo\n  id: VidLoop\n  videoid: "7"\n  Höhe: 480\n--%\n\n%--\nTabelle:\n  Quelle: ages.csv\n  id: TblAges\n--%\n',
  ),
  'content/de/basic/loops.md': `title: Schleifen\n\n## Wie oft\n\n## Fest {#fixed}\n\n${figure}`,
  'content/de/basic/syntax-solution.md': 'title: Lösung\n\nText.\n',
  'content/de/notes/notes.md': 'title: Notizen\n\nText.\n',
  'content/de/notes/2.8.0.md': 'title: 2.8\n\nText.\n',
  'include/de/api/canvas.md':
    '## Leinwand\n\nAuf Deutsch. [t](%link:loops%)\n\n%-- include: include/api/inner.md --%\n',
  'include/de/api/inner.md': 'Innen auf Deutsch.\n',
  'include/de/api/clock.md': 'Uhr auf Deutsch.\n',
  // Chinese: colons of full width, no blank behind a reference, a picture that is translated itself.
  'content/zh/index.md': 'title: 开始\nlocale: zh\n\n%link:syntax%\n',
  'content/zh/basic/syntax.md': page(
    '语法',
    '它是什么',
    '文字',
    '%--\nfigure：\n  source：loop.svg\n  id：FigLoop\n  caption：|\n    注意：循环。\n--%\n\n如%FigLoop所示\n\n%--\n视频：\n  来源：vimeo\n  id： VidLoop\n  videoid："7"\n--%\n\n%--\ntable:\n  source: ages.csv\n  id: TblAges\n--%\n',
  ),
  'content/zh/basic/img/syntax/loop.svg': svg.replace('600', '500'),
  'content/zh/basic/loops.md': `title: 循环\n\n## 多少次\n\n## 固定 {#fixed}\n\n${figure}`,
  'content/zh/basic/syntax-solution.md': 'title: 解答\n\n文字。\n',
  'content/zh/notes/notes.md': 'title: 笔记\n\n文字。\n',
  'content/zh/notes/2.8.0.md': 'title: 2.8\n\n文字。\n',
  'include/zh/api/canvas.md': '## 画布\n\n中文。[t](%link:loops%)\n\n%-- include: include/api/inner.md --%\n',
  'include/zh/api/inner.md': '里面是中文。\n',
  'include/zh/api/clock.md': '时钟是中文。\n',
  // Arabic: one page with an address of its own.
  'content/ar/index.md': 'title: بداية\nlocale: ar\n\n%link:syntax%\n',
  'content/ar/basic/syntax.md': page('صياغة', 'ما هي', 'نص', `${figure}\n%FigLoop\n\n${video}\n${table}`),
  'content/ar/basic/loops.md': `title: حلقات\nslug: halaqat\n\n## كم مرة\n\n## ثابت {#fixed}\n\n${figure}`,
  'content/ar/basic/syntax-solution.md': 'title: حل\n\nنص.\n',
  'content/ar/notes/notes.md': 'title: ملاحظات\n\nنص.\n',
  'content/ar/notes/2.8.0.md': 'title: 2.8\n\nنص.\n',
  'include/ar/api/canvas.md': '## لوحة\n\nبالعربية. [t](%link:loops%)\n\n%-- include: include/api/inner.md --%\n',
  'include/ar/api/inner.md': 'الداخل بالعربية.\n',
  'include/ar/api/clock.md': 'الساعة بالعربية.\n',
}

/** What the links of a page lead to: outputs, with `#` and the id behind them. */
function targetsOf(tree: TestSite, output: string): readonly { readonly file: string; readonly id: string }[] {
  return Array.from(tree.page(output).matchAll(/<a\b[^>]*\shref="(?!https:)([^"]*)"/g), ([, href = '']) => {
    const url = new URL(href.replaceAll('&amp;', '&'), `https://course.example/${output}`)
    const file = decodeURIComponent(url.pathname).slice(1)
    return { file: file.endsWith('/') ? `${file}index.html` : file, id: decodeURIComponent(url.hash.slice(1)) }
  }).filter(({ file }) => !file.endsWith('.zip'))
}

const codes = ['de', 'zh', 'ar'] as const
const layouts = {
  'at the root': course,
  'in a folder of its own': Object.fromEntries(
    Object.entries(course).map(([path, text]) => [path.replace(/^content\/(?!(?:de|zh|ar)\/)/, 'content/en/'), text]),
  ),
}

describe.each(Object.entries(layouts))('translated pages, with the source %s', (_, files) => {
  const tree = site(files).build()

  test('are told of nothing but names that were translated', () => {
    expect(new Set(tree.result().diagnostics.map(({ code }) => code))).toEqual(new Set(['block/translated-name']))
    expect(
      tree.result().diagnostics.every(({ span, fix }) => fix && /content\/(?:de|zh)\//.test(span?.path ?? '')),
    ).toBe(true)
  })

  test.each(codes)('lead to translated pages and to ids that these have: %s', (code) => {
    const targets = targetsOf(tree, `${code}/basic/syntax/index.html`)
    expect(targets.length).toBeGreaterThan(18)
    for (const { file, id } of targets) {
      expect(file).toMatch(new RegExp(`^${code}/`))
      if (id !== '') expect(tree.page(file), `${file}#${id}`).toContain(` id="${id}"`)
    }
  })

  test.each(codes)('have all figures, videos and tables, and their words: %s', (code) => {
    const output = `${code}/basic/syntax/index.html`
    const html = tree.page(output)
    expect(html.match(/<figure/g)).toHaveLength(3)
    expect(html).not.toMatch(/English|Figure 1|Contents|Play video/)
    expect(html.match(/class="reference" href="#FigLoop"/g)).toHaveLength(1)
  })
})

describe('a translated page', () => {
  const tree = site(course).build()

  test('leads to the heading that is the same one', () => {
    tree
      .expect('de/basic/syntax/index.html', '"../loops/#wie-oft"', '"../loops/#fixed"', 'href="#was-es-ist"')
      .expect('zh/basic/syntax/index.html', '"../loops/#多少次"', 'href="#它是什么"')
      .expect('ar/basic/syntax/index.html', '"../halaqat/#كم-مرة"')
  })

  test('is told of a heading that it has not, where its headings are others', () => {
    site({ ...course, 'content/de/basic/loops.md': `title: Schleifen\n\n## Fest {#fixed}\n\n${figure}` })
      .build({ keepGoing: true })
      .expectCodes('link/unknown-anchor', 'link/unknown-anchor', ...tree.result().diagnostics.map(({ code }) => code))
  })

  test('leads to a figure of the source where the translation lost it', () => {
    site({ ...course, 'content/de/basic/loops.md': 'title: Schleifen\n\n## Wie oft\n\n## Fest {#fixed}\n' })
      .build()
      .expect('de/basic/syntax/index.html', '<a class="reference" href="../../../basic/loops/#FigLoop" hreflang="en"')
  })

  test('keeps the text of a caption as it is', () => {
    tree.expect('zh/basic/syntax/index.html', '注意：循环。')
  })

  test('that is not there yet is shown with the files and texts of its source', () => {
    const { 'content/zh/basic/syntax.md': _, ...files } = course
    site(files)
      .build()
      .expect('zh/basic/syntax/index.html', 'In English.', 'src="../../../basic/img/syntax/loop.svg"', '"../loops/"')
      .expectNot('zh/basic/syntax/index.html', '中文。')
  })

  test('may be named in the navigation of another language', () => {
    site({
      ...course,
      'sitemap.yaml':
        'Start: index\nBasic:\n  Syntax: basic/syntax\n  Loops: basic/loops\n  Solution: basic/syntax-solution\nNotes: notes/notes\n2.8: notes/2.8.0\nDeutsch: de/index\n',
    })
      .build()
      .expectCodes(...tree.result().diagnostics.map(({ code }) => code))
  })
})
