import type { StateBlock } from 'markdown-it'

/**
 * Lines of colons, which enclose other blocks. Those inside of others may have as many colons, or fewer:
 *
 *     ::::note
 *     :::tabs
 *     :::
 *     ::::
 */

const OPENING = /^(:{3,})[ \t]*(?:([A-Za-z][\w-]*)|\{[ \t]*\.?([A-Za-z][\w-]*)[^}\n]*\}|(?=[^ \t:]))(.*)$/
const CLOSING = /^(:{3,})[ \t]*$/
const FENCE = /^(`{3,}|~{3,})/

/** A line of colons with something behind them, mostly a name. */
export interface ContainerStart {
  readonly colons: number
  /** '' where what stands there is none. */
  readonly name: string
  /** What stands behind the name. */
  readonly rest: string
}

/** A line of the container that is parsed; '' for one outside of it, and for code. */
export function lineAt(state: StateBlock, line: number): string {
  if (state.isEmpty(line) || (state.sCount[line] ?? 0) - state.blkIndent >= 4) return ''
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
}

/** The line of colons that a line is, with what stands behind them. */
export function openingOf(text: string): ContainerStart | undefined {
  if (!text.startsWith(':::')) return undefined
  const match = OPENING.exec(text)
  return match ? { colons: match[1]?.length ?? 0, name: match[2] ?? match[3] ?? '', rest: match[4] ?? '' } : undefined
}

/** How many colons a line is; 0 where it is something else. */
export const closingOf = (text: string): number => (text.startsWith(':::') ? (CLOSING.exec(text)?.[1]?.length ?? 0) : 0)

/**
 * The line that ends what begins on the line `start` with a number of colons, or the one behind the last that could. `each` is told
 * the other lines that stand in nothing else.
 */
export function endOf(
  state: StateBlock,
  start: number,
  endLine: number,
  colons: number,
  each: (text: string, line: number) => void = () => {},
): { readonly end: number; readonly closed: boolean } {
  const open = [colons]
  let fence = ''
  let line = start + 1
  for (; line < endLine; line++) {
    if (!state.isEmpty(line) && (state.sCount[line] ?? 0) < state.blkIndent) break
    const text = lineAt(state, line)
    const marks = FENCE.exec(text)?.[1] ?? ''
    if (fence) {
      if (marks.startsWith(fence) && text.trim() === marks) fence = ''
      continue
    }
    if (marks) {
      fence = marks
      continue
    }
    const opening = openingOf(text)
    const closing = closingOf(text)
    if (opening) open.push(opening.colons)
    else if (closing) {
      // The one of as many colons, with what is still open inside of it; else the innermost.
      const same = open.lastIndexOf(closing)
      open.length = same < 0 ? open.length - 1 : same
      if (open.length === 0) return { end: line, closed: true }
    } else if (open.length === 1) each(text, line)
  }
  return { end: line, closed: false }
}
