/**
 * How long a text is, from its HTML: tags, comments and entities are no words. One pass, without making new text: it runs
 * for every page. Scripts that put no spaces between words are counted by character.
 */
export function countWords(html: string): number {
  let words = 0
  let characters = 0
  let inWord = false
  for (let i = 0; i < html.length; i++) {
    const code = html.charCodeAt(i)
    const kind = kinds[code]
    if (kind === LETTER) {
      if (!inWord) words++
      inWord = true
    } else if (code === 60) {
      // `<em>` stands within a word, but no block does; a word cut in two by markup matters less than a test of its name.
      inWord = false
      i = html.indexOf('>', i)
      if (i < 0) break
    } else if (kind === IDEOGRAPH) {
      characters++
      inWord = false
    } else if (kind !== WITHIN) inWord = false
  }
  return Math.round(words + characters * 0.4)
}

const LETTER = 1
const IDEOGRAPH = 2
/** An apostrophe or a hyphen: it ends no word. */
const WITHIN = 3

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

/** Minutes to read so many words, at an easy pace; at least one. */
export const minutesOf = (words: number): number => Math.max(1, Math.round(words / 200))
