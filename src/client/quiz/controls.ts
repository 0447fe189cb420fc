import type { QuizKey } from '../../blocks/quiz-key.ts'
import type { Answer } from './judge.ts'
import { moveLines } from './lines.ts'
import { isOwn, own } from './own.ts'
import type { QuizWords } from './words.ts'

/** The controls of a question: what is answered in them. */
export interface Controls {
  readonly read: () => Answer
  readonly write: (answer: Answer) => void
}

/** Finds the controls of a question. */
export function controlsOf(
  question: HTMLElement,
  key: QuizKey,
  how: { readonly words: QuizWords; readonly changed: () => void; readonly say: (text: string) => void },
): Controls {
  question.addEventListener('input', (event) => {
    if (isOwn(question, event)) how.changed()
  })
  if (key.kind === 'choice') {
    const boxes = own<HTMLInputElement>(question, 'fieldset > .quiz-answers input[name]')
    return {
      read: () => boxes.flatMap((box) => (box.checked ? [Number(box.value)] : [])),
      write: (answer) => {
        for (const box of boxes) box.checked = Array.from<unknown>(answer).includes(Number(box.value))
      },
    }
  }
  if (key.kind === 'match') {
    const choices = own<HTMLSelectElement>(question, 'fieldset > .quiz-pairs > li > select')
    return {
      read: () => choices.map(({ value }) => value),
      write: (answer) => {
        choices.forEach((choice, i) => {
          choice.value = String(answer[i] ?? '')
        })
      },
    }
  }
  const [list] = own<HTMLElement>(question, 'fieldset > .quiz-lines')
  if (key.kind === 'arrange' && list)
    return moveLines(list, { ...how, hasLevels: key.lines.some(([, level]) => level > 0) })
  const [field] = own<HTMLInputElement | HTMLTextAreaElement>(question, 'fieldset > .quiz-field')
  return {
    read: () => field?.value ?? '',
    write: (answer) => {
      if (field) field.value = typeof answer === 'string' ? answer : ''
    },
  }
}
