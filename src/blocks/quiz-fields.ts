import type { Values } from '../markdown/blocks/block.ts'

const ANSWER = {
  answer: { type: 'inline', doc: 'The answer.', required: true },
  why: { type: 'inline', doc: 'What readers are told who choose it.' },
} as const

const ACCEPTED = { answer: { type: 'code', doc: 'What is accepted.', required: true } } as const

const PAIR = {
  item: { type: 'inline', doc: 'What is to be matched.', required: true },
  with: { type: 'string', doc: 'What belongs to it, as text.', required: true },
} as const

/** The fields of one question. */
export const questionFields = {
  question: { type: 'inline', doc: 'The question.' },
  given: { type: 'markdown', doc: 'What stands below the question: any Markdown, such as code or a figure.' },
  right: {
    type: 'items',
    doc: 'Of a choice, the right answer; with a list of them, readers tick boxes.',
    of: ANSWER,
    shorthand: 'answer',
  },
  wrong: { type: 'items', doc: 'Of a choice, the wrong answers.', of: ANSWER, shorthand: 'answer' },
  several: { type: 'flag', doc: '`yes` where readers tick boxes although one answer is right.', default: false },
  order: {
    type: 'string',
    doc: '`written` keeps the answers in their order; they are `shuffled` else.',
    default: 'shuffled',
  },
  number: { type: 'number', doc: 'The answer is this number.' },
  within: { type: 'number', doc: 'How far a number may be off.', default: 0 },
  text: {
    type: 'items',
    doc: 'The answer is this text, or one of these; capitals and blanks are forgiven.',
    of: ACCEPTED,
    shorthand: 'answer',
  },
  predict: { type: 'code', doc: 'Code, or a file with it: readers say what it prints.' },
  output: { type: 'code', doc: 'What the code of `predict` prints; `lectern check --run` compares.' },
  arrange: {
    type: 'code',
    doc: 'Lines, or a file with them, in their right order: readers put them in it, and indent them.',
  },
  match: { type: 'items', doc: 'Pairs: readers choose for each `item` what it goes `with`.', of: PAIR },
  why: { type: 'inline', doc: 'What readers are told when they have answered.' },
} as const

export const quizFields = {
  id: { type: 'string', doc: 'Its label; refer to it with `%id`.', required: true },
  title: { type: 'inline', doc: 'Inline Markdown behind its number.' },
  ...questionFields,
  questions: { type: 'items', doc: 'Several questions, each with the fields of one.', of: questionFields },
  engine: {
    type: 'string',
    doc: 'What runs the code of `predict`: `python`. Lines to `arrange` are coloured as its language.',
    default: 'python',
  },
} as const

/** A question as it is written. */
export type QuizQuestion = Values<typeof questionFields>

export type QuizValues = Values<typeof quizFields>
