import { parseArgs } from 'node:util'
import { didYouMean } from '../diagnostics/nearest.ts'
import {
  type CommandEntry,
  type CommandName,
  commandTable,
  type OptionEntry,
  type OptionName,
  optionTable,
} from './options.ts'

/** What the command line says. */
export type Arguments =
  | { readonly type: 'help'; readonly command: CommandName | undefined }
  | { readonly type: 'version' }
  | { readonly type: 'wrong'; readonly message: string }
  | {
      readonly type: 'command'
      readonly command: CommandName
      readonly folder: string
      readonly words: readonly string[]
      readonly values: OptionValues
    }

/** Options with a text, and options that are set. */
export interface OptionValues {
  readonly text: (name: OptionName) => string | undefined
  readonly flag: (name: OptionName) => boolean
}

/** Reads the command line; what is wrong with it comes back as a sentence. */
export function readArguments(argv: readonly string[]): Arguments {
  const wrong = (message: string, hint?: string): Arguments => ({
    type: 'wrong',
    message: hint ? `${message} ${hint}` : message,
  })
  const options = Object.fromEntries(
    Object.entries(optionTable).map(([name, entry]) => [
      name,
      {
        type: entry.type === 'text' ? ('string' as const) : ('boolean' as const),
        ...(name === 'help' ? { short: 'h' } : {}),
      },
    ]),
  )
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true })
  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []))
  const [name, ...folders] = positionals

  const named = (option: string): boolean => given.some((token) => token.name === option)
  if (name === undefined) {
    const unknown = given.find((token) => !isOption(token.name))
    if (unknown)
      return wrong(`There is no option \`${unknown.rawName}\`.`, suggestOption(unknown.name, Object.keys(optionTable)))
    return named('version') ? { type: 'version' } : { type: 'help', command: undefined }
  }
  if (name === 'help') {
    const topic = folders[0]
    return topic === undefined || isCommand(topic)
      ? { type: 'help', command: topic }
      : wrong(`There is no command \`${topic}\`.`, didYouMean(topic, Object.keys(commandTable)))
  }
  if (!isCommand(name))
    return wrong(
      `There is no command \`${name}\`.`,
      didYouMean(name, Object.keys(commandTable)) ?? `The commands are ${Object.keys(commandTable).join(' and ')}.`,
    )
  if (named('version')) return { type: 'version' }
  const allowed: readonly string[] = commandTable[name].options
  for (const token of given) {
    if (!isOption(token.name) || !allowed.includes(token.name)) {
      return wrong(
        isOption(token.name)
          ? `\`lectern ${name}\` has no option \`${token.rawName}\`.`
          : `There is no option \`${token.rawName}\`.`,
        suggestOption(token.name, allowed),
      )
    }
    const entry: OptionEntry = optionTable[token.name]
    if (entry.type === 'choice') {
      if (token.value !== undefined && !entry.choices?.includes(token.value))
        return wrong(
          `\`${token.rawName}\` takes no \`${token.value}\`.`,
          `It stands alone, or is \`${token.rawName}=${entry.choices?.join('|')}\`.`,
        )
      continue
    }
    const takesText = entry.type === 'text'
    if (takesText && (token.value === undefined || token.value === ''))
      return wrong(`\`${token.rawName}\` needs a value.`)
    if (!takesText && token.value !== undefined) return wrong(`\`${token.rawName}\` takes no value.`)
  }
  if (named('help')) return { type: 'help', command: name }
  const { words = 1 }: CommandEntry = commandTable[name]
  if (folders.length > words) return wrong(`\`lectern ${name}\` takes one folder, not ${folders.length}.`)
  return {
    type: 'command',
    command: name,
    folder: folders[0] ?? '.',
    words: folders,
    values: { text: (option) => given.findLast((token) => token.name === option)?.value, flag: named },
  }
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(commandTable, name)
const isOption = (name: string): name is OptionName => Object.hasOwn(optionTable, name)

const suggestOption = (written: string, names: readonly string[]): string =>
  didYouMean(
    `--${written}`,
    names.map((name) => `--${name}`),
  ) ?? 'See `lectern --help`.'
