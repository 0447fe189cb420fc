import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const cli = path.resolve(import.meta.dirname, '../../lib/cli.js')
const state = { root: '' }

const write = (file: string, text: string): void => {
  const at = path.join(state.root, file)
  fs.mkdirSync(path.dirname(at), { recursive: true })
  fs.writeFileSync(at, text)
}
const read = (file: string): string => fs.readFileSync(path.join(state.root, file), 'utf8')
const lectern = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { cwd: state.root, encoding: 'utf8' })
  return { status, stdout, stderr }
}

beforeEach(() => {
  state.root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-translations-'))
  write('site.yaml', 'languages: {en: English, fr: Français}\n')
  write('content/index.md', 'title: Start\n\nText.\n')
  write('content/basic/loops.md', '---\ntitle: Loops\nredirect_from:\n  - /old/\n---\n\nText.\n')
  write('content/fr/index.md', 'title: Début\n\nTexte.\n')
})
afterEach(() => fs.rmSync(state.root, { recursive: true }))

describe('a translation', () => {
  test('begins with the text of its source and its hash, and is fresh', () => {
    expect(lectern('new', 'page', '--lang', 'fr', 'basic/loops')).toMatchObject({
      status: 0,
      stdout: 'Made `content/fr/basic/loops.md` with the text of `content/basic/loops.md`: translate it in place.\n',
    })
    expect(read('content/fr/basic/loops.md')).toMatch(/^---\ntitle: Loops\nhash: [0-9a-f]{64}\n---\n\nText\.\n$/)
    expect(lectern('check', '--translations').stdout).toBe(
      'fr (Français): 1 fresh, 1 without `hash`\n  unmarked  content/fr/index.md  content/index.md\n',
    )
    expect(lectern('check', '--strict').status).toBe(0)
  })

  test('is stale when its source changes, until it is marked', () => {
    lectern('new', 'page', '--lang', 'fr', 'basic/loops')
    write('content/basic/loops.md', 'title: Loops\n\nOther text.\n')
    expect(lectern('check').stderr).toContain('warning  translation/stale')
    expect(lectern('check', '--translations', '--strict')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('  stale     content/fr/basic/loops.md  content/basic/loops.md\n'),
    })
    expect(lectern('translate', 'mark', 'content/fr/basic/loops.md').stdout).toBe(
      '`content/fr/basic/loops.md` translates `content/basic/loops.md` as it is now.\n',
    )
    expect(lectern('check').stderr).not.toContain('translation/stale')
    expect(lectern('translate', 'mark', 'fr/basic/loops.md', 'fr/basic/loops').status).toBe(0)
  })

  test('is marked in a course whose pages lie beside its settings, too', () => {
    fs.rmSync(path.join(state.root, 'content'), { recursive: true })
    write('loops.md', 'title: Loops\n')
    write('fr/loops.md', 'title: Boucles\n')
    expect(lectern('translate', 'mark', 'fr/loops').stdout).toBe('`fr/loops.md` translates `loops.md` as it is now.\n')
    expect(lectern('check', '--translations').stdout).toBe('fr (Français): 1 fresh\n')
  })

  test('that has no front matter gets one', () => {
    write('content/fr/basic/loops.md', '# Boucles\n')
    lectern('translate', 'mark', 'content/fr/basic/loops.md')
    expect(read('content/fr/basic/loops.md')).toMatch(/^---\nhash: [0-9a-f]{64}\n---\n\n# Boucles\n$/)
    expect(lectern('check', '--strict').status).toBe(0)
  })

  test('says since when its source is newer where git knows', () => {
    lectern('new', 'page', '--lang', 'fr', 'basic/loops')
    write('content/basic/loops.md', 'title: Loops\n\nOther text.\n')
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words], {
        cwd: state.root,
        env: { ...process.env, GIT_COMMITTER_DATE: '2026-03-01T12:00:00Z', GIT_CONFIG_GLOBAL: '/dev/null' },
      })
    git('init', '-q')
    git('add', '.')
    git('commit', '-q', '-m', 'x')
    expect(lectern('check', '--translations').stdout).toContain('content/basic/loops.md, changed 2026-03-01')
  })

  test('is told as JSON', () => {
    const { languages } = JSON.parse(lectern('check', '--translations', '--format', 'json').stdout)
    expect(languages).toEqual([
      {
        code: 'fr',
        name: 'Français',
        counts: { fresh: 0, stale: 0, unmarked: 1, missing: 1, own: 0 },
        pages: [
          { state: 'unmarked', path: 'content/fr/index.md', source: 'content/index.md' },
          { state: 'missing', path: 'content/fr/basic/loops.md', source: 'content/basic/loops.md' },
        ],
      },
    ])
  })

  test.each([
    [['new', 'page', '--lang', 'de', 'basic/loops'], '`languages` has no `de`. There are en, fr.'],
    [['new', 'page', '--lang', 'fr', 'basic/lops'], 'There is no page `basic/lops` to be translated.'],
    [['new', 'page', '--lang', 'fr', 'index'], 'There is a page `content/fr/index.md` already; it stays as it is.'],
    [['new', 'page', '--lang', 'en', 'index'], 'Pages are translated from `en`: `lectern new page index` makes one.'],
    [['new', '--lang', 'en', 'x'], '`--lang` goes with `page`, as in `lectern new page --lang fr basics/loops`.'],
    [['translate', 'mark', 'content/index.md'], '`content/index.md` is the translation of no page.'],
    [['translate', 'mark', 'content/x.md'], 'There is no page `content/x.md`.'],
    [['translate', 'mark'], 'Name the pages, as in `lectern translate mark content/fr/basic/loops.md`.'],
    [['translate'], 'Write `lectern translate mark content/fr/basic/loops.md`, with the page that is up to date.'],
  ])('cannot be made or marked wrongly: %s', (words, message) => {
    expect(lectern(...words)).toMatchObject({ status: 2, stderr: `lectern: ${message}\n` })
  })
})

test('names that were translated, too, are mended by --fix', () => {
  write('site.yaml', 'title: X\n')
  write('content/img/a/a.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>')
  write('content/a.md', '%--\nAbbildung:\n  Quelle: a.svg\n  id: FigA\n  Untertitel: Eine.\n--%\n\n%FigA\n')
  write('content/b.md', '%--\nfigure：\n  source：a.svg\n  id: FigB\n  caption： 一。\n--%\n\n%FigB\n')
  write('content/img/b/a.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>')
  lectern('check', '--fix')
  expect(read('content/a.md')).toBe('%--\nfigure:\n  source: a.svg\n  id: FigA\n  caption: Eine.\n--%\n\n%FigA\n')
  expect(read('content/b.md')).toBe('%--\nfigure:\n  source: a.svg\n  id: FigB\n  caption: 一。\n--%\n\n%FigB\n')
  expect(lectern('check').status).toBe(0)
})
