import { distance } from 'fastest-levenshtein'

/** Names to choose from. Large lists are kept in mind by the list itself, so hand over the same one for the same names. */
export type Names = readonly string[] | ReadonlySet<string> | ReadonlyMap<string, unknown>

/** Of more names than these, only those are looked at that are a slip or two away. */
const MANY = 1000
/** A longer name is no slip of another one. */
const LONGEST = 200
/** How many names of one spelling without a letter are kept. */
const MOST_ALIKE = 20

/**
 * The names that `written` was most likely meant to be, nearest first, at most `count`.
 * A name is near when two letters of five or less are different, or when one holds the other.
 */
export function nearest(written: string, names: Names, count = 1): string[] {
  const wanted = written.toLowerCase()
  if (!wanted || wanted.length > LONGEST) return []
  const scored: { name: string; score: number }[] = []
  for (const name of likely(wanted, names)) {
    const candidate = name.toLowerCase()
    const longer = Math.max(wanted.length, candidate.length)
    const limit = longer < 3 ? 0 : Math.max(1, Math.floor(longer * 0.4))
    if (Math.abs(candidate.length - wanted.length) > limit && !candidate.includes(wanted)) continue
    const score = isSwap(wanted, candidate) ? 1 : distance(wanted, candidate)
    const holds =
      wanted.length > 2 && candidate.length > 2 && (candidate.includes(wanted) || wanted.includes(candidate))
    if (score <= limit || holds) scored.push({ name, score: holds ? Math.min(score, limit + 0.5) : score })
  }
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1))
  return scored.slice(0, count).map((item) => item.name)
}

const listOf = (names: Names): Iterable<string> => ('size' in names ? names.keys() : names)

/** The names that are worth measuring: all of a few, of many those with one letter more, less or different. */
function likely(wanted: string, names: Names): ReadonlySet<string> {
  const size = 'size' in names ? names.size : names.length
  if (size <= MANY) return new Set(listOf(names))
  const index = indexOf(names, size)
  return new Set(spellings(wanted).flatMap((spelling) => index.get(spelling) ?? []))
}

/** A word, and that word without each of its letters: two words that are a slip away have one of these in common. */
const spellings = (word: string): string[] => [
  word,
  ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1)),
]

interface Index {
  readonly size: number
  readonly bySpelling: ReadonlyMap<string, readonly string[]>
}

const indexes = new WeakMap<Names, Index>()

/** The names of a large list by their spellings; made once for as long as the list does not grow. */
function indexOf(names: Names, size: number): Index['bySpelling'] {
  const known = indexes.get(names)
  if (known?.size === size) return known.bySpelling
  const bySpelling = new Map<string, string[]>()
  for (const name of listOf(names)) {
    const word = name.toLowerCase()
    if (word.length > LONGEST) continue
    for (const spelling of new Set(spellings(word))) {
      const same = bySpelling.get(spelling)
      if (!same) bySpelling.set(spelling, [name])
      else if (same.length < MOST_ALIKE) same.push(name)
    }
  }
  indexes.set(names, { size, bySpelling })
  return bySpelling
}

/** "Did you mean `a` or `b`?", or nothing where no name is near. */
export function didYouMean(written: string, names: Names, count = 1): string | undefined {
  const near = nearest(written, names, count)
  return near.length ? `Did you mean ${near.map((name) => `\`${name}\``).join(' or ')}?` : undefined
}

/** Whether two neighbouring letters changed places: `figrue` and `figure`. */
export function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return i + 1 < a.length && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2)
}

/** The name that is a slip of one letter away from `written`, of longer words two; undefined where none or several are. */
export function nearestSlip(written: string, names: Names): string | undefined {
  const [near, second] = nearest(written, names, 2).filter((name) => isSlip(written.toLowerCase(), name.toLowerCase()))
  return second === undefined ? near : undefined
}

const isSlip = (a: string, b: string): boolean => isSwap(a, b) || distance(a, b) <= (a.length < 6 ? 1 : 2)
