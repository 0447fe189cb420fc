import type { ExerciseChecks } from '../../exercises/exercise-checks.ts'

/** An exercise as the page has it. */
export interface Exercise {
  readonly id: string
  readonly element: HTMLElement
  readonly field: HTMLTextAreaElement
  readonly engine: string
  /** Changes with the exercise. */
  readonly digest: string
  readonly checks: ExerciseChecks
  /** What is in the editor at first. */
  readonly starter: string
}

/** Texts of the parts of an exercise in HTML: `<div hidden class="solution_output">…</div>`. */
const partsOf = (element: Element, name: string): string[] =>
  Array.from(element.querySelectorAll(`:scope > .solution_${name}`), (part) => part.textContent ?? '')

const joined = (texts: readonly string[]): string | undefined => (texts.length ? texts.join('\n') : undefined)

function readChecks(element: HTMLElement): ExerciseChecks {
  const data = element.querySelector(':scope > script.exercise-checks')
  // What Lectern wrote.
  if (data) return JSON.parse(data.textContent ?? '{}') as ExerciseChecks
  const setup = joined(partsOf(element, 'prevalidate'))
  return {
    output: partsOf(element, 'output'),
    code: partsOf(element, 'code'),
    validate: partsOf(element, 'validate').map((code) => code.replace(/^\n+/, '')),
    progress: !element.classList.contains('no-progress'),
    ...(setup !== undefined && { setup }),
  }
}

/** A short name of a text. */
function shortDigest(text: string): string {
  let hash = 5381
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 33) ^ text.charCodeAt(i)) >>> 0
  return hash.toString(36)
}

/** What an exercise is called. */
export function titleOf(element: HTMLElement): string {
  const heading = element.querySelector('h1, h2, h3, h4, h5, h6, .exercise-title')?.cloneNode(true)
  if (heading instanceof Element) for (const link of heading.querySelectorAll('a.anchor')) link.remove()
  return heading?.textContent?.trim() || element.id
}

/** The exercise of an element with an editor. */
export function readExercise(element: HTMLElement, field: HTMLTextAreaElement): Exercise {
  const checks = readChecks(element)
  // A browser that comes back to a page fills fields in by itself: the text between the tags is the author's.
  // What Lectern wrote is what is meant, and can begin with blanks; in older exercises it stands between lines.
  const { defaultValue } = field
  const starter = element.dataset.digest === undefined ? defaultValue.trim() : defaultValue
  return {
    id: element.id,
    element,
    field,
    engine: element.dataset.engine ?? 'python',
    digest: element.dataset.digest ?? shortDigest(JSON.stringify([checks, starter])),
    checks,
    starter,
  }
}
