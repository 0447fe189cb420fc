import { encodeInto, mostBytesOf } from '../../files/encode.ts'
import { eachRun, eachWordOf, MAX_LENGTH, signsBehind } from '../../search/words.ts'

/** All words of a site, each once, with a number. It grows through a session: words that are gone have no postings. */
export interface Lexicon {
  /** Adds a score to the tally for each word of a text; words that are new get a number. */
  readonly count: (text: string, score: number) => void
  /** The same for a text of ASCII that stands in some bytes. */
  readonly countBytes: (bytes: Buffer, from: number, to: number, score: number) => void
  /** Reading it empties it. */
  readonly tally: Tally
  /** The number of one word, as it stands in another lexicon. */
  readonly numberOf: (word: string) => number
  readonly words: readonly string[]
  /** The numbers in the order of their words. */
  readonly sorted: () => Uint32Array
}

/** What words count for in a part of a page. */
export interface Tally {
  /** By number; 0 for all that are not found. */
  scores: Uint32Array
  /** Numbers of the words that were found, in the order of their first places. */
  readonly found: number[]
}

/** What the hash of a word begins with. */
const EMPTY = 7

/** The lower case of ASCII letters and digits; 0 for all else. */
const LOWER = new Uint8Array(0x100)
for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789') {
  LOWER[letter.charCodeAt(0)] = letter.charCodeAt(0)
  LOWER[letter.toUpperCase().charCodeAt(0)] = letter.charCodeAt(0)
}

/**
 * An empty lexicon. Words are found by a hash of their letters where they stand in the text: making a string of each
 * took longer than all else.
 */
export function createLexicon(): Lexicon {
  const words: string[] = []
  const hashes: number[] = []
  /** Where the letters of each word begin in `state.letters`; those of the next one begin where they end. */
  const starts: number[] = [0]
  const state = {
    slots: new Uint32Array(1 << 14),
    order: new Uint32Array(),
    /** All words behind each other in UTF-8: to look into a string takes longer. */
    letters: Buffer.alloc(1 << 16),
    text: Buffer.alloc(0),
  }
  const tally: Tally = { scores: new Uint32Array(1 << 13), found: [] }

  const insert = (hash: number, number: number): void => {
    const mask = state.slots.length - 1
    let slot = hash & mask
    while (state.slots[slot]) slot = (slot + 1) & mask
    state.slots[slot] = number + 1
  }
  const add = (hash: number, word: string): number => {
    if (words.length * 2 > state.slots.length) {
      state.slots = new Uint32Array(state.slots.length * 2)
      for (const [number, other] of hashes.entries()) insert(other, number)
    }
    if (words.length >= tally.scores.length) {
      const scores = new Uint32Array(2 * tally.scores.length)
      scores.set(tally.scores)
      tally.scores = scores
    }
    insert(hash, words.length)
    hashes.push(hash)
    const start = starts[words.length] ?? 0
    if (start + mostBytesOf(word) > state.letters.length)
      state.letters = Buffer.concat([state.letters], 2 * state.letters.length)
    starts.push(start + encodeInto(word, state.letters, start))
    return words.push(word) - 1
  }
  /** The number of a word. */
  const numberOf = (word: string): number => {
    let sum = EMPTY
    for (let i = 0; i < word.length; i++) sum = mixed(sum, word.charCodeAt(i))
    const hash = finished(sum)
    const mask = state.slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (state.slots[slot] ?? 0) - 1
      // A copy: a part of a page's text would keep the whole text in memory.
      if (number < 0) return add(hash, Buffer.from(word).toString())
      if (words[number] === word) return number
    }
  }
  /** Whether a word of ASCII stands at a place. */
  const isWordAt = (number: number, bytes: Uint8Array, from: number, to: number): boolean => {
    const { letters } = state
    const start = starts[number] ?? 0
    if ((starts[number + 1] ?? 0) - start !== to - from) return false
    for (let at = from; at < to; at++) if (LOWER[bytes[at] ?? 0] !== letters[start + at - from]) return false
    return true
  }
  /** The number of the word of ASCII that stands at a place. */
  const numberAt = (bytes: Buffer, from: number, to: number, hash: number): number => {
    const mask = state.slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (state.slots[slot] ?? 0) - 1
      if (number < 0) return add(hash, bytes.toString('latin1', from, to).toLowerCase())
      if (hashes[number] === hash && isWordAt(number, bytes, from, to)) return number
    }
  }
  const score = (number: number, value: number): void => {
    const { scores } = tally
    const before = scores[number] ?? 0
    if (before === 0) tally.found.push(number)
    scores[number] = before + value
  }
  /** The words of a text of ASCII: a loop over bytes is faster than one over a text that is a part of another. */
  const countBytes = (bytes: Buffer, from: number, to: number, value: number): void => {
    for (let at = from; at < to; at++) {
      let letter = LOWER[bytes[at] ?? 0] ?? 0
      if (letter === 0) continue
      const start = at
      let sum = EMPTY
      do {
        if (at - start < MAX_LENGTH) sum = mixed(sum, letter)
        at++
        letter = at < to ? (LOWER[bytes[at] ?? 0] ?? 0) : 0
      } while (letter)
      // `C++` and `C#`: the rest of the words have none of these signs behind them.
      const sign = at < to ? bytes[at] : 0
      if (sign === 0x2b || sign === 0x23) countSigned(bytes, start, at, to, value)
      score(numberAt(bytes, start, Math.min(at, start + MAX_LENGTH), finished(sum)), value)
    }
  }
  const countSigned = (bytes: Buffer, start: number, end: number, to: number, value: number): void => {
    const signs = signsBehind(start, end, (at) => (at < to ? (bytes[at] ?? 0) : 0))
    if (signs > 0) score(numberOf(bytes.toString('latin1', start, end + signs).toLowerCase()), value)
  }
  /** Room for a text. */
  const textFor = (length: number): Buffer => {
    if (state.text.length < length) state.text = Buffer.allocUnsafeSlow(2 * length)
    return state.text
  }
  return {
    words,
    tally,
    numberOf,
    countBytes,
    count(text, value) {
      const bytes = textFor(mostBytesOf(text))
      if (encodeInto(text, bytes, 0) === text.length) countBytes(bytes, 0, text.length, value)
      else
        eachRun(text, (from, to, isAscii) => {
          if (isAscii)
            countBytes(bytes, 0, bytes.write(text.slice(from, to + signsOf(text, from, to)), 0, 'latin1'), value)
          else eachWordOf(text.slice(from, to), from, (word) => score(numberOf(word), value))
        })
    },
    sorted() {
      if (state.order.length !== words.length) {
        state.order = Uint32Array.from(words.keys())
        state.order.sort((a, b) => ((words[a] ?? '') < (words[b] ?? '') ? -1 : 1))
      }
      return state.order
    },
  }
}

/** How many signs belong to a run of a text. */
const signsOf = (text: string, from: number, to: number): number => signsBehind(from, to, (at) => text.charCodeAt(at))

const mixed = (sum: number, letter: number): number => (Math.imul(sum, 31) + letter) | 0

const finished = (sum: number): number => sum ^ (sum >>> 15)
