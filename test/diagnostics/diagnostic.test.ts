import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diagnostic, sortDiagnostics } from '../../src/diagnostics/diagnostic.ts'

test('what is told, and its order, do not depend on what was found first', () => {
  const cycle = (from: string, end = 22) =>
    diagnostic('include/cycle', '`shared.md` includes itself.', {
      span: { path: 'shared.md', start: 13, end },
      related: [{ span: { path: from, start: 0, end: 9 }, message: 'includes `shared.md`' }],
    })
  const found = [cycle('a.md'), cycle('b.md'), cycle('c.md', 30), cycle('d.md')]
  fc.assert(
    fc.property(fc.shuffledSubarray(found, { minLength: found.length }), (shuffled) => {
      expect(sortDiagnostics(shuffled)).toEqual([cycle('a.md'), cycle('c.md', 30)])
    }),
  )
})
