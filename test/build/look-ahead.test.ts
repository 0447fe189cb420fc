import { expect, test } from 'vitest'
import { lookAt, lookAtFiles } from '../../src/build/look-ahead.ts'
import { createSeen } from '../../src/build/seen.ts'
import { memoryFiles } from '../../src/files/memory.ts'

test('a thread that looks ahead tells which files are as they were', () => {
  const files = memoryFiles({ 'a.md': 'one', 'b.md': 'two', 'c.md': 'three' })
  const paths = ['a.md', 'b.md', 'c.md', 'd.md']
  const stamps = paths.map((path) => files.stamp(path) ?? 'of a file that was there')
  const { look, stamp } = lookAt({ paths: paths.join('\0'), stamps: stamps.join('\0') }, undefined)
  expect(paths.map(stamp)).toEqual([undefined, undefined, undefined, undefined])
  files.write('b.md', 'another text')
  lookAtFiles(look, files)
  expect([...paths, 'e.md'].map(stamp)).toEqual([stamps[0], undefined, stamps[2], undefined, undefined])
})

test('what it saw is believed until files may have changed', () => {
  const asked: string[] = []
  const files = memoryFiles({ 'a.md': 'one', 'b.md': 'two' })
  const seen = createSeen({
    ...files,
    stamp(path) {
      asked.push(path)
      return files.stamp(path)
    },
  })
  for (const path of ['a.md', 'b.md']) seen.restore(path, files.stamp(path) ?? '', 'text', `print of ${path}`)
  seen.lookedAt((path) => (path === 'a.md' ? files.stamp(path) : undefined))
  expect([seen.print('a.md', 'text'), seen.print('b.md', 'text')]).toEqual(['print of a.md', 'print of b.md'])
  expect(asked).toEqual(['b.md'])
  seen.forget()
  seen.print('a.md', 'text')
  expect(asked).toEqual(['b.md', 'a.md'])
})
