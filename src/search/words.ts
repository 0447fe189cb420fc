/** A word of a text, as search knows it. */
export interface Word {
  /** Folded: lower case, without accents. */
  readonly word: string
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

/** Longer words are cut: they are not typed to the end. */
export const MAX_LENGTH = 32

/** More words of a query than this are left out. */
const MAX_QUERY = 12

// Scripts that put no spaces between words are indexed by pairs of letters: `東京都` is `東京` and `京都`.
const UNSPACED_LETTER =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]'
const UNSPACED = new RegExp(UNSPACED_LETTER, 'u')
const RUN = new RegExp(`${UNSPACED_LETTER}+|(?:(?!${UNSPACED_LETTER})[\\p{L}\\p{N}\\p{M}])+`, 'gu')
const HANGUL = /[\uac00-\ud7a3]{2}/
const HANGUL_PAIR = /^[\uac00-\ud7a3]{2}$/
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

/** Gives each word of a text to `take`, in order: see {@link eachWordOf}. `C++` is a word, and `c` another one in it. */
export function eachWord(text: string, take: (word: string, start: number, end: number) => void): void {
  eachRun(text, (from, to, ascii) => {
    const run = text.slice(from, to)
    const signs = ascii ? signsAt(text, from, to) : 0
    if (signs > 0) take(text.slice(from, to + signs).toLowerCase(), from, to + signs)
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

/** Signs that belong to a word have no more letters before them. */
export const MOST_BEFORE_SIGNS = 10
const [PLUS, HASH] = [0x2b, 0x23]

/**
 * How many signs behind a run of ASCII belong to it: two in `C++`, one in `C#`, none in `a+b` and `page#part`. `codeAt` gives
 * what stands at a place.
 */
export function signsBehind(from: number, to: number, codeAt: (at: number) => number): number {
  const sign = codeAt(to)
  if ((sign !== PLUS && sign !== HASH) || to - from > MOST_BEFORE_SIGNS) return 0
  const next = codeAt(to + 1)
  if (sign === PLUS) return next === PLUS && codeAt(to + 2) !== PLUS ? 2 : 0
  return next === HASH || isLetter(next) || to - from > 2 ? 0 : 1
}

const signsAt = (text: string, from: number, to: number): number => signsBehind(from, to, (at) => text.charCodeAt(at))

/** What is known of UTF-16 units: 0 nothing yet, 1 no letter, 2 a letter, a digit, or half of a pair. */
const classes = new Uint8Array(0x10000)

function isLetter(code: number): boolean {
  // Behind the end of a text.
  if (Number.isNaN(code)) return false
  classes[code] ||= /[\p{L}\p{N}\p{M}\p{Cs}]/u.test(String.fromCharCode(code)) ? 2 : 1
  return classes[code] === 2
}

/**
 * The words of a run with letters beyond ASCII. The pairs of `東京都` are 東京, 京都 and, so that its last letter is found
 * by itself, 都 alone. Korean puts spaces between words, but makes one of many: `기계학습` is a word, and so are its pairs.
 */
export function eachWordOf(run: string, from: number, take: (word: string, start: number, end: number) => void): void {
  for (const { 0: part, index } of run.matchAll(RUN)) {
    let at = from + index
    if (!isUnspaced(part)) {
      take(fold(part), at, at + part.length)
      if (part.length > 2 && HANGUL.test(part)) eachPair(part, at, take)
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

/** Pairs of Korean letters in a longer word. */
function eachPair(word: string, from: number, take: (word: string, start: number, end: number) => void): void {
  for (let at = 0; at + 1 < word.length; at++) {
    const pair = word.slice(at, at + 2)
    if (HANGUL_PAIR.test(pair)) take(fold(pair), from + at, from + at + 2)
  }
}

/** The pairs of letters that a Korean word of three letters or more has; none of other words. */
export const hangulPairs = (word: string): string[] => {
  const pairs: string[] = []
  if (word.length > 2 && HANGUL.test(word)) eachPair(word, 0, (pair) => pairs.push(pair))
  return pairs
}

/** The words of a text. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  eachWord(text, (word, start, end) => words.push({ word, start, end }))
  return words
}

/** The words of what a reader types, each once; those in a longer one, such as the last of letters in pairs, stand for none alone. */
export function queryWords(query: string): string[] {
  const words: Word[] = []
  for (const word of wordsOf(withoutHyphens(query))) {
    const before = words.at(-1)
    if (!before || word.end > before.end) words.push(word)
  }
  return [...new Set(words.map(({ word }) => word))].slice(0, MAX_QUERY)
}

/** A text without the signs that say where a word may be divided, or may not: no reader types them. */
export const withoutHyphens = (text: string): string => text.replace(/[\u00ad\u2060]/g, '')
