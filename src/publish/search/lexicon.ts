/** All words of a site, each once, with a number. It grows through a session: words that are gone have no postings. */
export interface Lexicon {
  readonly numberOf: (word: string) => number
  readonly words: readonly string[]
  /** The numbers in the order of their words. */
  readonly sorted: () => Uint32Array
}

/** An empty lexicon. */
export function createLexicon(): Lexicon {
  const numbers = new Map<string, number>()
  const words: string[] = []
  let order = new Uint32Array()
  return {
    words,
    numberOf(word) {
      const known = numbers.get(word)
      if (known !== undefined) return known
      // A copy: a part of a page's text would keep the whole text in memory.
      const own = Buffer.from(word).toString()
      numbers.set(own, words.length)
      return words.push(own) - 1
    },
    sorted() {
      if (order.length !== words.length) {
        order = Uint32Array.from(words.keys())
        order.sort((a, b) => ((words[a] ?? '') < (words[b] ?? '') ? -1 : 1))
      }
      return order
    },
  }
}
