import { codes, type DiagnosticCode, isCode, type Severity } from './codes.ts'

/** A piece of a file: UTF-16 offsets into its text (without BOM, with LF line ends), `end` exclusive. */
export interface Span {
  /** Path of the file from the site's root, with `/`. */
  readonly path: string
  readonly start: number
  readonly end: number
}

/** Another place that belongs to a diagnostic: the first definition, a link of an include chain. */
export interface Related {
  readonly span: Span
  readonly message: string
}

/** A change that mends a fault: `text` in place of `instead`, which stands once at `span`. */
export interface Fix {
  readonly span: Span
  readonly instead: string
  readonly text: string
  /** There is no doubt that the author meant this. Others are guesses, made only when they are asked for. */
  readonly safe: boolean
}

/** Something that an author should know of their site. A value: stages return it, and never throw it. */
export interface Diagnostic {
  /** Stable name, such as `link/unknown-page`; its entry is in `docs/diagnostics.md`, unless it is one of a plugin. */
  readonly code: DiagnosticCode
  readonly severity: Severity
  /** One sentence that names the thing. */
  readonly message: string
  readonly span?: Span
  /** What to do. */
  readonly hint?: string
  readonly related?: readonly Related[]
  readonly fix?: Fix
}

/** What a stage gives: a usable value always, and what there was to say. */
export interface Outcome<T> {
  readonly value: T
  readonly diagnostics: readonly Diagnostic[]
}

/** Everything of a diagnostic but its code and message. */
export interface Details {
  readonly span?: Span | undefined
  readonly hint?: string | undefined
  readonly related?: readonly Related[] | undefined
  readonly fix?: Fix | undefined
  /** Of a plugin's own code; those of Lectern have theirs in the table. */
  readonly severity?: Severity | undefined
}

/** A diagnostic of the severity that the table of codes gives it; `rules` of the site may change that later. */
export function diagnostic(code: DiagnosticCode, message: string, details: Details = {}): Diagnostic {
  return {
    code,
    severity: isCode(code) ? codes[code].severity : (details.severity ?? 'warning'),
    message,
    ...(details.span ? { span: details.span } : {}),
    ...(details.hint ? { hint: details.hint } : {}),
    ...(details.related?.length ? { related: details.related } : {}),
    ...(details.fix ? { fix: details.fix } : {}),
  }
}

/** What a site says of a code in `rules`. */
export type RuleLevel = 'off' | Severity

/** Applies the site's `rules`: drops what is off, changes severities, and keeps the order. */
export function applyRules(diagnostics: readonly Diagnostic[], rules: ReadonlyMap<string, RuleLevel>): Diagnostic[] {
  return diagnostics.flatMap((item) => {
    const rule = rules.get(item.code) ?? (isCode(item.code) && codes[item.code].off ? 'off' : undefined)
    if (rule === 'off') return []
    return [rule && rule !== item.severity ? { ...item, severity: rule } : item]
  })
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The order in which diagnostics are told: by file, place, code, message. Those without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sorted = [...diagnostics].sort(
    (a, b) =>
      compare(a.span?.path ?? '', b.span?.path ?? '') ||
      (a.span?.start ?? 0) - (b.span?.start ?? 0) ||
      compare(a.code, b.code) ||
      compare(a.message, b.message) ||
      (a.span?.end ?? 0) - (b.span?.end ?? 0) ||
      // Which of the same ones is told must not depend on which was found first.
      compare(JSON.stringify(a), JSON.stringify(b)),
  )
  return sorted.filter((item, i) => {
    const before = sorted[i - 1]
    return !before || before.code !== item.code || before.message !== item.message || !sameSpan(before.span, item.span)
  })
}

function sameSpan(a: Span | undefined, b: Span | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.path === b.path && a.start === b.start && a.end === b.end)
}
