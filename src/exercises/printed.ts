import type { OutputKind } from './engine.ts'

/** So much is kept of what a program prints. */
export const [MOST_LINES, MOST_LETTERS] = [2000, 200_000] as const

/** What a program has printed. */
export interface Printed {
  readonly print: (kind: 'out' | 'err', text: string) => void
  /** What counts as its output; after an exception with its message as the last line. */
  readonly output: (message?: string) => string
  readonly isCut: () => boolean
}

/** Collects what a program prints, and shows it as it comes; endless output is cut. */
export function createPrinted(show: (kind: OutputKind, text: string) => void): Printed {
  const kept = { text: '', letters: 0, breaks: 0, isCut: false }
  return {
    print(kind, text) {
      if (kept.isCut) return
      let some = text
      const lines = text.split('\n')
      if (kept.breaks + lines.length - 1 > MOST_LINES)
        some = lines
          .slice(0, MOST_LINES - kept.breaks)
          .map((line) => `${line}\n`)
          .join('')
      some = some.slice(0, MOST_LETTERS - kept.letters)
      kept.isCut = some !== text
      kept.letters += some.length
      kept.breaks += some.split('\n').length - 1
      if (kind === 'out') kept.text += some
      if (some !== '') show(kind, some)
    },
    output(message) {
      if (message === undefined) return kept.text
      return kept.text + (kept.text === '' || kept.text.endsWith('\n') ? '' : '\n') + message
    },
    isCut: () => kept.isCut,
  }
}

/** The time of a part of a run. */
export interface Deadline {
  readonly begin: (seconds: number) => void
  readonly isOver: () => boolean
  /** Milliseconds that are left. */
  readonly left: () => number
}

/** A clock for parts of a run; `begun` is told of each. */
export function createDeadline(now: () => number, begun: () => void): Deadline {
  const clock = { end: Infinity }
  return {
    begin(seconds) {
      begun()
      clock.end = now() + seconds * 1000
    },
    isOver: () => now() > clock.end,
    left: () => clock.end - now(),
  }
}
