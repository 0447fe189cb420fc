import { AROUND } from './element.ts'
import { loadScript } from './load-script.ts'

const state = { asked: false }

/**
 * Opens the search on its button, on `/` and on Ctrl K (⌘ K). Its program is loaded then, and not before; it takes
 * over from here by the event that it answers to.
 */
export function offerSearch(): void {
  const buttons = document.querySelectorAll<HTMLElement>(`.search-open${AROUND}`)
  if (!buttons.length) return
  for (const button of buttons) {
    button.hidden = false
    button.setAttribute('aria-haspopup', 'dialog')
    button.setAttribute('aria-keyshortcuts', '/ Control+K Meta+K')
    button.addEventListener('click', openSearch)
  }
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')
    const wanted =
      event.key.toLowerCase() === 'k' ? event.ctrlKey !== event.metaKey : event.key === '/' && !typing && !event.ctrlKey
    if (!wanted || event.altKey || event.defaultPrevented) return
    event.preventDefault()
    openSearch()
  })
}

function openSearch(): void {
  if (state.asked) {
    document.dispatchEvent(new Event('lectern-search'))
    return
  }
  state.asked = true
  loadScript('search', () => {
    state.asked = false
  })
}
