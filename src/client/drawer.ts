import { AROUND, around } from './element.ts'

/** The navigation as a drawer on small screens: the rest of the page is inert while it is open. */
export function openDrawer(): void {
  const button = around('.menu-open')
  const nav = around('.site-nav')
  const close = nav?.querySelector<HTMLElement>('.menu-close')
  if (!button || !nav || !close) return
  const root = document.documentElement
  const others = [
    ...document.querySelectorAll<HTMLElement>(`body > :not(.site-body, script), .site-body > *${AROUND}`),
  ].filter((element) => element !== nav)
  const wide = matchMedia('(min-width: 56rem)')

  const toggle = (open: boolean): void => {
    if (open === 'drawer' in root.dataset) return
    if (open) root.dataset.drawer = ''
    else delete root.dataset.drawer
    button.ariaExpanded = String(open)
    for (const element of others) element.inert = open
    const current = nav.querySelector<HTMLElement>('[aria-current="page"]')
    if (open) current?.scrollIntoView({ block: 'center' })
    if (open) close.focus()
    else if (!wide.matches) button.focus()
  }
  button.addEventListener('click', () => toggle(true))
  close.addEventListener('click', () => toggle(false))
  nav.addEventListener('click', ({ target }) => {
    if (target === nav) toggle(false)
  })
  root.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') toggle(false)
  })
  wide.addEventListener('change', () => toggle(false))
  // A page that comes back from the browser's memory.
  addEventListener('pageshow', () => toggle(false))
}
