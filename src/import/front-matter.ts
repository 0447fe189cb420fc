import { isYamlFault, parseYaml } from '../config/yaml.ts'
import { splitFrontMatter } from '../markdown/text/front-matter.ts'
import { dataOf, isFault, readJson, readToml } from './settings-text.ts'

/** The front matter of an old page: its values, the lines that say them, and where the text begins. */
export interface OldFrontMatter {
  readonly entries: readonly OldEntry[]
  readonly body: string
  /** Why it could not be read. */
  readonly fault: string | undefined
}

export interface OldEntry {
  readonly key: string
  readonly value: unknown
  /** As YAML, over as many lines as it needs. */
  readonly written: string
}

/** Reads front matter in YAML, TOML, JSON, or as plain lines. */
export function readOldFrontMatter(text: string): OldFrontMatter {
  const parts = splitFrontMatter(text)
  const body = text.slice(parts.bodyStart).replace(/^\n+/, '')
  if (parts.form === 'none' || parts.form === 'unclosed') return { entries: [], body: text, fault: undefined }
  const inside = text.slice(parts.start, parts.end)
  if (parts.language === 'toml' || parts.language === 'json' || text[parts.open] === '{') {
    const data =
      parts.language === 'toml'
        ? readToml('front matter', inside)
        : readJson('front matter', `${inside}${/^\{/.test(inside) ? '}' : ''}`)
    if (isFault(data)) return { entries: [], body: text, fault: data.fault }
    const entries = Object.entries(data).map(([key, value]) => ({ key, value, written: `${key}: ${valueText(value)}` }))
    return { entries, body, fault: undefined }
  }
  const node = parseYaml(inside)
  if (isYamlFault(node)) {
    if (parts.form === 'plain') return { entries: plainEntries(inside), body, fault: undefined }
    return { entries: [], body: text, fault: node.reason }
  }
  const { entries } = node
  const read = entries.map((entry, i) => {
    const end = entries[i + 1]?.keyStart ?? inside.length
    const written = inside
      .slice(entry.keyStart, end)
      .replace(/\n(?:[ \t]*#[^\n]*\n?|[ \t]*\n?)*$/, '')
      .trimEnd()
    return { key: entry.key, value: entry.node.value, written }
  })
  return { entries: read, body, fault: undefined }
}

const plainEntries = (text: string): readonly OldEntry[] =>
  text.split('\n').flatMap((line) => {
    const [, key, value = ''] = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? []
    return key === undefined ? [] : [{ key, value, written: `${key}: ${valueText(value)}` }]
  })

/** A value as YAML in one line: JSON is YAML. */
export function valueText(value: unknown): string {
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00(?:\.000)?Z$/, '')
  if (typeof value === 'string')
    return /^[\p{L}\d/][^:#\n"'\\]*$/u.test(value) &&
      !/^(?:true|false|null|yes|no|on|off|[\d.]+)$/i.test(value) &&
      value.trim() === value
      ? value
      : JSON.stringify(value)
  return JSON.stringify(value) ?? 'null'
}

/** The values of some entries by key. */
export const valuesOf = (entries: readonly OldEntry[]) =>
  dataOf(Object.fromEntries(entries.map(({ key, value }) => [key, value])))
