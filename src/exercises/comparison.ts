import type { Comparison } from './exercise-checks.ts'

/** The first line in which a printed text is not what was expected. */
export interface Difference {
  /** Number of the line, from 1. */
  readonly line: number
  /** The line as it should be; absent if nothing more should have been printed. */
  readonly expected?: string
  /** The line as it was printed; absent if nothing more was. */
  readonly printed?: string
  /** All that differs in the whole text. */
  readonly only?: 'capitals' | 'blanks'
}

const lines = (text: string): string[] => text.replace(/\r\n?/g, '\n').split('\n')

/** Lines without blanks at their ends, and without empty lines at the ends of the text. */
function trimmedLines(text: string): string[] {
  return lines(
    lines(text)
      .map((line) => line.trimEnd())
      .join('\n')
      .trim(),
  )
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi

/** Whether two lines are the same but for numbers that lie at most `distance` apart. */
function isNear(expected: string, printed: string, distance: number): boolean {
  const [a, b] = [expected.match(NUMBER) ?? [], printed.match(NUMBER) ?? []]
  const rest = (line: string): string => line.replace(NUMBER, '0').toLowerCase()
  return (
    a.length === b.length &&
    rest(expected) === rest(printed) &&
    a.every((number, i) => Math.abs(Number(number) - Number(b[i])) <= distance)
  )
}

function isSameLine(expected: string, printed: string, how: Comparison): boolean {
  if (expected === printed) return true
  if (how === 'exact') return false
  if (expected.toLowerCase() === printed.toLowerCase()) return true
  return how !== 'loose' && isNear(expected, printed, how)
}

function onlyDifference(expected: string, printed: string): Difference['only'] {
  if (expected.toLowerCase() === printed.toLowerCase()) return 'capitals'
  const bare = (text: string): string => text.replace(/\s+/g, '')
  return bare(expected) === bare(printed) ? 'blanks' : undefined
}

/**
 * Compares what a program printed with what it should print; `undefined` if that is the same.
 *
 * `loose`: capitals, blanks at the ends of lines, and blanks and empty lines at both ends of the text do not matter. `exact`: all of them do, but
 * for the last end of line. A number: as `loose`, and numbers may lie so far apart.
 */
export function comparePrinted(expected: string, printed: string, how: Comparison = 'loose'): Difference | undefined {
  const split = how === 'exact' ? (text: string) => lines(text.replace(/\r?\n$/, '')) : trimmedLines
  const [wanted, got] = [split(expected), split(printed)]
  const count = Math.max(wanted.length, got.length)
  for (let i = 0; i < count; i++) {
    const [a, b] = [wanted[i], got[i]]
    if (a !== undefined && b !== undefined && isSameLine(a, b, how)) continue
    const only = onlyDifference(wanted.join('\n'), got.join('\n'))
    return {
      line: i + 1,
      ...(a !== undefined && { expected: a }),
      ...(b !== undefined && { printed: b }),
      ...(only !== undefined && { only }),
    }
  }
  return
}

/** Compares with each of several texts: `undefined` if one is the same, else the difference to the one that is right for longest. */
export function compareWithAny(
  expected: readonly string[],
  printed: string,
  how: Comparison = 'loose',
): Difference | undefined {
  let best: Difference | undefined
  for (const one of expected) {
    const difference = comparePrinted(one, printed, how)
    if (difference === undefined) return
    if (best === undefined || difference.line > best.line) best = difference
  }
  return best
}

/** Program text without comments, empty lines and blanks at line ends: what `code` of an exercise compares. */
export function withoutComments(code: string, mark: '#' | '//' | '--' = '#'): string {
  let quote = ''
  let kept = ''
  const text = code.replace(/\r\n?/g, '\n')
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? ''
    if (quote === '') {
      if (text.startsWith(mark, i)) {
        const end = text.indexOf('\n', i)
        if (end < 0) break
        i = end - 1
        continue
      }
      if (letter === '"' || letter === "'" || (letter === '`' && mark === '//'))
        quote = mark === '#' && text.startsWith(letter.repeat(3), i) ? letter.repeat(3) : letter
      kept += quote === '' ? letter : quote
      i += Math.max(0, quote.length - 1)
    } else if (letter === '\\' && mark !== '--') {
      kept += letter + (text[++i] ?? '')
    } else if (text.startsWith(quote, i)) {
      kept += quote
      i += quote.length - 1
      quote = ''
    } else {
      kept += letter
      if (letter === '\n' && quote.length === 1 && quote !== '`') quote = ''
    }
  }
  return kept
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
    .trim()
}
