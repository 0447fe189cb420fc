import type { Diagnostic } from './diagnostic.ts'
import { groupBy } from './group-by.ts'

/**
 * Faults of a site that its author knows and leaves for later: they are counted and not told, so that new ones stand out. They
 * are known by what they say, wherever they stand in their file.
 */
export interface AcceptedFault {
  readonly code: string
  /** The file, from the site's root; '' of what has no place. */
  readonly path: string
  readonly message: string
  /** How often it may be told of the file. */
  readonly count: number
}

/** The file in the site's folder that holds them. */
export const ACCEPTED_FILE = 'lectern-accepted.json'

/** What is left of diagnostics. */
export interface LeftOver {
  readonly diagnostics: readonly Diagnostic[]
  readonly accepted: readonly Diagnostic[]
  /** How many accepted ones were not found. */
  readonly gone: number
}

/** Faults of the settings and of the output folder keep a site from being built at all. */
const canBeAccepted = ({ code }: Pick<Diagnostic, 'code'>): boolean => !/^(?:config|output)\//.test(code)

const keyOf = (code: string, path: string, message: string): string => JSON.stringify([path, code, message])

/** Takes the accepted ones out. Of several that say the same, those that come first are accepted. */
export function applyAccepted(diagnostics: readonly Diagnostic[], accepted: readonly AcceptedFault[]): LeftOver {
  if (accepted.length === 0) return { diagnostics, accepted: [], gone: 0 }
  const left = new Map<string, number>()
  for (const { code, path, message, count } of accepted) {
    const key = keyOf(code, path, message)
    left.set(key, (left.get(key) ?? 0) + count)
  }
  const kept: Diagnostic[] = []
  const taken: Diagnostic[] = []
  for (const item of diagnostics) {
    const key = keyOf(item.code, item.span?.path ?? '', item.message)
    const count = left.get(key) ?? 0
    if (count === 0 || !canBeAccepted(item)) kept.push(item)
    else {
      left.set(key, count - 1)
      taken.push(item)
    }
  }
  const gone = [...left.values()].reduce((sum, count) => sum + count, 0)
  return { diagnostics: kept, accepted: taken, gone }
}

/** The text of the file that accepts these: one line each, sorted, so that a change of it can be read. */
export function acceptedText(diagnostics: readonly Diagnostic[]): string {
  const groups = groupBy(diagnostics.filter(canBeAccepted), ({ code, span, message }) =>
    keyOf(code, span?.path ?? '', message),
  )
  const rows = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => rowOf(group))
  return rows.length === 0 ? '' : `[\n${rows.map((row) => `  ${row}`).join(',\n')}\n]\n`
}

function rowOf(group: readonly Diagnostic[]): string {
  const [first] = group
  const row: AcceptedFault = {
    code: first?.code ?? '',
    path: first?.span?.path ?? '',
    message: first?.message ?? '',
    count: group.length,
  }
  return JSON.stringify(row)
}

/** Reads such a text; undefined where it is none, as after a merge that left its marks. */
export function readAccepted(text: string): readonly AcceptedFault[] | undefined {
  const value = parsed(text)
  if (!Array.isArray(value)) return undefined
  const faults = value.map(faultOf)
  return faults.every((fault) => fault !== undefined) ? faults : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function faultOf(value: unknown): AcceptedFault | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { code, path, message, count } = { code: undefined, path: undefined, message: undefined, count: 1, ...value }
  return typeof code === 'string' &&
    typeof path === 'string' &&
    typeof message === 'string' &&
    typeof count === 'number' &&
    Number.isSafeInteger(count) &&
    count > 0
    ? { code, path, message, count }
    : undefined
}
