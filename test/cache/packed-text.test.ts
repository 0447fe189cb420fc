import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packText, unpackText } from '../../src/cache/packed-text.ts'
import type { Chunk } from '../../src/markdown/text/holes.ts'

test('the text of a page comes back as it was put aside', () => {
  const span = { path: 'content/ä.md', start: 3, end: 9 }
  const hole = fc.constantFrom<Chunk>(
    { type: 'number', kind: 'figure', n: 2 },
    { type: 'address', target: { written: '"x"\n', name: 'x', fragment: 'é' }, span },
    { type: 'label', target: { written: 'ref' }, id: 'FigA', plain: true, span },
  )
  const text = fc.oneof(
    fc.constantFrom('', '\n', '<p>ASCII</p>\n', 'é', '漢字…', '😀', '\u2028', '"[1]\n'),
    fc.string({ unit: 'grapheme' }),
  )
  fc.assert(
    fc.property(fc.array(fc.oneof<fc.Arbitrary<Chunk>[]>(text, hole), { maxLength: 9 }), (chunks) => {
      expect(unpackText(Buffer.from(packText(chunks).join('')))).toEqual(chunks)
    }),
    { numRuns: 300 },
  )
})
