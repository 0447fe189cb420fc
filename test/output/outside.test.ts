import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { build } from '../../src/index.ts'

/** What an author writes reads nothing outside of the site's folder, and writes nothing outside of the output folder. */

const top = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-outside-'))
afterAll(() => fs.rmSync(top, { recursive: true }))

const SECRET = 'the secret of this machine'
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><desc>${SECRET}</desc></svg>`

const made = { count: 0 }

/** A site on disk with secrets beside it; in its own folder `.env` is one. */
function siteWith(files: Readonly<Record<string, string>>): string {
  const around = path.join(top, String(made.count++))
  const root = path.join(around, 'site')
  const all: Readonly<Record<string, string>> = {
    '../secret.md': SECRET,
    '../secret.csv': `${SECRET}\n`,
    '../secret.svg': PICTURE,
    '../secret.yaml': `a: ${SECRET}\n`,
    '../secret/secret.md': SECRET,
    '../secret/secret.svg': PICTURE,
    '.env': SECRET,
    '.git/config': SECRET,
    'content/index.md': '# Home\n',
    ...files,
  }
  for (const [file, text] of Object.entries(all)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    fs.writeFileSync(path.join(root, file), text)
  }
  fs.symlinkSync('../../secret.md', path.join(root, 'content/link.md'))
  fs.symlinkSync('../../secret.svg', path.join(root, 'content/link.svg'))
  fs.symlinkSync('../../secret.csv', path.join(root, 'content/link.csv'))
  fs.symlinkSync('../../secret', path.join(root, 'content/folder'))
  fs.symlinkSync('../secret', path.join(root, 'parts'))
  fs.symlinkSync('.env', path.join(root, 'plain.md'))
  return root
}

/** Every file below a folder with its text; links are not followed. */
function filesBelow(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), fs.readFileSync(file, 'latin1')]),
  )
}

/** Builds; nothing of the output has the secret, and nothing beside the output folder changed. */
function expectKept(root: string): ReturnType<typeof build> {
  const before = filesBelow(path.dirname(root))
  const report = build({ folder: root, keepGoing: true })
  const after = filesBelow(path.dirname(root))
  for (const [file, text] of Object.entries(after)) {
    if (file.startsWith(path.join('site', 'dist') + path.sep)) expect(text, file).not.toContain(SECRET)
    else if (!file.startsWith(path.join('site', '.lectern'))) expect(before[file], `${file} was written`).toBe(text)
  }
  expect(report.text).not.toContain(SECRET)
  return report
}

const up = (name: string, root: string): readonly string[] => [
  `../${name}`,
  `../../${name}`,
  `../../../../../../../../..${root}/../${name}`,
  `/../${name}`,
  `x/../../../${name}`,
  `..%2f..%2f${name}`,
  `%2e%2e/%2e%2e/${name}`,
  `%252e%252e/%252e%252e/${name}`,
  `..\\..\\${name}`,
  `..%5c..%5c${name}`,
  `....//....//${name}`,
  `..;/..;/${name}`,
  `..%c0%af..%c0%af${name}`,
  `../../${name}%00.md`,
  path.join(path.dirname(root), name),
  `file://${path.dirname(root)}/${name}`,
  `folder/${name}`,
  `FOLDER/${name}`,
  `link${path.extname(name)}`,
  `/parts/${name}`,
  `/plain.md`,
  `/.env`,
  `../.env`,
  `./.env`,
  `%2eenv`,
  `/%2egit/config`,
  `/.git/config`,
]

const uses: readonly (readonly [name: string, file: string, page: (written: string) => string])[] = [
  ['an include', 'secret.md', (to) => `%-- include: ${JSON.stringify(to)} --%`],
  ['a listing', 'secret.md', (to) => `%-- code: {source: ${JSON.stringify(to)}, id: LstA} --%`],
  ['a table', 'secret.csv', (to) => `%-- table: {source: ${JSON.stringify(to)}, id: TblA} --%`],
  ['a figure', 'secret.svg', (to) => `%-- figure: {source: ${JSON.stringify(to)}, id: FigA} --%`],
  [
    'the link of a figure',
    'secret.svg',
    (to) => `%-- figure: {source: x.svg, id: FigA, link: ${JSON.stringify(to)}} --%`,
  ],
  [
    'a video',
    'secret.svg',
    (to) => `%-- video: {source: ${JSON.stringify(to)}, id: VidA, poster: ${JSON.stringify(to)}} --%`,
  ],
  ['a link', 'secret.svg', (to) => `[x](<${to}>)`],
  ['a picture', 'secret.svg', (to) => `![x](<${to}>)`],
  [
    'raw HTML',
    'secret.svg',
    (to) => `<a href="${to}">x</a> <img src="${to}" alt=""> <video src='${to}' poster='${to}'></video>`,
  ],
  ['a reference', 'secret.svg', (to) => `%static:${to}% [x](<%static:${to}%>)`],
  ['a reference to a page', 'secret.md', (to) => `[x](<${to}>) [x](<%link:${to}%>) %url:index%/${to}`],
  [
    'front matter',
    'secret.svg',
    (to) =>
      `---\nimage: ${JSON.stringify(to)}\nnext_url: ${JSON.stringify(to)}\ntemplate: ${JSON.stringify(to)}\nx: ${JSON.stringify(`%static:${to}%`)}\n---\n`,
  ],
  [
    'a constant',
    'secret.svg',
    (to) => `%-- constant: {word: ${JSON.stringify(to)}} --%\n\n![x](%word) <img src="%word" alt="">`,
  ],
]

describe('nothing outside of the site is read by', () => {
  test.each(uses)('%s', (_, file, page) => {
    const root = path.join(top, String(made.count), 'site')
    const files = Object.fromEntries(up(file, root).map((to, i) => [`content/p${i}.md`, `${page(to)}\n`]))
    expectKept(siteWith(files))
  })

  test('settings, the navigation and constants', () => {
    const keys = ['templates', 'assets', 'include', 'nav', 'constants', 'image']
    for (const to of [
      ...up('secret.yaml', path.join(top, String(made.count), 'site')),
      '..',
      '/',
      '../secret',
      'parts',
    ]) {
      const value = JSON.stringify(to)
      const settings = `${keys.map((key) => `${key}: ${value}\n`).join('')}theme: {logo: ${value}, styles: ${value}, favicon: ${value}}\n`
      expectKept(siteWith({ 'site.yaml': settings, 'content/a.md': '$a$\n' }))
      expectKept(siteWith({ 'site.yaml': `content: ${value}\n` }))
    }
  })

  test('entries of the navigation', () => {
    const root = path.join(top, String(made.count), 'site')
    const entries = up('secret.md', root).map((to, i) => `E${i}: ${JSON.stringify(to)}\n`)
    expectKept(siteWith({ 'sitemap.yaml': entries.join('') }))
  })
})

describe('nothing outside of the output folder is written for', () => {
  const wanted = [
    '..',
    '.',
    '../x',
    '../../x',
    '/x',
    '/../x',
    '..%2fx',
    '..\\x',
    '.git',
    '.GIT',
    '.git/config',
    '.env',
    '.htaccess',
    '.lectern-manifest.json',
    'x\u0001y',
    '\u0000',
    'a/../../x',
    '..;',
    'con',
    '404.html/../../x',
  ]

  test('a slug', () => {
    wanted.forEach((slug) => {
      expectKept(siteWith({ 'content/a.md': `---\nslug: ${JSON.stringify(slug)}\n---\nx\n` }))
      expectKept(siteWith({ 'content/b/index.md': `---\nslug: ${JSON.stringify(slug)}\n---\nx\n` }))
    })
  })

  test('an old address', () => {
    wanted.forEach((from) => {
      expectKept(
        siteWith({
          'content/a.md': `---\nredirect_from: [${JSON.stringify(from)}, ${JSON.stringify(`${from}.html`)}]\n---\nx\n`,
        }),
      )
    })
  })

  test.each(['..', '.', '.git', '.htaccess'])('the slug %s, which is told', (slug) => {
    const report = build({ folder: siteWith({ 'content/a.md': `---\nslug: "${slug}"\n---\nx\n` }) })
    expect(report.text).toContain('front-matter/wrong-type  `slug` must be one part of an address.')
  })

  test.each(['../x', '.git/hooks', 'a\\..\\..\\x'])('the old address %s, which is told', (from) => {
    const report = build({ folder: siteWith({ 'content/a.md': `---\nredirect_from: ['${from}']\n---\nx\n` }) })
    expect(report.text).toContain('`redirect_from` is not an address of the site')
  })

  test('a page at the address of another page, of a file, or of what Lectern makes', () => {
    const files = {
      'content/a.md': '# A\n',
      'content/b.md': 'slug: a\n\nx\n',
      'content/c.md':
        '---\nredirect_from: [/a/, /x.css, /robots.txt, /lectern/lectern.css, /404.html, /index.html]\n---\nx\n',
      'content/x.css': 'a {}',
    }
    const report = expectKept(siteWith(files))
    expect(report.text).toContain('page/duplicate-address')
  })
})

describe('a link into the folder of Git', () => {
  test.each([
    ['.git/annex/objects/aa/bb/SHA256-1', true],
    ['.git/annex/creds/uuid-1', false],
    ['.git/annex/keys/db', false],
    ['.git/annexed', false],
    ['.git/config', false],
  ])('%s: followed is %s', (target, isFollowed) => {
    const root = siteWith({ [target]: isFollowed ? 'a,b' : SECRET, 'content/a.md': '# A\n\n[x](x.csv)\n' })
    fs.symlinkSync(`../${target}`, path.join(root, 'content/x.csv'))
    const report = build({ folder: root, keepGoing: true })
    expect(fs.existsSync(path.join(root, 'dist/x.csv'))).toBe(isFollowed)
    if (!isFollowed) expect(report.text).toContain('file/outside')
  })
})
