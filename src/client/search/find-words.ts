import { type Directory, decodePostings, decodeWords, type Posting, type WordPostings } from '../../search/format.ts'
import { hangulPairs, isUnspaced, queryWords } from '../../search/words.ts'
import { distance } from './distance.ts'

/** Loads a part of the index by name, each once. */
export type Load = (name: string) => Promise<string>

/** A word of the index that a reader may have meant, and how sure that is: 1 is the word itself. */
export interface Meant extends WordPostings {
  readonly sureness: number
}

/** More files of postings than this are not loaded for one word: a beginning that so many words share finds too much. */
const MAX_PARTS = 3
const MAX_MEANT = 40

/** For each word of a query, what it may mean, the surest first. */
export function findWords(query: string, directory: Directory, load: Load): Promise<readonly (readonly Meant[])[]> {
  return Promise.all(queryWords(query).map((word) => findWord(word, directory, load)))
}

async function findWord(word: string, directory: Directory, load: Load): Promise<readonly Meant[]> {
  const begun = await wordsFrom(word, directory, load)
  if (isUnspaced(word)) return begun.map((found) => ({ ...found, sureness: found.word === word ? 1 : 0.6 }))
  const parts = shorter(word)
  const others = (await Promise.all(parts.map((part) => exactly(part, directory, load)))).flat()
  const meant = [
    ...(await insideOf(word, directory, load)),
    ...begun.map((found) => ({
      ...found,
      sureness: found.word === word ? 1 : 0.75 * (word.length / found.word.length),
    })),
    ...others.map((found) => ({ ...found, sureness: 0.6 })),
  ]
  if (meant.length) return meant.sort((a, b) => b.sureness - a.sureness).slice(0, MAX_MEANT)
  return mistyped(word, directory, load)
}

/** Where a Korean word stands inside of another one: sections with all of its pairs of letters. */
async function insideOf(word: string, directory: Directory, load: Load): Promise<readonly Meant[]> {
  const pairs = await Promise.all(hangulPairs(word).map((pair) => exactly(pair, directory, load)))
  const keyOf = ({ page, section }: Posting): string => `${page} ${section}`
  const [first, ...others] = pairs.map((found) => new Set(found.flatMap(({ postings }) => postings.map(keyOf))))
  const inAll = [...(first ?? [])].filter((key) => others.every((keys) => keys.has(key)))
  if (inAll.length === 0) return []
  const wanted = new Set(inAll)
  return pairs.flat().map((found) => ({
    ...found,
    postings: found.postings.filter((posting) => wanted.has(keyOf(posting))),
    sureness: 0.5,
  }))
}

/** `loops` may be `loop`, `classes` may be `class`. */
const shorter = (word: string): string[] =>
  [/s$/, /es$/, /ing$/, /ed$/]
    .filter((ending) => ending.test(word) && word.length > 4)
    .map((ending) => word.replace(ending, ''))

/** All words that begin so. */
async function wordsFrom(beginning: string, directory: Directory, load: Load): Promise<WordPostings[]> {
  const [from, to] = rangeOf(directory.postings, beginning, `${beginning}\u{10ffff}`)
  const names = Array.from({ length: Math.min(to - from + 1, MAX_PARTS) }, (_, i) => `p${from + i}`)
  const texts = await Promise.all(names.map(load))
  return texts.flatMap((text) => linesFrom(text, beginning)).map(decodePostings)
}

async function exactly(word: string, directory: Directory, load: Load): Promise<WordPostings[]> {
  const [from, to] = rangeOf(directory.postings, word, word)
  if (to < from) return []
  const text = await load(`p${from}`)
  return linesFrom(text, `${word} `).map(decodePostings)
}

/** Lines are sorted, and few: those with the same beginning stand together. */
function linesFrom(text: string, beginning: string): string[] {
  const lines: string[] = []
  for (let at = text.startsWith(beginning) ? 0 : text.indexOf(`\n${beginning}`) + 1; ; ) {
    if (!text.startsWith(beginning, at)) return lines
    const end = text.indexOf('\n', at)
    lines.push(text.slice(at, end < 0 ? undefined : end))
    if (end < 0) return lines
    at = end + 1
  }
}

/** Which parts may hold the words between two, both included. */
function rangeOf(parts: Directory['postings'], first: string, last: string): [from: number, to: number] {
  const indexOf = (word: string): number => {
    let low = 0
    let high = parts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((parts[middle]?.[0] ?? '') <= word) low = middle + 1
      else high = middle
    }
    return low - 1
  }
  const to = indexOf(last)
  return [to < 0 ? 0 : Math.max(0, indexOf(first)), to]
}

/** Words that differ in a letter or two; first among those with the same first letter, then among all. */
async function mistyped(word: string, directory: Directory, load: Load): Promise<readonly Meant[]> {
  const limit = word.length < 3 ? 0 : word.length < 6 ? 1 : 2
  if (limit === 0) return []
  const near = rangeOf(directory.words, word.slice(0, 1), `${word.slice(0, 1)}\u{10ffff}`)
  const all: [number, number] = [0, directory.words.length - 1]
  for (const [from, to] of [near, all]) {
    const names = Array.from({ length: to - from + 1 }, (_, i) => `w${from + i}`)
    const words = (await Promise.all(names.map(load))).flatMap(decodeWords)
    let best = limit
    let found: string[] = []
    for (const other of words) {
      // What was typed so far may be the beginning of a longer word.
      const far = Math.min(
        distance(word, other, best),
        other.length > word.length + 1 ? distance(word, other.slice(0, word.length), best) + 0.5 : best + 1,
      )
      if (far < best) found = []
      if (far <= best) {
        best = Math.max(1, Math.floor(far))
        found.push(other)
      }
    }
    if (found.length) {
      const sets = await Promise.all(found.slice(0, 6).map((other) => exactly(other, directory, load)))
      return sets.flat().map((meant) => ({ ...meant, sureness: best === 1 ? 0.5 : 0.3 }))
    }
  }
  return []
}
