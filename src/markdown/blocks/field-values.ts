import { entryOf, type YamlEntry, type YamlNode } from '../../config/yaml.ts'
import type { Code } from '../../diagnostics/codes.ts'
import { didYouMean, nearest } from '../../diagnostics/nearest.ts'
import type { MarkdownText } from '../text/html.ts'
import type { Origin } from '../text/origin.ts'
import type { Block, Field, Fields, FieldValues } from './block.ts'
import { meantName } from './translated-names.ts'

/** What reading the fields of a block needs of the engine. */
export interface FieldReader {
  /** Tells the author something of a piece of the block's YAML. */
  readonly report: (
    code: Code,
    message: string,
    at: { readonly start: number; readonly end: number },
    hint?: string,
    /** What is certainly meant by what stands there. */
    instead?: string,
  ) => void
  /** The origin of a piece of the block's YAML. */
  readonly originOf: (node: YamlNode) => Origin
  /** The Markdown of a piece of the block's YAML. */
  readonly markdownOf: (node: YamlNode) => MarkdownText
  /** Puts constants into text. */
  readonly expand: (text: string) => string
}

/** Reads and checks the fields of a block; undefined where a required one is missing or wrong, so that the block cannot be rendered. */
export function readFields(block: Block, name: YamlEntry, reader: FieldReader): Record<string, unknown> | undefined {
  const { node } = name
  const at = { start: name.keyStart, end: name.keyEnd }
  const shorthand =
    block.shorthand !== undefined && node.kind !== 'mapping' && node.value !== null ? block.shorthand : undefined
  if (shorthand === undefined && node.kind !== 'mapping' && node.value !== null) {
    reader.report(
      'block/wrong-type',
      `\`${block.name}\` takes fields, not a single value.`,
      node,
      `write \`${Object.keys(block.fields)[0] ?? 'name'}: …\` indented below \`${block.name}:\``,
    )
    return undefined
  }
  const fields = shorthand === undefined ? undefined : { [shorthand]: node }
  return readTable(
    { fields: block.fields, open: block.open, what: `The block \`${block.name}\``, at },
    fields ?? node,
    reader,
  )
}

/** A table of fields that is filled in: those of a block, or of an entry of one of its lists. */
interface FieldTable {
  readonly fields: Fields
  readonly open?: boolean | undefined
  /** Of messages: what lacks a field. */
  readonly what: string
  /** Where that is told. */
  readonly at: { readonly start: number; readonly end: number }
}

/** The values of a table of fields, written as a mapping, or given one by one. */
function readTable(
  { fields, open, what, at }: FieldTable,
  written: YamlNode | Readonly<Record<string, YamlNode>>,
  reader: FieldReader,
): Record<string, unknown> | undefined {
  const node = isNode(written) ? written : undefined
  const values: Record<string, unknown> = {}
  let usable = true
  const known = Object.keys(fields)
  /** A slip in the name of a field that the block must have: it is told once. */
  const slips = new Set<YamlEntry>()
  for (const [field, definition] of Object.entries(fields)) {
    const value = isNode(written)
      ? (entryOf(written, field.toLowerCase()) ?? translatedEntry(written, field, fields, open))?.node
      : written[field]
    if (value === undefined || isMissing(value, definition)) {
      values[field] = definition.default
      if (!definition.required) continue
      const slip = value === undefined && node && !open ? slipOf(node, field, known) : undefined
      if (slip) slips.add(slip)
      reader.report(
        'block/missing-field',
        `${what} lacks its \`${field}\`.`,
        slip ? { start: slip.keyStart, end: slip.keyEnd } : at,
        slip
          ? `\`${slip.key}\` is none of its fields. Did you mean \`${field}\`?`
          : `add \`${field}: …\`. ${definition.doc}`,
      )
      usable = false
      continue
    }
    if (definition.type === 'items') {
      const items = readItems(field, definition, value, reader)
      if (items) values[field] = items
      else usable = false
      continue
    }
    const read = readValue(definition, value, reader)
    if (read === undefined) {
      reader.report('block/wrong-type', `\`${field}\` must be ${kindText[definition.type]}.`, value, definition.doc)
      if (definition.required) usable = false
      else values[field] = definition.default
    } else values[field] = read
  }
  if (node && !open) {
    for (const entry of node.entries) {
      if (slips.has(entry) || known.some((field) => field.toLowerCase() === entry.key.toLowerCase())) continue
      const meant = meantName(entry.key, known)
      if (meant !== undefined && !entryOf(node, meant.toLowerCase())) {
        reader.report(
          'block/translated-name',
          `The name of the field \`${meant}\` was translated, too.`,
          { start: entry.keyStart, end: entry.keyEnd },
          `\`${entry.key}\` is \`${meant}\``,
          meant,
        )
        continue
      }
      reader.report(
        'block/unknown-field',
        `${what} has no field \`${entry.key}\`.`,
        { start: entry.keyStart, end: entry.keyEnd },
        didYouMean(entry.key, known) ??
          (known.length ? `its fields are ${known.map((field) => `\`${field}\``).join(', ')}` : undefined),
      )
    }
  }
  return usable ? values : undefined
}

/** The entry whose name is no field, and nearly the one that is missing. */
const slipOf = (node: YamlNode, field: string, known: readonly string[]): YamlEntry | undefined =>
  node.entries.find(
    ({ key }) => !known.some((name) => name.toLowerCase() === key.toLowerCase()) && nearest(key, known)[0] === field,
  )

/** The entry of a field whose name was translated, too: it is told, and taken for what it means. */
const translatedEntry = (node: YamlNode, field: string, fields: Fields, open: boolean | undefined) =>
  open ? undefined : node.entries.find(({ key }) => meantName(key, Object.keys(fields)) === field)

const isNode = (written: YamlNode | Readonly<Record<string, YamlNode>>): written is YamlNode =>
  typeof written.kind === 'string'

/** Whether nothing is written; of a list, `null` is the text of its only entry. */
const isMissing = ({ kind, value, text }: YamlNode, { type }: Field): boolean =>
  type === 'markdown' && kind === 'scalar' ? text.trim() === '' : value === null && (type !== 'items' || text === '')

/** The entries of a list: one that is no list is its only entry. Undefined where one of them cannot be used. */
function readItems(
  field: string,
  { of = {}, shorthand }: Field,
  node: YamlNode,
  reader: FieldReader,
): readonly Record<string, unknown>[] | undefined {
  const items: Record<string, unknown>[] = []
  const written = node.kind === 'sequence' ? node.items : [node]
  for (const item of written) {
    const isText = item.kind === 'scalar'
    if (!isText && item.kind !== 'mapping') {
      reader.report(
        'block/wrong-type',
        `An entry of \`${field}\` must be ${shorthand ? 'a text, or ' : ''}fields.`,
        item,
      )
      continue
    }
    if (isText && shorthand === undefined) {
      const [first = 'name'] = Object.keys(of)
      reader.report(
        'block/wrong-type',
        `An entry of \`${field}\` has fields.`,
        item,
        `write \`${first}: …\` instead of a single value`,
      )
      continue
    }
    const what = `An entry of \`${field}\``
    const at = isText ? item : { start: item.start, end: item.entries[0]?.keyEnd ?? item.end }
    const values = readTable(
      { fields: of, what, at },
      isText && shorthand !== undefined ? { [shorthand]: asText(item) } : item,
      reader,
    )
    if (values) items.push(values)
  }
  return items.length === written.length ? items : undefined
}

/** An entry of a list that is no value in YAML, such as `null`, as the text that it is written with. */
const asText = (node: YamlNode): YamlNode => (node.value === null ? { ...node, value: node.text } : node)

const kindText = {
  string: 'text',
  code: 'text',
  path: 'the path of a file',
  flag: '`yes` or `no`',
  number: 'a number',
  percent: 'a number',
  inline: 'text',
  markdown: 'text',
  list: 'a list of texts',
} as const satisfies Record<keyof FieldValues, string>

/** What yes and no are written as. */
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
])

function readValue(field: Field, node: YamlNode, reader: FieldReader): unknown {
  switch (field.type) {
    case 'flag':
      return FLAGS.get(node.text.toLowerCase())
    case 'number':
      return typeof node.value === 'number' && Number.isFinite(node.value) ? node.value : undefined
    case 'percent': {
      const percent = /^(\d+(?:\.\d+)?)[ \t]*%?$/.exec(node.kind === 'scalar' ? node.text.trim() : '')?.[1]
      return percent === undefined ? undefined : Number(percent)
    }
    case 'list':
      if (node.kind === 'scalar') return [reader.expand(node.text)]
      return node.items.every((item) => item.kind === 'scalar')
        ? node.items.map((item) => reader.expand(item.text))
        : undefined
    case 'inline':
      return node.kind === 'scalar'
        ? { type: 'inline', text: node.text.trim(), origin: reader.originOf(node) }
        : undefined
    case 'markdown':
      return node.kind === 'scalar' ? reader.markdownOf(node) : undefined
    case 'code':
      return node.kind === 'scalar' ? node.text.replace(/\n+$/, '') : undefined
    case 'path':
      return node.kind === 'scalar' ? reader.expand(node.text.trim()) : undefined
    case 'string':
      // Blank space in quotes is meant; the line end of a text block is not.
      return node.kind === 'scalar' ? reader.expand(node.text.replace(/\n+$/, '')) : undefined
    case 'items':
      // Their entries have fields of their own.
      return undefined
  }
}
