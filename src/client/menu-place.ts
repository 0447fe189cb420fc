import { around } from './element.ts'

const KEY = 'lectern-menu'

/** Scrolls the menu beside the text to where it was on the page before, and so that the current entry is seen: before the first paint. */
export function keepMenuPlace(): void {
  const place = (): void => {
    const nav = around('.site-nav')
    // The menu is whole when what follows it is there; it scrolls once it has its look.
    if (!document.querySelector('main') || !document.styleSheets.length) requestAnimationFrame(place)
    else if (nav) {
      try {
        nav.scrollTop = Number(sessionStorage.getItem(KEY))
        addEventListener('pagehide', () => sessionStorage.setItem(KEY, String(nav.scrollTop)))
      } catch {
        // The reader's browser keeps nothing: the menu begins at its top.
      }
      const box = nav.getBoundingClientRect()
      const entry = nav.querySelector('[aria-current]')?.getBoundingClientRect()
      if (entry && (entry.top < box.top || entry.bottom > box.bottom))
        nav.scrollTop += entry.top - box.top - box.height / 2
    }
  }
  requestAnimationFrame(place)
}
