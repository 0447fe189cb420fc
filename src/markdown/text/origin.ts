import type { Span } from '../../diagnostics/diagnostic.ts'

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

/** Whether what a token holds is a source. */
export const isSource = (value: unknown): value is Source =>
  typeof value === 'object' && value !== null && 'path' in value

/** Where a piece of text comes from: a region of a source, by offsets or by lines of the parsed part. */
export type Origin = (
  | { readonly source: Source; readonly start: number; readonly end: number }
  | { readonly source: Source; readonly lines: readonly [number, number] }
) & {
  /** The line of it that was located last: its text is mostly gone through from the beginning, so the next one is that or behind it. */
  located?: LocatedLine
}

/** Whether a value is an origin. */
export const isOrigin = (value: unknown): value is Origin =>
  typeof value === 'object' && value !== null && 'source' in value && ('lines' in value || 'start' in value)

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

/** A line of a region's content, and where it lies in the file. */
interface LocatedLine {
  readonly content: string
  readonly contentStart: number
  readonly contentEnd: number
  /** Where the line of the file begins that it came from. */
  readonly at: number
  /** Where its own text begins, as if nothing had been taken off before it; undefined where it is not on that line. */
  readonly found: number | undefined
}

/** The line that holds an offset of the content; undefined where the file has no such line. */
function locateLine(origin: Origin, content: string, offset: number): LocatedLine | undefined {
  const { located: before } = origin
  const { text } = origin.source
  const known = before?.content === content && offset >= before.contentStart ? before : undefined
  if (known && offset <= known.contentEnd) return known
  let contentStart = known?.contentStart ?? 0
  let at = known?.at ?? regionOf(origin).start
  for (let end = content.indexOf('\n', contentStart); end >= 0 && end < offset; end = content.indexOf('\n', end + 1)) {
    const next = text.indexOf('\n', at)
    if (next < 0) return undefined
    contentStart = end + 1
    at = next + 1
  }
  const stop = content.indexOf('\n', offset)
  const contentEnd = stop < 0 ? content.length : stop
  const line = content.slice(contentStart, contentEnd).trimEnd()
  const own = line.trimStart()
  const lineEnd = text.indexOf('\n', at)
  const found = text.slice(at, lineEnd < 0 ? undefined : lineEnd).indexOf(own)
  const made = {
    content,
    contentStart,
    contentEnd,
    at,
    found: found < 0 ? undefined : at + found - (line.length - own.length),
  }
  origin.located = made
  return made
}

/**
 * The place of `content[from…to]` in the file, where `content` was made from the region by taking off what containers
 * put before each line. Finds the line of the region that holds the line of the content; where text was changed too
 * much for that, the whole region.
 */
export function locate(origin: Origin, content: string, from: number, to: number): Span {
  const { path, text } = origin.source
  const line = locateLine(origin, content, from)
  const { start, end } = regionOf(origin)
  if (line?.found !== undefined && line.found <= end) {
    const place = line.found + (from - line.contentStart)
    // Text of several lines may be shorter here than it is written there, or, with doubled quotation marks, longer.
    const last = Math.max(place + 1, Math.min(text.length, place + to - from))
    return { path, start: place, end: last }
  }
  const words = content.slice(from, to)
  const found = words ? text.slice(start, end).indexOf(words) : -1
  return found >= 0
    ? { path, start: start + found, end: start + found + words.length }
    : { path, start, end: Math.max(end, start + 1) }
}
