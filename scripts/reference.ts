import { builtinBlocks } from '../src/blocks/blocks.ts'
import { type CommandEntry, commandTable, type OptionEntry, optionTable } from '../src/cli/options.ts'
import { settingTable } from '../src/config/settings.ts'
import { codes } from '../src/diagnostics/codes.ts'
import { rewrites } from '../src/import/rewrites/rewrites.ts'
import { toolNames } from '../src/import/tool.ts'
import type { Field } from '../src/markdown/blocks/block.ts'
import { frontMatterTable } from '../src/page/front-matter.ts'
import { schemaFiles } from './schemas.ts'

/** The reference pages and the schemas, made from the tables that the program itself uses. */

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

const fieldTypes: Readonly<Record<Field['type'], string>> = {
  string: 'text',
  code: 'text as it stands',
  path: 'path',
  flag: '`yes` or `no`',
  number: 'number',
  percent: 'number',
  inline: 'inline Markdown',
  markdown: 'Markdown',
  items: 'list',
  list: 'list of texts',
}

function fieldRow(name: string, field: Field): readonly string[] {
  const entries = Object.keys(field.of ?? {})
  const list = entries.length > 1 ? ` Fields of an entry: ${entries.map((entry) => `\`${entry}\``).join(', ')}.` : ''
  const shown = typeof field.default === 'boolean' ? (field.default ? 'yes' : 'no') : field.default
  const doc = `${field.doc}${list}${shown === undefined ? '' : ` Default: \`${shown}\`.`}`
  return [`\`${name}\``, fieldTypes[field.type], field.required ? 'yes' : '', doc]
}

const blockEntry = (block: (typeof builtinBlocks)[number]): string =>
  [
    `## ${block.name}`,
    block.doc,
    `\`\`\`yaml\n%--\n${block.example}\n--%\n\`\`\``,
    ...(Object.keys(block.fields).length
      ? [
          table(
            ['Field', 'Takes', 'Required', 'Meaning'],
            Object.entries(block.fields).map(([name, field]) => fieldRow(name, field)),
          ),
        ]
      : []),
    ...(block.shorthand ? [`\`${block.name}: value\` is short for a block with just \`${block.shorthand}\`.`] : []),
    ...(block.open ? ['Its fields have any names you like.'] : []),
  ].join('\n\n')

const diagnosticEntry = ([code, { severity, off, title, doc }]: readonly [
  string,
  (typeof codes)[keyof typeof codes],
]): string =>
  `### ${code} {#${code.replace('/', '-')}}\n\n**${off ? 'Off unless a rule asks for it' : severity === 'error' ? 'Error' : 'Warning'}.** ${title}.\n\n${doc}`

function diagnosticsByKind(): string {
  const kinds = new Map<string, [string, (typeof codes)[keyof typeof codes]][]>()
  for (const entry of Object.entries(codes)) {
    const kind = entry[0].slice(0, entry[0].indexOf('/'))
    kinds.set(kind, [...(kinds.get(kind) ?? []), entry])
  }
  return [...kinds].map(([kind, entries]) => [`## ${kind}`, ...entries.map(diagnosticEntry)].join('\n\n')).join('\n\n')
}

const made = (source: string): string => `<!-- Made from ${source} by \`npm run docs\`; do not edit. -->`

const optionRows = (command: CommandEntry): readonly (readonly string[])[] =>
  command.options.map((name) => {
    const option: OptionEntry = optionTable[name]
    return [
      `\`--${name}${option.type === 'choice' ? `[=${option.value}]` : option.value ? ` <${option.value}>` : ''}\``,
      option.doc,
    ]
  })

/** A form as it is written in other programs, and here. */
const formEntry = ({ name, tools, from, to }: (typeof rewrites)[number]): string => {
  const marks = /`{3,}/.test(from + to) ? '~~~~' : '```'
  const fenced = (text: string): string => `${marks}text\n${text.replace(/^\n+/, '').trimEnd()}\n${marks}`
  const shown = to.trim() === '' ? 'becomes nothing.' : `becomes\n\n${fenced(to)}`
  return `**${name.slice(0, 1).toUpperCase()}${name.slice(1)}**, of ${tools.map((tool) => toolNames[tool]).join(', ')}:\n\n${fenced(from)}\n\n${shown}`
}

const bodies = {
  forms: `Forms of other programs that [an import](%link:start/moving-in%) rewrites, each with an example of what becomes what. In code, nothing is rewritten.\n\n${rewrites.map(formEntry).join('\n\n')}`,
  blocks: `All blocks with their fields. Names of blocks and fields may be written in upper or lower case.\n\n[TOC]\n\n${builtinBlocks.map(blockEntry).join('\n\n')}`,
  diagnostics: `Everything that Lectern can say of a site. The severity of each can be changed in \`rules:\` of \`site.yaml\`.\n\n${diagnosticsByKind()}`,
  keys: [
    'The keys of `site.yaml` and of front matter, and the options of the command line.',
    '[TOC]',
    '## site.yaml',
    table(
      ['Key', 'Takes', 'Meaning', 'Without it'],
      Object.entries(settingTable).map(([key, entry]) => [`\`${key}\``, entry.type, entry.doc, entry.fallback]),
    ),
    '## Front matter',
    table(
      ['Key', 'Takes', 'Meaning'],
      Object.entries(frontMatterTable).map(([key, entry]) => [`\`${key}\``, entry.type, entry.doc]),
    ),
    ...Object.entries(commandTable).flatMap(([name, command]) => [
      `## lectern ${name}`,
      `\`${command.usage}\``,
      command.doc,
      table(['Option', 'Meaning'], optionRows(command)),
    ]),
  ].join('\n\n'),
} as const

const page = (title: string, description: string, source: string, body: string): string =>
  `---\ntitle: ${title}\ndescription: ${description}\n---\n\n${made(source)}\n\n${body}\n`

const document = (title: string, source: string, body: string): string =>
  `# ${title}\n\n${made(source)}\n\n${body.replace('[TOC]\n\n', '').replace(/ \{#[\w-]+\}$/gm, '')}\n`

/** All generated files: path from the repository's root, and content. */
export const generatedFiles: Readonly<Record<string, string>> = {
  ...schemaFiles,
  'content/site/blocks.md': page('Blocks', 'All blocks with their fields.', '`src/blocks/`', bodies.blocks),
  'content/site/diagnostics.md': page(
    'Diagnostics',
    'Everything that Lectern can say of a site, and what mends it.',
    '`src/diagnostics/codes.ts`',
    bodies.diagnostics,
  ),
  'content/site/imported-forms.md': page(
    'What an import rewrites',
    'Forms of other programs, and how they are written here.',
    '`src/import/rewrites/`',
    bodies.forms,
  ),
  'content/site/keys.md': page(
    'Keys and options',
    'Settings, front matter and command line in tables.',
    'the tables of `src/`',
    bodies.keys,
  ),
  'docs/blocks.md': document('Blocks', '`src/blocks/`', bodies.blocks),
  'docs/diagnostics.md': document('Diagnostics', '`src/diagnostics/codes.ts`', bodies.diagnostics),
}
