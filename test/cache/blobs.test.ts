import { expect, test } from 'vitest'
import { NO_BLOB, openBlobs } from '../../src/cache/blobs.ts'
import { memoryStore } from '../../src/files/store.ts'

test('a blob that is not as it was put there is not there, whether it is written or waits', () => {
  const blobs = openBlobs<object>(memoryStore(), 'text')
  const put = blobs.append(['some text'])
  const other = put.replace(/^9/, '8')
  expect(other).not.toBe(put)
  const expectRead = (): void => {
    expect(Buffer.from(blobs.read(put) ?? []).toString()).toBe('some text')
    expect(blobs.read(other)).toBeUndefined()
    expect(blobs.read(NO_BLOB)).toBeUndefined()
  }
  expectRead()
  expect(blobs.isDamaged()).toBe(false)
  blobs.keep([], () => [])
  expectRead()
})
