import { createHash } from 'node:crypto'

/** A course in English, Arabic and Chinese, as a documentation of several languages lies on the disk. */

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300"/></svg>\n'

/** What is written of each language. */
const texts = {
  en: {
    start: 'Welcome',
    page: 'Page',
    text: 'This page is about',
    shown: 'It is shown in',
    more: 'More in',
    picture: 'A picture',
    table: 'Ages',
    note: 'The same for all pages.',
  },
  ar: {
    start: 'أهلا وسهلا',
    page: 'صفحة',
    text: 'هذه الصفحة عن',
    shown: 'يظهر في',
    more: 'المزيد في',
    picture: 'صورة',
    table: 'الأعمار',
    note: 'نفس النص لكل الصفحات.',
  },
  zh: {
    start: '欢迎',
    page: '页面',
    text: '本页介绍',
    shown: '见',
    more: '更多内容见',
    picture: '一张图片',
    table: '年龄',
    note: '所有页面相同。',
  },
} as const

type Code = keyof typeof texts

export const folders = ['basic', 'advanced'] as const
export const names = ['syntax', 'loops', 'lists', 'files', 'plots', 'tests', 'stats', 'media', 'tools'] as const

const pageText = (code: Code, folder: string, i: number, front: string): string => {
  const { page, text, shown, more, picture: caption, table } = texts[code]
  const name = names[i] ?? ''
  const next = names[(i + 1) % names.length] ?? ''
  return `title: "${page} ${folder} ${name}"
locale: ${code}
${front}
[TOC]

## ${text} ${name} {#about}

${shown} %Fig_${folder}_${name}, %Vid_${folder}_${name}. ${more} %link:${folder}/${next}%, [${next}](${next}.md#about), %ref:${folder}/${next}#Fig_${folder}_${next}%.

%--
figure:
  source: ${name}.svg
  id: Fig_${folder}_${name}
  caption: "${caption} ${name}"
--%

%--
video:
  source: vimeo
  videoid: "${1000 + i}"
  id: Vid_${folder}_${name}
  caption: "${name}"
--%

%--
table:
  source: ages.csv
  id: Tbl_${folder}_${name}
  caption: "${table}"
--%

%-- include: shared/note.md --%

> [!NOTE]
> ${text}.
`
}

/** Which pages are not translated: into Arabic one of each folder, into Chinese one more. */
export const isTranslated = (code: Code, name: string): boolean =>
  code === 'en' || (code === 'ar' ? name !== 'tools' : name !== 'tools' && name !== 'media')

/** The files of the course. */
export function languagesCourse(settings = ''): Record<string, string> {
  const files: Record<string, string> = {
    'site.yaml': `title: Course\nurl: https://course.example\ninclude: include\nlanguages:\n  en: English\n  ar: العربية\n  zh: {name: 中文, lang: zh-Hans}\n${settings}`,
    'sitemap.yaml': `Welcome: index\n${folders.map((folder) => `Chapter ${folder}:\n${names.map((name) => `  Page ${folder} ${name}: ${folder}/${name}\n`).join('')}`).join('')}Elsewhere: https://elsewhere.example/\n`,
    'sitemap-zh.yaml': `${texts.zh.start}: index\n${folders.map((folder) => `章节 ${folder}:\n${names.map((name) => `  ${texts.zh.page} ${name}: ${folder}/${name}\n`).join('')}`).join('')}`,
  }
  for (const code of ['en', 'ar', 'zh'] as const) {
    const root = code === 'en' ? 'content' : `content/${code}`
    const { start, more, note } = texts[code]
    files[`include/${code === 'en' ? '' : `${code}/`}shared/note.md`] = `${note}\n`
    files[`${root}/index.md`] =
      `title: ${start}\nlocale: ${code}\ndate: 2026-03-01\n\n${more} %link:basic/syntax%, [loops](basic/loops), [lists](/basic/lists).\n`
    for (const folder of folders)
      names.forEach((name, i) => {
        if (!isTranslated(code, name)) return
        const source = files[`content/${folder}/${name}.md`]
        files[`${root}/${folder}/${name}.md`] = pageText(
          code,
          folder,
          i,
          source === undefined ? '' : `hash: ${sha256(source)}\n`,
        )
        if (code !== 'en') return
        files[`content/${folder}/img/${name}/${name}.svg`] = picture
        files[`content/${folder}/tbl/${name}/ages.csv`] = 'name,age\nAda,36\n'
      })
  }
  // A picture that is itself translated.
  files['content/ar/basic/img/syntax/syntax.svg'] = picture.replaceAll('600', '500')
  // A page that there is in one language only.
  files['content/zh/extra.md'] = 'title: 附录\n\n只有中文。\n'
  return files
}
