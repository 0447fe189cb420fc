import type { InterfaceWords } from '../config/interface-words.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { digest } from '../files/digest.ts'
import type { BlockContext } from '../markdown/blocks/block.ts'
import { defineOwnBlock } from '../markdown/blocks/own-block.ts'
import { type Fragment, html, raw } from '../markdown/text/html.ts'
import type { Verifiable } from '../markdown/verifiable.ts'
import { placedCodeOf } from './code-field.ts'
import { engineNamed, exerciseEngines } from './exercise-engines.ts'
import { answersOf, type QuestionKind, type QuestionPlace, questionKinds } from './quiz-answers.ts'
import { type QuizQuestion, type QuizValues, questionFields, quizFields } from './quiz-fields.ts'

/** Pairs of a question: readers choose for each of them from all. */
const MOST_PAIRS = 50

export const quiz = defineOwnBlock({
  name: 'quiz',
  doc: 'A numbered question, or several, that readers answer in the page: a choice, a number, a text, what code prints, lines in their order, pairs.',
  numbered: 'quiz',
  part: 'quiz',
  counts: () => true,
  fields: quizFields,
  example:
    "quiz:\n  id: QuizFloat\n  question: Which of these is a `float`?\n  right: '3.0'\n  wrong:\n    - '3'\n    - answer: \"'3.0'\"\n      why: Quotes make it a text.\n  why: A number with a point is a `float`.",
  render(values, context) {
    const { title } = values
    const written = questionsOf(values, context)
    const engine = engineNamed(values.engine, context)
    if (!written || engine === undefined) return undefined
    const questions = written.map((question, i) =>
      renderQuestion(question, {
        context,
        language: exerciseEngines.get(engine) ?? '',
        field: (name) => (values.questions ? `questions.${i}.${name}` : name),
        // No id of an author has a dot.
        name: written.length > 1 ? `${context.labelId}.${i + 1}` : context.labelId,
      }),
    )
    if (questions.some((question) => question === undefined)) return undefined
    const keys = JSON.stringify(questions.map((question) => question?.key)).replaceAll('<', '\\u003c')
    const shown = written.map(({ question }) => question?.text ?? '').join('\n')
    return html`<section class="quiz" role="group" aria-labelledby="${context.labelId}.title" id="${context.labelId}" data-digest="${digest(`${shown}\n${keys}`).slice(0, 12)}" data-words="${JSON.stringify(wordsOf(context.words))}">
<p class="quiz-title" id="${context.labelId}.title">${context.label}${title && html` ${title}`}</p>
${questions.map((question) => question?.shown)}${raw(`<script type="application/json" class="quiz-key">${keys}</script>`)}
</section>`
  },
  verify: (values, context, spanOf) =>
    (values.questions ?? [values]).flatMap((question, i) =>
      predictionOf(question, values, context, (name) => spanOf(values.questions ? `questions.${i}.${name}` : name)),
    ),
})

/** The questions of a block: those of its list, or the one that it is itself. Undefined where it is both, or none. */
function questionsOf(values: QuizValues, context: BlockContext): readonly QuizQuestion[] | undefined {
  const { questions } = values
  const own = (Object.keys(questionFields) as (keyof QuizQuestion)[]).find(
    (name) => values[name] !== undefined && !('default' in questionFields[name]),
  )
  if (questions && own) {
    context.report('quiz/two-kinds', `The quiz has \`questions\`, and a \`${own}\` of its own.`, {
      field: own,
      hint: `move \`${own}\` into one of its \`questions\``,
    })
    return undefined
  }
  if (questions?.length === 0) {
    context.report('quiz/no-right', 'The quiz has no question.', {
      field: 'questions',
      hint: 'add one to `questions`, or write its `question: …` and its answers in their place',
    })
    return undefined
  }
  return questions ?? [values]
}

/** What the script says. */
const wordsOf = (words: InterfaceWords): Readonly<Record<string, string>> => ({
  right: words.answerRight,
  wrong: words.answerWrong,
  partly: words.answerPartly,
  missing: words.answerMissing,
  reset: words.reset,
  undo: words.undoReset,
  answer: words.rightAnswer,
  up: words.moveUp,
  down: words.moveDown,
  in: words.indentLine,
  out: words.outdentLine,
  moved: words.lineMoved,
  level: words.lineLevel,
  changed: words.quizChanged,
})

/** A question in HTML, and what decides; undefined where it cannot be answered, which is told. */
function renderQuestion(
  question: QuizQuestion,
  place: QuestionPlace,
): { readonly key: object; readonly shown: Fragment } | undefined {
  const { context, name } = place
  const kind = kindOf(question, place)
  if (kind === undefined || !hasSense(question, kind, place)) return undefined
  const answers = answersOf[kind](question, place)
  if (!answers) return undefined
  const { key, controls, solution } = answers
  const { words } = context
  return {
    key,
    shown: html`<div class="quiz-question">
<fieldset><legend>${question.question}</legend>
${question.given && html`<div class="quiz-given">\n${question.given}</div>\n`}${controls}
<div class="quiz-actions"><button type="button" class="quiz-check" aria-describedby="${name}.result" disabled>${words.checkAnswer}</button> <button type="button" class="quiz-reset" disabled>${words.reset}</button></div>
<div class="quiz-result" id="${name}.result" role="status"></div>
</fieldset>
<details class="solution"><summary>${words.showAnswer}</summary>
${solution}${question.why && html`<p class="quiz-why">${question.why}</p>`}
</details>
</div>
`,
  }
}

/** The kind of a question; undefined where it has no right answer, or is of two kinds. */
function kindOf(question: QuizQuestion, { context, field }: QuestionPlace): QuestionKind | undefined {
  const [kind, other] = questionKinds.filter((name) => {
    const value = question[name]
    return value !== undefined && !(Array.isArray(value) && value.length === 0)
  })
  if (kind === undefined) {
    context.report('quiz/no-right', 'The question has no right answer.', {
      field: field('question'),
      hint: 'add `right: …` and `wrong: […]`, or one of `number`, `text`, `predict`, `arrange` and `match`',
    })
    return undefined
  }
  if (other !== undefined) {
    context.report('quiz/two-kinds', `The question has \`${kind}\` and \`${other}\`: it is of one kind.`, {
      field: field(other),
      hint: 'take one of them out, or make two `questions` of it',
    })
    return undefined
  }
  return kind
}

/** Tells what of a question makes no sense; whether it can be asked all the same. */
function hasSense(question: QuizQuestion, kind: QuestionKind, { context, field }: QuestionPlace): boolean {
  const { right = [], wrong = [], text = [], match = [], order, within, output } = question
  if (question.question === undefined && question.given === undefined) {
    context.report('block/missing-field', 'The question lacks its `question`.', {
      field: field(kind),
      hint: 'add `question: …`. The question.',
    })
    return false
  }
  if (!/^(?:shuffled|written)$/i.test(order)) {
    context.report('block/wrong-type', '`order` must be `shuffled` or `written`.', { field: field('order') })
    return false
  }
  if (within < 0) {
    context.report('block/wrong-type', '`within` must be 0 or more.', { field: field('within') })
    return false
  }
  const empty = text.findIndex(({ answer }) => plain(answer) === '')
  if (empty >= 0) {
    context.report('quiz/no-right', 'An accepted text is empty, and nobody can answer with nothing.', {
      field: field(`text.${empty}.answer`),
      hint: 'write the text, or take it out',
    })
    return false
  }
  if (match.length > MOST_PAIRS) {
    context.report(
      'block/wrong-type',
      `\`match\` has ${match.length} pairs, and at most ${MOST_PAIRS} can be asked for.`,
      {
        field: field('match'),
        hint: 'make several questions of them',
      },
    )
    return false
  }
  if (kind === 'right' && wrong.length === 0)
    context.report('quiz/no-wrong', 'All answers of the question are right.', {
      field: field('right'),
      hint: 'add `wrong: […]`',
    })
  if (kind === 'match' && new Set(match.map((pair) => pair.with)).size < 2)
    context.report('quiz/no-wrong', 'There is nothing to choose from: all items go with the same.', {
      field: field('match'),
      hint: 'add a pair that goes `with` something else',
    })
  if (kind !== 'predict' && output !== undefined)
    context.report('quiz/two-kinds', `The question has \`${kind}\`, so it has no use for \`output\`.`, {
      field: field('output'),
      hint: 'take it out, or write the code that prints it in `predict`',
    })
  if (kind !== 'right' && wrong.length > 0)
    context.report('quiz/two-kinds', `The question has \`${kind}\`, so it has no use for \`wrong\`.`, {
      field: field('wrong'),
      hint: 'take it out, or make the question a choice with `right`',
    })
  const written = [
    ...right.map(({ answer }, i) => ({ text: answer.text, at: `right.${i}.answer` })),
    ...wrong.map(({ answer }, i) => ({ text: answer.text, at: `wrong.${i}.answer` })),
    ...text.map(({ answer }, i) => ({ text: plain(answer), at: `text.${i}.answer` })),
    ...match.map(({ item }, i) => ({ text: item.text, at: `match.${i}.item` })),
  ]
  const seen = new Set<string>()
  let isUsable = true
  for (const answer of written) {
    if (seen.has(answer.text)) {
      context.report('quiz/same-answer', `Two answers of the question are \`${answer.text}\`.`, {
        field: field(answer.at),
        hint: 'take one of them out, or tell them apart',
      })
      if (kind !== 'text') isUsable = false
    }
    seen.add(answer.text)
  }
  return isUsable
}

/** A text as answers are compared: see src/client/quiz/. */
const plain = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

/** What `lectern check --run` runs of a question. */
function predictionOf(
  { predict, output }: QuizQuestion,
  { engine }: QuizValues,
  context: BlockContext,
  spanOf: (field: string) => Span,
): readonly Verifiable[] {
  const code = placedCodeOf(predict, 'predict', context, spanOf)
  if (!code || output === undefined) return []
  return [
    {
      type: 'prediction',
      id: context.labelId,
      engine: engine.toLowerCase(),
      code,
      printed: { text: output, span: spanOf('output') },
    },
  ]
}
