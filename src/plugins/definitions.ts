import type { PluginSetting } from '../config/settings.ts'
import { codeGroups } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import type { Block, Field, FieldType } from '../markdown/blocks/block.ts'
import { type LabelKind, labelWords } from '../markdown/labels.ts'
import type { Exported, ExportedBlock, HostModule } from './protocol.ts'

/** A plugin that was loaded: plain data, for all threads. */
export interface PluginDefinition {
  readonly module: HostModule
  /** Where the settings name it. */
  readonly span: Span
  readonly name: string
  readonly blocks: readonly PluginBlock[]
  readonly transforms: boolean
  readonly hasOutputs: boolean
}

/** The data of a block. */
export type PluginBlock = Omit<Block, 'render'>

const KEYS = ['name', 'blocks', 'transform', 'outputs']
const EXAMPLE = "export a plugin: `export default definePlugin({ name: 'note', blocks: [note] })`"

/**
 * Reads what the module of a plugin exports; undefined where that is no plugin. `taken` are names of plugins and of blocks that were
 * there before. A block that is none is left out.
 */
export function readDefinition(
  { name: file, isPackage, span }: PluginSetting,
  exported: Exported,
  taken: { readonly plugins: ReadonlySet<string>; readonly blocks: ReadonlyMap<string, string> },
  found: Diagnostic[],
): PluginDefinition | undefined {
  const tell = (message: string, hint?: string): undefined => {
    found.push(diagnostic('plugin/bad-result', message, { span, hint }))
    return undefined
  }
  if ('instead' in exported) return tell(`\`${file}\` exports ${exported.instead} for a plugin.`, EXAMPLE)
  const { name, blocks, transform, outputs } = exported
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name))
    return tell(
      `The plugin of \`${file}\` has no name, or one that cannot stand in codes.`,
      'write `name:` and small letters, digits and `-`',
    )
  if (codeGroups.has(name))
    return tell(`\`${name}\` cannot be the name of a plugin: codes of Lectern begin with it.`, 'choose another name')
  if (taken.plugins.has(name)) return tell(`Two plugins have the name \`${name}\`.`, 'give one of them another name')
  for (const key of exported.keys.filter((key) => !KEYS.includes(key)))
    tell(`The plugin \`${name}\` has a \`${key}\`, which plugins do not have.`, didYouMean(key, KEYS))
  for (const [key, type] of Object.entries({ transform, outputs }))
    if (type !== 'function' && type !== 'undefined') tell(`\`${key}\` of the plugin \`${name}\` is no function.`)
  if (!blocks) tell(`\`blocks\` of the plugin \`${name}\` is no list.`, 'write `blocks: [note]`')
  const own = new Map(taken.blocks)
  const usable: PluginBlock[] = []
  for (const block of blocks ?? []) {
    const read = readBlock(block)
    if ('wrong' in read) {
      const which = isBlockName(block.name) ? `The block \`${block.name}\`` : 'A block'
      tell(`${which} of the plugin \`${name}\` ${read.wrong}.`, read.hint)
      continue
    }
    const at = read.name.toLowerCase()
    const other = own.get(at)
    if (other !== undefined)
      tell(`The block \`${read.name}\` of the plugin \`${name}\` is one of ${other}.`, 'give it another name')
    else {
      own.set(at, `the plugin \`${name}\``)
      usable.push(read)
    }
  }
  return {
    module: { name: file, isPackage },
    span,
    name,
    blocks: usable,
    transforms: transform === 'function',
    hasOutputs: outputs === 'function',
  }
}

const FIELD_TYPES: Readonly<Record<FieldType, true>> = {
  string: true,
  code: true,
  path: true,
  flag: true,
  number: true,
  percent: true,
  inline: true,
  markdown: true,
  list: true,
  items: true,
}

const isBlockName = (name: unknown): name is string =>
  typeof name === 'string' && /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)

const listed = (names: Readonly<Record<string, unknown>>): string =>
  Object.keys(names)
    .map((name) => `\`${name}\``)
    .join(', ')

/** The data of a block, or what is wrong with it. */
function readBlock(block: ExportedBlock): PluginBlock | { readonly wrong: string; readonly hint: string } {
  const { name, doc, fields = {}, shorthand, open, inline, numbered, example, renders } = block
  const wrong = (what: string, hint = 'make it with `defineBlock`') => ({ wrong: what, hint })
  if (!isBlockName(name))
    return typeof name === 'string'
      ? wrong(`has the name \`${name}\`, which pages cannot write`, 'take letters, digits, `-` and `_`')
      : wrong('has no name')
  if (!renders) return wrong('has no function `render`')
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    return wrong('has `fields` that are no object', "write `fields: { text: { type: 'string', doc: '' } }`")
  const read: [string, Field][] = []
  for (const [key, value] of Object.entries(fields)) {
    const field = readField(value)
    if (!field)
      return wrong(
        `has a field \`${key}\` whose \`type\` or \`default\` is none that there is`,
        `types are ${listed(FIELD_TYPES)}; a default is a number or a text, as the type`,
      )
    read.push([key, field])
  }
  const known = Object.fromEntries(read)
  if (shorthand !== undefined && !(typeof shorthand === 'string' && Object.hasOwn(known, shorthand)))
    return wrong('has a `shorthand` that is none of its fields', didYouMean(String(shorthand), Object.keys(known)))
  if (numbered !== undefined && !isLabelKind(numbered))
    return wrong('is `numbered` as what there is not', `it may be ${listed(labelWords)}`)
  if (numbered !== undefined && !(known.id?.type === 'string' && known.id.required))
    return wrong(
      'is numbered and has no required field `id` of type `string`',
      "write `id: { type: 'string', doc: '', required: true }`",
    )
  return {
    name,
    doc: typeof doc === 'string' ? doc : '',
    fields: known,
    ...(typeof shorthand === 'string' ? { shorthand } : {}),
    ...(open === true ? { open } : {}),
    ...(inline === true ? { inline } : {}),
    ...(isLabelKind(numbered) ? { numbered } : {}),
    example: typeof example === 'string' ? example : '',
  }
}

function readField(value: unknown): Field | undefined {
  const { type, doc, required, default: fallback, of, shorthand } = Object(value)
  if (typeof type !== 'string' || !isFieldType(type)) return undefined
  if (fallback !== undefined && typeof fallback !== (DEFAULTS[type] ?? 'string')) return undefined
  const items = type === 'items' ? readEntries(of, shorthand) : {}
  if (!items) return undefined
  return {
    type,
    doc: typeof doc === 'string' ? doc : '',
    ...(required === true ? { required } : {}),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...items,
  }
}

/** The types of defaults, where they are no text. */
const DEFAULTS: Readonly<Partial<Record<FieldType, string>>> = { number: 'number', percent: 'number', flag: 'boolean' }

/** The fields of each entry of a list. */
function readEntries(of: unknown, shorthand: unknown): Pick<Field, 'of' | 'shorthand'> | undefined {
  if (typeof of !== 'object' || of === null || Array.isArray(of)) return undefined
  const read: [string, Field][] = []
  for (const [key, value] of Object.entries(of)) {
    const field = readField(value)
    if (!field) return undefined
    read.push([key, field])
  }
  if (shorthand === undefined) return { of: Object.fromEntries(read) }
  return typeof shorthand === 'string' && Object.hasOwn(of, shorthand)
    ? { of: Object.fromEntries(read), shorthand }
    : undefined
}

const isFieldType = (name: string): name is FieldType => Object.hasOwn(FIELD_TYPES, name)

const isLabelKind = (value: unknown): value is LabelKind =>
  typeof value === 'string' && Object.hasOwn(labelWords, value)
