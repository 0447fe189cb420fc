import { inOnePiece } from '../../markdown/html.ts'
import { type Frame, type Render, within } from './values.ts'

/**
 * Entries of lists that many pages show alike, such as those of the navigation, are rendered once. Only entries that were
 * marked as lasting are remembered, since all others are made for one page.
 */

/** Entries that many pages show; they never change. */
const lasting = new WeakSet<object>()

/** Marks an entry that many pages show. */
export function markLasting<Entry extends object>(entry: Entry): Entry {
  lasting.add(entry)
  return entry
}

/** Neighbouring entries, and the text of all of them. */
interface Run {
  readonly entries: readonly object[]
  readonly text: string
}

/** Shorter runs are put together as quickly as they are found. */
const LEAST_RUN = 16

/** Gives the text of a list, where that of an entry depends on nothing but the entry. */
export function textsOfEntries(render: Render): (list: readonly unknown[], frame: Frame) => string {
  const texts = new WeakMap<object, string>()
  const runs = new WeakMap<object, Run>()
  const textOf = (entry: object, frame: Frame): string => {
    const known = texts.get(entry)
    if (known !== undefined) return known
    const text = inOnePiece(render(within(frame, entry)))
    texts.set(entry, text)
    return text
  }
  return (list, frame) => {
    let text = ''
    let i = 0
    while (i < list.length) {
      const entry = list[i]
      if (!isLasting(entry)) {
        text += render(within(frame, entry))
        i += 1
        continue
      }
      const known = runs.get(entry)
      if (known?.entries.every((item, k) => item === list[i + k])) {
        text += known.text
        i += known.entries.length
        continue
      }
      const run = runAt(list, i)
      const all = run.map((item) => textOf(item, frame))
      const joined = all.join('')
      if (!known && run.length >= LEAST_RUN) runs.set(entry, { entries: run, text: joined })
      text += joined
      i += run.length
    }
    return text
  }
}

const isLasting = (value: unknown): value is object => typeof value === 'object' && value !== null && lasting.has(value)

/** The lasting entries from one on. */
function runAt(list: readonly unknown[], start: number): readonly object[] {
  const run: object[] = []
  for (let i = start; i < list.length; i++) {
    const entry = list[i]
    if (!isLasting(entry)) break
    run.push(entry)
  }
  return run
}
