import { describe, expect, test } from 'vitest'
import { folded, unfolded } from '../../src/cli/folded.ts'
import type { DiagnosticCode } from '../../src/diagnostics/codes.ts'
import { type Diagnostic, diagnostic } from '../../src/diagnostics/diagnostic.ts'

const at = (code: DiagnosticCode, message: string, start: number): Diagnostic =>
  diagnostic(code, message, { span: { path: 'content/a.md', start, end: start + 1 } })
const starts = (items: readonly Diagnostic[]): readonly (number | undefined)[] => items.map(({ span }) => span?.start)

describe('diagnostics for people', () => {
  test('show equal ones three times, and keep the places of the others', () => {
    const items = [0, 1, 2, 3, 4].map((i) => at('link/vague-text', 'The same.', i))
    const { shown, equal, others } = folded([...items, at('link/vague-text', 'Another one.', 9)])
    expect(starts(shown)).toEqual([0, 1, 2, 9])
    const [third] = items.slice(2)
    expect(third && starts(equal.get(third) ?? [])).toEqual([3, 4])
    expect(others).toBe(0)
  })

  test('show what is to be done in each language', () => {
    const items = ['Abbildung', 'Abbildung', 'Abbildung', 'Abbildung', 'figura', '图'].map((word, i) =>
      diagnostic('block/translated-name', 'The name of the block `figure` was translated, too.', {
        span: { path: 'content/a.md', start: i, end: i + 1 },
        hint: `\`${word}\` is \`figure\``,
      }),
    )
    expect(starts(folded(items).shown)).toEqual([0, 1, 2, 4, 5])
  })

  test('show forty of one code, and count the others', () => {
    const { shown, equal, others } = folded(
      Array.from({ length: 50 }, (_, i) => at('link/unknown-page', `There is no page \`${i}\`.`, i)),
    )
    expect([shown.length, equal.size, others]).toEqual([40, 0, 10])
  })

  test('come with errors last, each severity in the order of files', () => {
    const mixed = [
      at('link/unknown-page', 'One.', 1),
      at('link/vague-text', 'Two.', 2),
      at('link/unknown-page', 'Three.', 3),
      at('link/vague-text', 'Four.', 4),
    ]
    expect(starts(folded(mixed).shown)).toEqual([2, 4, 1, 3])
    expect(starts(unfolded(mixed).shown)).toEqual([2, 4, 1, 3])
  })

  test('count each diagnostic once', () => {
    const items = [
      ...Array.from({ length: 39 }, (_, i) => at('link/unknown-page', `There is no page \`${i}\`.`, i)),
      ...Array.from({ length: 5 }, (_, i) => at('link/unknown-page', 'There is no page `same`.', 100 + i)),
      ...Array.from({ length: 5 }, (_, i) => at('link/unknown-page', 'There is no page `other`.', 200 + i)),
    ]
    const { shown, equal, others } = folded(items)
    const hidden = [...equal.values()].flat()
    expect(shown.length + hidden.length + others).toBe(items.length)
    expect(new Set([...shown, ...hidden]).size).toBe(shown.length + hidden.length)
  })
})
