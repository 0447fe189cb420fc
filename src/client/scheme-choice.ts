import { around } from './element.ts'

/** The reader's choice of colours: kept in the browser, set before the page is painted by scheme.ts. */
export function chooseScheme(): void {
  const select = around<HTMLSelectElement>('.scheme-choice')
  if (!select) return
  const { dataset } = document.documentElement
  select.value = dataset.scheme ?? ''
  select.addEventListener('change', () => {
    if (select.value === '') delete dataset.scheme
    else dataset.scheme = select.value
    try {
      if (select.value === '') localStorage.removeItem('lectern-scheme')
      else localStorage.setItem('lectern-scheme', select.value)
    } catch {
      // It holds for this page.
    }
  })
}
