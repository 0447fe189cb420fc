import { type Data, isData } from './settings-text.ts'

/**
 * Reads literals of a program, which is never run: texts, numbers, lists, mappings, and names that stand for them.
 *
 *     const title = 'Loops'                  SITENAME = 'Loops'
 *     export default defineConfig({          MENU = (('Home', '/'),)
 *       title, base: '/loops/',
 *     })
 */

/** Stands for what is no literal. */
const UNKNOWN = Symbol('unknown')

const TOKEN =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|("""|''')([\s\S]*?)\1|"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`|-?\d[\w.]*|[\p{L}_$][\p{L}\p{N}_$]*|\.\.\.|=>|[\s\S]/uy
const PYTHON_COMMENT = /#[^\n]*/y

interface Piece {
  readonly type: 'text' | 'number' | 'name' | 'sign'
  readonly text: string
  readonly start: number
}

function piecesOf(text: string, isPython: boolean): readonly Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < text.length; ) {
    if (isPython && text[at] === '#') {
      PYTHON_COMMENT.lastIndex = at
      PYTHON_COMMENT.exec(text)
      at = PYTHON_COMMENT.lastIndex
      continue
    }
    TOKEN.lastIndex = at
    const match = TOKEN.exec(text)
    if (!match) break
    const [all, , long, double, single, template] = match
    const start = at
    at = TOKEN.lastIndex
    if (/^\s|^\/[/*]/.test(all)) continue
    const quoted = long ?? double ?? single ?? template
    if (quoted !== undefined)
      pieces.push(
        template?.includes('${')
          ? { type: 'sign', text: '?', start }
          : { type: 'text', text: unescaped(quoted), start },
      )
    else if (/^-?\d/.test(all)) pieces.push({ type: 'number', text: all, start })
    else if (/^[\p{L}_$]/u.test(all)) pieces.push({ type: 'name', text: all, start })
    else pieces.push({ type: 'sign', text: all, start })
  }
  return pieces
}

const unescaped = (text: string): string =>
  text.replace(/\\(u\{?([0-9a-fA-F]{4,6})\}?|[\s\S])/g, (_, letter: string, code: string | undefined) =>
    code === undefined
      ? ({ n: '\n', t: '\t', '\n': '' }[letter] ?? letter)
      : String.fromCodePoint(Number.parseInt(code, 16)),
  )

const OPEN = new Set(['(', '[', '{'])
const CLOSE = new Set([')', ']', '}'])
/** Words before a value that say nothing of it. */
const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['True', true],
  ['False', false],
  ['null', null],
  ['None', null],
  ['undefined', undefined],
])

/** How a program is read. */
export interface LiteralOptions {
  readonly isPython?: boolean
  /** The names that another file of the program exports, for those that this one imports. */
  readonly load?: (path: string) => Data | undefined
}

/** The values that a program gives to names at its top, and what it exports as `default`. A function without arguments stands for what it gives. */
export function readLiterals(text: string, { isPython = false, load }: LiteralOptions = {}): Data {
  const pieces = piecesOf(text, isPython)
  const known = new Map<string, unknown>(load ? importsOf(text, load) : [])
  const starts = new Map<string, number>()
  let depth = 0
  pieces.forEach(({ type, text: written }, i) => {
    if (type === 'sign' && OPEN.has(written)) depth++
    else if (type === 'sign' && CLOSE.has(written)) depth--
    if (depth !== 0) return
    if (type === 'name' && written === 'default' && pieces[i - 1]?.text === 'export') starts.set('default', i + 1)
    else if (type === 'name' && written === 'function' && pieces[i + 1]?.type === 'name') {
      const given = returnOf(pieces, i + 2)
      if (given !== undefined) starts.set(pieces[i + 1]?.text ?? '', given)
    } else if (type === 'sign' && written === '=' && pieces[i + 1]?.text !== '=' && pieces[i - 1]?.text !== '=') {
      const name = nameBefore(pieces, i)
      if (name !== undefined) starts.set(name, i + 1)
    }
  })
  const open = new Set<string>()
  const named = (name: string): unknown => {
    if (known.has(name)) return known.get(name)
    const start = starts.get(name)
    if (start === undefined || open.has(name)) return UNKNOWN
    open.add(name)
    const value = readValue({ pieces, at: arrowBody(pieces, start) }, named)
    open.delete(name)
    known.set(name, value)
    return value
  }
  return Object.fromEntries(
    [...starts.keys()].flatMap((name) => {
      const value = named(name)
      return value === UNKNOWN ? [] : [[name === 'module.exports' ? 'default' : name, value]]
    }),
  )
}

const IMPORT =
  /(?:import[ \t]+(?:type[ \t]+)?([\w$]+)?[ \t,]*(?:\{([^}]*)\})?[ \t]*from[ \t]*|(?:const|let|var)[ \t]+(?:([\w$]+)|\{([^}]*)\})[ \t]*=[ \t]*require\()['"](\.[^'"]+)['"]/g

/** What a program imports from files beside it, by the name that it has here. */
function importsOf(text: string, load: (path: string) => Data | undefined): readonly (readonly [string, unknown])[] {
  return [...text.matchAll(IMPORT)].flatMap(([, imported, names, required, taken, path = '']) => {
    const given = load(path)
    if (given === undefined) return []
    const whole = imported ?? required
    const list = (names ?? taken ?? '').split(',').flatMap((item): readonly (readonly [string, unknown])[] => {
      const [, from = '', as = from] = /^\s*([\w$]+)(?:\s*(?:as|:)\s*([\w$]+))?\s*$/.exec(item) ?? []
      return Object.hasOwn(given, from) ? [[as, given[from]]] : []
    })
    return whole === undefined
      ? list
      : [...list, [whole, Object.hasOwn(given, 'default') ? given.default : given] as const]
  })
}

/** Where the value begins that a function gives, whose arguments begin at a piece: one that does nothing else. */
function returnOf(pieces: readonly Piece[], start: number): number | undefined {
  let at = pieces[start]?.text === '(' ? closeOf(pieces, start) + 1 : start
  while (at < pieces.length && pieces[at]?.text !== '{') at++
  return pieces[at + 1]?.text === 'return' ? at + 2 : undefined
}

/** Where the value of `() => …` begins; the piece itself where there is none. */
function arrowBody(pieces: readonly Piece[], start: number): number {
  if (pieces[start]?.text === 'async') return start
  if (pieces[start]?.text !== '(') return start
  let at = closeOf(pieces, start) + 1
  if (pieces[at]?.text === ':')
    while (at < pieces.length && pieces[at]?.text !== '=>' && !/^[;{]$/.test(pieces[at]?.text ?? ';')) at++
  if (pieces[at]?.text !== '=>') return start
  return pieces[at + 1]?.text === '{' && pieces[at + 2]?.text === 'return' ? at + 3 : at + 1
}

/** The piece that closes a bracket. */
function closeOf(pieces: readonly Piece[], start: number): number {
  let depth = 0
  for (let at = start; at < pieces.length; at++) {
    const { type, text } = pieces[at] ?? { type: 'text', text: '' }
    if (type !== 'sign') continue
    if (OPEN.has(text)) depth++
    else if (CLOSE.has(text) && --depth === 0) return at
  }
  return pieces.length
}

/** The name that an `=` gives a value to; a type may stand between: `const config: Config = …`. */
function nameBefore(pieces: readonly Piece[], equals: number): string | undefined {
  const before = pieces[equals - 1]
  if (before?.type !== 'name') {
    // `const sidebars: [string, Item][] = …`
    for (let at = equals - 1; at > 2 && at > equals - 60 && !/^[;={}]$/.test(pieces[at]?.text ?? ';'); at--)
      if (pieces[at]?.text === ':' && /^(?:const|let|var)$/.test(pieces[at - 2]?.text ?? ''))
        return pieces[at - 1]?.text
    return undefined
  }
  if (before.text === 'exports' && pieces[equals - 3]?.text === 'module') return 'module.exports'
  let at = equals - 1
  while (pieces[at - 1]?.text === '.' && pieces[at - 2]?.type === 'name') at -= 2
  if (pieces[at - 1]?.text === ':' && pieces[at - 2]?.type === 'name') return pieces[at - 2]?.text
  return at === equals - 1 ? before.text : undefined
}

interface Reading {
  readonly pieces: readonly Piece[]
  at: number
}

type Named = (name: string) => unknown

/** Reads the value that begins here, and goes to its end: a comma, a closing bracket, or what begins another statement. */
function readValue(reading: Reading, named: Named): unknown {
  const value = readPrimary(reading, named)
  const next = reading.pieces[reading.at]
  if (next?.type === 'name' && (next.text === 'as' || next.text === 'satisfies')) {
    skipTo(reading)
    return value
  }
  const isEnd = next === undefined || next.type === 'name' || /^[,;)\]}]$/.test(next.text)
  if (isEnd) return value
  if (next.type === 'text' && typeof value === 'string') {
    // Texts of Python that follow each other are one.
    reading.at++
    return value + next.text
  }
  skipTo(reading)
  return UNKNOWN
}

function readPrimary(reading: Reading, named: Named): unknown {
  const piece = reading.pieces[reading.at++]
  if (!piece) return UNKNOWN
  if (piece.type === 'text') return piece.text
  if (piece.type === 'number') return Number(piece.text.replaceAll('_', ''))
  if (piece.type === 'name') {
    if (CONSTANTS.has(piece.text)) return CONSTANTS.get(piece.text)
    const next = reading.pieces[reading.at]
    if (next?.text === '(') {
      // `defineConfig({…})`: its first argument is meant; of a function of the program, what it gives.
      const [first] = readItems(reading, named, ')')
      const own = named(piece.text)
      return own === UNKNOWN ? (first ?? UNKNOWN) : own
    }
    if (next?.text === '.') {
      reading.at += 2
      if (reading.pieces[reading.at]?.text === '(') readItems(reading, named, ')')
      return UNKNOWN
    }
    return named(piece.text)
  }
  if (piece.text === '[' || piece.text === '(') {
    reading.at--
    const items = readItems(reading, named, piece.text === '[' ? ']' : ')')
    // `('A',)` is a list in Python, `('A')` a text.
    const isList = piece.text === '[' || items.length > 1 || reading.pieces[reading.at - 2]?.text === ','
    return isList ? items.filter((item) => item !== UNKNOWN) : items[0]
  }
  if (piece.text === '{') return readMapping(reading, named)
  reading.at--
  skipTo(reading)
  return UNKNOWN
}

/** The items between two brackets; `reading` stands at the first. */
function readItems(reading: Reading, named: Named, end: string): readonly unknown[] {
  const items: unknown[] = []
  reading.at++
  while (reading.at < reading.pieces.length) {
    const { text } = reading.pieces[reading.at] ?? { text: end }
    if (text === end) break
    if (text === ',') {
      reading.at++
      continue
    }
    const before = reading.at
    if (text === '...') {
      reading.at++
      const spread = readValue(reading, named)
      if (Array.isArray(spread)) items.push(...spread)
    } else items.push(readValue(reading, named))
    if (reading.at === before) reading.at++
  }
  reading.at++
  return items
}

function readMapping(reading: Reading, named: Named): Data {
  const mapping: Record<string, unknown> = Object.create(null)
  while (reading.at < reading.pieces.length) {
    const key = reading.pieces[reading.at]
    if (!key || key.text === '}') break
    const before = reading.at
    if (key.text === '...') {
      reading.at++
      const spread = readValue(reading, named)
      if (isData(spread)) Object.assign(mapping, spread)
    } else if (key.text === ',') reading.at++
    else if (reading.pieces[reading.at + 1]?.text === ':') {
      reading.at += 2
      const value = readValue(reading, named)
      if (value !== UNKNOWN) mapping[key.text] = value
    } else if (key.type === 'name' && /^[,}]$/.test(reading.pieces[reading.at + 1]?.text ?? '')) {
      reading.at++
      const value = named(key.text)
      if (value !== UNKNOWN) mapping[key.text] = value
    } else skipTo(reading)
    if (reading.at === before) reading.at++
  }
  reading.at++
  return mapping
}

/** Goes on to what ends this value. */
function skipTo(reading: Reading): void {
  let depth = 0
  for (; reading.at < reading.pieces.length; reading.at++) {
    const { type, text } = reading.pieces[reading.at] ?? { type: 'sign', text: '' }
    if (type !== 'sign') continue
    if (OPEN.has(text)) depth++
    else if (CLOSE.has(text)) {
      if (depth === 0) return
      depth--
    } else if (depth === 0 && (text === ',' || text === ';')) return
  }
}
