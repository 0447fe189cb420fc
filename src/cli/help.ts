import { type CommandName, commandTable, type OptionEntry, optionTable } from './options.ts'

const column = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

/** What scripts learn of a run; in the manual: `content/start/first-course.md`. */
const EXIT_CODES =
  'Exit codes: 0 all is well, 1 the site has faults, 2 wrong usage or settings, or nothing can be written.'

/** Help for the program, or for one command. */
export function helpText(command: CommandName | undefined): string {
  if (command === undefined) {
    const commands = Object.values(commandTable).map(
      ({ usage, doc }) => [usage, doc.split('. ')[0]?.replace(/\.$/, '') ?? ''] as const,
    )
    return `Lectern turns a folder of Markdown into a tutorial site.

Usage:
${column(commands)}
  
Options:
${column([
  ['--help', 'Show help; with a command, help for that command.'],
  ['--version', 'Show the version.'],
])}

${EXIT_CODES}
`.replace(/ +\n/g, '\n')
  }
  const { usage, doc, options } = commandTable[command]
  return `Usage: ${usage}

${doc}

Options:
${column(
  options.map((name): readonly [string, string] => {
    const entry: OptionEntry = optionTable[name]
    return [
      `--${name}${entry.type === 'choice' ? `[=${entry.value}]` : entry.value ? ` <${entry.value}>` : ''}`,
      entry.doc.replaceAll('`', ''),
    ]
  }),
)}

${EXIT_CODES}
`
}
