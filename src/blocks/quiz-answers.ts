import { fillWords, type InterfaceWords } from '../config/interface-words.ts'
import { digest } from '../files/digest.ts'
import type { BlockContext } from '../markdown/blocks/block.ts'
import { type Fragment, html, type InlineText } from '../markdown/text/html.ts'
import { codeOf } from './code-field.ts'
import type { QuizQuestion } from './quiz-fields.ts'
import type { QuizKey } from './quiz-key.ts'

/** How a question is answered: what decides, the controls, and the answer for those who unfold it. */
export interface QuizAnswers {
  readonly key: QuizKey
  readonly controls: Fragment
  readonly solution: Fragment
}

/** Where a question stands: its place in the list of its block, or '' for the only one. */
export interface QuestionPlace {
  readonly context: BlockContext
  /** The language that code is coloured as. */
  readonly language: string
  /** Put before the names of fields. */
  readonly field: (name: string) => string
  /** A name for its controls, which the page has only once. */
  readonly name: string
}

/** What is needed of the kinds of questions: the field that makes a question one of them. */
export const questionKinds = ['right', 'number', 'text', 'predict', 'arrange', 'match'] as const

export type QuestionKind = (typeof questionKinds)[number]

/** A letter as lists have them: A to Z, then AA. */
const letterOf = (index: number): string =>
  (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

/** A list in an order that says nothing, and is the same in each build. */
const shuffled = <Item>(items: readonly Item[], seed: string, textOf: (item: Item) => string): readonly Item[] =>
  items
    .map((item, i) => ({ item, rank: digest(`${seed}\n${i}\n${textOf(item)}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ item }) => item)

/** Answers of a choice in the order in which they are written. */
const placeOf = ({ origin }: InlineText): number => ('start' in origin ? Number(origin.start) : 0)

/** Makes the controls of a question of a kind; undefined where something of it cannot be used, which is told. */
export const answersOf: {
  readonly [Kind in QuestionKind]: (question: QuizQuestion, place: QuestionPlace) => QuizAnswers | undefined
} = {
  right({ right = [], wrong = [], several, order }, { name, context: { words } }) {
    const written = [
      ...right.map((item) => ({ ...item, isRight: true })),
      ...wrong.map((item) => ({ ...item, isRight: false })),
    ]
    const isWritten = order.toLowerCase() === 'written'
    const shown = isWritten
      ? written.sort((a, b) => placeOf(a.answer) - placeOf(b.answer))
      : shuffled(written, name, ({ answer }) => answer.text)
    const rights = shown.flatMap(({ isRight }, i) => (isRight ? [i] : []))
    const type = several || rights.length > 1 ? 'checkbox' : 'radio'
    return {
      key: { kind: 'choice', right: rights, order: isWritten ? 'written' : 'shuffled' },
      controls: html`<ol class="quiz-answers" type="A">${shown.map(
        ({ answer }, i) =>
          html`<li><label><input type="${type}" name="${name}" value="${i}"> <span>${answer}</span></label></li>`,
      )}</ol>`,
      solution: html`<p class="quiz-letters" data-values="${rights.join(' ')}">${fillWords(words.rightAnswer, { answer: rights.map(letterOf).join(', ') })}</p>${shown.map(
        ({ why }, i) =>
          why &&
          html`<p class="quiz-why" data-value="${i}"><span class="quiz-letter">${letterOf(i)}.</span> ${why}</p>`,
      )}`,
    }
  },
  number({ number = 0, within }, { context: { words } }) {
    return {
      key: { kind: 'number', number, within },
      controls: field(words, 'decimal'),
      solution: html`<p>${fillWords(words.rightAnswer, { answer: within > 0 ? `${number} ± ${within}` : number })}</p>`,
    }
  },
  text({ text = [] }, { context: { words } }) {
    const texts = text.map(({ answer }) => answer)
    return {
      key: { kind: 'text', texts },
      controls: field(words, 'text'),
      solution: html`<p>${fillWords(words.rightAnswer, { answer: texts.join(' · ') })}</p>`,
    }
  },
  predict({ predict, output }, { context, field, language }) {
    const code = codeOf(predict, field('predict'), context)
    if (code === undefined) return undefined
    if (output === undefined) {
      context.report('quiz/no-right', 'The question does not say what its code prints.', {
        field: field('predict'),
        hint: 'add `output: |` and below it what the code prints; `lectern check --run` compares the two',
      })
      return undefined
    }
    const { words } = context
    return {
      key: { kind: 'predict', output },
      controls: html`${context.highlight(`${code}\n`, language)}<textarea class="code quiz-field" dir="ltr" rows="${Math.min(10, output.split('\n').length + 1)}" spellcheck="false" autocapitalize="off" autocomplete="off" aria-label="${words.whatItPrints}"></textarea>`,
      solution: context.highlight(`${output}\n`, ''),
    }
  },
  arrange({ arrange }, { context, field, name, language }) {
    const code = codeOf(arrange, field('arrange'), context)
    if (code === undefined) return undefined
    const written = code.split('\n').filter((line) => line.trim() !== '')
    if (new Set(written).size < 2) {
      context.report('quiz/no-right', 'There are no lines to put into an order.', {
        field: field('arrange'),
        hint: 'write `arrange: |` and below it two lines or more that are not the same',
      })
      return undefined
    }
    const steps = [...new Set(written.map((line) => /^\s*/.exec(line)?.[0].length ?? 0))].sort((a, b) => a - b)
    const lines = written.map((line): [string, number] => [
      line.trim(),
      steps.indexOf(/^\s*/.exec(line)?.[0].length ?? 0),
    ])
    const mixed = shuffled(lines, name, ([text]) => text)
    // An order that is right already is none to begin with.
    const isRight = mixed.every(([text], i) => text === lines[i]?.[0])
    const shown = isRight ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed
    return {
      key: { kind: 'arrange', lines },
      controls: html`<ol class="quiz-lines" role="list" dir="ltr">${shown.map(([text]) => html`<li><code>${text}</code><span class="quiz-moves${lines.some(([, level]) => level > 0) && ' has-levels'}"></span></li>`)}</ol>`,
      solution: context.highlight(`${code}\n`, language),
    }
  },
  match({ match = [] }, { name, context: { words } }) {
    const right = match.map((pair) => pair.with)
    const options = shuffled([...new Set(right)], name, (text) => text)
    return {
      key: { kind: 'match', right },
      controls: html`<ol class="quiz-pairs">${match.map(
        ({ item }, i) =>
          html`<li><span id="${name}.item${i + 1}">${item}</span> <select aria-labelledby="${name}.item${i + 1}"><option value="">${words.choose}</option>${options.map((text) => html`<option>${text}</option>`)}</select></li>`,
      )}</ol><ul class="quiz-options" aria-hidden="true">${options.map((text) => html`<li>${text}</li>`)}</ul>`,
      solution: html`<ol>${right.map((text) => html`<li>${text}</li>`)}</ol>`,
    }
  },
}

/** A line to write an answer into. */
const field = ({ yourAnswer }: InterfaceWords, mode: 'decimal' | 'text'): Fragment =>
  html`<input class="quiz-field" type="text" dir="auto" inputmode="${mode}" autocomplete="off" autocapitalize="off" spellcheck="false" aria-label="${yourAnswer}">`
