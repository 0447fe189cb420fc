import { describe, expect, test } from 'vitest'
import { site } from '../site.ts'

/** Input that is made to be slow. Time is compared with that of a quarter of it, so that a slow machine is no fault. */

const pathological: readonly (readonly [string, (n: number) => string])[] = [
  ['equal headings', (n) => '# a\n\n'.repeat(n)],
  ['tasks of one list', (n) => '- [ ] a\n'.repeat(n)],
  ['elements that are never closed', (n) => '<b>'.repeat(n)],
  ['end tags that close nothing', (n) => '</b>'.repeat(n)],
  ['references that are never closed', (n) => '%link:'.repeat(n)],
  ['brackets', (n) => '['.repeat(n)],
  ['quotes', (n) => `${'> '.repeat(n)}x`],
  ['blocks that never end', (n) => '%-- '.repeat(n)],
  ['emphasis', (n) => '*a _b '.repeat(n)],
]

const seconds = (text: string): number => {
  const built = site({ 'content/a.md': text })
  const { user } = process.cpuUsage()
  built.build({ check: true })
  return process.cpuUsage({ user, system: 0 }).user / 1e6
}

describe('time grows with the length of the text, not with its square, for', () => {
  test.each(pathological)('%s', (_, make) => {
    seconds(make(500))
    const small = Math.min(seconds(make(2500)), seconds(make(2500)))
    const large = Math.min(seconds(make(10_000)), seconds(make(10_000)))
    // Four times is linear and sixteen times quadratic; what takes no time at all tells nothing.
    expect(large < 0.3 || large < 11 * small, `${small.toFixed(3)} s, then ${large.toFixed(3)} s`).toBe(true)
  })
})
