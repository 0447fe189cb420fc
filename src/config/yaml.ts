import {
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from 'js-yaml'
import { readPlainYaml } from '../speed/plain-yaml.ts'
import type { YamlEntry, YamlNode } from './yaml-node.ts'

export type { YamlEntry, YamlNode } from './yaml-node.ts'

/** YAML that cannot be read: where the reader gave up, and why. */
export interface YamlFault {
  readonly offset: number
  readonly reason: string
  /** What most likely mends it. */
  readonly hint: string
}

const MAX_ALIASES = 100

/** The most values, and pieces of longer texts, that aliases may stand for: each is read again where an alias stands. */
const MAX_EXPANDED = 10_000
/** How many characters of a text count as a value. */
export const PIECE = 100

/** NUL as quoted text can write it. It is the mark of a hole, and no text of an author may hold one: see files/decode.ts. */
const NUL_ESCAPE = /\\(?:0|x00|u0000|U00000000)/

/**
 * Reads YAML (version 1.2, core schema: no dates, no `!!js`) with the place of every node. Few aliases are allowed, so
 * that a small file cannot grow without end. Empty text is null.
 */
export const parseYaml = (text: string): YamlNode | YamlFault => readPlainYaml(text) ?? parseWholeYaml(text)

/** Reads whatever is YAML. */
export function parseWholeYaml(text: string): YamlNode | YamlFault {
  if (!text.replace(/^\s*#.*$/gm, '').trim()) return nullNode
  try {
    const events = withTextKeys(parseEvents(text, {}))
    const [loaded, ...others] = constructFromEvents(events, { maxAliases: MAX_ALIASES, source: text })
    if (others.length) {
      const reason = 'expected a single document in the stream, but found more'
      return { offset: 0, reason, hint: hintAt(text, 0, reason) }
    }
    const value = NUL_ESCAPE.test(text) ? withoutNul(loaded) : loaded
    const node = readNode({ text, events, at: 1, last: 0 }, value)
    const alias = events.find(({ type }) => type === EVENT_ID.ALIAS)
    if (alias?.type === EVENT_ID.ALIAS && aliasedSize(node) > MAX_EXPANDED)
      return {
        offset: Math.max(0, alias.anchorStart - 1),
        reason: `its aliases stand for more than ${MAX_EXPANDED.toLocaleString('en')} values`,
        hint: 'write the values themselves where an alias, such as `*name`, stands',
      }
    return node
  } catch (error) {
    if (error instanceof YAMLException) {
      const offset = error.mark?.position ?? 0
      const sign = signOf(text, offset)
      if (sign) return sign
      return { offset, reason: error.reason, hint: hintAt(text, offset, error.reason) }
    }
    if (error instanceof RangeError)
      return { offset: 0, reason: 'nested too deeply', hint: 'write it with fewer levels' }
    throw error
  }
}

/** The events with all keys as texts: `1.10`, `True` and `null` are names, and no values. */
function withTextKeys(events: Event[]): Event[] {
  /** Of each open mapping whether a key comes next; of a list or a document that none does. */
  const open: (boolean | undefined)[] = []
  return events.map((event) => {
    if (event.type === EVENT_ID.POP) {
      open.pop()
      return event
    }
    const top = open.length - 1
    const isKey = open[top] === true
    if (open[top] !== undefined) open[top] = !isKey
    if (event.type === EVENT_ID.MAPPING) open.push(true)
    else if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.DOCUMENT) open.push(undefined)
    else if (isKey && event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0)
      // A quoted scalar is text; `fast` takes the source as it stands.
      return event.fast || event.valueStart < 0 ? { ...event, style: SCALAR_STYLE.SINGLE_QUOTED, fast: true } : event
    return event
  })
}

/** How many values the aliases below a node stand for. */
export function aliasedSize(node: YamlNode, known = new Map<unknown, number>()): number {
  if (node.kind === 'alias') return expandedSize(node.value, known)
  let size = 0
  for (const entry of node.entries) size += aliasedSize(entry.node, known)
  for (const item of node.items) size += aliasedSize(item, known)
  return size
}

/** How many values there are where all aliases are written out; without end where one stands for what it stands in. */
function expandedSize(value: unknown, known = new Map<unknown, number>()): number {
  if (typeof value === 'string') return 1 + Math.floor(value.length / PIECE)
  if (typeof value !== 'object' || value === null) return 1
  const size = known.get(value)
  if (size !== undefined) return size
  known.set(value, Number.POSITIVE_INFINITY)
  const keys = Array.isArray(value) ? 0 : Math.floor(Object.keys(value).join('').length / PIECE)
  const sum = Object.values(value).reduce((total: number, item) => total + expandedSize(item, known), 1 + keys)
  known.set(value, sum)
  return sum
}

const BLOCK_VALUE = /^[ \t]*(?:- +)*[^\s:#'"[{][^:\n]*:[ \t]+(?=\S)/
const FLOW_VALUE = /.*[{,][ \t]*[\w-]+:[ \t]+(?=\S)/
/** What is a sign of YAML at the beginning of a value, and of Markdown as well. */
const SIGN = /^(?:[*`%@!,"']|[-?>|] |\[[^\]\n]*\]|\{[^}\n]*\})/

/** The fault of a value on the line of an offset that begins with a sign of YAML, where text was meant. */
function signOf(text: string, offset: number): YamlFault | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const stop = text.indexOf('\n', offset)
  const line = text.slice(lineStart, stop < 0 ? undefined : stop)
  const isFlow = /\{[ \t]*[\w-]+:[ \t]/.test(text.slice(lineStart, offset))
  const before = (isFlow ? FLOW_VALUE : BLOCK_VALUE).exec(isFlow ? text.slice(lineStart, offset + 2) : line)
  const at = before?.[0].length ?? line.length
  const [sign] = SIGN.exec(line.slice(at)) ?? []
  if (sign === undefined || lineStart + at > offset || offset > lineStart + line.length) return undefined
  // A list or mapping that ends where it should is one.
  if (/^[[{]/.test(sign) && offset < lineStart + at + sign.length) return undefined
  const mark = sign[0] ?? ''
  if ((mark === '"' || mark === "'") && offset <= lineStart + at + 1) return undefined
  const name = mark === '`' ? 'a backtick' : `\`${mark}\``
  const block = isFlow ? '' : ', or `|` and the text indented on the next line'
  return {
    offset: lineStart + at,
    reason: `a value begins with ${name}, which is a sign of YAML`,
    hint:
      mark === '"' || mark === "'"
        ? `a value that begins with ${name} ends with the next one: put all of it between ${mark === '"' ? "`'`" : '`"`'}${block}`
        : `a value that begins with ${name} wants quotes${block}`,
  }
}

function hintAt(text: string, offset: number, reason: string): string {
  if (reason.includes('duplicate')) return 'take one of them out'
  const before = text.slice(0, offset).split('\n')
  const [line = ''] = text.slice(offset - (before.at(-1)?.length ?? 0)).split('\n')
  if (/^\s*\t/.test(line)) return 'indent with spaces; YAML takes no tabs'
  if (hasOpenQuote(line)) return 'a quotation mark is never closed'
  // The reader notices an open quotation mark on the line below.
  if (hasOpenQuote(before.at(-2) ?? '')) return 'a quotation mark on the line above is never closed'
  if (/^[^'"|>#]*:.*:\s/.test(line))
    return 'a value with `: ` in it wants quotes, or `|` and the text indented on the next line'
  return 'look at the indentation and brackets, here and on the line above, and put quotes around special characters'
}

const hasOpenQuote = (line: string): boolean => line.split('"').length % 2 === 0 || /:\s*'[^']*$/.test(line)

/** Whether reading gave a fault. */
export const isYamlFault = (node: YamlNode | YamlFault): node is YamlFault => 'reason' in node

/** The entry of a mapping, whatever the case of its key. */
export const entryOf = (node: YamlNode, key: string): YamlEntry | undefined =>
  node.entries.find((entry) => entry.key.toLowerCase() === key)

const nullNode: YamlNode = { kind: 'scalar', start: 0, end: 0, value: null, text: '', entries: [], items: [] }

interface Reader {
  readonly text: string
  readonly events: readonly Event[]
  at: number
  /** Offset behind the last scalar. */
  last: number
}

function readNode(reader: Reader, value: unknown): YamlNode {
  const event = reader.events[reader.at++]
  if (event?.type === EVENT_ID.SCALAR) {
    const quoted = event.style === 2 || event.style === 3 ? Number(isQuote(reader.text[event.valueStart - 1])) : 0
    const text = plain(getScalarValue(reader.text, event))
    // A key or value that is not there, as behind a bare `?`, stands behind what was read last.
    const start = event.valueStart < 0 ? reader.last : event.valueStart - quoted
    const end = event.valueStart < 0 ? reader.last : event.valueEnd + quoted
    reader.last = end
    return {
      kind: 'scalar',
      start,
      end,
      value,
      text,
      entries: [],
      items: [],
    }
  }
  if (event?.type === EVENT_ID.MAPPING) {
    const entries: YamlEntry[] = []
    while (reader.events[reader.at]?.type !== EVENT_ID.POP) {
      const key = readNode(reader, undefined)
      entries.push({
        key: key.text,
        keyStart: key.start,
        keyEnd: key.end,
        node: readNode(reader, property(value, key.text)),
      })
    }
    reader.at++
    const start = entries[0]?.keyStart ?? event.start
    return { kind: 'mapping', start, end: entries.at(-1)?.node.end ?? start, value, text: '', entries, items: [] }
  }
  if (event?.type === EVENT_ID.SEQUENCE) {
    const items: YamlNode[] = []
    while (reader.events[reader.at]?.type !== EVENT_ID.POP)
      items.push(readNode(reader, Array.isArray(value) ? value[items.length] : undefined))
    reader.at++
    return {
      kind: 'sequence',
      start: event.start,
      end: items.at(-1)?.end ?? event.start,
      value,
      text: '',
      entries: [],
      items,
    }
  }
  const start = event?.type === EVENT_ID.ALIAS ? event.anchorStart : 0
  return {
    kind: 'alias',
    start,
    end: event?.type === EVENT_ID.ALIAS ? event.anchorEnd : 0,
    value,
    text: '',
    entries: [],
    items: [],
  }
}

const isQuote = (char: string | undefined): boolean => char === '"' || char === "'"

const plain = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text)

/** The same value with U+FFFD for each NUL, in keys too. What aliases share stays shared. */
function withoutNul(value: unknown, made = new Map<unknown, unknown>()): unknown {
  if (typeof value === 'string') return plain(value)
  if (typeof value !== 'object' || value === null) return value
  const known = made.get(value)
  if (known !== undefined) return known
  if (Array.isArray(value)) {
    const copy: unknown[] = []
    made.set(value, copy)
    for (const item of value) copy.push(withoutNul(item, made))
    return copy
  }
  const copy = {}
  made.set(value, copy)
  for (const [key, item] of Object.entries(value))
    Object.defineProperty(copy, plain(key), {
      value: withoutNul(item, made),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  return copy
}

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
