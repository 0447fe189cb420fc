import { distance } from 'fastest-levenshtein'

/** Names to choose from. Large lists are kept in mind by the list itself, so hand over the same one for the same names. */
export type Names = readonly string[] | ReadonlySet<string> | ReadonlyMap<string, unknown>

/** Of more names than these, only those are looked at that are a slip or two away. */
const MANY = 1000
/** Of so many names at most the distance is measured: what a question costs does not depend on how alike names are. */
const MOST_MEASURED = 100
/** A longer name is no slip of another one. */
const LONGEST = 200
/** A name that holds what was written is no longer than this. */
const LONGEST_NAME = 1000
/** How many names of one spelling without a letter are kept. */
const MOST_ALIKE = 20

/** A name that may be meant. */
interface Candidate {
  readonly name: string
  /** In lower case, as it is compared. */
  readonly word: string
  /** A bit for each letter in it, some letters share one. */
  readonly letters: number
}

/**
 * The names that `written` was most likely meant to be, nearest first, at most `count`.
 * A name is near when two letters of five or less are different, or when one holds the other.
 */
export function nearest(written: string, names: Names, count = 1): string[] {
  const wanted = written.toLowerCase()
  if (!wanted || wanted.length > LONGEST) return []
  const letters = lettersOf(wanted)
  const likely: { readonly candidate: Candidate; readonly limit: number; readonly least: number }[] = []
  for (const candidate of candidatesFor(wanted, names)) {
    const { word } = candidate
    const longer = Math.max(wanted.length, word.length)
    const limit = longer < 3 ? 0 : Math.max(1, Math.floor(longer * 0.4))
    const missing = countBits(letters & ~candidate.letters)
    const further = countBits(candidate.letters & ~letters)
    const least = Math.max(missing, further, Math.abs(word.length - wanted.length))
    // Each letter that just one of them has is a step between them; and then neither holds the other.
    if (least > limit && (missing > 0 || !word.includes(wanted))) continue
    likely.push({ candidate, limit, least })
  }
  if (likely.length > MOST_MEASURED) likely.sort((a, b) => a.least - b.least)
  const scored: { name: string; score: number }[] = []
  for (const { candidate, limit } of likely.slice(0, MOST_MEASURED)) {
    const { name, word } = candidate
    // A name that only holds the other is not measured: the distance is at least the letters that it has more.
    const score =
      Math.abs(word.length - wanted.length) > limit ? limit + 1 : isSwap(wanted, word) ? 1 : distance(wanted, word)
    const holds = wanted.length > 2 && word.length > 2 && (word.includes(wanted) || wanted.includes(word))
    if (score <= limit || holds) scored.push({ name, score: holds ? Math.min(score, limit + 0.5) : score })
  }
  scored.sort(
    (a, b) =>
      a.score - b.score || sharedLetters(b.name, wanted) - sharedLetters(a.name, wanted) || (a.name < b.name ? -1 : 1),
  )
  return scored.slice(0, count).map((item) => item.name)
}

/** With how many letters a name begins like a word in lower case: a slip comes rarely in the first ones. */
function sharedLetters(name: string, word: string): number {
  const other = name.toLowerCase()
  let count = 0
  while (count < word.length && other[count] === word[count]) count++
  return count
}

/** The letters of a word, as bits. */
function lettersOf(word: string): number {
  let letters = 0
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31)
  return letters
}

function countBits(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
}

const listOf = (names: Names): Iterable<string> => ('size' in names ? names.keys() : names)

const candidateOf = (name: string): Candidate => {
  const word = name.toLowerCase()
  return { name, word, letters: lettersOf(word) }
}

const few = new WeakMap<Names, { readonly size: number; readonly candidates: readonly Candidate[] }>()

/** The names that are worth looking at: all of a few, of many those with one letter more, less or different. */
function candidatesFor(wanted: string, names: Names): Iterable<Candidate> {
  const size = 'size' in names ? names.size : names.length
  if (size > MANY) {
    const index = indexOf(names, size)
    return new Set(spellings(wanted).flatMap((spelling) => index.get(spelling) ?? []))
  }
  const known = few.get(names)
  if (known?.size === size) return known.candidates
  const candidates = Array.from(new Set(listOf(names)), candidateOf).filter(({ word }) => word.length <= LONGEST_NAME)
  few.set(names, { size, candidates })
  return candidates
}

/** A word, and that word without each of its letters: two words that are a slip away have one of these in common. */
const spellings = (word: string): string[] => [
  word,
  ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1)),
]

interface Index {
  readonly size: number
  readonly bySpelling: ReadonlyMap<string, readonly Candidate[]>
}

const indexes = new WeakMap<Names, Index>()

/** The names of a large list by their spellings; made again when the list has grown by a tenth. */
function indexOf(names: Names, size: number): Index['bySpelling'] {
  const known = indexes.get(names)
  if (known && size >= known.size && size < known.size * 1.1) return known.bySpelling
  const bySpelling = new Map<string, Candidate[]>()
  for (const name of listOf(names)) {
    if (name.length > LONGEST) continue
    const candidate = candidateOf(name)
    for (const spelling of new Set(spellings(candidate.word))) {
      const same = bySpelling.get(spelling)
      if (!same) bySpelling.set(spelling, [candidate])
      else if (same.length < MOST_ALIKE) same.push(candidate)
    }
  }
  indexes.set(names, { size, bySpelling })
  return bySpelling
}

/** What other tools call it: names that are no slips, and are guessed all the same. */
const GUESSES: ReadonlyMap<string, readonly string[]> = new Map([
  ['src', ['source']],
  ['href', ['link']],
  ['color', ['accent']],
  ['colour', ['accent']],
  ['primary', ['accent']],
])

/** "Did you mean `a` or `b`?", or nothing where no name is near. */
export function didYouMean(written: string, names: Names, count = 1): string | undefined {
  const guessed = 'length' in names ? GUESSES.get(written.toLowerCase())?.filter((name) => names.includes(name)) : []
  const near = guessed?.length ? guessed : nearest(written, names, count)
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
