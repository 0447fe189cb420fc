import type { Diagnostic } from './diagnostic.ts'
import { codeFrame, placeOf } from './frame.ts'

/** The text that spans of a file point into; undefined for files that are not text. */
export type TextOf = (path: string) => string | undefined

/** Colours for a terminal, or functions that change nothing. */
export interface Colours {
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly place: (text: string) => string
  readonly quiet: (text: string) => string
}

const same = (text: string): string => text

/** No colours: for files, pipes and tests. */
export const plainColours: Colours = { error: same, warning: same, place: same, quiet: same }

const ansi =
  (code: string) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[0m`

/** Colours for a terminal. */
export const terminalColours: Colours = {
  error: ansi('1;31'),
  warning: ansi('1;33'),
  place: ansi('36'),
  quiet: ansi('2'),
}

/** A diagnostic as an author reads it: place, severity, code and message; the lines it is about; related places; the hint. */
export function pretty(item: Diagnostic, textOf: TextOf, colours: Colours = plainColours): string {
  const text = item.span && textOf(item.span.path)
  const rows = [
    `${item.span ? `${colours.place(placeText(item.span.path, text, item.span.start))}  ` : ''}${colours[item.severity](item.severity)}  ${colours.quiet(item.code)}  ${item.message}`,
  ]
  if (item.span && text !== undefined) rows.push(colours.quiet(codeFrame(text, item.span)))
  for (const { span, message } of item.related ?? []) {
    rows.push(`    ${colours.place(placeText(span.path, textOf(span.path), span.start))}  ${message}`)
  }
  if (item.hint) rows.push(`    hint: ${item.hint}`)
  return rows.join('\n')
}

function placeText(path: string, text: string | undefined, offset: number): string {
  if (text === undefined) return path
  const { line, column } = placeOf(text, offset)
  return `${path}:${line}:${column}`
}

/** "2 errors and 1 warning". */
export function countText(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: string): number => diagnostics.filter((item) => item.severity === severity).length
  const words = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`
  const parts = [
    ...(count('error') ? [words(count('error'), 'error')] : []),
    ...(count('warning') ? [words(count('warning'), 'warning')] : []),
  ]
  return parts.join(' and ') || 'no errors'
}
