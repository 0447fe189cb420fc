/**
 * What scrolls inside itself can be reached and scrolled with the keyboard: code, tables and formulas that are wider than their
 * place, and only while they are. Not every browser does that by itself.
 */
export function reachScrollable(): void {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0')
      else target.removeAttribute('tabindex')
    }
  })
  for (const place of document.querySelectorAll('main :is(pre, table, .table-scroll, math[display=block])'))
    sizes.observe(place)
}
