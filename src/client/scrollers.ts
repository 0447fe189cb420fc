import { words } from './words.ts'

/** What scrolls inside itself is reached from the keyboard, and has a name, while it has more than it shows. */
export function reachScrollers(): void {
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target instanceof HTMLElement) reach(target)
  })
  for (const scroller of document.querySelectorAll('main :is(.table-scroll, pre)')) watcher.observe(scroller)
}

function reach(scroller: HTMLElement): void {
  if (scroller.scrollWidth <= scroller.clientWidth) {
    for (const name of ['tabindex', 'role', 'aria-label']) scroller.removeAttribute(name)
    return
  }
  const label = scroller.closest('figure')?.querySelector('figcaption .label')?.textContent
  scroller.tabIndex = 0
  scroller.role = 'region'
  scroller.ariaLabel = label ?? (scroller.matches('pre') ? words.code : words.table)
}
