/**
 * The files of a search index. Each is a script that calls `lecternSearch(name, part)`, because a page that was opened
 * from a disk can load nothing else; the parts are texts, but for those that hold the texts of pages:
 *
 *     directory   JSON: {@link Directory}
 *     p0, p1, …   postings: a line a word, in the order of code units: `word df postings`
 *     w0, w1, …   words, for mistyped ones: `<shared><rest>`, a line a word
 *     t0, t1, …   texts: a list of {@link PageText}
 *
 * A posting says where a word stands: page, section of the page, and how much it matters there (1 to 63). Numbers are
 * written in base 64, five bits a character, the sixth says that more follow. Sections are numbered within their page, so
 * that an edit of one page leaves what is written of the others as it is.
 */

/** What is loaded first. */
export interface Directory {
  /** How many sections there are: words that are in few of them matter more. */
  readonly sections: number
  /** For each file of postings, words and texts: where it begins, and a hash that changes with it. */
  readonly postings: readonly (readonly [firstWord: string, hash: string])[]
  readonly words: readonly (readonly [firstWord: string, hash: string])[]
  readonly texts: readonly (readonly [firstPage: number, hash: string])[]
}

/** A page of the index: address from the site's root, title, and sections. The first is what stands before any heading. */
export type PageText = readonly [address: string, title: string, sections: readonly SectionText[]]

/** What a file of the index hands over. */
export type IndexData = string | readonly PageText[]

/** A section: the id and the text of its heading, and its own text. */
export type SectionText = readonly [id: string, heading: string, text: string]

/** Where a word stands. */
export interface Posting {
  readonly page: number
  readonly section: number
  readonly weight: number
}

/** The postings of a word. */
export interface WordPostings {
  readonly word: string
  /** In how many sections it stands; more than there are postings for words that are nearly everywhere. */
  readonly count: number
  readonly postings: readonly Posting[]
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES: ReadonlyMap<string, number> = new Map(Array.from(DIGITS, (digit, value) => [digit, value]))

const CODES = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0))

/** A whole number from 0, in base 64. */
export function encodeNumber(value: number): string {
  let text = ''
  let rest = value
  while (rest >= 32) {
    text += DIGITS[(rest & 31) | 32]
    rest >>>= 5
  }
  return text + DIGITS[rest]
}

/** Reads what was written in base 64, from the beginning. */
function readerOf(text: string) {
  let at = 0
  const digit = (): number => VALUES.get(text[at++] ?? '') ?? 0
  const number = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 5) {
      const next = digit()
      value |= (next & 31) << shift
      if (next < 32) return value
    }
  }
  return { digit, number, more: () => at < text.length }
}

/** More bytes than one posting takes. */
export const POSTING_BYTES = 16

/**
 * Writes a posting `step` pages behind the one before it into `target`, as ASCII, and gives where it
 * ends. Not as strings: put together letter by letter, those of millions of postings take more memory than all else.
 */
export function writePosting(target: Uint8Array, at: number, step: number, section: number, weight: number): number {
  const end = writeNumber(target, writeNumber(target, at, step), section)
  target[end] = CODES[weight] ?? 0
  return end + 1
}

function writeNumber(target: Uint8Array, at: number, value: number): number {
  let end = at
  let rest = value
  while (rest >= 32) {
    target[end++] = CODES[(rest & 31) | 32] ?? 0
    rest >>>= 5
  }
  target[end++] = CODES[rest] ?? 0
  return end
}

/** Reads a line of a file of postings. */
export function decodePostings(line: string): WordPostings {
  const [word = '', count = '', text = ''] = line.split(' ')
  const reader = readerOf(text)
  const postings: Posting[] = []
  for (let page = 0; reader.more(); ) {
    page += reader.number()
    postings.push({ page, section: reader.number(), weight: reader.digit() })
  }
  return { word, count: readerOf(count).number(), postings }
}

/** Writes sorted words: each begins with the number of letters that it shares with the one before. */
export function encodeWords(words: readonly string[]): string {
  let before = ''
  return words
    .map((word) => {
      let shared = 0
      while (shared < word.length && word[shared] === before[shared]) shared++
      before = word
      return encodeNumber(shared) + word.slice(shared)
    })
    .join('\n')
}

/** Reads them. */
export function decodeWords(text: string): string[] {
  let before = ''
  return text.split('\n').map((line) => {
    // A word has at most 32 letters: what is shared takes one or two digits.
    const digits = (VALUES.get(line[0] ?? '') ?? 0) >= 32 ? 2 : 1
    before = before.slice(0, readerOf(line.slice(0, digits)).number()) + line.slice(digits)
    return before
  })
}
