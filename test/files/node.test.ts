import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
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

describe('a file that another program is writing', () => {
  const files = nodeFiles(root)
  const file = path.join(root, 'saved.txt')
  const signal = new Int32Array(new SharedArrayBuffer(4))
  // Writes, whenever it is told to, what it emptied the file for.
  const editor = new Worker(
    `const { workerData: { file, signal } } = require('node:worker_threads')
    for (;;) {
      Atomics.wait(signal, 0, 0)
      Atomics.store(signal, 0, 0)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
      require('node:fs').writeFileSync(file, 'text')
    }`,
    { eval: true, workerData: { file, signal } },
  )
  const started = new Promise((resolve) => editor.once('online', resolve))
  afterAll(() => editor.terminate())

  test.each([
    ['read', () => files.read('saved.txt')],
    ['read with its stamp', () => files.readStamped('saved.txt')?.bytes],
  ])('is %s when the other one is done', async (_, read) => {
    await started
    // The other program may be slow for once, and is given up then.
    const found = Array.from({ length: 20 }, () => {
      fs.writeFileSync(file, '')
      Atomics.store(signal, 0, 1)
      Atomics.notify(signal, 0)
      return new TextDecoder().decode(read())
    })
    expect(found).toContain('text')
  })

  test('is empty where it stays so', () => {
    fs.writeFileSync(path.join(root, 'empty.txt'), '')
    expect(files.read('empty.txt')?.length).toBe(0)
    expect(files.readStamped('empty.txt')?.bytes.length).toBe(0)
  })
})
