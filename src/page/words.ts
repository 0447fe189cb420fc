import { unitsOf } from '../speed/units.ts'

/**
 * How long a text is, from its HTML: tags, comments and entities are no words. One pass, without making new text: it runs
 * for every page. Scripts that put no spaces between words are counted by character.
 */
export function countWords(html: string): number {
  const units = unitsOf(html)
  const { length } = html
  let words = 0
  let characters = 0
  let inWord = 0
  for (let i = 0; i < length; i++) {
    const kind = kinds[units[i] ?? 0] ?? 0
    if (kind < IDEOGRAPH) {
      // Without a branch, which processors would guess wrong at every end of a word.
      const isLetter = kind & LETTER
      words += isLetter & ~inWord
      inWord = isLetter | (inWord & (kind >> 1))
      continue
    }
    // `<em>` stands within a word, but no block does; a word cut in two by markup matters less than a test of its name.
    inWord = 0
    if (kind === IDEOGRAPH) characters++
    else if (kind === AMPERSAND) i = endOfEntity(units, length, i)
    else while (i < length && units[i] !== TAG_END) i++
  }
  return Math.round(words + characters * 0.4)
}

/** Letters of the longest names of entities. */
const LONGEST_ENTITY = 31

/** Where the entity ends that begins here; here where none does. */
function endOfEntity(units: Uint16Array, length: number, start: number): number {
  const last = Math.min(start + LONGEST_ENTITY, length - 1)
  let at = start + 1
  while (at <= last && (kinds[units[at] ?? 0] === LETTER || units[at] === NUMBER_SIGN)) at++
  return at < length && units[at] === SEMICOLON ? at : start
}

const TAG_END = 0x3e
const NUMBER_SIGN = 0x23
const SEMICOLON = 0x3b

const LETTER = 1
/** An apostrophe or a hyphen: it ends no word. */
const WITHIN = 2
const IDEOGRAPH = 4
const TAG = 8
const AMPERSAND = 16

/** What every UTF-16 unit is; 0 is none of these. */
const kinds = new Uint8Array(0x10000)
// Letters and digits of ASCII, and whatever stands above it but punctuation and spaces.
for (const [from, to] of [
  [0x30, 0x3a],
  [0x41, 0x5b],
  [0x61, 0x7b],
  [0xc0, 0x2000],
  [0x2070, 0x3000],
  [0x3040, 0xfe00],
] as const)
  kinds.fill(LETTER, from, to)
// Kana, Han and Hangul of the basic plane; Korean has spaces, but short words.
for (const [from, to] of [
  [0x3040, 0x3100],
  [0x3400, 0xa000],
  [0xf900, 0xfb00],
] as const)
  kinds.fill(IDEOGRAPH, from, to)
for (const code of [0x27, 0x2d, 0x2019]) kinds[code] = WITHIN
kinds[0x3c] = TAG
kinds[0x26] = AMPERSAND

/** Minutes to read this many words, at an easy pace; at least one. */
export const minutesOf = (words: number): number => Math.max(1, Math.round(words / 200))
