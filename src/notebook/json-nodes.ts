/** A value of JSON with its place: offsets in the text, `end` exclusive. */
export type JsonNode = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, JsonNode> }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'other'; readonly value: number | boolean | null }
)

/** Where a text is no JSON. */
export interface JsonFault {
  readonly offset: number
}

/** Arrays and objects that may lie in each other. */
const MOST_LEVELS = 100

const SPACE = /[ \t\n\r]*/y
const OTHER = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Reads JSON, and keeps where each value stands: `JSON.parse` tells neither that nor, on all versions of Node, where it fails. */
export function parseJson(text: string): JsonNode | JsonFault {
  const state: { at: number; failedAt: number | undefined } = { at: 0, failedAt: undefined }
  const skip = (): void => {
    SPACE.lastIndex = state.at
    state.at += SPACE.exec(text)?.[0].length ?? 0
  }
  const fail = (at = state.at): undefined => {
    state.failedAt ??= Math.min(at, Math.max(0, text.trimEnd().length - 1))
    return undefined
  }
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = state.at
    return pattern.exec(text)?.[0]
  }
  const readString = (): JsonNode | undefined => {
    const start = state.at
    const end = endOfString(text, start)
    if (end === undefined) return fail()
    const written = text.slice(start, end)
    try {
      const value: unknown = JSON.parse(written)
      if (typeof value !== 'string') return fail()
      state.at = end
      // No text of a page holds a NUL: what depends on other pages is marked with it.
      return { kind: 'string', start, end: state.at, value: value.replaceAll('\0', '\ufffd') }
    } catch {
      return fail()
    }
  }
  const readValue = (level: number): JsonNode | undefined => {
    skip()
    const start = state.at
    const first = text[start]
    if (first === '"') return readString()
    if (first === '{' || first === '[') return level > MOST_LEVELS ? fail() : readMany(first, level)
    const written = match(OTHER)
    if (!written) return fail()
    state.at += written.length
    const value: unknown = JSON.parse(written)
    return typeof value === 'number' || typeof value === 'boolean' || value === null
      ? { kind: 'other', start, end: state.at, value }
      : fail()
  }
  const readMany = (open: '{' | '[', level: number): JsonNode | undefined => {
    const start = state.at++
    const entries = new Map<string, JsonNode>()
    const items: JsonNode[] = []
    const close = open === '{' ? '}' : ']'
    for (let first = true; ; first = false) {
      skip()
      if (text[state.at] === close && (first || entries.size + items.length === 0)) break
      if (!first) {
        if (text[state.at] === close) break
        if (text[state.at] !== ',') return fail()
        state.at++
        skip()
      }
      const name = open === '{' ? readString() : undefined
      if (open === '{') {
        if (name?.kind !== 'string') return fail()
        skip()
        if (text[state.at] !== ':') return fail()
        state.at++
      }
      const value = readValue(level + 1)
      if (!value) return undefined
      if (name?.kind === 'string') entries.set(name.value, value)
      else items.push(value)
    }
    state.at++
    return open === '{'
      ? { kind: 'object', start, end: state.at, entries }
      : { kind: 'array', start, end: state.at, items }
  }
  const value = readValue(0)
  if (!value) return { offset: state.failedAt ?? 0 }
  skip()
  return state.at < text.length ? { offset: state.at } : value
}

/** Where a string ends that begins here: pictures are millions of letters, too many for a pattern. */
function endOfString(text: string, start: number): number | undefined {
  if (text[start] !== '"') return undefined
  for (let close = text.indexOf('"', start + 1); close >= 0; close = text.indexOf('"', close + 1)) {
    let first = close
    while (text[first - 1] === '\\') first--
    if ((close - first) % 2 === 0) return close + 1
  }
  return undefined
}

/** A field of an object. */
export const fieldOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'object' ? node.entries.get(name) : undefined

/** The text of a string; '' for anything else. */
export const textOfNode = (node: JsonNode | undefined): string => (node?.kind === 'string' ? node.value : '')

/** Texts of an array; one text is an array of one. */
export const stringsOf = (node: JsonNode | undefined): readonly (JsonNode & { readonly kind: 'string' })[] =>
  (node?.kind === 'array' ? node.items : node ? [node] : []).filter((item) => item.kind === 'string')

/** A value without its places. */
export function plainValue(node: JsonNode): unknown {
  if (node.kind === 'object')
    return Object.fromEntries(Array.from(node.entries, ([name, one]) => [name, plainValue(one)]))
  return node.kind === 'array' ? node.items.map(plainValue) : node.value
}

/** A text that may be written as its lines, as notebooks do. */
export const joinedText = (node: JsonNode | undefined): string =>
  stringsOf(node)
    .map(({ value }) => value)
    .join('')

/** Of strings that were looked into, where every so many characters stand: the next look begins there. */
const known = new WeakMap<object, number[]>()
const STRIDE = 256

/** Offset in the text of JSON of a character of a string. */
export function placeInString(text: string, node: Pick<JsonNode, 'start'>, index: number): number {
  const marks = known.get(node) ?? [node.start + 1]
  known.set(node, marks)
  const mark = Math.min(Math.floor(index / STRIDE), marks.length - 1)
  let at = marks[mark] ?? node.start + 1
  for (let count = mark * STRIDE; count < index && text[at] !== '"'; ) {
    at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2
    count++
    if (count === marks.length * STRIDE) marks.push(at)
  }
  return at
}
