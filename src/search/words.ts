/** A word of a text, as search knows it. */
export interface Word {
  /** Folded: lower case, without accents. */
  readonly word: string
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

/** Longer words are cut: nobody types them to the end. */
export const MAX_LENGTH = 32

/** More words of a query than this are left out. */
const MAX_QUERY = 12

// Scripts that put no spaces between words are indexed by pairs of letters: `東京都` is `東京` and `京都`.
const UNSPACED_LETTER =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]'
const UNSPACED = new RegExp(UNSPACED_LETTER, 'u')
const RUN = new RegExp(`${UNSPACED_LETTER}+|(?:(?!${UNSPACED_LETTER})[\\p{L}\\p{N}\\p{M}])+`, 'gu')
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu
/** Letters that are not a plain letter with an accent, but are typed as one. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }

const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}

/** A word as search compares it: lower case, without accents, in one Unicode form. */
export function fold(word: string): string {
  const lower = word.toLowerCase()
  if (isAscii(lower)) return lower.slice(0, MAX_LENGTH)
  const folded = lower
    .normalize('NFKD')
    // Some signs stand for a space with something above it.
    .replace(/\s+/g, '')
    .replace(ACCENTS, '')
    // Some signs are a space and an accent: U+FE70.
    .replace(/\s+/g, '')
    .normalize('NFC')
    .replace(/[ßæœøłđı]/g, (letter) => LETTERS[letter] ?? letter)
  return folded.length > MAX_LENGTH ? Array.from(folded).slice(0, MAX_LENGTH).join('') : folded
}

/** Whether a folded word is of a script without spaces. */
export const isUnspaced = (word: string): boolean => UNSPACED.test(word)

/** Gives each word of a text to `take`, in order: see {@link eachWordOf}. */
export function eachWord(text: string, take: (word: string, start: number, end: number) => void): void {
  eachRun(text, (from, to, ascii) => {
    const run = text.slice(from, to)
    if (ascii) take(fold(run), from, to)
    else eachWordOf(run, from, take)
  })
}

/**
 * Gives the places of all runs of letters and digits, and whether they have ASCII only: those are words as they are,
 * the others may hold several. (A loop over characters: regular expressions took most of the time of an index.)
 */
export function eachRun(text: string, take: (from: number, to: number, ascii: boolean) => void): void {
  let start = -1
  let ascii = true
  for (let i = 0; i <= text.length; i++) {
    const code = text.charCodeAt(i)
    const plain = (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a)
    if (plain || (code > 0x7f && isLetter(code))) {
      if (start < 0) {
        start = i
        ascii = true
      }
      if (!plain) ascii = false
    } else if (start >= 0) {
      take(start, i, ascii)
      start = -1
    }
  }
}

/** What is known of UTF-16 units: 0 nothing yet, 1 no letter, 2 a letter, a digit, or half of a pair. */
const classes = new Uint8Array(0x10000)

function isLetter(code: number): boolean {
  classes[code] ||= /[\p{L}\p{N}\p{M}\p{Cs}]/u.test(String.fromCharCode(code)) ? 2 : 1
  return classes[code] === 2
}

/**
 * The words of a run with letters beyond ASCII. The pairs of `東京都` are 東京, 京都 and, so that its last letter is found
 * by itself, 都 alone.
 */
export function eachWordOf(run: string, from: number, take: (word: string, start: number, end: number) => void): void {
  for (const { 0: part, index } of run.matchAll(RUN)) {
    let at = from + index
    if (!isUnspaced(part)) {
      take(fold(part), at, at + part.length)
      continue
    }
    const letters = Array.from(part)
    for (const [i, letter] of letters.entries()) {
      const next = letters[i + 1]
      if (next !== undefined) take(fold(letter + next), at, at + letter.length + next.length)
      else take(fold(letter), at, at + letter.length)
      at += letter.length
    }
  }
}

/** The words of a text. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  eachWord(text, (word, start, end) => words.push({ word, start, end }))
  return words
}

/** The words of what a reader types, each once; of letters in pairs, the last stands for none alone. */
export function queryWords(query: string): string[] {
  const words = wordsOf(query)
  return [
    ...new Set(
      words
        .filter(({ start, end }, i) => {
          const before = words[i - 1]
          return !(before && before.start < start && before.end === end)
        })
        .map(({ word }) => word),
    ),
  ].slice(0, MAX_QUERY)
}
