/** Tags of HTML in bytes: where they end, and what they are called. */

/** Bytes that mean something in HTML or JSON. */
export const [SPACE, QUOTE, AMPERSAND, APOSTROPHE, HYPHEN, SLASH, SEMICOLON, LESS, GREATER, BACKSLASH] = [
  0x20, 0x22, 0x26, 0x27, 0x2d, 0x2f, 0x3b, 0x3c, 0x3e, 0x5c,
] as const

/** What stands in the name of an element, by byte: a number from 1; 0 for all that does not. */
const NAME = new Uint8Array(0x100)
for (const [i, letter] of Array.from('-0123456789abcdefghijklmnopqrstuvwxyz').entries()) {
  NAME[letter.charCodeAt(0)] = i + 1
  NAME[letter.toUpperCase().charCodeAt(0)] = i + 1
}
/** Letters come after the hyphen and the digits. */
const FIRST_LETTER = 12
const BASE = 38

/** Whether a byte may stand in a name. */
export const isNamePart = (byte: number): boolean => NAME[byte] !== 0

/** Where a name ends, a letter first. */
export function endOfName(bytes: Uint8Array, from: number): number {
  if ((NAME[bytes[from] ?? 0] ?? 0) < FIRST_LETTER) return from
  let at = from + 1
  while (NAME[bytes[at] ?? 0]) at++
  return at
}

/** A number that stands for a name, in upper or lower case. It is exact for names of ten letters; those of longer ones are above. */
export function nameKey(bytes: Uint8Array, from: number, to: number): number {
  let key = 0
  for (let at = from; at < to; at++) key = key * BASE + (NAME[bytes[at] ?? 0] ?? 0)
  return key
}

/** Numbers of names, a space between two. */
export const nameKeys = (names: string): ReadonlySet<number> =>
  new Set(names.split(' ').map((name) => nameKey(Buffer.from(name), 0, name.length)))

/** Attributes with more letters and quoted values than this are no attributes. */
const MOST_PIECES = 2000

/** Where a tag or a comment ends that begins at a place of the first `length` bytes; 0 where none does. */
export function tagEnd(bytes: Buffer, at: number, length: number): number {
  if (bytes[at + 1] === 0x21) {
    if (bytes[at + 2] !== HYPHEN || bytes[at + 3] !== HYPHEN) return 0
    const end = bytes.indexOf('-->', at + 4, 'latin1')
    return end < 0 || end + 3 > length ? length : end + 3
  }
  const nameStart = bytes[at + 1] === SLASH ? at + 2 : at + 1
  const nameEnd = endOfName(bytes, nameStart)
  if (nameEnd === nameStart) return 0
  for (let i = nameEnd, pieces = 0; i < length && pieces <= MOST_PIECES; i++, pieces++) {
    const byte = bytes[i] ?? 0
    if (byte === GREATER) return i + 1
    if (byte !== QUOTE && byte !== APOSTROPHE) continue
    do i++
    while (i < length && bytes[i] !== byte)
  }
  return 0
}
