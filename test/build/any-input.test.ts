import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultsOf } from '../hostile/faults.ts'
import { kindsOfRepository, THEMED } from '../hostile/fuzz.ts'
import { bareTheme } from '../site.ts'

/** A short form of `npm run fuzz`: the same sites in each run, without a limit of time. */

const { kinds, theme } = kindsOfRepository(path.resolve(import.meta.dirname, '../..'))

describe('whatever is in a site, it becomes pages and diagnostics with places, never a crash', () => {
  test.each(Object.entries(kinds))('%s', (kind, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (files) => {
        expect(faultsOf(files, THEMED.has(kind) ? theme : bareTheme)).toEqual([])
      }),
      { numRuns: 40, seed: 20260301 },
    )
  })
})
