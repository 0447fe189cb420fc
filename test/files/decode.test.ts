import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findWrongEncoding } from '../../src/diagnostics/wrong-encoding.ts'
import { decodeText } from '../../src/files/decode.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const utf8 = (text: string) => new TextEncoder().encode(text)

describe('decoding a file', () => {
  test('accepts a byte order mark and every kind of line end', () => {
    expect(decodeText(utf8('\ufeffa\r\nb\rc\n'))).toEqual({ text: 'a\nb\nc\n' })
  })

  test('says where the first byte that is not UTF-8 stands', () => {
    expect(decodeText(bytes(0x61, 0xe9, 0x62)).badOffset).toBe(1)
    expect(decodeText(Uint8Array.from([...utf8('é\r\nü'), 0xff, 0x62])).badOffset).toBe(3)
    expect(decodeText(Uint8Array.from([...utf8('ok '), 0xe2, 0x82])).badOffset).toBe(3)
  })

  test('agrees with a search byte by byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 12 }), (text, tail) => {
        const all = Uint8Array.from([...utf8(text), ...tail])
        const fatal = new TextDecoder('utf-8', { fatal: true })
        const isGood = (length: number): boolean => {
          try {
            fatal.decode(all.subarray(0, length))
            return true
          } catch {
            return false
          }
        }
        const lengths = Array.from({ length: all.length + 1 }, (_, i) => i)
        const good = lengths.findLast(isGood) ?? 0
        const { badOffset } = decodeText(all)
        if (isGood(all.length)) expect(badOffset).toBeUndefined()
        else expect(badOffset).toBe(decodeText(all.subarray(0, good)).text.length)
      }),
      { numRuns: 300 },
    )
  })
})

describe('text that was decoded with the wrong encoding', () => {
  test.each([
    ['Who knows â€¦ maybe', '…'],
    ['the authorâ€™s', '’'],
    ['CafÃ©', 'é'],
    ['JerarquÃ­a', 'í'],
    ['5Â°', '°'],
    ['ðŸ˜€', '😀'],
    ['ÐŸÑ€Ð¸Ð²ÐµÑ‚', 'Привет'],
  ])('%s was meant to have %s', (text, meant) => {
    expect(findWrongEncoding(text).map((item) => item.meant)).toEqual([meant])
  })

  test.each([
    'Café, naïve, Ångström, São Paulo',
    '„MENÜ“',
    'À la carte',
    'Âge',
    'Привет',
    'Ð is a letter',
    'âge',
    '日本語',
  ])('%s is fine', (text) => {
    expect(findWrongEncoding(text)).toEqual([])
  })
})
