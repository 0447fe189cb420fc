import { targetOf } from './addresses.ts'
import { AROUND, around } from './element.ts'

/** Marks the section that is read in "On this page". */
export function followHeadings(): void {
  const links = new Map<Element, HTMLAnchorElement>()
  for (const link of document.querySelectorAll<HTMLAnchorElement>(`.page-toc li a${AROUND}`)) {
    const heading = targetOf(link.hash)
    if (heading) links.set(heading, link)
  }
  const list = around('.page-toc')
  if (!links.size || !list) return
  const headings = [...links.keys()]
  const opener = list.querySelector('summary')
  closeOnUse(list)

  const mark = (): void => {
    const line = innerHeight / 3
    let current: Element | undefined
    for (const heading of headings) if (heading.getBoundingClientRect().top < line) current = heading
    // The last section may be too short to come up to the line.
    if (scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2) current = headings.at(-1)
    // A small screen shows it beside the button of the list.
    if (opener) opener.dataset.here = (current && links.get(current)?.textContent) ?? ''
    for (const [heading, link] of links) {
      if (heading !== current) link.removeAttribute('aria-current')
      else if (!link.hasAttribute('aria-current')) {
        link.setAttribute('aria-current', 'true')
        const { top, bottom } = link.getBoundingClientRect()
        const box = list.getBoundingClientRect()
        if (top < box.top || bottom > box.bottom) list.scrollTop += top - box.top - box.height / 2
      }
    }
  }
  // Each heading that crosses the line, in a jump too, and the end of the page, are worth a look.
  const observer = new IntersectionObserver(mark, { rootMargin: '9999999px 0px -66%' })
  for (const heading of headings) observer.observe(heading)
  const end = around('.site-footer')
  if (end) new IntersectionObserver(mark).observe(end)
}

/** Closes the list, which hangs over the text on a small screen, when one of its links is followed, or Escape or the text is pressed. */
function closeOnUse(list: HTMLElement): void {
  const fold = list.querySelector('details')
  if (!fold) return
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && (!list.contains(target) || target.closest('a'))) fold.open = false
  })
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !fold.open) return
    fold.open = false
    fold.querySelector('summary')?.focus()
  })
}
