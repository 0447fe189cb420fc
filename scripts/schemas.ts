import { builtinBlocks } from '../src/blocks/blocks.ts'
import { interfaceWordNames } from '../src/config/interface-words.ts'
import { languageFields } from '../src/config/read-languages.ts'
import { runKeys } from '../src/config/run.ts'
import { type SettingKey, settingTable } from '../src/config/settings.ts'
import { fontNames, themeColours, themeKeys } from '../src/config/theme.ts'
import { codes } from '../src/diagnostics/codes.ts'
import type { Field, Fields } from '../src/markdown/blocks/block.ts'
import { frontMatterTable } from '../src/page/front-matter.ts'

/** JSON Schemas of what authors write as YAML, for their editors: made from the tables that the program itself uses. */

/** A schema, or a part of one. */
export interface Schema {
  readonly [key: string]: unknown
}

const TEXT: Schema = { type: ['string', 'number', 'null'] }
const FLAG: Schema = { type: ['boolean', 'null'] }
const ADDRESS: Schema = { type: 'string', pattern: '^https?://' }
const TEXTS: Schema = { anyOf: [TEXT, { type: 'array', items: TEXT }] }

const mapping = (properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema => ({
  type: ['object', 'null'],
  properties,
  additionalProperties: false,
  ...more,
})
/** A mapping whose keys are the author's own. */
const open = (values: Schema): Schema => ({ type: ['object', 'null'], additionalProperties: values })

/** The kinds of settings that are said in full by their names. */
const simple = {
  text: TEXT,
  folder: TEXT,
  folders: TEXTS,
  'yes or no': FLAG,
  list: TEXTS,
  'file or mapping': { anyOf: [TEXT, { type: 'object' }] },
} as const satisfies Partial<Record<(typeof settingTable)[SettingKey]['type'], Schema>>

type Simple = keyof typeof simple
/** Settings that hold others, or are one of some words. */
type Shaped = { [Key in SettingKey]: (typeof settingTable)[Key]['type'] extends Simple ? never : Key }[SettingKey]

const byScheme = (value: Schema): Schema => ({ anyOf: [value, mapping({ light: value, dark: value })] })
const themeShapes: Readonly<Record<string, Schema>> = {
  ...Object.fromEntries(themeColours.map((name) => [name, byScheme(TEXT)])),
  fonts: mapping(Object.fromEntries(fontNames.map((name) => [name, TEXT]))),
  width: { type: 'string', pattern: '^\\d{1,4}(?:\\.\\d+)?(?:rem|em|px|ch)$' },
  logo: byScheme(TEXT),
  favicon: TEXT,
  styles: TEXTS,
  scripts: TEXTS,
}
const runShapes: Readonly<Record<string, Schema>> = {
  ...Object.fromEntries(
    ['python', 'javascript', 'shell'].map((name) => [name, { type: ['boolean', 'string', 'null'] }]),
  ),
  engines: open({ anyOf: [TEXT, mapping({ command: TEXT, mark: TEXT })] }),
  files: TEXTS,
  ...Object.fromEntries(
    ['limit', 'page_limit', 'output_limit'].map((name) => [name, { type: 'number', exclusiveMinimum: 0 }]),
  ),
  seed: FLAG,
}
const picked = (names: readonly string[], shapes: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    names.map((name) => {
      const shape = shapes[name]
      if (!shape) throw new Error(`The schema has no shape of \`${name}\`.`)
      return [name, shape]
    }),
  )

/** What those settings are; a new one without a line here does not compile. */
const shapes: Readonly<Record<Shaped, Schema>> = {
  languages: {
    anyOf: [
      open({ anyOf: [TEXT, mapping(Object.fromEntries(languageFields.map((name) => [name, TEXT])))] }),
      { type: 'array', items: { anyOf: [TEXT, { type: 'object' }] } },
    ],
  },
  untranslated: { enum: ['show', 'hide', null] },
  license: { anyOf: [TEXT, mapping({ name: TEXT, url: TEXT })] },
  theme: mapping(picked(themeKeys, themeShapes)),
  interface: mapping(Object.fromEntries(interfaceWordNames.map((name) => [name, TEXT]))),
  numbering: { enum: ['page', 'chapter', null] },
  toc: mapping({ depth: { type: 'integer', minimum: 1, maximum: 6 } }),
  words: open({ anyOf: [TEXT, mapping({ means: TEXT, shows: TEXT, forms: TEXTS })] }),
  rules: {
    type: ['object', 'null'],
    properties: Object.fromEntries(
      Object.entries(codes).map(([code, { title }]) => [
        code,
        { enum: ['off', 'warning', 'error', false], description: title },
      ]),
    ),
    // Plugins have codes of their own, which have a slash in them, too.
    propertyNames: { pattern: '/' },
    additionalProperties: { enum: ['off', 'warning', 'error', false] },
  },
  run: { anyOf: [FLAG, mapping(picked(runKeys, runShapes))] },
  safe: { anyOf: [FLAG, mapping({ exercises: FLAG })] },
  external: mapping({ except: { anyOf: [ADDRESS, { type: 'array', items: ADDRESS }] } }),
  pictures: { enum: ['webp', 'avif', false, null] },
}

const isSimple = (type: string): type is Simple => Object.hasOwn(simple, type)
const isShaped = (key: string): key is Shaped => Object.hasOwn(shapes, key)

const described = (schema: Schema, doc: string, fallback = ''): Schema => ({
  description: `${doc}${fallback === '' ? '' : ` Without it: ${fallback}.`}`.replaceAll('`', ''),
  ...schema,
})

const site = mapping(
  Object.fromEntries(
    Object.entries(settingTable).map(([key, { type, doc, fallback }]) => {
      const shape = isShaped(key) ? shapes[key] : isSimple(type) ? simple[type] : {}
      return [key, described(shape, doc, fallback)]
    }),
  ),
)

const frontMatterTypes: Readonly<Record<(typeof frontMatterTable)[keyof typeof frontMatterTable]['type'], Schema>> = {
  text: TEXT,
  list: TEXTS,
  number: { type: ['number', 'null'] },
  'yes or no': FLAG,
}

/** Other keys are the author's own. */
const frontMatter: Schema = {
  type: ['object', 'null'],
  properties: {
    ...Object.fromEntries(
      Object.entries(frontMatterTable).map(([key, { type, doc }]) => [key, described(frontMatterTypes[type], doc)]),
    ),
    author: described(TEXTS, 'Who wrote the page.'),
  },
}

const sitemap: Schema = {
  $ref: '#/definitions/entries',
  definitions: {
    entries: {
      type: ['object', 'null'],
      description: 'The reading order: titles, each with a page, an address, or entries of its own.',
      additionalProperties: { $ref: '#/definitions/entry' },
    },
    entry: {
      anyOf: [
        {
          type: ['string', 'number', 'null'],
          description: 'A page by its path, an address, or nothing for a heading.',
        },
        {
          type: 'array',
          items: { anyOf: [{ type: ['string', 'number', 'null'] }, { $ref: '#/definitions/entries' }] },
        },
        { $ref: '#/definitions/entries' },
      ],
    },
  },
}

const fieldTypes: Readonly<Record<Field['type'], Schema>> = {
  string: { type: ['string', 'number', 'boolean', 'null'] },
  code: { type: ['string', 'number', 'boolean', 'null'] },
  path: { type: 'string' },
  number: { type: 'number' },
  percent: { type: ['number', 'string'], pattern: '^\\d+(?:\\.\\d+)?[ \\t]*%?$' },
  flag: { enum: [true, false, 'yes', 'no'] },
  inline: TEXT,
  markdown: TEXT,
  list: TEXTS,
  items: { type: 'array' },
}

function fieldSchema(field: Field): Schema {
  const plain = fieldTypes[field.type]
  const shape =
    field.type === 'items' && field.of
      ? { anyOf: [TEXT, { type: 'array', items: { anyOf: [TEXT, fieldsSchema(field.of)] } }] }
      : plain
  return { ...described(shape, field.doc), ...(field.default === undefined ? {} : { default: field.default }) }
}

function fieldsSchema(fields: Fields, isOpen = false): Schema {
  const required = Object.entries(fields).flatMap(([name, field]) => (field.required ? [name] : []))
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])),
    ...(required.length ? { required } : {}),
    additionalProperties: isOpen,
  }
}

/** What stands between `%--` and `--%`: one block, or several. */
const blocks = mapping(
  Object.fromEntries(
    builtinBlocks.map(({ name, doc, fields, shorthand, open: isOpen }): [string, Schema] => {
      const all = fieldsSchema(fields, isOpen === true)
      const short = shorthand === undefined ? undefined : fields[shorthand]
      const shape = short ? { anyOf: [all, fieldSchema(short)] } : all
      const isOptional = Object.values(fields).every((field) => !field.required)
      return [name, described(isOptional ? { anyOf: [shape, { type: 'null' }] } : shape, doc)]
    }),
  ),
)

const file = (title: string, schema: Schema): string =>
  `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema }, undefined, 2)}\n`

/** The schemas by path from the repository's root. */
export const schemaFiles: Readonly<Record<string, string>> = {
  'schemas/site.schema.json': file('site.yaml of Lectern', site),
  'schemas/sitemap.schema.json': file('sitemap.yaml of Lectern', sitemap),
  'schemas/front-matter.schema.json': file('Front matter of a page of Lectern', frontMatter),
  'schemas/blocks.schema.json': file('Blocks of Lectern', blocks),
}
