/** Pieces of a page, in their order. */
export interface Sink {
  readonly add: (text: string) => void
  /** Ends the page, and gives its pieces. */
  readonly end: () => readonly string[]
}

/** Characters from which a text is a piece of its own. */
const LARGE = 500

/**
 * Makes a page of few pieces. One character beyond Latin-1 makes all the text that it is joined with twice as large: an ellipsis
 * in the description of a page need not do so with what it contains.
 */
export function createSink(): Sink {
  const pieces: string[] = []
  let last = ''
  return {
    add(text) {
      if (text.length < LARGE) last += text
      else {
        if (last !== '') pieces.push(last)
        pieces.push(text)
        last = ''
      }
    },
    end() {
      if (last !== '') pieces.push(last)
      return pieces
    },
  }
}
