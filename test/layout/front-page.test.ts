import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSite } from '../../src/files/open-site.ts'
import { site } from '../site.ts'

// A front page that an author wrote, with what a page of Lectern's own has.

const ofLectern = openSite(path.resolve(import.meta.dirname, '../..')).theme
const theme: Readonly<Record<string, string>> = {
  'package.json': '{}',
  ...Object.fromEntries(
    ['templates', 'lib/styles'].flatMap((folder) =>
      ofLectern.list(folder).map((file): [string, string] => [file, new TextDecoder().decode(ofLectern.read(file))]),
    ),
  ),
}
const course = (front: string, more: Readonly<Record<string, string>> = {}) =>
  site(
    {
      'content/index.md': front,
      'content/basics/loops.md': '# Loops\n\nText.\n',
      'content/basics/lists.md': '# Lists\n\nText.\n',
      ...more,
    },
    { theme },
  )

describe('a front page that an author wrote', () => {
  test('lists the course with `contents: true`, below its text', () => {
    course('---\ncontents: true\n---\n# Beans\n\nWelcome.\n')
      .build()
      .expectCodes()
      .expect('index.html', /Welcome\.[\s\S]*<ul class="cards">[\s\S]*href="basics\/loops\/"/, '1 min', 'class="card"')
      // It has a button of its own, or none.
      .expectNot('index.html', 'course-start')
  })

  test('lists nothing else', () => {
    course('# Beans\n\nWelcome.\n').build().expectNot('index.html', 'class="card"')
  })

  test('says how long pages are now, when only their length changed', () => {
    const built = course('---\ncontents: true\n---\n# Beans\n\nWelcome.\n').build()
    expect(built.page('index.html')).toContain('2 pages · 1 min')
    built.edit('content/basics/lists.md', `# Lists\n\n${'word '.repeat(2000)}\n`).build()
    expect(built.page('index.html')).toContain('2 pages · 10 min')
    expect(built.outputs()).toEqual(
      course('---\ncontents: true\n---\n# Beans\n\nWelcome.\n', {
        'content/basics/lists.md': `# Lists\n\n${'word '.repeat(2000)}\n`,
      })
        .build()
        .outputs(),
    )
  })

  test('has no menu beside it with `menu: false`, and is wide', () => {
    course('---\nmenu: false\n---\n# Beans\n')
      .build()
      .expectCodes()
      .expect('index.html', '<body class="wide-page">')
      .expectNot('index.html', 'site-nav')
      .expect('basics/loops/index.html', '<body>', 'site-nav')
  })

  test('begins with a hero', () => {
    course('---\nmenu: false\n---\n:::hero\n# Beans\n\nGrow them. [Begin](basics/loops.md){.btn}\n:::\n')
      .build()
      .expectCodes()
      .expect('index.html', '<div class="hero">', '<h1 id="beans">Beans', 'class="btn"', 'components.css')
  })
})

test('a site of one page is as narrow as a text, and not as wide as a list of contents', () => {
  site({ 'content/index.md': '# Beans\n\nText.\n' }, { theme })
    .build()
    .expect('index.html', '<body class="single-page">')
})

describe('the first picture of a page', () => {
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'
  const built = (text: string) =>
    site({ 'content/a.md': text, 'content/x.svg': picture, 'content/y.svg': picture }).build()

  test('is loaded at once, and the others when they come into sight', () => {
    built('# A\n\n![One](x.svg)\n\n![Two](y.svg)\n')
      .expect('a/index.html', 'src="../x.svg" alt="One" width="10" height="10" fetchpriority="high"')
      .expect('a/index.html', 'src="../y.svg" alt="Two" width="10" height="10" loading="lazy"')
  })

  test('waits far below the beginning, and where it is for one scheme only', () => {
    built(`# A\n\n${'word '.repeat(1000)}\n\n![One](x.svg)\n`).expectNot('a/index.html', 'fetchpriority')
    built('# A\n\n![One](x.svg){.light-only} ![One](y.svg){.dark-only}\n').expectNot('a/index.html', 'fetchpriority')
  })
})
