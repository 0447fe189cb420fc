import { BEYOND_ASCII, includes, KINDS, LINE_START, nextOf, type Starts, startsOf } from './starts.ts'
import { END_TAG, escapeCode, startTag } from './tags.ts'

/** The keywords of a mode, as highlight.js compiles them: `[scope, relevance]` by word. */
export type KeywordTable = Readonly<Record<string, readonly [scope: string, relevance: number]>>

/** What a character may be in text, as bits: the first of a word, a later one of it, a word's by other rules, to be escaped. */
const FIRST = 1
const LATER = 2
const OTHERWISE = 4
const TO_ESCAPE = 8

/** A word as most languages have it: one class of characters, then another; or only one. */
const PLAIN_WORD = /^(\\w|[a-z]|\[(?:[^\]\\]|\\.)*\])(?:\+|(\\w|\[(?:[^\]\\]|\\.)*\])([*+]))(?=\||$)/i

/** Finds the keywords of a mode in text that no rule matched. */
export class Keywords {
  /** The start tags of keywords. */
  private readonly tags = new Map<string, string>()
  /** What tells keywords from most other words without looking them up: by first character, a bit for each length. */
  private readonly lengths = new Uint32Array(BEYOND_ASCII + 1)
  private readonly meanings: Uint8Array
  /** What is a word, where tables do not say it. */
  private readonly pattern: RegExp
  private readonly leastLength: number
  private readonly ignoresCase: boolean

  constructor(table: KeywordTable, pattern: RegExp, ignoresCase: boolean, scopeOf: (scope: string) => string) {
    const flags = pattern.flags.replace('g', '')
    this.ignoresCase = ignoresCase
    this.pattern = new RegExp(pattern.source, `${flags}y`)
    for (const word in table) {
      const scope = table[word]?.[0]
      // highlight.js only counts those of scopes like `_title`.
      if (scope === undefined || scope.startsWith('_')) continue
      this.tags.set(word, startTag(scopeOf(scope)))
      this.addLength(word)
      if (ignoresCase) this.addLength(word.toUpperCase())
    }
    // Letters beyond ASCII that are one of ASCII but for their case.
    if (ignoresCase) this.lengths[BEYOND_ASCII] = ~0
    const plain = PLAIN_WORD.exec(pattern.source)
    const first = plain?.[1] === undefined ? undefined : asciiOnly(plain[1], flags)
    const later = plain?.[2] === undefined ? first : asciiOnly(plain[2], flags)
    const isPlain = first !== undefined && later !== undefined
    this.leastLength = plain?.[3] === '+' ? 2 : 1
    const isAllPlain = isPlain && plain?.[0] === pattern.source && this.leastLength === 1
    const any = isAllPlain ? undefined : startsOf(pattern.source, flags)
    this.meanings = Uint8Array.from(
      { length: BEYOND_ASCII + 1 },
      (_, next) =>
        (isPlain && includes(first, LINE_START, next) ? FIRST : 0) |
        (isPlain && includes(later, LINE_START, next) ? LATER : 0) |
        (any && KINDS.some((kind) => includes(any, kind, next)) ? OTHERWISE : 0) |
        (next < BEYOND_ASCII && /[&<>"']/.test(String.fromCharCode(next)) ? TO_ESCAPE : 0),
    )
  }

  /** A part of the code, of which the units are given, as HTML. */
  html(code: string, units: Uint16Array, from: number, to: number): string {
    const { meanings, lengths } = this
    let html = ''
    let done = from
    let found = 0
    for (let at = from; at < to; ) {
      const start = at++
      const first = nextOf(units[start] ?? 0)
      const meaning = meanings[first] ?? 0
      let inWord = meaning
      if ((meaning & FIRST) !== 0) {
        for (; at < to; at++) {
          const later = meanings[nextOf(units[at] ?? 0)] ?? 0
          if ((later & LATER) === 0) break
          inWord |= later
        }
      }
      if ((meaning & FIRST) === 0 || at - start < this.leastLength) {
        const length = (meaning & OTHERWISE) === 0 ? 0 : this.lengthAt(code.slice(from, to), start - from)
        at = start + (length || 1)
        if (length === 0) {
          found |= meaning
          continue
        }
        inWord = TO_ESCAPE
      }
      const tag = ((lengths[first] ?? 0) & lengthBit(at - start)) === 0 ? undefined : this.tagOf(code.slice(start, at))
      if (tag === undefined) {
        found |= inWord
        continue
      }
      if (done < start) html += textOf(code, done, start, found)
      html += tag + textOf(code, start, at, inWord) + END_TAG
      done = at
      found = 0
    }
    return done < to ? html + textOf(code, done, to, found) : html
  }

  /** The length of the word of some text at a place, or zero. */
  private lengthAt(text: string, at: number): number {
    const { pattern } = this
    pattern.lastIndex = at
    return pattern.test(text) ? pattern.lastIndex - at : 0
  }

  private tagOf(word: string): string | undefined {
    return this.tags.get(this.ignoresCase ? word.toLowerCase() : word)
  }

  private addLength(word: string): void {
    const first = nextOf(word.charCodeAt(0))
    this.lengths[first] = (this.lengths[first] ?? 0) | lengthBit(word.length)
  }
}

/** Long words share a bit. */
const lengthBit = (length: number): number => 1 << Math.min(length, 31)

/** A part of the code as HTML, by what was found in it. */
function textOf(code: string, from: number, to: number, found: number): string {
  const text = code.slice(from, to)
  return (found & TO_ESCAPE) === 0 ? text : escapeCode(text)
}

/** Where a class of characters matches; undefined where that could be beyond ASCII. */
function asciiOnly(written: string, flags: string): Starts | undefined {
  const starts = startsOf(written, flags)
  return includes(starts, LINE_START, BEYOND_ASCII) ? undefined : starts
}
