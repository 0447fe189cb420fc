import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fileSpool } from '../../src/files/spool.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-spool-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const bytesOf = (n: number): Uint8Array => new Uint8Array(1_500_000).fill(n)

describe('what is put aside', () => {
  test('comes back, whether it is on the disk already or not, and leaves nothing there', () => {
    const spool = fileSpool(folder)
    const kept = Array.from({ length: 8 }, (_, n) => spool.put(bytesOf(n)))
    kept.push(spool.put(new Uint8Array()))
    for (const n of [7, 0, 3, 0]) expect(Buffer.compare(kept[n]?.() ?? new Uint8Array(), bytesOf(n))).toBe(0)
    expect(kept.at(-1)?.()).toEqual(new Uint8Array())
    spool.close()
    expect(fs.readdirSync(folder)).toEqual([])
  })

  test('stays in memory where the disk takes nothing', () => {
    const spool = fileSpool(path.join(folder, 'not-there'))
    const kept = Array.from({ length: 4 }, (_, n) => spool.put(bytesOf(n)))
    for (const [n, content] of kept.entries())
      expect(Buffer.compare(content?.() ?? new Uint8Array(), bytesOf(n))).toBe(0)
    spool.close()
  })
})
