import { expect, test } from 'vitest'
import { build } from '../../src/build/build.ts'
import { createSearchMemory, searchIndex } from '../../src/publish/search/search-index.ts'
import { memorySite } from '../memory-site.ts'

test('an index is the same, however many postings are gathered at a time', () => {
  const pages = Array.from({ length: 40 }, (_, i) => [
    `content/p${i}.md`,
    `title: Page ${i}\n\nOne and all, n${i} of m${i % 7}.\n\n## More\n\nSome more of q${i % 3}, é${i % 5}.\n`,
  ])
  const { session } = memorySite(Object.fromEntries(pages))
  build(session)
  const articles = session.linked.entries().flatMap(({ value }) => value ?? [])
  expect(articles.length).toBeGreaterThan(39)
  const filesWith = (mostGathered?: number) =>
    searchIndex(articles, createSearchMemory(), '', mostGathered).map((file) => [
      file.path,
      'text' in file ? file.text : Buffer.from(file.bytes).toString(),
    ])
  const whole = filesWith()
  expect(whole.length).toBeGreaterThan(3)
  for (const most of [1, 7, 100]) expect(filesWith(most)).toEqual(whole)
})
