import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { nodeFiles } from '../../src/files/node.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-files-'))
afterAll(() => fs.rmSync(root, { recursive: true, force: true }))

describe('a file that is read with its stamp', () => {
  const files = nodeFiles(root)

  test.each(['', 'a', 'é'.repeat(100_000)])(
    'has the same bytes and the same stamp as when each is asked for',
    (text) => {
      files.write('a.txt', text)
      const { bytes, stamp } = files.readStamped('a.txt') ?? {}
      expect(bytes).toEqual(files.read('a.txt'))
      expect(stamp).toBe(files.stamp('a.txt'))
    },
  )

  test('is none where there is nothing, or a folder', () => {
    fs.mkdirSync(path.join(root, 'folder'), { recursive: true })
    expect(files.readStamped('nothing.txt')).toBeUndefined()
    expect(files.readStamped('folder')).toBeUndefined()
  })
})
