import type { YamlEntry, YamlNode } from '../config/yaml-node.ts'

/**
 * Reads the YAML that nearly all blocks and navigations are written in: blocks in a twentieth of the time that the whole
 * language takes, navigations in a quarter; 4 % of a cold build with two blocks a page.
 *
 *     figure:
 *         source: plot.svg
 *         caption: A plot of *time*.
 *
 * Keys are plain texts, and values are plain texts of one line, `true` or `false`. Whatever else a text holds, such as quotes,
 * numbers, lists or a comment, is left to the whole reader: the answer is then undefined.
 */
export function readPlainYaml(text: string): YamlNode | undefined {
  if (UNUSUAL.test(text)) return undefined
  const lines: Line[] = []
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    LINE.lastIndex = at
    const match = LINE.exec(text)
    if (match && LINE.lastIndex === stop) {
      const [, indent = '', key = '', value = ''] = match
      const trimmed = value.replace(/ +$/, '')
      if (trimmed !== '' && SPECIAL.test(trimmed)) return undefined
      const keyStart = at + indent.length
      const valueStart = trimmed === '' ? stop : text.indexOf(trimmed, keyStart + key.length + 1)
      lines.push({ indent: indent.length, key, keyStart, value: trimmed, valueStart })
    } else if (/[^ ]/.test(text.slice(at, stop))) return undefined
    at = stop + 1
  }
  const reader = { lines, at: 0 }
  const node = readMapping(reader)
  return reader.at === lines.length ? node : undefined
}

/** What is no letter of a plain text, or may begin a comment. */
const UNUSUAL = /[^\x20-\x7e\n\xa1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff]|#/
/** `  key: value` */
const LINE = /( *)(\p{L}(?:[\p{L}\p{N} _.,()'/-]*[\p{L}\p{N}_.)-])?):(?: +([^\n]*))?/uy
/**
 * Values that are neither text nor {@link BOOLEANS}, may be none, or hold another key. Texts begin with a letter, as those of
 * paths may with `/`, and digests with a digit: no number has one of these letters without an `x` before it.
 */
const SPECIAL = /^(?:(?!\d[\da-f]*[acdf][\da-f]*$)[^\p{L}/]|(?:[Nn]ull|NULL|T(?:rue|RUE)|F(?:alse|ALSE))$)|:(?: |$)/u
/** Values that are no text. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

interface Line {
  readonly indent: number
  readonly key: string
  readonly keyStart: number
  readonly value: string
  readonly valueStart: number
}

interface LineReader {
  readonly lines: readonly Line[]
  at: number
}

/** Reads the lines of one indentation, and those below them. */
function readMapping(reader: LineReader): YamlNode | undefined {
  const first = reader.lines[reader.at]
  if (!first) return undefined
  const entries: YamlEntry[] = []
  const keys = new Set<string>()
  for (let line = reader.lines[reader.at]; line?.indent === first.indent; line = reader.lines[reader.at]) {
    reader.at++
    const next = reader.lines[reader.at]
    const isOpen = next !== undefined && next.indent > line.indent
    // Text goes on in the next line, or there is no value at all.
    if (isOpen === (line.value !== '') || keys.has(line.key)) return undefined
    keys.add(line.key)
    const node = isOpen ? readMapping(reader) : scalar(line)
    if (!node) return undefined
    entries.push({ key: line.key, keyStart: line.keyStart, keyEnd: line.keyStart + line.key.length, node })
  }
  const end = entries.at(-1)?.node.end ?? first.keyStart
  return new PlainMapping(first.keyStart, end, entries)
}

/** A mapping, whose value is lazy: that of a navigation is never read, and its many keys would make a hidden class each. */
class PlainMapping implements YamlNode {
  readonly kind = 'mapping'
  readonly start: number
  readonly end: number
  readonly text = ''
  readonly entries: readonly YamlEntry[]
  readonly items = NONE

  constructor(start: number, end: number, entries: readonly YamlEntry[]) {
    this.start = start
    this.end = end
    this.entries = entries
  }
  get value(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.entries.map(({ key, node }) => [key, node.value]))
  }
}

const scalar = ({ value, valueStart }: Line): YamlNode => ({
  kind: 'scalar',
  start: valueStart,
  end: valueStart + value.length,
  value: BOOLEANS.get(value) ?? value,
  text: value,
  entries: NONE,
  items: NONE,
})

/** A navigation has many thousands of texts: they share one list that is empty. */
const NONE: readonly never[] = []
