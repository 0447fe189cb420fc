import fc from 'fast-check'
import { distance } from 'fastest-levenshtein'
import { expect, test } from 'vitest'
import { didYouMean, isSwap, nearest } from '../../src/diagnostics/nearest.ts'
import { site } from '../site.ts'

/** What `nearest` gives, by measuring all names. */
function nearestOfAll(written: string, names: readonly string[], count: number): string[] {
  const wanted = written.toLowerCase()
  const scored = [...new Set(names)].flatMap((name) => {
    const word = name.toLowerCase()
    const longer = Math.max(wanted.length, word.length)
    const limit = longer < 3 ? 0 : Math.max(1, Math.floor(longer * 0.4))
    if (Math.abs(word.length - wanted.length) > limit && !word.includes(wanted)) return []
    const score = isSwap(wanted, word) ? 1 : distance(wanted, word)
    const holds = wanted.length > 2 && word.length > 2 && (word.includes(wanted) || wanted.includes(word))
    return score <= limit || holds ? [{ name, score: holds ? Math.min(score, limit + 0.5) : score }] : []
  })
  const shared = ({ name }: { readonly name: string }) => {
    const word = name.toLowerCase()
    const end = [...wanted.split('').keys()].find((i) => word[i] !== wanted[i])
    return end ?? wanted.length
  }
  scored.sort((a, b) => a.score - b.score || shared(b) - shared(a) || (a.name < b.name ? -1 : 1))
  return scored.slice(0, count).map(({ name }) => name)
}

test('finds what measuring all names finds', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'p', '1', '-', 'é', 'A'), minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 60 }), (written, names) => {
      expect(nearest(written, names, 3)).toEqual(nearestOfAll(written, names, 3))
    }),
    { numRuns: 500 },
  )
})

test('what other tools call it is met with its name here', () => {
  expect(didYouMean('src', ['source', 'id', 'caption'])).toBe('Did you mean `source`?')
  expect(didYouMean('color', ['accent', 'fonts'])).toBe('Did you mean `accent`?')
  expect(didYouMean('src', ['id', 'caption'])).toBeUndefined()
})

test('of a page with hundreds of wrong names the first two hundred have a right one beside them', () => {
  const names = Array.from({ length: 300 }, (_, i) => `%link:loop-${String(i).padStart(3, '0')}%`)
  const { diagnostics } = site({
    'content/index.md': '# Start\n',
    'content/loop-abc.md': '# Loop\n',
    'content/a.md': `# A\n\n${names.join('\n')}\n`,
  })
    .build({ check: true })
    .result()
  const told = diagnostics.filter(({ code }) => code === 'link/unknown-page')
  expect(told.length).toBe(300)
  expect(told.filter(({ hint }) => hint === 'Did you mean `loop-abc`?').length).toBe(200)
})

test('of names that are as near, the one that begins like it comes first', () => {
  expect(nearest('pyton', ['pycon', 'python'])).toEqual(['python'])
})
