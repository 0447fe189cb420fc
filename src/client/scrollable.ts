import { words } from './words.ts'

/**
 * What scrolls inside itself can be reached and scrolled with the keyboard: code, tables and formulas that are wider than their
 * place, and only while they are. Not every browser does that by itself.
 */
export function reachScrollable(): void {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth
      if (scrolls) target.setAttribute('tabindex', '0')
      else target.removeAttribute('tabindex')
      // A group, since several landmarks of one name would be no help. A table or formula of its own keeps its role.
      if (!target.matches('.table-scroll')) continue
      target.role = scrolls ? 'group' : null
      target.ariaLabel = scrolls
        ? (target.closest('figure')?.querySelector('.label')?.textContent ?? words.tableName)
        : null
    }
  })
  for (const place of document.querySelectorAll('main :is(pre, table, .table-scroll, .drawing, math[display=block])'))
    sizes.observe(place)
}
