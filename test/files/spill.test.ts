import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { digest } from '../../src/files/digest.ts'
import { fileSpill, type SpilledContent } from '../../src/files/spill.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-spill-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const textOf = (n: number): string => (n % 2 ? 'é' : 'e').repeat(700_000 + n)
const read = (spooled: SpilledContent | undefined): string => new TextDecoder().decode(spooled?.content?.())

describe('what is put aside', () => {
  test('comes back, whether it is on the disk already or not, and leaves nothing there', () => {
    const spill = fileSpill(folder)
    const kept = Array.from({ length: 8 }, (_, n) => spill.put([textOf(n)]))
    kept.push(spill.put([]), spill.put(['“a', '”\ud800']))
    for (const n of [7, 0, 3, 0]) expect(read(kept[n]) === textOf(n)).toBe(true)
    for (const [n, { digest: known }] of kept.slice(0, 8).entries()) expect(known).toBe(digest(textOf(n)))
    expect(kept.slice(8).map(read)).toEqual(['', '“a”\ufffd'])
    spill.close()
    expect(fs.readdirSync(folder)).toEqual([])
  })

  test('comes back as bytes too, until the spill is closed', () => {
    const spill = fileSpill(folder)
    const bytes = (n: number): Uint8Array => Buffer.from(textOf(n))
    const kept = Array.from({ length: 8 }, (_, n) => spill.keep(bytes(n)))
    const text = spill.put([textOf(9)])
    for (const n of [7, 0, 3, 0]) expect(Buffer.compare(kept[n]?.() ?? new Uint8Array(), bytes(n))).toBe(0)
    expect(read(text) === textOf(9)).toBe(true)
    spill.close()
    expect(kept.map((content) => content())).toEqual(kept.map(() => undefined))
  })

  test('stays in memory where the disk takes nothing', () => {
    const spill = fileSpill(path.join(folder, 'not-there'))
    const kept = Array.from({ length: 4 }, (_, n) => spill.put([textOf(n)]))
    for (const [n, spooled] of kept.entries()) expect(read(spooled) === textOf(n)).toBe(true)
    spill.close()
  })
})
