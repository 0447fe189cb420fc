import type { Span } from '../diagnostics/diagnostic.ts'

/** A text that markdown-it parses: a file without its front matter. */
export interface Source {
  /** Path from the site's root. */
  readonly path: string
  /** The whole text of the file. */
  readonly text: string
  /** Where the parsed part begins. */
  readonly offset: number
  /** Offsets of the lines of the parsed part; made when first needed. */
  lineStarts?: readonly number[]
}

/** Where a piece of text comes from: a region of a source, by offsets or by lines of the parsed part. */
export type Origin =
  | { readonly source: Source; readonly start: number; readonly end: number }
  | { readonly source: Source; readonly lines: readonly [number, number] }

/** Offset in the file's text of a line of the parsed part. */
export function lineStart(source: Source, line: number): number {
  if (!source.lineStarts) {
    const starts = [source.offset]
    for (let i = source.text.indexOf('\n', source.offset); i >= 0; i = source.text.indexOf('\n', i + 1))
      starts.push(i + 1)
    source.lineStarts = starts
  }
  return source.lineStarts[line] ?? source.text.length
}

/** The region of an origin, without blank space at its ends. */
export function regionOf(origin: Origin): { readonly start: number; readonly end: number } {
  const { text } = origin.source
  let start = 'lines' in origin ? lineStart(origin.source, origin.lines[0]) : origin.start
  let end = 'lines' in origin ? lineStart(origin.source, origin.lines[1]) : origin.end
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--
  while (start < end && /\s/.test(text[start] ?? '')) start++
  return { start, end }
}

/** The line that was located last in each region: a long line with many faults is looked for once. */
const located = new WeakMap<
  Origin,
  { readonly content: string; readonly contentStart: number; readonly contentEnd: number; readonly found: number }
>()

/**
 * The place of `content[from…to]` in the file, where `content` was made from the region by taking off what containers
 * put before each line. Finds the line of the region that holds the line of the content; where text was changed too
 * much for that, the whole region.
 */
export function locate(origin: Origin, content: string, from: number, to: number): Span {
  const { path, text } = origin.source
  const known = located.get(origin)
  if (known && known.content === content && from >= known.contentStart && from <= known.contentEnd) {
    const place = known.found + (from - known.contentStart)
    return { path, start: place, end: place + Math.max(1, to - from) }
  }
  const { start, end } = regionOf(origin)
  const contentStart = content.lastIndexOf('\n', from - 1) + 1
  const contentEnd = content.indexOf('\n', from)
  const line = content.slice(contentStart, contentEnd < 0 ? content.length : contentEnd).trimEnd()
  const indent = line.length - line.trimStart().length
  let lineNumber = 0
  for (let i = content.indexOf('\n'); i >= 0 && i < contentStart; i = content.indexOf('\n', i + 1)) lineNumber++
  let at = start
  for (let i = 0; i < lineNumber && at >= 0; i++) at = text.indexOf('\n', at) + 1 || -1
  if (at >= 0 && at <= end) {
    const found = text.indexOf(line.trimStart(), at)
    const lineEnd = text.indexOf('\n', at)
    if (found >= 0 && found <= end && (lineEnd < 0 || found <= lineEnd)) {
      const place = found + (from - contentStart - indent)
      located.set(origin, {
        content,
        contentStart,
        contentEnd: contentEnd < 0 ? content.length : contentEnd,
        found: found - indent,
      })
      return { path, start: place, end: place + Math.max(1, to - from) }
    }
  }
  const words = content.slice(from, to)
  const found = words ? text.indexOf(words, start) : -1
  return found >= 0 && found < end
    ? { path, start: found, end: found + words.length }
    : { path, start, end: Math.max(end, start + 1) }
}
