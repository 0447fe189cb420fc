import type { Diagnostic, Fix, Related, Span } from './diagnostic.ts'
import { type LinedText, linesOf, placeOf } from './frame.ts'
import type { TextOf } from './pretty.ts'

/** A span as lines and columns: both from 1, columns in characters (code points), the end exclusive. */
export interface LocatedSpan {
  readonly path: string
  /** Undefined in files that are not text. */
  readonly region:
    | { readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number }
    | undefined
}

/** A diagnostic whose places are lines and columns, for programs that read what Lectern found. */
export interface LocatedDiagnostic extends Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'> {
  readonly place: LocatedSpan | undefined
  readonly related: readonly (Pick<Related, 'message'> & { readonly place: LocatedSpan })[]
  readonly fix: (Pick<Fix, 'instead' | 'text' | 'safe'> & { readonly place: LocatedSpan }) | undefined
}

/** Works out lines and columns; the lines of each file are found once. */
export function locateAll(diagnostics: readonly Diagnostic[], textOf: TextOf): LocatedDiagnostic[] {
  const known = new Map<string, LinedText | undefined>()
  const locate = ({ path, start, end }: Span): LocatedSpan => {
    if (!known.has(path)) {
      const text = textOf(path)
      known.set(path, text === undefined ? undefined : linesOf(text))
    }
    const text = known.get(path)
    if (!text) return { path, region: undefined }
    const from = placeOf(text, start)
    const to = placeOf(text, end)
    return { path, region: { line: from.line, column: from.column, endLine: to.line, endColumn: to.column } }
  }
  return diagnostics.map(({ code, severity, message, hint, span, related = [], fix }) => ({
    code,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    place: span && locate(span),
    related: related.map((item) => ({ message: item.message, place: locate(item.span) })),
    fix: fix && { instead: fix.instead, text: fix.text, safe: fix.safe, place: locate(fix.span) },
  }))
}
