import { Parser } from 'htmlparser2'
import type { ExerciseChecks } from '../exercises/exercise-checks.ts'
import type { VerifiableExercise } from '../markdown/verifiable.ts'

/**
 * Exercises that are written in HTML:
 *
 *     <div class="exercise" id="exercise_age">
 *       <textarea class="code">print(40 + 1)</textarea>
 *       <div hidden class="solution_output">42</div>
 *     </div>
 */
const PARTS = ['solution_output', 'solution_code', 'solution_validate', 'solution_prevalidate'] as const

interface OpenExercise {
  readonly id: string
  readonly depth: number
  starter: string | undefined
  readonly texts: Record<(typeof PARTS)[number], string[]>
}

const noTexts = (): OpenExercise['texts'] => ({
  solution_output: [],
  solution_code: [],
  solution_validate: [],
  solution_prevalidate: [],
})

/** The exercises of a page that can be right or wrong. `text` is the page's source, in which their places are looked for. */
export function oldExercises(html: string, path: string, text: string): readonly VerifiableExercise[] {
  if (!/class="[^"]*\bexercise\b/.test(html)) return []
  const done: OpenExercise[] = []
  const state: {
    depth: number
    open: OpenExercise | undefined
    /** Where text goes, and how deep the element is that it is in. */
    into: ((text: string) => void) | undefined
    until: number
  } = { depth: 0, open: undefined, into: undefined, until: 0 }
  const parser = new Parser({
    onopentag(name, { class: classes = '', id }) {
      state.depth++
      const names = classes.split(/\s+/)
      if (!state.open && names.includes('exercise') && id) {
        state.open = { id, depth: state.depth, starter: undefined, texts: noTexts() }
        return
      }
      const { open } = state
      // The field of an editor is in a frame.
      const depth = open && open.depth + (name === 'textarea' && names.includes('code') ? 2 : 1)
      if (!open || (state.depth !== depth && state.depth !== open.depth + 1)) return
      state.until = state.depth
      const part = PARTS.find((name) => names.includes(name))
      if (part) {
        const at = open.texts[part].push('') - 1
        state.into = (more) => {
          open.texts[part][at] += more
        }
      } else if (names.includes('code')) {
        open.starter ??= ''
        state.into = (more) => {
          open.starter += more
        }
      }
    },
    ontext: (more) => state.into?.(more),
    onclosetag() {
      if (state.depth === state.until) state.into = undefined
      if (state.open && state.depth === state.open.depth) {
        done.push(state.open)
        state.open = undefined
      }
      state.depth--
    },
  })
  parser.end(html)
  return done.flatMap((exercise) => verifiableOf(exercise, path, text))
}

function verifiableOf({ id, starter, texts }: OpenExercise, path: string, text: string): readonly VerifiableExercise[] {
  const {
    solution_output: output,
    solution_code: code,
    solution_validate: validate,
    solution_prevalidate: setup,
  } = texts
  if (starter === undefined || output.length + code.length + validate.length === 0) return []
  const checks: ExerciseChecks = { output, code, validate, ...(setup.length ? { setup: setup.join('\n') } : {}) }
  // One that is included stands in another file: the page that shows it is told then.
  const found = text.indexOf(`id="${id}"`)
  const span = found < 0 ? { path, start: 0, end: 1 } : { path, start: found + 4, end: found + 4 + id.length }
  return [
    {
      type: 'exercise',
      id,
      span,
      engine: 'python',
      checks: JSON.stringify(checks),
      files: [],
      packages: [],
      setup: undefined,
      check: undefined,
      solution: undefined,
      starter: { text: starter.trim(), span },
      starterPasses: false,
      input: [],
      wrong: [],
    },
  ]
}
