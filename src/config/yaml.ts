import { constructFromEvents, EVENT_ID, type Event, getScalarValue, parseEvents, YAMLException } from 'js-yaml'
import { readPlainYaml } from './plain-yaml.ts'
import type { YamlEntry, YamlNode } from './yaml-node.ts'

export type { YamlEntry, YamlNode } from './yaml-node.ts'

/** YAML that cannot be read: where the reader gave up, and why. */
export interface YamlFault {
  readonly offset: number
  readonly reason: string
}

const MAX_ALIASES = 100

/**
 * Reads YAML (version 1.2, core schema: no dates, no `!!js`) with the place of every node. Few aliases are allowed, so
 * that a small file cannot grow without end. Empty text is null.
 */
export const parseYaml = (text: string): YamlNode | YamlFault => readPlainYaml(text) ?? parseWholeYaml(text)

/** Reads whatever is YAML. */
export function parseWholeYaml(text: string): YamlNode | YamlFault {
  if (!text.replace(/^\s*#.*$/gm, '').trim()) return nullNode
  try {
    const events = parseEvents(text, {})
    const [value, ...others] = constructFromEvents(events, { maxAliases: MAX_ALIASES, source: text })
    if (others.length) return { offset: 0, reason: 'expected a single document in the stream, but found more' }
    return readNode({ text, events, at: 1 }, value)
  } catch (error) {
    if (error instanceof YAMLException) return { offset: error.mark?.position ?? 0, reason: error.reason }
    if (error instanceof RangeError) return { offset: 0, reason: 'nested too deeply' }
    throw error
  }
}

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
