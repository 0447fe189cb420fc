import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { hash } from '../../src/files/hash.ts'
import { fileSpool, type Spooled } from '../../src/files/spool.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-spool-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const textOf = (n: number): string => (n % 2 ? 'é' : 'e').repeat(700_000 + n)
const read = (spooled: Spooled | undefined): string => new TextDecoder().decode(spooled?.content?.())

describe('what is put aside', () => {
  test('comes back, whether it is on the disk already or not, and leaves nothing there', () => {
    const spool = fileSpool(folder)
    const kept = Array.from({ length: 8 }, (_, n) => spool.put([textOf(n)]))
    kept.push(spool.put([]), spool.put(['“a', '”\ud800']))
    for (const n of [7, 0, 3, 0]) expect(read(kept[n]) === textOf(n)).toBe(true)
    for (const [n, { hash: known }] of kept.slice(0, 8).entries()) expect(known).toBe(hash(textOf(n)))
    expect(kept.slice(8).map(read)).toEqual(['', '“a”\ufffd'])
    spool.close()
    expect(fs.readdirSync(folder)).toEqual([])
  })

  test('comes back as bytes too, until the spool is closed', () => {
    const spool = fileSpool(folder)
    const bytes = (n: number): Uint8Array => Buffer.from(textOf(n))
    const kept = Array.from({ length: 8 }, (_, n) => spool.keep(bytes(n)))
    const text = spool.put([textOf(9)])
    for (const n of [7, 0, 3, 0]) expect(Buffer.compare(kept[n]?.() ?? new Uint8Array(), bytes(n))).toBe(0)
    expect(read(text) === textOf(9)).toBe(true)
    spool.close()
    expect(kept.map((content) => content())).toEqual(kept.map(() => undefined))
  })

  test('stays in memory where the disk takes nothing', () => {
    const spool = fileSpool(path.join(folder, 'not-there'))
    const kept = Array.from({ length: 4 }, (_, n) => spool.put([textOf(n)]))
    for (const [n, spooled] of kept.entries()) expect(read(spooled) === textOf(n)).toBe(true)
    spool.close()
  })
})
