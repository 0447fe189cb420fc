import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { alone, slow } from './slow.ts'

test('every file that is called slow is there, once', () => {
  const files = [...slow, ...alone]
  expect(files.filter((file) => !fs.existsSync(path.resolve(import.meta.dirname, '..', file)))).toEqual([])
  expect(new Set(files).size).toBe(files.length)
})
