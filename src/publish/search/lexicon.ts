import { eachRun, eachWordOf, MAX_LENGTH } from '../../search/words.ts'

/** All words of a site, each once, with a number. It grows through a session: words that are gone have no postings. */
export interface Lexicon {
  /** Gives the number of each word of a text to `take`, in order; words that are new get one. */
  readonly eachNumber: (text: string, take: (number: number) => void) => void
  /** The number of one word, as it stands in another lexicon. */
  readonly numberOf: (word: string) => number
  readonly words: readonly string[]
  /** The numbers in the order of their words. */
  readonly sorted: () => Uint32Array
}

/**
 * An empty lexicon. Words are found by a hash of their letters where they stand in the text: making a string of each
 * took longer than all else.
 */
export function createLexicon(): Lexicon {
  const words: string[] = []
  const hashes: number[] = []
  const state = { slots: new Uint32Array(1 << 14), order: new Uint32Array() }

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
    insert(hash, words.length)
    hashes.push(hash)
    return words.push(word) - 1
  }
  /** The number of the word that stands in `text`, ASCII letters in any case. */
  const numberAt = (text: string, from: number, to: number): number => {
    let hash = 7
    for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + lower(text.charCodeAt(i))) | 0
    hash ^= hash >>> 15
    const mask = state.slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (state.slots[slot] ?? 0) - 1
      // A copy: a part of a page's text would keep the whole text in memory.
      if (number < 0) return add(hash, Buffer.from(text.slice(from, to).toLowerCase()).toString())
      if (hashes[number] === hash && sameWord(words[number] ?? '', text, from, to)) return number
    }
  }
  return {
    words,
    numberOf: (word) => numberAt(word, 0, word.length),
    eachNumber: (text, take) =>
      eachRun(text, (from, to, ascii) => {
        if (ascii) take(numberAt(text, from, Math.min(to, from + MAX_LENGTH)))
        else eachWordOf(text.slice(from, to), from, (word) => take(numberAt(word, 0, word.length)))
      }),
    sorted() {
      if (state.order.length !== words.length) {
        state.order = Uint32Array.from(words.keys())
        state.order.sort((a, b) => ((words[a] ?? '') < (words[b] ?? '') ? -1 : 1))
      }
      return state.order
    },
  }
}

const lower = (code: number): number => (code >= 0x41 && code <= 0x5a ? code | 0x20 : code)

function sameWord(word: string, text: string, from: number, to: number): boolean {
  if (word.length !== to - from) return false
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== lower(text.charCodeAt(from + i))) return false
  return true
}
