import { type Diagnostic, diagnostic } from './diagnostic.ts'

/**
 * Text that was UTF-8, was read as Windows-1252 and saved again: `â€¦` where `…` was meant, `Ã©` for `é`.
 */

/** A place where text was decoded wrongly. */
export interface WrongEncoding {
  /** UTF-16 offsets. */
  readonly start: number
  readonly end: number
  readonly meant: string
}

/** What Windows-1252 has for the bytes 0x80 to 0x9f; a byte without a character stands for itself, as in browsers. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Character → byte in Windows-1252. Written out, since the decoder of some versions of Node takes Latin-1 for it. */
const windows1252: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 128 }, (_, i) => [HIGH[i] ?? String.fromCharCode(i + 128), i + 128]),
)

const utf8 = new TextDecoder('utf-8', { fatal: true })

// Only runs that hardly any language writes: Ã or Â (and Ä, Å before a letter-like sign) with one sign behind, â and ð
// with two or three, and two or more pairs of Ð or Ñ (Cyrillic).
const tail = `[\\u0080-\\u00bf${[...windows1252.keys()].filter((c) => c.charCodeAt(0) > 0xff).join('')}]`
const suspicious = new RegExp(
  `(?:[ÂÃ]${tail}|[ÄÅ][\\u0080-\\u00a0¡-©®-º¼-¿]|[âãä]${tail}{2}|ð${tail}{3}|(?:[ÐÑ]${tail}){2,})+`,
  'g',
)

/** Tells of such places in a text. There is no doubt what was meant, so each can be mended. */
export const wrongEncodings = (path: string, text: string): Diagnostic[] =>
  findWrongEncoding(text).map(({ start, end, meant }) => {
    const span = { path, start, end }
    const written = text.slice(start, end)
    return diagnostic('page/wrong-encoding', `\`${written}\` was meant to be \`${meant}\`.`, {
      span,
      hint: `replace it by \`${meant}\`, and save the file with the encoding UTF-8`,
      fix: { span, instead: written, text: meant, safe: true },
    })
  })

/** Finds such places; those whose bytes are no UTF-8 are not among them. */
export function findWrongEncoding(text: string): WrongEncoding[] {
  // Most texts are ASCII, which is told several times as fast as one of those letters is looked for.
  if (Buffer.byteLength(text) === text.length || !/[ÂÃÄÅâãäðÐÑ]/.test(text)) return []
  const found: WrongEncoding[] = []
  for (const match of text.matchAll(suspicious)) {
    const bytes = [...match[0]].map((char) => windows1252.get(char))
    if (bytes.some((byte) => byte === undefined)) continue
    try {
      const meant = utf8.decode(Uint8Array.from(bytes as number[]))
      found.push({ start: match.index, end: match.index + match[0].length, meant })
    } catch {
      // Not UTF-8: the author wrote just these characters.
    }
  }
  return found
}
