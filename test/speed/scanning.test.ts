import fc from 'fast-check'
import Parser from 'markdown-it'
import { expect, test } from 'vitest'
import { LineState, normalizeRule, textRule } from '../../src/speed/scanning.ts'

const own = new Parser({ html: true })
own.block.State = LineState
own.inline.ruler.at('text', textRule)
own.core.ruler.at('normalize', normalizeRule)
const theirs = new Parser({ html: true })

test.each([
  '',
  '\n',
  '  ',
  ' \n\t\n  ',
  'a',
  'a\n  ',
  'a\n  \n',
  '\ta\n \tb\n  \t c',
  'a\r\nb\rc\r\r\nd',
  'a\0b\r\n\0',
  '- a\n\n\t- b\n\t c\n > d',
  '[*a* b](c "d") **e f** `g h` <i>j</i> &amp; \\* !k',
])('a text is parsed as markdown-it parses it: %j', (text) => {
  expect(own.parse(text, {})).toEqual(theirs.parse(text, {}))
})

test('so are random texts', () => {
  const piece = fc.constantFrom(
    ...[' ', '  ', '\t', '\n', '\n\n', '\r', '\r\n', '\0', 'a', 'b c', '1. ', '- ', '> ', '# ', '*', '**', '_', '`'],
    ...['```', '|', '|-|', '[', ']', '(x)', '!', '<b>', '<!--', '&lt;', '\\', ':', '%', 'é', '😀'],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      expect(own.parse(text, {})).toEqual(theirs.parse(text, {}))
    }),
    { seed: 2026, numRuns: Number(process.env.LECTERN_RUNS ?? 400) },
  )
})
