import { describe, expect, test } from 'vitest'
import type { QuizKey } from '../../src/blocks/quiz-key.ts'
import { type Answer, judge } from '../../src/client/quiz/judge.ts'

const choice: QuizKey = { kind: 'choice', right: [1, 3], order: 'shuffled' }
const number: QuizKey = { kind: 'number', number: 3.14, within: 0.01 }
const text: QuizKey = { kind: 'text', texts: ['Guido', 'Guido van Rossum'] }
const predict: QuizKey = { kind: 'predict', output: '0\n1' }
const arrange: QuizKey = {
  kind: 'arrange',
  lines: [
    ['a', 0],
    ['b', 1],
    ['b', 1],
  ],
}
const match: QuizKey = { kind: 'match', right: ['x', 'y'] }

describe('an answer is judged', () => {
  test.each<readonly [string, QuizKey, Answer, readonly [number, number] | undefined]>([
    ['all that are right', choice, [1, 3], [1, 1]],
    ['one that is missing', choice, [1], [0, 1]],
    ['one too many', choice, [1, 3, 0], [0, 1]],
    ['none', choice, [], undefined],
    ['a number', number, '3.14', [1, 1]],
    ['a number at the edge', number, '3.15', [1, 1]],
    ['a number with a comma', number, ' 3,145 ', [1, 1]],
    ['a number in Arabic digits', number, '٣٫١٤', [1, 1]],
    ['a number in Persian and in wide digits', number, '۳.１４', [1, 1]],
    ['a number with a blank in it', { kind: 'number', number: 1000, within: 0 }, '1\u202f000', [1, 1]],
    ['a number too far off', number, '3.16', [0, 1]],
    ['what is no number', number, 'three', [0, 1]],
    ['nothing for a number', number, '  ', undefined],
    ['a text in other capitals and blanks', text, '  guido  VAN rossum ', [1, 1]],
    ['a text whose letters are written in another way', { kind: 'text', texts: ['École'] }, 'E\u0301cole', [1, 1]],
    ['a text in letters of full width', text, 'Ｇｕｉｄｏ', [1, 1]],
    ['another text', text, 'Ada', [0, 1]],
    ['what is printed, with blanks at the ends', predict, '0  \r\n1\n\n', [1, 1]],
    ['what is not printed', predict, '0 1', [0, 1]],
    [
      'lines in order, equal ones in any',
      arrange,
      [
        ['a', 0],
        ['b', 1],
        ['b', 1],
      ],
      [3, 3],
    ],
    [
      'a line that is not indented',
      arrange,
      [
        ['a', 0],
        ['b', 0],
        ['b', 1],
      ],
      [2, 3],
    ],
    ['pairs', match, ['x', 'y'], [2, 2]],
    ['one wrong pair', match, ['x', ''], [1, 2]],
    ['no pairs yet', match, ['', ''], undefined],
  ])('%s', (_, key, answer, expected) => {
    expect(judge(key, answer)).toEqual(expected && { right: expected[0], of: expected[1] })
  })
})
