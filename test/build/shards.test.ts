import { describe, expect, test } from 'vitest'
import { absorbShard, compileShard } from '../../src/build/shard.ts'
import { memoryStore } from '../../src/files/store.ts'
import { site, type TestSite } from '../site.ts'

/** The site with these files changed, in a new process. */
const again = (before: TestSite, store = memoryStore(), changes: Readonly<Record<string, string>> = {}): TestSite =>
  site({ ...Object.fromEntries(before.files.contents), ...changes }, { output: before.output, store })

describe('a shard', () => {
  test.each([false, true])(
    'that is compiled over the cache of a whole build leaves no old page (large: %s)',
    (large) => {
      const store = memoryStore()
      const pages = Object.fromEntries(['a', 'b', 'c'].map((name) => [`content/${name}.md`, `Old ${name}.\n`]))
      const first = site(pages, { store, large }).build()
      compileShard(again(first, store).session, {}, { index: 1, count: 2 })
      again(first, store, { 'content/b.md': 'New b.\n' }).build().expect('b/index.html', 'New b.')
    },
  )

  test('that compiled a page is not taken for the site that was made before', () => {
    const store = memoryStore()
    const pages = Object.fromEntries(['a', 'b', 'c'].map((name) => [`content/${name}.md`, `Old ${name}.\n`]))
    const first = site(pages, { store }).build()
    const edited = again(first, store, { 'content/b.md': 'New b.\n' })
    compileShard(edited.session, {}, { index: 1, count: 1 })
    again(edited, store).build().rebuilt().expect('b/index.html', 'New b.')
  })

  test('does not take the place of a page that is known and holds', () => {
    const files = { 'content/a.md': '%--\ninclude: s.md\n--%\n', 'content/s.txt': '', 'content/b.md': 'B.\n' }
    const own = memoryStore()
    const first = site({ ...files, 'content/s.md': '## First\n' }, { store: own }).build()
    const shards = memoryStore()
    const other = site({ ...files, 'content/s.md': '## Second\n' }, { store: shards })
    compileShard(other.session, {}, { index: 1, count: 1 })
    const merged = again(first, own)
    expect(absorbShard(merged.session, shards, 'shard')).toBeUndefined()
    merged.edit('content/b.md', 'Other.\n').build().expect('a/index.html', 'First').expectNot('a/index.html', 'Second')
  })
})
