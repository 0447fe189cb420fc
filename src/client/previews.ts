import { targetOf } from './addresses.ts'
import { contentOf, element } from './element.ts'

const DELAY = 350
const STAY = 250
const LONGEST = 240
/** Rows of a table that are shown. */
const ROWS = 5

type Content = Node | undefined

const card = element('div', { className: 'preview', id: 'lectern-preview', role: 'tooltip', hidden: true })
const state: { link: HTMLElement | undefined; timer: number } = { link: undefined, timer: 0 }
/** What words mean, which browsers would show a second time. */
const meanings = new Map<HTMLElement, string>()
const pages = new Map<string, Promise<Document | undefined>>()

/**
 * Shows what a reference or a link to a page of the site leads to, and what a word means, when a mouse rests on it or the keyboard
 * reaches it. A finger shows the meaning first, and follows the link then.
 * The card can be reached with the mouse, and Escape puts it away.
 */
export function offerPreviews(): void {
  for (const link of document.querySelectorAll<HTMLElement>('main a[href], main abbr.term')) {
    if (!isPreviewed(link)) continue
    if (link.matches('.term')) offerMeaning(link)
    link.addEventListener('pointerenter', ({ pointerType }) => pointerType === 'mouse' && wait(link))
    link.addEventListener('pointerleave', leave)
    link.addEventListener('focus', () => link.matches(':focus-visible') && wait(link))
    link.addEventListener('blur', hide)
    link.addEventListener('click', hide)
  }
  card.addEventListener('pointerenter', () => clearTimeout(state.timer))
  card.addEventListener('pointerleave', leave)
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide())
  document.addEventListener('scroll', () => card.hidden || hide(), { passive: true })
}

function offerMeaning(word: HTMLElement): void {
  meanings.set(word, word.title)
  word.setAttribute('aria-description', word.title)
  word.removeAttribute('title')
  word.addEventListener('click', (event) => {
    const isTouch = event instanceof PointerEvent && event.pointerType === 'touch'
    if (state.link === word || !(isTouch || word.matches('abbr'))) return
    event.preventDefault()
    event.stopImmediatePropagation()
    hide()
    state.link = word
    show(word, textCard(meanings.get(word) ?? ''))
  })
}

const isHere = (link: HTMLAnchorElement): boolean =>
  link.origin === location.origin && link.pathname === location.pathname && link.search === location.search

function isPreviewed(link: HTMLElement): boolean {
  if (link.matches('.term')) return true
  if (!(link instanceof HTMLAnchorElement)) return false
  if (link.matches('.anchor, .toc a, .footnote-backref, figure.video a') || link.querySelector('img')) return false
  if (isHere(link)) return link.matches('.reference, .code-note') && link.hash !== ''
  return (
    location.protocol !== 'file:' &&
    link.origin === location.origin &&
    /(?:\/|\.html)$/.test(link.pathname) &&
    !link.download
  )
}

function wait(link: HTMLElement): void {
  clearTimeout(state.timer)
  if (state.link === link) return
  hide()
  state.link = link
  state.timer = window.setTimeout(async () => {
    const content = await contentFor(link)
    if (content && state.link === link) show(link, content)
  }, DELAY)
}

function leave(): void {
  clearTimeout(state.timer)
  state.timer = window.setTimeout(hide, STAY)
}

function hide(): void {
  clearTimeout(state.timer)
  card.hidden = true
  state.link?.removeAttribute('aria-describedby')
  state.link = undefined
}

function show(link: HTMLElement, content: Node): void {
  card.replaceChildren(content)
  if (!card.isConnected) document.body.append(card)
  card.hidden = false
  link.setAttribute('aria-describedby', card.id)
  const place = link.getBoundingClientRect()
  const { width, height } = card.getBoundingClientRect()
  const below = place.bottom + height + 8 < innerHeight || place.top < height + 8
  card.style.left = `${Math.max(8, Math.min(place.left, document.documentElement.clientWidth - width - 8))}px`
  card.style.top = `${below ? place.bottom + 4 : place.top - height - 4}px`
}

async function contentFor(link: HTMLElement): Promise<Content> {
  const meaning = meanings.get(link)
  if (meaning !== undefined) return textCard(meaning)
  if (!(link instanceof HTMLAnchorElement)) return undefined
  const here = isHere(link)
  const page = here ? document : await pageOf(link)
  if (!page) return undefined
  const target = targetOf(link.hash, page)
  if (target?.matches('figure')) return figureCard(target, link)
  if (here && target?.matches('li')) return contentOf(target)
  return here ? undefined : pageCard(page, target)
}

function pageOf({ origin, pathname, search }: HTMLAnchorElement): Promise<Document | undefined> {
  const address = origin + pathname + search
  const asked =
    pages.get(address) ??
    fetch(address)
      .then(async (answer) =>
        answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined,
      )
      .catch(() => undefined)
  pages.set(address, asked)
  return asked
}

const textCard = (text: string): Node => element('p', {}, text)

function figureCard(figure: Element, link: HTMLAnchorElement): Node {
  const card = document.createDocumentFragment()
  const picture = figure.querySelector('img')
  if (picture)
    card.append(element('img', { src: new URL(picture.getAttribute('src') ?? '', link.href).href, alt: picture.alt }))
  card.append(element('p', {}, contentOf(figure.querySelector('figcaption'))))
  const rows = figure.querySelectorAll('tbody tr')
  const table = figure.querySelector('table')?.cloneNode(true)
  if (table instanceof HTMLTableElement) {
    for (const row of [...table.querySelectorAll('tbody tr')].slice(ROWS)) row.remove()
    for (const named of table.querySelectorAll('[id]')) named.removeAttribute('id')
    card.append(table)
    if (rows.length > ROWS) card.append(element('p', {}, '…'))
  }
  // The links of a caption cannot be followed from here: their addresses are those of another page.
  for (const inner of card.querySelectorAll('a')) inner.replaceWith(...inner.childNodes)
  return card
}

function pageCard(page: Document, target: Element | null | undefined): Content {
  const main = page.querySelector('main')
  const heading = target?.matches('h1, h2, h3, h4, h5, h6')
    ? target
    : (main?.querySelector('h1') ?? page.querySelector('title'))
  const title = textOf(heading)
  const about =
    (target === heading ? textOf(heading?.nextElementSibling?.matches('p') ? heading.nextElementSibling : null) : '') ||
    page.querySelector<HTMLMetaElement>('meta[name=description]')?.content ||
    textOf(main?.querySelector('p'))
  if (!title) return undefined
  const card = document.createDocumentFragment()
  card.append(element('strong', {}, title))
  if (about) card.append(element('p', {}, about.length > LONGEST ? `${about.slice(0, LONGEST)}…` : about))
  return card
}

const textOf = (of: Element | null | undefined): string => {
  const copy = contentOf(of)
  for (const link of copy.querySelectorAll('.anchor')) link.remove()
  return (copy.textContent ?? '').trim()
}
