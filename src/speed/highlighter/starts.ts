/**
 * Where a regular expression can match at all, worked out from its text: which character must come next, and of which kind
 * the one before must be. A reader of code passes over most of it with this, without asking any expression.
 *
 * The answer may hold places where nothing matches, never the other way round. What is not understood can match anywhere.
 */

/** A set of places, a bit for each kind of character before (see {@link kindOf}) and each next one (see {@link nextOf}). */
export type Starts = Int32Array

/** Of the character before: a line starts after it, or it belongs to a word, or neither. */
export const LINE_START = 0
const WORD = 1
const OTHER = 2
export const KINDS = [LINE_START, WORD, OTHER]

/** What comes next: an ASCII character by its code, any other character, or the end of the code. */
export const BEYOND_ASCII = 128
export const AT_END = 129
export const NEXTS = 130
const WORDS_OF_BITS = Math.ceil(NEXTS / 32)

const ASCII = String.fromCharCode(...Array(BEYOND_ASCII).keys())
const kinds = Uint8Array.from(ASCII, (char) => (/\w/.test(char) ? WORD : /[\n\r]/.test(char) ? LINE_START : OTHER))

/** The place of a character in {@link Starts}. */
export const nextOf = (code: number): number => Math.min(code, BEYOND_ASCII)

/** The kind of a character that came before. */
export function kindOf(code: number): number {
  if (code < BEYOND_ASCII) return kinds[code] ?? OTHER
  return code === 0x2028 || code === 0x2029 ? LINE_START : OTHER
}

/** Whether places of a kind before and a next character are in a set. */
export const includes = (starts: Starts, kind: number, next: number): boolean =>
  (((starts[kind * WORDS_OF_BITS + (next >> 5)] ?? 0) >>> (next & 31)) & 1) === 1

function where(holds: (next: number, kind: number) => boolean): Starts {
  const starts = new Int32Array(KINDS.length * WORDS_OF_BITS)
  for (const kind of KINDS) for (let next = 0; next < NEXTS; next++) if (holds(next, kind)) add(starts, kind, next)
  return starts
}

function add(starts: Starts, kind: number, next: number): void {
  const at = kind * WORDS_OF_BITS + (next >> 5)
  starts[at] = (starts[at] ?? 0) | (1 << (next & 31))
}

/** A character, an escape or a class that names only characters of ASCII. */
const OF_ASCII = /^(?!\.$|\[\^)(?:[ -[\]-\x7f]|\\[dwnrtfv!-/:-@[-`{-~])+$/

const NOWHERE = where(() => false)
const ANYWHERE = where(() => true)
const AFTER_LINE_BREAK = where((_, kind) => kind === LINE_START)
const BEFORE_LINE_BREAK = where((next) => next >= BEYOND_ASCII || kinds[next] === LINE_START)
const WORD_EDGE = where((next, kind) => (kinds[next] === WORD) !== (kind === WORD))
const NO_WORD_EDGE = where((next, kind) => (kinds[next] === WORD) === (kind === WORD))

const either = (a: Starts, b: Starts): Starts =>
  a === NOWHERE ? b : b === NOWHERE ? a : a.map((bits, i) => bits | (b[i] ?? 0))
const both = (a: Starts, b: Starts): Starts =>
  a === ANYWHERE ? b : b === ANYWHERE ? a : a.map((bits, i) => bits & (b[i] ?? 0))
const isNowhere = (starts: Starts): boolean => starts === NOWHERE || starts.every((bits) => bits === 0)

/** Where a part of an expression can take a character at least, and where it can match without taking one. */
interface Part {
  readonly takes: Starts
  readonly empty: Starts
}

const NOT_KNOWN: Part = { takes: ANYWHERE, empty: ANYWHERE }
const condition = (empty: Starts): Part => ({ takes: NOWHERE, empty })

/** What was found for expressions, and for the characters in them, by flags and source: languages repeat themselves. */
const known = new Map<string, Starts>()
const knownCharacters = new Map<string, Starts>()

/** Where the expression of this source and these flags (`m` is one of them) can match. */
export function startsOf(source: string, flags: string): Starts {
  const key = `${flags}/${source}`
  let starts = known.get(key)
  if (!starts) {
    starts = new Parser(source, flags).starts()
    known.set(key, starts)
  }
  return starts
}

class Parser {
  private readonly source: string
  private readonly ignoresCase: boolean
  private readonly isUnicode: boolean
  /** For finding characters of a class. */
  private readonly flags: string
  private at = 0
  private isUnderstood = true

  constructor(source: string, flags: string) {
    this.source = source
    this.ignoresCase = flags.includes('i')
    this.isUnicode = flags.includes('u')
    this.flags = `g${this.ignoresCase ? 'i' : ''}${this.isUnicode ? 'u' : ''}`
  }

  starts(): Starts {
    const { takes, empty } = this.alternatives()
    return this.isUnderstood ? either(takes, empty) : ANYWHERE
  }

  /** `a|b`, to the end or to the bracket that closes the group. */
  private alternatives(): Part {
    let { takes, empty } = this.sequence()
    while (this.source[this.at] === '|') {
      this.at++
      const next = this.sequence()
      takes = either(takes, next.takes)
      empty = either(empty, next.empty)
    }
    return { takes, empty }
  }

  private sequence(): Part {
    let takes = NOWHERE
    let empty = ANYWHERE
    while (!this.isAtEnd()) {
      if (isNowhere(empty)) {
        // Whatever follows comes after the first character.
        this.skip()
        break
      }
      const term = this.term()
      takes = either(takes, both(empty, term.takes))
      empty = both(empty, this.mayBeLeftOut() ? ANYWHERE : term.empty)
    }
    return { takes, empty }
  }

  private isAtEnd(): boolean {
    const char = this.source[this.at]
    return char === undefined || char === '|' || char === ')'
  }

  /** Goes to the end of the alternative. */
  private skip(): void {
    for (let depth = 0; depth > 0 || !this.isAtEnd(); ) {
      const char = this.character()
      if (char === '') return
      depth += char === '(' ? 1 : char === ')' ? -1 : 0
    }
  }

  /** Takes a class, an escape of one character or a character. */
  private character(): string {
    const { source, at } = this
    let end = at
    if (source[end] === '[') while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1
    else if (source[end] === '\\') end++
    this.at = end + 1
    return source.slice(at, end + 1)
  }

  /** Takes a quantifier, if there is one: whether it lets a term be left out. */
  private mayBeLeftOut(): boolean {
    const char = this.source[this.at]
    if (char === undefined || !'*+?{'.includes(char)) return false
    const quantifier = this.take(/(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/y)
    return quantifier !== null && (char === '*' || char === '?' || Number(quantifier[1]) === 0)
  }

  private term(): Part {
    if (this.source[this.at] === '(') return this.group()
    const start = this.at
    const written = this.character()
    if (written === '^') return condition(AFTER_LINE_BREAK)
    if (written === '$') return condition(BEFORE_LINE_BREAK)
    // With both flags some letters beyond ASCII are of words.
    if (written === '\\b') return condition(this.folds ? ANYWHERE : WORD_EDGE)
    if (written === '\\B') return condition(this.folds ? ANYWHERE : NO_WORD_EDGE)
    if (written[0] !== '\\' || !/[1-9kxucpP]/.test(written)) return { takes: this.characters(written), empty: NOWHERE }
    this.at = start
    const code = this.take(/\\(?:x[\da-f]{2}|u[\da-f]{4}|u\{[\da-f]+\}|p\{[^}]*\})/iy)
    if (code) return { takes: this.characters(code[0]), empty: NOWHERE }
    // A group once more, or something rare.
    if (!this.take(/\\(?:[1-9]\d*|k<\w+>)/y)) this.character()
    return NOT_KNOWN
  }

  private group(): Part {
    this.at++
    const kind = this.source[this.at] === '?' ? this.take(/\?(?:[:=!]|<[=!]|<\w+>)/y)?.[0] : ''
    if (kind === undefined) {
      this.isUnderstood = false
      this.at = this.source.length
      return NOT_KNOWN
    }
    const inside = this.alternatives()
    this.at++
    if (kind === '?=') return condition(either(inside.takes, inside.empty))
    // What must not follow, and what comes before.
    if (kind === '?!' || kind === '?<=' || kind === '?<!') return condition(ANYWHERE)
    return inside
  }

  private take(piece: RegExp): RegExpExecArray | null {
    piece.lastIndex = this.at
    const match = piece.exec(this.source)
    if (match) this.at += match[0].length
    return match
  }

  /** Where a class, an escape or a character matches. */
  private characters(written: string): Starts {
    if (!this.isUnicode && /^\\(?:[pPc]|u\{)/.test(written)) return ANYWHERE
    const key = `${this.flags}/${written}`
    let starts = knownCharacters.get(key)
    if (!starts) {
      // The engine itself knows best.
      const expression = new RegExp(/^[{}\]]$/.test(written) ? `\\${written}` : written, this.flags)
      starts = NOWHERE.slice()
      for (const kind of KINDS) {
        for (const char of ASCII.match(expression) ?? []) add(starts, kind, char.charCodeAt(0))
        if (this.folds || !OF_ASCII.test(written)) add(starts, kind, BEYOND_ASCII)
      }
      knownCharacters.set(key, starts)
    }
    return starts
  }

  /** Whether letters of ASCII and others can be the same but for their case. */
  private get folds(): boolean {
    return this.ignoresCase && this.isUnicode
  }
}
