import type { Span } from './diagnostic.ts'
import { lastAtMost } from './last-at-most.ts'

/** A place as people count: line and column from 1, columns in characters (code points). */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A text with the offsets of its lines, so that many places in it are found quickly. */
export interface LinedText {
  readonly text: string
  readonly starts: readonly number[]
  /** How many characters of two code units begin before each step of the text; made when first needed. */
  pairs?: Uint32Array
}

/** Code units from one count of pairs to the next: a column is found by looking at so many, however long its line. */
const STEP = 256

/** Finds the lines of a text. */
export function linesOf(text: string): LinedText {
  const starts = [0]
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
  return { text, starts }
}

/** Number of the line, from 0, that an offset lies in. */
const lineAt = (starts: readonly number[], offset: number): number =>
  lastAtMost(offset, 0, starts.length, (line) => starts[line] ?? 0)

const countPairs = (text: string, from: number, to: number): number => {
  let count = 0
  for (let i = from; i < to; i++)
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) count++
  return count
}

/** How many characters of two code units begin before an offset. */
function pairsBefore(lined: LinedText, offset: number): number {
  const { text } = lined
  if (!lined.pairs) {
    const pairs = new Uint32Array(Math.floor(text.length / STEP) + 1)
    for (let i = 1; i < pairs.length; i++) pairs[i] = (pairs[i - 1] ?? 0) + countPairs(text, (i - 1) * STEP, i * STEP)
    lined.pairs = pairs
  }
  const step = Math.floor(offset / STEP)
  return (lined.pairs[step] ?? 0) + countPairs(text, step * STEP, offset)
}

/** Line and column of a UTF-16 offset. */
export function placeOf(lined: LinedText, offset: number): Position {
  const { text, starts } = lined
  const at = Math.max(0, Math.min(offset, text.length))
  const line = lineAt(starts, at)
  const start = starts[line] ?? 0
  const long = at - start > 2 * STEP
  const pairs = long ? pairsBefore(lined, at) - pairsBefore(lined, start) : countPairs(text, start, at)
  return { line: line + 1, column: at - start - pairs + 1 }
}

const WIDTH = 100

/** Text for a terminal: what would move its cursor or change its title is shown as a sign instead. */
export const visible = (text: string): string => text.replace(/(?!\n)\p{Cc}/gu, '\ufffd')

/**
 * The lines around a span, with its place marked:
 *
 *     40 │ figure:
 *     41 │   id: FigLoop
 *        │   ^^^^^^^^^^^
 */
export function codeFrame({ text, starts }: LinedText, span: Span): string {
  const index = lineAt(starts, Math.min(span.start, text.length))
  const lineText = (i: number): string =>
    text.slice(starts[i], i + 1 < starts.length ? (starts[i + 1] ?? 0) - 1 : undefined)
  const line = lineText(index)
  const from = Math.max(0, Math.min(span.start - (starts[index] ?? 0), line.length))
  const to = Math.min(Math.max(span.end - (starts[index] ?? 0), from + 1), Math.max(line.length, from + 1))
  const cut = line.length > WIDTH && from > WIDTH - 30 ? from - 40 : 0
  const show = (s: string): string => {
    const part = visible(s.slice(cut, cut + WIDTH).replace(/\t/g, ' '))
    return `${cut && part ? '…' : ''}${part}${s.length > cut + WIDTH ? '…' : ''}`
  }
  const gutter = String(index + 1).length + 3
  const row = (n: number | undefined, s: string): string => `${String(n ?? '').padStart(gutter)} │${s ? ` ${s}` : ''}`
  const marked = Math.min(to, cut + WIDTH) - from
  const before = width(show(line).slice(0, from - cut + (cut ? 1 : 0)))
  const caret = ' '.repeat(before) + '^'.repeat(Math.max(1, width(line.slice(from, from + marked))))
  const rows = index > 0 ? [row(index, show(lineText(index - 1)))] : []
  return [...rows, row(index + 1, show(line)), row(undefined, caret)].join('\n')
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u

/** Columns that a terminal gives a text: East Asian wide characters and most emoji take two. */
function width(text: string): number {
  let columns = 0
  for (const char of text) columns += WIDE.test(char) ? 2 : 1
  return columns
}
