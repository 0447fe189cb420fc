import { expect, test } from 'vitest'
import { createParts, NOWHERE } from '../../src/cache/blobs.ts'
import { memoryStore } from '../../src/files/store.ts'

test('a part that is not as it was put there is not there, whether it is written or waits', () => {
  const parts = createParts<object>(memoryStore(), 'text')
  const put = parts.append(['some text'])
  const other = { ...put, length: put.length - 1 }
  const expectRead = (): void => {
    expect(Buffer.from(parts.read(put) ?? []).toString()).toBe('some text')
    expect(parts.read(other)).toBeUndefined()
    expect(parts.read(NOWHERE)).toBeUndefined()
  }
  expectRead()
  expect(parts.isDamaged()).toBe(false)
  parts.keep([], () => [])
  expectRead()
})
