import { showSolved } from './show-solved.ts'
import { hasWork } from './work-file.ts'

/** Readers who have begun to solve something see on every page how much of all pages is solved. */
export function showSavedWork(): void {
  if (hasWork()) showSolved()
}
