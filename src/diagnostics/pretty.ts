import type { Diagnostic, Span } from './diagnostic.ts'
import { codeFrame, type LinedText, linesOf, placeOf, visible } from './frame.ts'

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

/**
 * Diagnostics as an author reads them: place, severity, code and message; the lines it is about; related places; the hint.
 */
export function prettyAll(
  diagnostics: readonly Diagnostic[],
  textOf: TextOf,
  colours: Colours = plainColours,
): string[] {
  const known = new Map<string, LinedText | undefined>()
  const lines = (path: string): LinedText | undefined => {
    if (!known.has(path)) {
      const text = textOf(path)
      known.set(path, text === undefined ? undefined : linesOf(text))
    }
    return known.get(path)
  }
  const place = ({ path, start }: Span): string => {
    const text = lines(path)
    if (!text) return colours.place(visible(path))
    const { line, column } = placeOf(text, start)
    return colours.place(`${visible(path)}:${line}:${column}`)
  }
  return diagnostics.map((item) => {
    const text = item.span && lines(item.span.path)
    const head = `${colours[item.severity](item.severity)}  ${colours.quiet(item.code)}  ${visible(item.message)}`
    const rows = [item.span ? `${place(item.span)}  ${head}` : head]
    if (item.span && text) rows.push(colours.quiet(codeFrame(text, item.span)))
    for (const { span, message } of item.related ?? []) rows.push(`    ${place(span)}  ${visible(message)}`)
    if (item.hint) rows.push(`    hint: ${visible(item.hint)}`)
    return rows.join('\n')
  })
}

/** One diagnostic; see {@link prettyAll}. */
export const pretty = (item: Diagnostic, textOf: TextOf, colours?: Colours): string =>
  prettyAll([item], textOf, colours).join('')
