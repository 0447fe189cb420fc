import { encodedPath } from './addresses.ts'
import { AROUND, around } from './element.ts'
import { fillWord, numberText } from './page-words.ts'
import { openProgressDialog } from './progress-dialog.ts'
import {
  addressHere,
  addressOf,
  isOurs,
  keepProgress,
  loadProgress,
  type Progress,
  siteRoot,
} from './progress-store.ts'

/** Seconds on a page, and then its end in sight: it counts as read. Less was a look. */
const LEAST = 15

/** Elements of the theme: all of a page that Lectern made, which has no end, and what is around the text of others. */
const themeItems = <Item extends HTMLElement>(selector: string): NodeListOf<Item> =>
  document.querySelectorAll(around('.page-end') ? selector + AROUND : selector)

/** Marks what the reader has read, here and in the navigation. It is kept in the browser only. */
export function showProgress(): void {
  const { dataset } = document.documentElement
  // From a disk, Firefox keeps what each file stores apart: what is kept here is not there on the next page, so nothing is offered.
  if (location.protocol === 'file:' && CSS.supports('-moz-appearance', 'none')) delete dataset.store
  if (!('store' in dataset)) return
  const main = around('main[data-page]')
  const button = around('.mark-read')
  const page = main?.dataset.page ?? ''
  const chapter = main?.dataset.chapter ?? ''
  const next = around<HTMLAnchorElement>('.pager-next')
  const nextAddress = next && addressOf(next)

  const update = (change: (progress: Progress) => Progress): void => {
    keepProgress(change(loadProgress()))
    show(loadProgress())
  }
  const markPage = (isRead: boolean): void =>
    update((progress) => {
      const { [page]: _, ...others } = progress.read
      const here = { address: page, title: main?.dataset.title ?? '' }
      const after = nextAddress ? { address: nextAddress, title: next?.dataset.title ?? '' } : here
      return { ...progress, read: isRead ? { ...others, [page]: chapter } : others, next: isRead ? after : here }
    })

  function show(progress: Progress): void {
    const isRead = Object.hasOwn(progress.read, page)
    if (button) {
      button.ariaPressed = String(isRead)
      const words = button.querySelector('span')
      if (words) words.textContent = (isRead ? button.dataset.read : button.dataset.unread) ?? ''
    }
    for (const list of themeItems<HTMLElement>('[data-read-of]')) showIn(list, progress)
    for (const link of themeItems<HTMLAnchorElement>('[data-continue]')) {
      if (!progress.next) continue
      link.href = siteRoot.href + encodedPath(addressHere(progress.next.address).slice(1)) + portableEnd()
      link.textContent = fillWord(link.dataset.continue, progress.next)
      link.hidden = false
    }
  }

  if (button && main) {
    button.addEventListener('click', () => markPage(button.ariaPressed !== 'true'))
    update((progress) => {
      const known = Object.hasOwn(progress.read, page)
      if (known) return { ...progress, read: { ...progress.read, [page]: chapter } }
      return { ...progress, next: { address: page, title: main.dataset.title ?? '' } }
    })
    markAtEnd(button, () => markPage(true))
  } else show(loadProgress())
  addEventListener('storage', (event) => {
    if (isOurs(event)) show(loadProgress())
  })
  openProgressDialog(() => {
    show(loadProgress())
    // "Continue" has no page any more: the page as it came has the right words.
    if (!loadProgress().next && themeItems('[data-continue]').length) location.reload()
  })
}

/** `index.html` where links of the site end so. */
const portableEnd = (): string =>
  around<HTMLAnchorElement>('.site-title')?.href.endsWith('index.html') ? 'index.html' : ''

function showIn(list: HTMLElement, { read }: Progress): void {
  for (const link of list.querySelectorAll<HTMLAnchorElement>('li a:not([rel="external"])')) {
    const isRead = Object.hasOwn(read, addressOf(link) ?? '')
    if (isRead === link.classList.contains('is-read')) continue
    link.classList.toggle('is-read', isRead)
    if (isRead) link.append(hidden(`, ${list.dataset.read}`))
    else link.querySelector(':scope > .sr-only')?.remove()
  }
  for (const item of list.querySelectorAll<HTMLElement>('[data-chapter], .chapter-progress')) {
    const link = item.closest('a')
    const chapter = item.dataset.chapter ?? (link && addressOf(link))
    const m = Number(item instanceof HTMLProgressElement ? item.max : item.dataset.pages)
    const n = Math.min(m, Object.values(read).filter((other) => other === chapter).length)
    if (item instanceof HTMLProgressElement) item.value = n
    else {
      const short = document.createElement('span')
      short.ariaHidden = 'true'
      short.textContent = `${numberText(n)}/${numberText(m)}`
      item.replaceChildren(...(n ? [short, hidden(`, ${fillWord(list.dataset.readOf, { n, m })}`)] : []))
    }
  }
}

function hidden(text: string): HTMLElement {
  const span = document.createElement('span')
  span.className = 'sr-only'
  span.textContent = text
  return span
}

/** Calls when the end of the page is in sight after a while. A page that was opened and left counts for nothing. */
function markAtEnd(end: HTMLElement, mark: () => void): void {
  if (end.ariaPressed === 'true') return
  const state = { inSight: false, seconds: 0 }
  const observer = new IntersectionObserver((entries) => {
    state.inSight = entries.at(-1)?.isIntersecting ?? false
    look()
  })
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') state.seconds++
    look()
  }, 1000)
  const stop = (): void => {
    observer.disconnect()
    clearInterval(timer)
  }
  const look = (): void => {
    if (!state.inSight || state.seconds < LEAST) return
    stop()
    if (end.ariaPressed !== 'true') mark()
  }
  // Who has used the button has decided.
  end.addEventListener('click', stop)
  observer.observe(end)
}
