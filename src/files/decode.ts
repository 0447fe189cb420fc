import { isUtf8 } from 'node:buffer'

/** The text of a file, ready for every stage. */
export interface DecodedText {
  /** Without BOM, with LF line ends and without NUL; bytes that are not UTF-8 stand as U+FFFD. */
  readonly text: string
  /** Offset in `text` of the first byte that is not UTF-8. */
  readonly badOffset: number | undefined
}

const decoder = new TextDecoder('utf-8')

/** Decodes a file; accepts a BOM, CRLF and CR line ends. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const text = plain(decoder.decode(bytes))
  if (isUtf8(bytes)) return { text, badOffset: isUtf16(bytes) ? 0 : undefined }
  return { text, badOffset: plain(decoder.decode(bytes.subarray(0, validLength(bytes)))).length }
}

/** Whether a text is UTF-16 without a mark: every other byte of ASCII letters is 0, which is valid UTF-8 as well. */
const isUtf16 = ([first, second, third, fourth]: Uint8Array): boolean =>
  (first === 0 && third === 0) !== (second === 0 && fourth === 0)

// NUL is the mark of a hole in rendered HTML (see markdown/holes.ts), so no text of an author may hold one.
const plain = (text: string): string => {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  return lines.includes('\0') ? lines.replaceAll('\0', '\ufffd') : lines
}

/** How many bytes at the beginning are whole, valid UTF-8 characters: halving finds it, `isUtf8` judges. */
function validLength(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (isUtf8(bytes.subarray(good, characterStart(bytes, middle, good)))) {
      if (characterStart(bytes, middle, good) === good) break
      good = characterStart(bytes, middle, good)
    } else bad = middle
  }
  while (good < bytes.length) {
    const length = sequenceLength(bytes[good] ?? 0)
    if (!length || !isUtf8(bytes.subarray(good, good + length))) return good
    good += length
  }
  return good
}

/** The start of the character that byte `at` belongs to, not before `floor`. */
function characterStart(bytes: Uint8Array, at: number, floor: number): number {
  let start = at
  while (start > floor && start > at - 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--
  return start
}

const sequenceLength = (byte: number): number =>
  byte < 0x80 ? 1 : byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0
