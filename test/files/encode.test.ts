import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeInto, mostBytesOf } from '../../src/files/encode.ts'

test('texts are encoded as UTF-8, wherever letters beyond ASCII stand in them', () => {
  const piece = fc.oneof(
    fc.constantFrom('a'.repeat(999), 'b'.repeat(1000), 'c'.repeat(5000), '\ud83d', '\ude00', '😀', 'é', '漢', ''),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(3), (pieces, start) => {
      const text = pieces.join('')
      const buffer = Buffer.alloc(start + mostBytesOf(text))
      const length = encodeInto(text, buffer, start)
      expect(Buffer.compare(buffer.subarray(start, start + length), Buffer.from(text))).toBe(0)
    }),
    { numRuns: 300 },
  )
})
