import type { QuizKey } from '../../blocks/quiz-key.ts'

/** An answer of a reader: numbers of choices, a text, lines with how far they are indented, or what was chosen for each item. */
export type Answer =
  | readonly number[]
  | string
  | readonly (readonly [text: string, level: number])[]
  | readonly string[]

/** How many parts of an answer are right; undefined where there is none yet. */
export interface Judgement {
  readonly right: number
  readonly of: number
}

/** A text without what makes no difference: capitals, blanks, the ways to write one letter, and letters of full width. */
const plain = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

/** What was printed, without blanks at the ends of lines and of the whole. */
const printed = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '')

/** The zeros of digits that people type beside ASCII: Arabic, Persian, Devanagari, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

/** A digit as ASCII has it. */
function asciiDigit(digit: string): string {
  const code = digit.charCodeAt(0)
  const zero = ZEROS.find((first) => code >= first && code < first + 10)
  return zero === undefined ? digit : String(code - zero)
}

/** A number as people write it, with a comma, in digits of their own; NaN where it is none. */
function numberOf(text: string): number {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[,٫]/, '.')
    .replace('−', '-')
  return plain === '' ? Number.NaN : Number(plain)
}

const whole = (isRight: boolean): Judgement => ({ right: isRight ? 1 : 0, of: 1 })

const parts = (rights: readonly boolean[]): Judgement => ({ right: rights.filter(Boolean).length, of: rights.length })

const isMissing = (answer: Answer): boolean =>
  typeof answer === 'string' ? answer.trim() === '' : answer.length === 0 || answer.every((item) => item === '')

/** Compares an answer with the key of its question. */
export function judge(key: QuizKey, answer: Answer): Judgement | undefined {
  if (isMissing(answer)) return undefined
  switch (key.kind) {
    case 'choice':
      return whole(
        answer.length === key.right.length && key.right.every((value) => Array.from<unknown>(answer).includes(value)),
      )
    case 'number':
      // What is within may be a bit more, as binary fractions are.
      return whole(Math.abs(numberOf(String(answer)) - key.number) <= key.within * (1 + 1e-9))
    case 'text':
      return whole(key.texts.some((text) => plain(text) === plain(String(answer))))
    case 'predict':
      return whole(printed(key.output) === printed(String(answer)))
    case 'arrange':
      return parts(key.lines.map((line, i) => JSON.stringify(line) === JSON.stringify(answer[i])))
    case 'match':
      return parts(key.right.map((text, i) => text === answer[i]))
  }
}
