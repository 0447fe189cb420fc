import { decodeHTML } from 'entities'
import { encodeInto, mostBytesOf } from '../../files/encode.ts'
import { withoutHyphens } from '../../search/words.ts'
import {
  AMPERSAND,
  BACKSLASH,
  endOfName,
  isNamePart,
  LESS,
  nameKey,
  nameKeys,
  QUOTE,
  SEMICOLON,
  SLASH,
  SPACE,
  tagEnd,
} from './tags.ts'

/**
 * The sections of a page's HTML, as plain text: each heading with an id begins one. Left out is what is no text of the
 * page: scripts, the table of contents, the permalinks of headings, solutions. From bytes to bytes, in one go: with a string for each
 * piece it takes half as long again, and the text goes into a file.
 */
export interface PageSections {
  /** UTF-8, until the next page is read. Quotation marks and backslashes have a backslash before them, as in JSON. */
  readonly bytes: Buffer
  /** The first one has no heading; it may be empty. */
  readonly sections: readonly Section[]
}

/** A section of a page. */
export interface Section {
  /** Of its heading. */
  readonly id: string
  readonly heading: ByteRange
  readonly text: ByteRange
}

/** A part of the bytes. */
export interface ByteRange {
  readonly from: number
  readonly to: number
  readonly isAscii: boolean
}

/** Elements inside of a line: no space is put in their place. */
const INLINE = nameKeys(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var wbr mi mo mn mtext mrow msup msub',
)
const HEADING = nameKeys('h1 h2 h3 h4 h5 h6')
const LEFT_OUT = nameKeys('script style template svg annotation button iframe textarea')
const [DETAILS] = nameKeys('details')
/** What readers unfold when they give up. */
const SOLUTION = ' class="solution"'
const VOID = nameKeys('area base br col embed hr img input link meta source track wbr')

const NOTHING: ByteRange = { from: 0, to: 0, isAscii: true }

/** The HTML of the page that is read, and its text. */
const memory = { html: Buffer.alloc(0), text: Buffer.alloc(0) }

/** The piece that is being written: with single spaces, and none at its ends. */
interface Writing {
  from: number
  to: number
  isAscii: boolean
  /** A space is due, if anything follows it. */
  isApart: boolean
}

/** Splits a page into its sections. */
export function pageSections(html: string): PageSections {
  // Some room behind the end, for those who look ahead.
  const most = mostBytesOf(html) + 8
  if (memory.html.length < most) {
    memory.html = Buffer.allocUnsafeSlow(2 * most)
    // Quotation marks take two bytes.
    memory.text = Buffer.allocUnsafeSlow(4 * most)
  }
  const { html: source, text: target } = memory
  const length = encodeInto(html, source, 0)
  source.fill(0, length, length + 8)

  const sections: Section[] = []
  const writing: Writing = { from: 0, to: 0, isAscii: true, isApart: false }
  let id = ''
  let heading = NOTHING
  /** The heading that is open, and the element that is left out with what is in it. */
  let inHeading: number | undefined
  let leftOut: { readonly name: number; depth: number } | undefined
  const finishPiece = (): ByteRange => {
    const { from, to, isAscii } = writing
    Object.assign(writing, { from: to, isAscii: true, isApart: false })
    return { from, to, isAscii }
  }
  const finishSection = (): void => {
    const last = finishPiece()
    // A heading that is never closed goes on to the next one.
    const isOpen = inHeading !== undefined
    sections.push({ id, heading: isOpen ? last : heading, text: isOpen ? NOTHING : last })
    heading = NOTHING
  }

  for (let at = 0; at < length; ) {
    const end = source[at] === LESS ? tagEnd(source, at, length) : 0
    if (end === 0) {
      at = leftOut ? nextTag(source, at, length) : copyText(source, at, length, target, writing)
      continue
    }
    const isEnd = source[at + 1] === SLASH
    const nameStart = isEnd ? at + 2 : at + 1
    const nameEnd = endOfName(source, nameStart)
    at = end
    if (nameEnd === nameStart) continue
    const name = nameKey(source, nameStart, nameEnd)
    if (leftOut) {
      if (name === leftOut.name) leftOut.depth += isEnd ? -1 : 1
      if (leftOut.depth === 0) leftOut = undefined
      continue
    }
    if (!INLINE.has(name)) writing.isApart = true
    if (isEnd) {
      if (name !== inHeading) continue
      inHeading = undefined
      heading = finishPiece()
    } else if (HEADING.has(name)) {
      const anchor = ID.exec(source.toString('utf8', nameEnd, end))?.[1]
      if (anchor === undefined) continue
      finishSection()
      id = decode(anchor)
      inHeading = name
    } else if (
      LEFT_OUT.has(name) ||
      (isLeftOut(source, nameEnd, end) && !VOID.has(name)) ||
      (name === DETAILS && source.toString('latin1', nameEnd, end).includes(SOLUTION))
    ) {
      leftOut = { name, depth: 1 }
    }
  }
  finishSection()
  return { bytes: target, sections }
}

/** What may be a tag after a place. */
function nextTag(source: Uint8Array, from: number, length: number): number {
  let at = from + 1
  while (at < length && source[at] !== LESS) at++
  return at
}

const MEANINGFUL: ReadonlySet<number> = new Set([LESS, AMPERSAND, QUOTE, BACKSLASH])

/** Bytes that are copied as they are: ASCII but spaces and other control characters, and what means something in HTML or JSON. */
const PLAIN = Uint8Array.from({ length: 0x100 }, (_, byte) =>
  byte > SPACE && byte < 0x7f && !MEANINGFUL.has(byte) ? 1 : 0,
)

/** Copies text as far as what may be a tag, the first byte in any case; gives where that is. */
function copyText(source: Buffer, from: number, length: number, target: Buffer, writing: Writing): number {
  let { to: end, isAscii, isApart } = writing
  let at = from
  while (at < length && (at === from || source[at] !== LESS)) {
    const byte = source[at] ?? 0
    const wide = PLAIN[byte] ? 0 : spaceAt(source, at)
    if (wide > 0) {
      isApart = true
      at += wide
      continue
    }
    const hyphen = byte > 0x7f ? hyphenAt(source, at) : 0
    if (hyphen > 0) {
      at += hyphen
      continue
    }
    if (isApart && end > writing.from) target[end++] = SPACE
    isApart = false
    if (PLAIN[byte]) {
      // The zeros behind the end are not plain.
      for (let next = byte; PLAIN[next]; next = source[++at] ?? 0) {
        target[end++] = next
        // Mostly a space and the next word follow.
        if (source[at + 1] === SPACE && PLAIN[source[at + 2] ?? 0]) target[end++] = source[++at] ?? 0
      }
      continue
    }
    const entity = byte === AMPERSAND ? entityAt(source, at, length) : undefined
    if (entity && withoutHyphens(entity.text) === '') {
      at = entity.end
      continue
    }
    if (entity && (entity.text.length > 1 || entity.text.charCodeAt(0) > 0x7f)) {
      isAscii = false
      end += target.write(entity.text, end)
    } else {
      const written = entity ? entity.text.charCodeAt(0) : byte
      if (written > 0x7f) isAscii = false
      if (written === QUOTE || written === BACKSLASH) target[end++] = BACKSLASH
      // An entity may stand for a control character, which JSON does not allow.
      target[end++] = Math.max(SPACE, written)
    }
    at = entity?.end ?? at + 1
  }
  writing.to = end
  writing.isAscii = isAscii
  writing.isApart = isApart
  return at
}

const ID = /\sid="([^"]*)"/

const LEFT_OUT_CLASSES = ['class="toc"', 'class="anchor"', 'class="footnote-backref"', 'class="exercise-bar"'].map(
  (text) => Buffer.from(text),
)
/** The first letters of the classes. */
const LEFT_OUT_LETTERS: ReadonlySet<number | undefined> = new Set(
  LEFT_OUT_CLASSES.map((text) => text['class="'.length]),
)
const [LETTER_C, EQUALS, HASH] = [0x63, 0x3d, 0x23]

/** Whether the attributes of a tag say that it is no text of the page. */
function isLeftOut(source: Buffer, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) {
    // Most classes are those of coloured code.
    if (source[at] !== LETTER_C || source[at + 5] !== EQUALS || !LEFT_OUT_LETTERS.has(source[at + 7])) continue
    if (spaceAt(source, at - 1) !== 1) continue
    for (const text of LEFT_OUT_CLASSES) if (isAt(source, at, text)) return true
  }
  return false
}

/** How many bytes the space takes that stands at a place, as JavaScript knows spaces, or a control character; 0 where none does. */
function spaceAt(source: Buffer, at: number): number {
  const first = source[at] ?? 0
  if (first <= SPACE) return 1
  if (first < 0xc2) return 0
  const second = source[at + 1] ?? 0
  if (first === 0xc2) return second === 0xa0 ? 2 : 0
  const third = source[at + 2] ?? 0
  const isSpace =
    (first === 0xe2 && second === 0x80 && ((third >= 0x80 && third <= 0x8a) || WIDE.has(third))) ||
    (first === 0xe2 && second === 0x81 && third === 0x9f) ||
    (first === 0xe1 && second === 0x9a && third === 0x80) ||
    (first === 0xe3 && second === 0x80 && third === 0x80) ||
    (first === 0xef && second === 0xbb && third === 0xbf)
  return isSpace ? 3 : 0
}

/** The last bytes of U+2028, U+2029 and U+202F. */
const WIDE = new Set([0xa8, 0xa9, 0xaf])

function isAt(source: Uint8Array, at: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (source[at + i] !== bytes[i]) return false
  return true
}

interface Entity {
  readonly text: string
  readonly end: number
}

/** Longer ones are none. */
const MOST_ENTITY = 40

/** The entity that begins at a place. */
function entityAt(source: Buffer, at: number, length: number): Entity | undefined {
  for (const { bytes, text } of COMMON) if (isAt(source, at, bytes)) return { text, end: at + bytes.length }
  const most = Math.min(length, at + MOST_ENTITY)
  let end = at + (source[at + 1] === HASH ? 2 : 1)
  while (end < most && isNamePart(source[end] ?? 0)) end++
  if (source[end] !== SEMICOLON) return undefined
  const written = source.toString('latin1', at, end + 1)
  const text = decode(written)
  return text === written ? undefined : { text, end: end + 1 }
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['nbsp', ' '],
])

/** How many bytes a sign takes that says where a word may be divided, U+00AD, or may not, U+2060; 0 where none stands. */
function hyphenAt(source: Buffer, at: number): number {
  if (source[at] === 0xc2) return source[at + 1] === 0xad ? 2 : 0
  return source[at] === 0xe2 && source[at + 1] === 0x81 && source[at + 2] === 0xa0 ? 3 : 0
}

/** An apostrophe as colouring writes it. */
const APOSTROPHE = ['#x27', "'"] as const

/** The entities that code is full of. */
const COMMON = Array.from([...NAMED, APOSTROPHE], ([name, text]) => ({ bytes: Buffer.from(`&${name};`), text }))

const decode = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#(\d+)|#x([0-9a-f]+)|([a-z][a-z0-9]*));/gi,
        (written, decimal, hexadecimal, name: string | undefined) => {
          if (name !== undefined) return NAMED.get(name) ?? decodeHTML(written)
          const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
          return code <= 0x10ffff ? String.fromCodePoint(code) : written
        },
      )
    : text
