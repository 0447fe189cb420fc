import { parse } from 'smol-toml'
import { isYamlFault, parseYaml } from '../config/yaml.ts'
import type { ToolFault } from './tool.ts'

/** Data of settings: read, never run. */
export interface Data {
  readonly [key: string]: unknown
}

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text, or a number, as text; '' for all else. */
export const textOfValue = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const dataOf = (value: unknown): Data => (isData(value) ? value : {})

export const isFault = (value: object): value is ToolFault => 'fault' in value

/** Tags of YAML that stand for a program, as in `!!python/name:material.emoji`, or for the environment. */
const TAGS = /([:\-,[{][ \t]+)!{1,2}[A-Za-z][\w/.:-]*[ \t]*/g

/** A mapping in YAML. */
export function readYaml(path: string, text: string): Data | ToolFault {
  const node = parseYaml(text.replace(/^---[ \t]*\n/, '').replace(TAGS, '$1'))
  if (isYamlFault(node)) {
    const line = text.slice(0, node.offset).split('\n').length
    return { fault: `\`${path}\` is not YAML, in line ${line}: ${node.reason}.` }
  }
  return dataOf(node.value)
}

/** A table in TOML. */
export function readToml(path: string, text: string): Data | ToolFault {
  try {
    return dataOf(parse(text))
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { fault: `\`${path}\` is not TOML: ${error.message.split('\n')[0]}` }
  }
}

/** An object in JSON, with comments and commas at the end. */
export function readJson(path: string, text: string): Data | ToolFault {
  const plain = text.replace(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part[0] === '"' ? part : ''))
  try {
    const value: unknown = JSON.parse(plain.replace(/,(?=\s*[\]}])/g, ''))
    return dataOf(value)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { fault: `\`${path}\` is not JSON: ${error.message}` }
  }
}

/** Settings by the ending of their file: YAML, TOML, JSON. */
export function readData(path: string, text: string): Data | ToolFault {
  if (/\.ya?ml$/.test(path)) return readYaml(path, text)
  return path.endsWith('.toml') ? readToml(path, text) : readJson(path, text)
}
