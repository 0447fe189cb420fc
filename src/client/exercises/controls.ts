import { fillWord as fill } from '../page-words.ts'
import { engineIsKnown } from './engine-worker.ts'
import { titleOf } from './read-exercise.ts'
import { words } from './words.ts'

/** An editor and what stands below it, as the page came with them. */
export interface Controls {
  readonly field: HTMLTextAreaElement
  readonly buttons: HTMLElement
  readonly run: HTMLButtonElement
  readonly reset: HTMLButtonElement
  readonly note: HTMLElement
  readonly status: HTMLElement
}

/** The controls of an exercise, which can be used from now on; undefined where it has none, as those on paper. */
export function readyControls(exercise: HTMLElement, engine: string): Controls | undefined {
  const find = <Found extends HTMLElement>(selector: string): Found | null =>
    exercise.querySelector<Found>(`:scope > .exercise-${selector}`)
  const field = find<HTMLTextAreaElement>('editor > textarea.code')
  const buttons = find('bar')
  const run = find<HTMLButtonElement>('bar > .exercise-run')
  const reset = find<HTMLButtonElement>('bar > .exercise-reset')
  const note = find('bar > .exercise-note')
  const status = find('status')
  if (!field || !buttons || !run || !reset || !note || !status) return undefined
  field.ariaLabel ??= fill(words.editor, { title: titleOf(exercise) })
  run.disabled = reset.disabled = false
  // Its room stays.
  if (engineIsKnown.get(engine)) note.style.visibility = 'hidden'
  return { field, buttons, run, reset, note, status }
}
