import { flatten } from '../flat-text.ts'
import { type Frame, type Render, within } from './values.ts'

/**
 * Entries of lists that many pages show alike, such as those of the navigation, are rendered once. Only entries that were
 * marked as lasting are remembered, since all others are made for one page.
 */

/** What is remembered of an entry that many pages show. */
interface Known {
  /** Its text in one list of the templates. Another list, which shows it otherwise, makes it anew. */
  list: object | undefined
  text: string
}

/** Where it is: templates do not see it, and it is found faster than in a map. */
const KNOWN = Symbol('known')

/** Marks an entry that many pages show; it never changes. */
export const markShared = <Entry extends object>(entry: Entry): Entry =>
  Object.assign(entry, { [KNOWN]: { list: undefined, text: '' } satisfies Known })

/** Neighbouring entries, and the text of all of them. */
interface Run {
  readonly entries: readonly object[]
  readonly text: string
}

/** Shorter runs are put together as quickly as they are found. */
const LEAST_RUN = 16

/** Adds the texts of a list, where that of an entry depends on nothing but the entry. */
export function textsOfEntries(
  render: Render,
): (list: readonly unknown[], frame: Frame, add: (text: string) => void) => void {
  const runs = new WeakMap<object, Run>()
  const displayText = (entry: Lasting, frame: Frame): string => {
    const known = entry[KNOWN]
    if (known.list !== runs) {
      known.text = flatten(render(within(frame, entry)))
      known.list = runs
    }
    return known.text
  }
  return (list, frame, add) => {
    let i = 0
    while (i < list.length) {
      const entry = list[i]
      if (!isLasting(entry)) {
        add(render(within(frame, entry)))
        i += 1
        continue
      }
      const known = runs.get(entry)
      if (known?.entries.every((item, k) => item === list[i + k])) {
        add(known.text)
        i += known.entries.length
        continue
      }
      const run = runAt(list, i)
      const text = run.map((item) => displayText(item, frame)).join('')
      if (!known && run.length >= LEAST_RUN) runs.set(entry, { entries: run, text })
      add(text)
      i += run.length
    }
  }
}

type Lasting = { readonly [KNOWN]: Known }

const isLasting = (value: unknown): value is Lasting => typeof value === 'object' && value !== null && KNOWN in value

/** The lasting entries from one on. */
function runAt(list: readonly unknown[], start: number): readonly Lasting[] {
  const run: Lasting[] = []
  for (let i = start; i < list.length; i++) {
    const entry = list[i]
    if (!isLasting(entry)) break
    run.push(entry)
  }
  return run
}
