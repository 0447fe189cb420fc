import { fillWords } from '../config/interface-words.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { digest } from '../files/digest.ts'
import { baseName } from '../files/paths.ts'
import type { BlockContext, Values } from '../markdown/blocks/block.ts'
import { defineOwnBlock } from '../markdown/blocks/own-block.ts'
import { exerciseEditor } from '../markdown/exercise-editor.ts'
import { escapeHtml, type Fragment, html, raw } from '../markdown/text/html.ts'
import type { Verifiable } from '../markdown/verifiable.ts'
import { codeOf, placedCodeOf } from './code-field.ts'
import { engineNamed, exerciseEngines } from './exercise-engines.ts'

const fields = {
  id: { type: 'string', doc: 'Its label; refer to it with `%id`.', required: true },
  title: { type: 'inline', doc: 'Inline Markdown behind its number.' },
  task: { type: 'markdown', doc: 'What is to be done: any Markdown, blocks too.', required: true },
  starter: { type: 'code', doc: 'What readers find to begin with, or a file with it.' },
  solution: { type: 'code', doc: 'A program that solves it, or a file with it; readers can unfold it.' },
  output: {
    type: 'items',
    doc: 'What the program prints, or a list: any of them counts.',
    of: { text: { type: 'code', doc: 'What is printed.', required: true } },
    shorthand: 'text',
  },
  compare: {
    type: 'string',
    doc: 'How what is printed is compared: `loose` forgives capitals, and blanks at the ends of lines; `exact` nothing; a number is how far numbers may be off.',
    default: 'loose',
  },
  check: {
    type: 'code',
    doc: 'Code that fails where the program is wrong, by `assert`, in the language of the exercise. It knows the names of the program, `output`, `code`, `error`, and `run(…)`, which runs it again with other input. In SQL each row begins with whether something is so, and its second column is what readers are told.',
  },
  setup: { type: 'code', doc: 'Code that runs before the program and is not shown.' },
  input: {
    type: 'items',
    doc: 'The lines that `input()` gets where the solution is verified.',
    of: { line: { type: 'code', doc: 'A line.', required: true } },
    shorthand: 'line',
  },
  hints: {
    type: 'items',
    doc: 'Hints that readers unfold one by one: any Markdown.',
    of: { hint: { type: 'markdown', doc: 'The hint.', required: true } },
    shorthand: 'hint',
  },
  wrong: {
    type: 'items',
    doc: 'Programs that must not pass: each is code, or has `code`, and in `says` words of what the reader is told.',
    of: {
      code: { type: 'code', doc: 'The program, or a file with it.', required: true },
      says: { type: 'string', doc: 'What is in the message that it gets.' },
    },
    shorthand: 'code',
  },
  engine: {
    type: 'string',
    doc: 'What runs it: `python`, `javascript`, `sql`, or `micropython`, which is small.',
    default: 'python',
  },
  packages: {
    type: 'list',
    doc: 'Packages that it needs; `lectern check --run` tells those that its engine does not have.',
  },
  files: { type: 'list', doc: 'Files that the program finds in its folder, a fresh copy for each run.' },
  limit: { type: 'number', doc: 'Seconds that a run may take.', default: 5 },
  recursion: { type: 'number', doc: 'How deep calls of Python may go, 50 to 1000.', default: 200 },
  progress: { type: 'flag', doc: '`no` where it counts in nothing: a place to try something.', default: true },
  starter_passes: {
    type: 'flag',
    doc: '`yes` where what readers find to begin with is right already.',
    default: false,
  },
} as const

type ExerciseValues = Values<typeof fields>

export const exercise = defineOwnBlock({
  name: 'exercise',
  doc: 'A numbered exercise: readers write a program in the page, run it, and are told whether it is right.',
  numbered: 'exercise',
  part: 'exercise',
  counts: (values) => values.progress && isGraded(withoutBlank(values)),
  fields,
  example:
    "exercise:\n  id: ExAdd\n  title: Adding\n  task: Write a function `add` that gives the sum of two numbers.\n  starter: |\n    def add(a, b):\n        ...\n  check: |\n    assert add(2, 3) == 5, '`add(2, 3)` should be 5'\n  solution: |\n    def add(a, b):\n        return a + b\n  wrong:\n    - code: 'def add(a, b): return a - b'\n      says: should be 5\n  hints:\n    - Use `return`.",
  render(written, context) {
    const values = withoutBlank(written)
    const { title, task, hints = [], progress } = values
    const engine = engineNamed(values.engine, context)
    const parts = programsOf(values, context)
    const checks = checksOf(values, context)
    if (engine === undefined || !parts || !checks) return undefined
    tellWhatIsMissing(values, context)
    const { starter, solution } = parts
    const counts = progress && isGraded(values)
    const { words } = context
    const name = fillWords(words.yourProgram, { label: context.labelText })
    const editor = exerciseEditor(
      { id: context.labelId, engine, classes: '', more: ` class="code" dir="ltr" aria-label="${escapeHtml(name)}"` },
      escapeHtml(starter),
      words,
    )
    const json = JSON.stringify(checks).replaceAll('<', '\\u003c')
    const language = exerciseEngines.get(engine) ?? ''
    return html`<section class="exercise${counts ? '' : ' no-progress'}" role="group" aria-labelledby="${context.labelId}.title" id="${context.labelId}" data-engine="${engine}" data-digest="${digestOf(engine, starter, checks)}">
<p class="exercise-title" id="${context.labelId}.title">${context.label}${title && html` ${title}`}</p>
<div class="exercise-task">
${task}</div>
${raw(editor)}
${raw(`<script type="application/json" class="exercise-checks">${json}</script>`)}
${unfoldable(hints, solution, language, context)}</section>`
  },
  hiddenCode: {
    fieldOf(written) {
      const { check, setup, files } = withoutBlank(written)
      return check !== undefined ? 'check' : setup !== undefined ? 'setup' : files?.length ? 'files' : undefined
    },
    renderWithout(written, context, field) {
      const values = withoutBlank(written)
      const { title, task, hints = [] } = values
      const engine = engineNamed(values.engine, context)
      const parts = programsOf(values, context)
      if (engine === undefined || !parts || !checksOf(values, context)) return undefined
      tellWhatIsMissing(values, context)
      context.report(
        'exercise/not-allowed',
        `The exercise is shown as a task, without an editor, because of its \`${field}\`.`,
        {
          field,
          hint: 'write what the program prints as `output`; or whoever looks after the site allows such code, with `safe: {exercises: true}`',
        },
      )
      const { starter, solution } = parts
      const language = exerciseEngines.get(engine) ?? ''
      return html`<section class="exercise" role="group" aria-labelledby="${context.labelId}.title" id="${context.labelId}">
<p class="exercise-title" id="${context.labelId}.title">${context.label}${title && html` ${title}`}</p>
<div class="exercise-task">
${task}</div>
${starter !== '' && html`${context.highlight(`${starter}\n`, language)}\n`}${unfoldable(hints, solution, language, context)}</section>`
    },
  },
  verify: (values, context, spanOf) => verifiableOf(withoutBlank(values), context, spanOf),
})

/** An exercise without programs that say nothing: they are not there. */
function withoutBlank(values: ExerciseValues): ExerciseValues {
  const filled = (code: string | undefined): string | undefined => (code?.trim() === '' ? undefined : code)
  const { check, setup, solution } = values
  return { ...values, check: filled(check), setup: filled(setup), solution: filled(solution) }
}

/** Changes with what decides and with what readers begin with; not with the place of the page, as the addresses of files do. */
const digestOf = (engine: string, starter: string, checks: { readonly files?: object }): string =>
  digest(`${engine}\n${starter}\n${JSON.stringify({ ...checks, files: Object.keys(checks.files ?? {}) })}`).slice(0, 12)

/** What `lectern check --run` runs of it. */
function verifiableOf(
  values: ExerciseValues,
  context: BlockContext,
  spanOf: (field: string) => Span,
): readonly Verifiable[] {
  const checks = checksOf(values, context)
  const files = filesOf(values, context)
  if (!checks || !files) return []
  const placed = (field: 'setup' | 'check' | 'solution') => placedCodeOf(values[field], field, context, spanOf)
  return [
    {
      type: 'exercise',
      id: context.labelId,
      span: spanOf('id'),
      engine: values.engine.toLowerCase(),
      checks: JSON.stringify(checks),
      files: files.map(({ name, path }): [string, string] => [name, path]),
      packages: (values.packages ?? []).map((text, i) => ({ text, span: spanOf(`packages.${i}`) })),
      setup: placed('setup'),
      check: placed('check'),
      solution: placed('solution'),
      starter: placedCodeOf(values.starter, 'starter', context, spanOf) ?? { text: '', span: spanOf('starter') },
      starterPasses: values.starter_passes,
      input: (values.input ?? []).map(({ line }) => line),
      wrong: (values.wrong ?? []).flatMap(({ code, says }, i) => {
        const placedCode = placedCodeOf(code, `wrong.${i}.code`, context, spanOf)
        const told = says === undefined ? undefined : { text: says, span: spanOf(`wrong.${i}.says`) }
        return placedCode ? [{ ...placedCode, says: told }] : []
      }),
    },
  ]
}

/** What readers unfold: hints, and the solution. */
function unfoldable(
  hints: NonNullable<ExerciseValues['hints']>,
  solution: string | undefined,
  language: string,
  { words, highlight }: BlockContext,
): Fragment {
  return html`${hints.map(({ hint }, i) => html`<details class="hint"><summary>${hints.length > 1 ? fillWords(words.numberedHint, { n: i + 1 }) : words.hint}</summary>\n${hint}</details>\n`)}${
    solution !== undefined &&
    html`<details class="solution"><summary>${words.solution}</summary>${highlight(`${solution}\n`, language)}</details>\n`
  }`
}

/** The programs of an exercise; undefined where a file of one is not there. */
function programsOf(
  { starter, solution }: ExerciseValues,
  context: BlockContext,
): { readonly starter: string; readonly solution: string | undefined } | undefined {
  const begun = starter === undefined ? '' : codeOf(starter, 'starter', context)
  const solved = codeOf(solution, 'solution', context)
  return begun === undefined || (solution !== undefined && solved === undefined)
    ? undefined
    : { starter: begun, solution: solved }
}

/** What decides, as the page carries it: see src/exercises/. Undefined where something of it cannot be used. */
function checksOf(values: ExerciseValues, context: BlockContext): { readonly files?: object } | undefined {
  const { output, packages, limit, recursion, progress } = values
  const compare = comparisonOf(values, context)
  const isInRange = (field: 'limit' | 'recursion', least: number, most: number): boolean => {
    if (values[field] >= least && values[field] <= most) return true
    context.report('block/wrong-type', `\`${field}\` must be a number from ${least} to ${most}.`, { field })
    return false
  }
  const check = codeOf(values.check, 'check', context)
  const setup = codeOf(values.setup, 'setup', context)
  const files = filesOf(values, context)
  const isUsable = isInRange('limit', 0.1, 120) && isInRange('recursion', 50, 1000)
  if (compare === undefined || files === undefined || !isUsable) return undefined
  if ((values.check !== undefined && check === undefined) || (values.setup !== undefined && setup === undefined))
    return undefined
  return {
    ...(setup === undefined ? {} : { setup }),
    ...(output ? { output: output.map(({ text }) => text) } : {}),
    ...(compare === 'loose' ? {} : { compare }),
    ...(check === undefined ? {} : { check }),
    ...(output || check !== undefined ? { every: true } : {}),
    ...(files.length ? { files: Object.fromEntries(files.map(({ name, address }) => [name, address])) } : {}),
    ...(packages ? { packages } : {}),
    ...(limit === fields.limit.default ? {} : { limit }),
    ...(recursion === fields.recursion.default ? {} : { recursion }),
    ...(progress ? {} : { progress }),
  }
}

function comparisonOf({ compare }: ExerciseValues, context: BlockContext): 'loose' | 'exact' | number | undefined {
  const written = compare.trim().toLowerCase()
  if (written === 'loose' || written === 'exact') return written
  const distance = written === '' ? Number.NaN : Number(written)
  if (distance >= 0 && Number.isFinite(distance)) return distance
  context.report('block/wrong-type', '`compare` must be `loose`, `exact` or a number.', {
    field: 'compare',
    hint: 'a number, such as `0.001`, is how far numbers in what is printed may be off',
  })
  return undefined
}

/** A file that the program finds in its folder. */
interface ExerciseFile {
  readonly name: string
  readonly address: string
  /** From the site's root. */
  readonly path: string
}

/** The files that the program finds; undefined where one is not there, or two have one name. */
function filesOf({ files = [] }: ExerciseValues, context: BlockContext): readonly ExerciseFile[] | undefined {
  const found: ExerciseFile[] = []
  for (const [i, written] of files.entries()) {
    const field = `files.${i}`
    const resource = context.resource(written, field)
    if (!resource) return undefined
    const { address, file } = resource
    if (!file) {
      context.report('block/wrong-type', `\`${written}\` is no file of the site.`, {
        field,
        hint: 'exercises read files of their site alone: put it beside the page',
      })
      return undefined
    }
    const name = baseName(file.path)
    if (found.some((other) => other.name === name)) {
      context.report('block/wrong-type', `Two files of the exercise have the name \`${name}\`.`, {
        field,
        hint: 'rename one of them: all lie in one folder',
      })
      return undefined
    }
    found.push({ name, address, path: file.path })
  }
  return found
}

/** Whether something decides whether it is solved. */
const isGraded = ({ output, check }: ExerciseValues): boolean =>
  check !== undefined || (output !== undefined && output.length > 0)

/** Tells of exercises that cannot be solved, or of which nothing says whether they are. */
function tellWhatIsMissing(values: ExerciseValues, context: BlockContext): void {
  const { solution, progress } = values
  const isSolvable = isGraded(values)
  if (!isSolvable && progress)
    context.report('exercise/no-check', 'Nothing says whether the exercise is solved.', {
      hint: 'add `output: …` or `check: …`, or `progress: no` where readers are just to try something',
    })
  if (isSolvable && solution === undefined)
    context.report('exercise/no-solution', 'The exercise has no solution, so nothing shows that it can be solved.', {
      hint: 'add `solution: |` and a program below it; `lectern check --run` runs it',
    })
}
