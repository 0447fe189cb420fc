import { expect, test } from 'vitest'
import type { GitHistory } from '../../src/files/git-history.ts'
import { theme } from '../publish/theme.ts'
import { site } from '../site.ts'

const history = (changed: Readonly<Record<string, string>>, more: Partial<GitHistory> = {}): (() => GitHistory) => {
  const seconds = Object.entries(changed).map(([path, day]): [string, number] => [path, Date.parse(day) / 1000])
  return () => ({ changed: new Map(seconds), isCut: false, ...more })
}
const files = {
  'site.yaml': 'last_changed: true\nurl: https://example.org',
  'content/a.md': 'title: A\n\n%-- include: _part.md --%',
  'content/_part.md': 'Part.',
  'content/b.md': 'title: B\ndate: 2020-01-01\n\nText.',
  'content/c.md': 'title: C\ndate: 2020-01-01\nmodified: 2021-02-03\nlang: de\n\nText.',
  'content/d.md': 'title: D\n\nNever committed.',
}
const changed = {
  'content/a.md': '2024-01-01T10:00:00Z',
  'content/_part.md': '2024-05-06T07:08:09Z',
  'content/b.md': '2025-01-01',
}

test('a page shows its last change, or that of what it includes; what it says itself comes first', () => {
  const built = site(files, { theme, readHistory: history(changed) }).build()
  built.expectCodes()
  built.expect('a/index.html', 'Last changed: <time datetime="2024-05-06T07:08:09Z">2024-05-06</time>')
  built.expect('a/index.html', '"dateModified":"2024-05-06T07:08:09Z"', 'property="article:modified_time"')
  built.expectNot('b/index.html', 'Last changed')
  built.expect('c/index.html', 'Zuletzt geändert: <time datetime="2021-02-03T00:00:00Z">3. Februar 2021</time>')
  built.expectNot('d/index.html', 'Last changed', 'dateModified')
  built.expect(
    'sitemap.xml',
    'a/</loc><lastmod>2024-05-06T07:08:09Z<',
    'b/</loc><lastmod>2020-01-01<',
    'c/</loc><lastmod>2021-02-03<',
  )
})

test('git is not asked where no page shows it', () => {
  const asked: string[] = []
  const readHistory = (): GitHistory => {
    asked.push('git')
    return history(changed)()
  }
  site({ ...files, 'site.yaml': 'title: S' }, { readHistory })
    .build()
    .expectCodes()
  expect(asked).toEqual([])
  site(files, { readHistory }).build().expectCodes()
  expect(asked).toEqual(['git'])
})

test('a commit makes just the pages again that it changed', () => {
  const now = { history: history(changed) }
  const built = site(files, { theme, readHistory: () => now.history() }).build()
  now.history = history({ ...changed, 'content/_part.md': '2024-06-01' })
  built.build().rebuilt('content/a.md').expect('a/index.html', 'datetime="2024-06-01T00:00:00Z"')
  built.expect('sitemap.xml', '<lastmod>2024-06-01<')
})

test('what git does not know is told once', () => {
  site(files, { readHistory: history({}, { isCut: true }) })
    .build()
    .expectCodes('history/cut')
  for (const fault of ['no-git', 'no-repository', 'not-trusted', 'failed'] as const)
    site(files, { readHistory: history({}, { fault }) })
      .build()
      .expectCodes('history/unknown')
})
