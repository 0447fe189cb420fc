import type { QuizKey } from '../../blocks/quiz-key.ts'
import { contentOf, element } from '../element.ts'
import { showSolved } from '../show-solved.ts'
import { keepWork, loadWork, onWork } from '../work-store.ts'
import { type Controls, controlsOf } from './controls.ts'
import { type Answer, judge } from './judge.ts'
import { isOwn, own } from './own.ts'
import { shuffle } from './shuffle.ts'
import { type QuizWords, wordsOf } from './words.ts'

/** A question of a quiz that is open. */
interface Question {
  readonly controls: Controls
  /** Whether it is answered rightly. */
  readonly isRight: () => boolean
  /** Shows whether the answer is right; nothing of it is announced where it only comes back from an earlier visit. */
  readonly show: () => void
  readonly clear: () => void
}

/** Makes a quiz check its answers. */
export function openQuiz(section: HTMLElement): void {
  const [data] = own(section, 'script.quiz-key')
  // An author's own section of this class.
  if (!data) return
  // Lectern wrote it.
  const keys: readonly QuizKey[] = JSON.parse(data.textContent ?? '[]')
  const words = wordsOf(section)
  const { id } = section
  const { digest = '' } = section.dataset
  // Kept with the first answer: who only looks leaves nothing behind.
  const seed = loadWork(id).seed ?? Math.floor(Math.random() * 2 ** 31)

  const answers = (): readonly Answer[] => questions.map(({ controls }) => controls.read())
  const isSolved = (): boolean => questions.every((question) => question.isRight())
  const keep = (change: { readonly solved?: boolean } = {}): void =>
    keepWork(id, { answer: answers(), of: digest, seed, ...change })
  const questions: readonly Question[] = keys.flatMap((key, i) => {
    const shown = own<HTMLElement>(section, '.quiz-question')[i]
    if (!shown) return []
    const made = openQuestion(shown, key, seed + i, words, {
      changed: () => keep(),
      checked: () => {
        const solved = isSolved()
        section.classList.toggle('is-solved', solved)
        keep(solved ? { solved } : {})
        if (solved) showSolved()
      },
    })
    return [made]
  })

  const restore = (): void => {
    const { answer, of, solved = false } = loadWork(id)
    own(section, '.quiz-changed')[0]?.remove()
    if (!Array.isArray(answer)) {
      // It was never answered, or is to begin anew.
      for (const question of questions) {
        question.controls.write([])
        question.clear()
      }
      section.classList.remove('is-solved')
      return
    }
    if (of === undefined) {
      // It was answered in another language.
      section.classList.toggle('is-solved', solved)
      return
    }
    if (of !== digest) {
      own(section, '.quiz-title')[0]?.after(element('p', { className: 'quiz-changed' }, words('changed')))
      return
    }
    questions.forEach((question, i) => {
      const given: unknown = answer[i]
      if (typeof given === 'string' || Array.isArray(given)) question.controls.write(given)
      if (solved && question.isRight()) question.show()
      else question.clear()
    })
    section.classList.toggle('is-solved', solved && isSolved())
  }
  restore()
  onWork(restore)
}

function openQuestion(
  question: HTMLElement,
  key: QuizKey,
  seed: number,
  words: QuizWords,
  told: { readonly changed: () => void; readonly checked: () => void },
): Question {
  const [button] = own<HTMLButtonElement>(question, 'fieldset > .quiz-actions > .quiz-check')
  const [reset] = own<HTMLButtonElement>(question, 'fieldset > .quiz-actions > .quiz-reset')
  /** What was answered before it was reset, and whether that was checked. */
  const before: { answer?: Answer; isChecked?: boolean } = {}
  const forgetReset = (): void => {
    delete before.answer
    if (reset) reset.textContent = words('reset')
  }
  const [result] = own<HTMLElement>(question, 'fieldset > .quiz-result')
  const say = (text: string): void => {
    if (result) result.textContent = text
  }
  const [field] = own<HTMLElement>(question, 'fieldset > .quiz-field')
  if (key.kind === 'choice') mixChoices(question, key, seed, words)
  const clear = (): void => {
    result?.replaceChildren()
    question.classList.remove('is-right', 'is-wrong')
    field?.removeAttribute('aria-invalid')
    for (const item of question.querySelectorAll('.is-chosen')) item.classList.remove('is-chosen')
  }
  const controls = controlsOf(question, key, {
    words,
    say,
    changed: () => {
      forgetReset()
      if (key.kind !== 'arrange') clear()
      else question.classList.remove('is-right', 'is-wrong')
      told.changed()
    },
  })
  const judged = () => judge(key, controls.read())
  const isRight = (): boolean => {
    const found = judged()
    return found !== undefined && found.right === found.of
  }
  const show = (): void => {
    clear()
    const found = judged()
    if (!found) {
      say(words('missing'))
      return
    }
    const right = found.right === found.of
    question.classList.add(right ? 'is-right' : 'is-wrong')
    if (field && !right) field.ariaInvalid = 'true'
    const text = right
      ? words('right')
      : found.of > 1
        ? words('partly', { n: found.right, m: found.of })
        : words('wrong')
    result?.append(element('p', { className: 'quiz-verdict' }, text), ...reasons(question, key, controls, right))
  }
  const check = (): void => {
    show()
    told.checked()
  }
  if (button) {
    button.disabled = false
    button.addEventListener('click', check)
  }
  if (reset) {
    reset.disabled = false
    reset.addEventListener('click', () => {
      const { answer, isChecked } = before
      if (answer !== undefined) {
        controls.write(answer)
        forgetReset()
        if (isChecked) show()
      } else {
        const given = controls.read()
        before.isChecked = question.matches('.is-right, .is-wrong')
        controls.write([])
        clear()
        if (JSON.stringify(controls.read()) === JSON.stringify(given)) return
        before.answer = given
        reset.textContent = words('undo')
      }
      told.changed()
    })
  }
  question.addEventListener('keydown', (event) => {
    const isField = event.target instanceof HTMLInputElement && isOwn(question, event)
    if (event.key !== 'Enter' || !isField || event.isComposing) return
    event.preventDefault()
    check()
  })
  return {
    controls,
    isRight,
    show,
    clear() {
      forgetReset()
      clear()
    },
  }
}

/** Why what was chosen is right or wrong, and, behind the right answer, what the question was about. */
function reasons(question: HTMLElement, key: QuizKey, controls: Controls, isRight: boolean): HTMLElement[] {
  const chosen = key.kind === 'choice' ? Array.from(controls.read(), String) : []
  for (const value of chosen)
    own(question, `fieldset > .quiz-answers input[value="${value}"]`)[0]?.closest('li')?.classList.add('is-chosen')
  return own<HTMLElement>(question, '.solution > .quiz-why')
    .filter(({ dataset: { value } }) => (value === undefined ? isRight : chosen.includes(value)))
    .map((why) => element('p', {}, contentOf(why)))
}

/** A letter as lists have them: A to Z, then AA. */
const letters = (index: number): string =>
  (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

/** Puts choices into an order of this reader, and calls them by their new letters. */
function mixChoices(
  question: HTMLElement,
  key: Extract<QuizKey, { kind: 'choice' }>,
  seed: number,
  words: QuizWords,
): void {
  if (key.order === 'shuffled') shuffle(own(question, 'fieldset > .quiz-answers > li'), seed)
  const values = own<HTMLInputElement>(question, 'fieldset > .quiz-answers input').map(({ value }) => value)
  const letterOf = (value: string | undefined): string => letters(values.indexOf(value ?? ''))
  for (const line of own<HTMLElement>(question, '.solution > .quiz-letters')) {
    const rights = (line.dataset.values ?? '').split(' ').sort((a, b) => values.indexOf(a) - values.indexOf(b))
    line.textContent = words('answer', { answer: rights.map(letterOf).join(', ') })
  }
  for (const why of own<HTMLElement>(question, '.solution > .quiz-why[data-value]')) {
    const letter = why.querySelector('.quiz-letter')
    if (letter) letter.textContent = `${letterOf(why.dataset.value)}.`
  }
}
