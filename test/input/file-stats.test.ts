import { expect, test } from 'vitest'
import { memoryFiles } from '../../src/files/memory.ts'
import { createFileStats } from '../../src/input/file-stats.ts'

test('what came of a file that was written to just before is not trusted, however long reading took', () => {
  const written = Date.now()
  const seen = createFileStats({
    ...memoryFiles({ 'a.md': 'one' }),
    stamp: () => String(written),
    readStamped() {
      const end = Date.now() + 20
      while (Date.now() < end);
      return { bytes: Buffer.from('one'), stamp: String(written) }
    },
    isSettled: (stamp, now = Date.now()) => Number(stamp) < now - 10,
  })
  seen.read('a.md')?.note('text', 'digest of one')
  expect(seen.digest('a.md', 'text')).toBeUndefined()
})
