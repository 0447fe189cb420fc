import type { Lexicon } from './lexicon.ts'
import type { ByteRange, PageSections } from './page-sections.ts'

/**
 * The words of a page: a piece of parallel arrays, a posting each, in no order that matters. Those of pages that were kept together
 * share their arrays.
 */
export interface PageWords {
  /** Numbers of the lexicon. */
  readonly words: Uint32Array
  readonly sections: Uint16Array
  /** 1 to 63. */
  readonly weights: Uint8Array
  readonly from: number
  readonly to: number
}

/** Postings that are kept together. */
const TOGETHER = 1 << 18

/**
 * Keeps the words of many pages in few arrays: three for each page take as much memory again as what is in them.
 */
export function createWordRoom(): (own: PageWords) => PageWords {
  const state = { room: roomFor(0), used: 0 }
  return ({ words, sections, weights, from, to }) => {
    const length = to - from
    if (state.used + length > state.room.words.length)
      Object.assign(state, { room: roomFor(Math.max(TOGETHER, length)), used: 0 })
    const { room, used: at } = state
    room.words.set(words.subarray(from, to), at)
    room.sections.set(sections.subarray(from, to), at)
    room.weights.set(weights.subarray(from, to), at)
    state.used = at + length
    // With a spread, each would have a hidden class of its own.
    return { words: room.words, sections: room.sections, weights: room.weights, from: at, to: state.used }
  }
}

const roomFor = (postings: number): Pick<PageWords, 'words' | 'sections' | 'weights'> => ({
  words: new Uint32Array(postings),
  sections: new Uint16Array(postings),
  weights: new Uint8Array(postings),
})

/** What one occurrence of a word counts for. */
const TITLE = 24
const HEADING = 8
const TEXT = 1

/** Counts the words of a page's sections. */
export function pageWords(title: string, { bytes, sections }: PageSections, lexicon: Lexicon): PageWords {
  const words: number[] = []
  const places: number[] = []
  const weights: number[] = []
  const count = ({ from, to, isAscii }: ByteRange, score: number): void => {
    if (isAscii) lexicon.countBytes(bytes, from, to, score)
    else lexicon.count(bytes.toString('utf8', from, to), score)
  }
  for (const [section, { heading, text }] of sections.entries()) {
    const { tally } = lexicon
    if (section === 0) lexicon.count(title, TITLE)
    count(heading, HEADING)
    count(text, TEXT)
    for (const number of tally.found) {
      words.push(number)
      places.push(section)
      weights.push(weightOf(tally.scores[number] ?? 0))
      tally.scores[number] = 0
    }
    tally.found.length = 0
  }
  return {
    words: new Uint32Array(words),
    sections: new Uint16Array(places),
    weights: new Uint8Array(weights),
    from: 0,
    to: words.length,
  }
}

/** More of the same word matters ever less: 1 is 6, 8 is 19, 24 is 28. */
const weightOf = (score: number): number => WEIGHTS[score] ?? MOST_WEIGHT

const MOST_WEIGHT = 63
/** By score, as far as they grow: most words of a site are counted for each page that they are on. */
const WEIGHTS = Uint8Array.from({ length: 2 ** (MOST_WEIGHT / 6) }, (_, score) => Math.round(6 * Math.log2(1 + score)))
