import { entryOf, type YamlEntry, type YamlNode } from '../../config/yaml.ts'
import type { Code } from '../../diagnostics/codes.ts'
import { didYouMean } from '../../diagnostics/nearest.ts'
import type { Origin } from '../text/origin.ts'
import type { Block, Field } from './block.ts'

/** What reading the fields of a block needs of the engine. */
export interface FieldReader {
  /** Tells the author something of a piece of the block's YAML. */
  readonly report: (
    code: Code,
    message: string,
    at: { readonly start: number; readonly end: number },
    hint?: string,
  ) => void
  /** The origin of a piece of the block's YAML. */
  readonly originOf: (node: YamlNode) => Origin
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
  const values: Record<string, unknown> = {}
  let usable = true
  for (const [field, definition] of Object.entries(block.fields)) {
    const value =
      shorthand === undefined ? entryOf(node, field.toLowerCase())?.node : shorthand === field ? node : undefined
    if (value === undefined || value.value === null) {
      values[field] = definition.default
      if (!definition.required) continue
      reader.report(
        'block/missing-field',
        `The block \`${block.name}\` lacks its \`${field}\`.`,
        at,
        `add \`${field}: …\`. ${definition.doc}`,
      )
      usable = false
      continue
    }
    const read = readValue(definition, value, reader)
    if (read === undefined) {
      reader.report('block/wrong-type', `\`${field}\` must be ${kindText[definition.type]}.`, value, definition.doc)
      if (definition.required) usable = false
      else values[field] = definition.default
    } else values[field] = read
  }
  if (!block.open) {
    const known = Object.keys(block.fields)
    for (const entry of node.entries) {
      if (known.some((field) => field.toLowerCase() === entry.key.toLowerCase())) continue
      reader.report(
        'block/unknown-field',
        `The block \`${block.name}\` has no field \`${entry.key}\`.`,
        { start: entry.keyStart, end: entry.keyEnd },
        didYouMean(entry.key, known) ??
          (known.length ? `its fields are ${known.map((field) => `\`${field}\``).join(', ')}` : undefined),
      )
    }
  }
  return usable ? values : undefined
}

const kindText = {
  string: 'text',
  code: 'text',
  path: 'the path of a file',
  number: 'a number',
  percent: 'a number',
  inline: 'text',
  list: 'a list of texts',
} as const satisfies Record<Field['type'], string>

function readValue(field: Field, node: YamlNode, reader: FieldReader): unknown {
  switch (field.type) {
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
    case 'code':
      return node.kind === 'scalar' ? node.text.replace(/\n+$/, '') : undefined
    case 'path':
      return node.kind === 'scalar' ? reader.expand(node.text.trim()) : undefined
    case 'string':
      // Blank space in quotes is meant; the line end of a text block is not.
      return node.kind === 'scalar' ? reader.expand(node.text.replace(/\n+$/, '')) : undefined
  }
}
