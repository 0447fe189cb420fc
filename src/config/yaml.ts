import { EVENT_ID, type Event, getScalarValue, load, parseEvents, YAMLException } from 'js-yaml'

/** A piece of YAML with its place: offsets into the YAML text, `end` exclusive. */
export interface YamlNode {
  readonly kind: 'scalar' | 'mapping' | 'sequence' | 'alias'
  readonly start: number
  readonly end: number
  /** Plain value: string, number, boolean, null, array or object with string keys. */
  readonly value: unknown
  /** Text of a scalar before `1.10` became a number; '' for others. */
  readonly text: string
  /** Of a mapping, in the order written. */
  readonly entries: readonly YamlEntry[]
  /** Of a sequence. */
  readonly items: readonly YamlNode[]
}

export interface YamlEntry {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
  readonly node: YamlNode
}

/** YAML that cannot be read: where the reader gave up, and why. */
export interface YamlFault {
  readonly offset: number
  readonly reason: string
  /** What most likely mends it. */
  readonly hint: string
}

const MAX_ALIASES = 100

/**
 * Reads YAML (version 1.2, core schema: no dates, no `!!js`) with the place of every node. Few aliases are allowed, so
 * that a small file cannot grow without end. Empty text is null.
 */
export function parseYaml(text: string): YamlNode | YamlFault {
  if (!text.replace(/^\s*#.*$/gm, '').trim()) return nullNode
  try {
    const value = load(text, { maxAliases: MAX_ALIASES })
    const events = parseEvents(text, {})
    return readNode({ text, events, at: 1 }, value)
  } catch (error) {
    if (error instanceof YAMLException) {
      const offset = error.mark?.position ?? 0
      return { offset, reason: error.reason, hint: hintAt(text, offset, error.reason) }
    }
    if (error instanceof RangeError)
      return { offset: 0, reason: 'nested too deeply', hint: 'write it with fewer levels' }
    throw error
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
}

function readNode(reader: Reader, value: unknown): YamlNode {
  const event = reader.events[reader.at++]
  if (event?.type === EVENT_ID.SCALAR) {
    const quoted = event.style === 2 || event.style === 3 ? 1 : 0
    const text = getScalarValue(reader.text, event)
    return {
      kind: 'scalar',
      start: event.valueStart - quoted,
      end: event.valueEnd + quoted,
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

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
