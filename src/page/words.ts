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

/** Letters and digits of ASCII, and whatever stands above it but punctuation and spaces. */
const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  (code > 0xbf && (code < 0x2000 || code > 0x206f) && (code < 0x3000 || code > 0x303f) && code < 0xfe00)

/** Kana, Han and Hangul of the basic plane; Korean has spaces, but short words. */
const isIdeograph = (code: number): boolean =>
  (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff)

/** What every UTF-16 unit is. */
const kinds = Uint8Array.from({ length: 0x10000 }, (_, code) =>
  isIdeograph(code) ? IDEOGRAPH : isLetter(code) ? LETTER : [39, 0x2019, 45].includes(code) ? WITHIN : 0,
)

/** Minutes to read so many words, at an easy pace; at least one. */
export const minutesOf = (words: number): number => Math.max(1, Math.round(words / 200))
