import { remember } from './pristine.ts'

/** Addresses that were asked for again, and the number of times: pages that come later must keep it. */
const versions = new Map<string, number>()

const places = [
  ['link[rel~="stylesheet"]', 'href'],
  ['link[rel~="icon"]', 'href'],
  ['img', 'src'],
  ['source', 'src'],
  ['video', 'src'],
  ['video', 'poster'],
  ['audio', 'src'],
  ['image', 'href'],
] as const

const MARK = 'lectern-version'

/** Stylesheets and pictures that changed are loaded again; a script that changed loads the page again. */
export function swapFiles(addresses: readonly string[]): void {
  const changed = new Set(addresses)
  for (const script of document.querySelectorAll('script[src]'))
    if (changed.has(pathOf(script.getAttribute('src')) ?? '')) location.reload()
  for (const address of addresses) versions.set(address, (versions.get(address) ?? 0) + 1)
  for (const [selector, attribute] of places) {
    for (const element of document.querySelectorAll(selector)) {
      if (!changed.has(pathOf(element.getAttribute(attribute)) ?? '')) continue
      if (element instanceof HTMLLinkElement) swapStylesheet(element)
      else setVersion(element, attribute)
    }
  }
}

/** The new stylesheet takes the place of the old one when it is there, so that the page is never without. */
function swapStylesheet(old: HTMLLinkElement): void {
  const fresh = old.cloneNode()
  if (!(fresh instanceof HTMLLinkElement)) return
  setVersion(fresh, 'href')
  remember(fresh)
  const done = (): void => old.remove()
  fresh.addEventListener('load', done, { once: true })
  fresh.addEventListener('error', done, { once: true })
  old.after(fresh)
}

/** Gives the elements of a page that came the addresses that this tab has for them. */
export function keepVersions(root: ParentNode): void {
  if (versions.size === 0) return
  for (const [selector, attribute] of places)
    for (const element of root.querySelectorAll(selector)) setVersion(element, attribute)
}

function setVersion(element: Element, attribute: string): void {
  const written = element.getAttribute(attribute)
  const version = versions.get(pathOf(written) ?? '')
  if (written === null || version === undefined) return
  const [address = '', fragment] = written.split('#')
  const [path = '', query = ''] = address.split('?')
  const params = new URLSearchParams(query)
  params.set(MARK, String(version))
  element.setAttribute(attribute, `${path}?${params}${fragment === undefined ? '' : `#${fragment}`}`)
}

const pathOf = (written: string | null): string | undefined => {
  if (written === null || !URL.canParse(written, document.baseURI)) return undefined
  const url = new URL(written, document.baseURI)
  return url.origin === location.origin ? decodeURI(url.pathname) : undefined
}
