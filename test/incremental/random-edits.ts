import fc from 'fast-check'
import { expect } from 'vitest'
import { memoryStore } from '../../src/files/store.ts'
import { site, type TestSite } from '../site.ts'
import { everything, request } from './edits.ts'

/** What is done to a site, at random. */
export interface RandomEdits<Edit> {
  readonly start: Readonly<Record<string, string>>
  readonly edit: fc.Arbitrary<Edit>
  /** Makes an edit; gives the paths that changed. */
  readonly apply: (tree: TestSite, edit: Edit) => readonly string[]
  /** Rounds of edits in each run, at most. */
  readonly rounds: number
  readonly runs: number
}

/** Compares builds after random edits with clean ones, byte for byte, with and without hints, of small sites and of large ones. */
export function expectAsClean<Edit>({ start, edit, apply, rounds: most, runs }: RandomEdits<Edit>): void {
  fc.assert(
    fc.property(
      fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: most }),
      fc.boolean(),
      fc.boolean(),
      (rounds, hinted, large) => {
        const incremental = site(start, large ? { large, store: memoryStore() } : {}).build(request)
        for (const round of rounds) {
          const changed = round.flatMap((change) => apply(incremental, change))
          incremental.build(hinted ? { ...request, changed } : request)
          // What a faulty build keeps of an earlier one depends on what was there: such rounds are compared by what they tell.
          const clean = site(Object.fromEntries(incremental.files.contents)).build(request)
          const [now, then] = [everything(incremental), everything(clean)]
          expect(now.printed).toBe(then.printed)
          expect(now.fault).toBe(then.fault)
          if (now.fault === 'none') expect(now.outputs).toEqual(then.outputs)
          else for (const [file, text] of Object.entries(then.outputs)) expect(now.outputs[file]).toBe(text)
        }
      },
    ),
    { numRuns: runs },
  )
}
