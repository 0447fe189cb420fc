import type { Diagnostic, Outcome, Span } from '../diagnostics/diagnostic.ts'
import type { NotebookText } from '../notebook/notebook-text.ts'
import type { Document } from './document.ts'

/** A compiled notebook with its places in the file, not in the Markdown that was made of it. */
export function inNotebook(path: string, { placeOf }: NotebookText, compiled: Outcome<Document>): Outcome<Document> {
  const mapped = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mapped)
    if (typeof value !== 'object' || value === null) return value
    if (isSpan(value)) return value.path === path ? placeOf(value) : value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapped(inner)]))
  }
  return {
    // Of plain data, the same with other numbers in its spans.
    value: mapped(compiled.value) as Document,
    diagnostics: compiled.diagnostics.map((item) => {
      // What mends Markdown may be no text of JSON.
      const { fix: _, ...told } = item
      return mapped(told) as Diagnostic
    }),
  }
}

const isSpan = (value: object): value is Span =>
  'path' in value &&
  'start' in value &&
  'end' in value &&
  typeof value.path === 'string' &&
  typeof value.start === 'number' &&
  typeof value.end === 'number'
