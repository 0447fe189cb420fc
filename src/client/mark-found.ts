import { foundWords } from './found-words.ts'
import { loadScript } from './load-script.ts'

const state = { asked: false }

/** Marks the words that a search led to this page for. What marks them is loaded where there are any. */
export function markFound(): void {
  if (!('highlights' in CSS)) return
  const look = (): void => {
    if (state.asked || foundWords().length === 0) return
    state.asked = true
    loadScript('found', () => undefined)
  }
  look()
  document.addEventListener('lectern-found', look)
}
