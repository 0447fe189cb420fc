import { Idiomorph } from 'idiomorph'
import { keepVersions } from './files.ts'
import { attributesOf, pristine, pristineExercises, remember } from './pristine.ts'

/**
 * Makes the page the one that the server has now, and leaves alone what is the reader's and the scripts': scroll, focus,
 * open details, typed text, elements and attributes that scripts added. For that it keeps what the server sent.
 */

/** Attributes that the page has now and the server did not send are kept, unless the server sends something new. */
function keepOwn(old: Element, next: Element): void {
  const before = pristine.get(old)
  if (!before) return
  pristine.set(old, attributesOf(next))
  for (const name of new Set([...old.getAttributeNames(), ...before.keys()])) {
    const [now, sent, sends] = [old.getAttribute(name), before.get(name) ?? null, next.getAttribute(name)]
    if (now === sent || sends !== sent) continue
    if (now === null) next.removeAttribute(name)
    else next.setAttribute(name, now)
  }
  keepTyped(old, next)
}

function keepTyped(old: Element, next: Element): void {
  if (old instanceof HTMLTextAreaElement && next instanceof HTMLTextAreaElement) {
    if (old.value !== old.defaultValue) next.value = old.value
  } else if (old instanceof HTMLInputElement && next instanceof HTMLInputElement) {
    if (old.checked !== old.defaultChecked) next.checked = old.checked
  } else if (old instanceof HTMLOptionElement && next instanceof HTMLOptionElement) {
    if (old.selected !== old.defaultSelected) next.selected = old.selected
  }
}

/** The scripts that a page runs, apart from those that scripts added; blocks of data are no scripts. */
const scriptsOf = (page: Document): string =>
  Array.from(page.scripts)
    .filter((script) => page !== document || pristine.has(script))
    .filter((script) => /^(?:|module|(?:text|application)\/javascript)$/i.test(script.type))
    .map((script) => script.getAttribute('src') ?? script.text)
    .sort()
    .join('\n')

/** Whether the page has other exercises than before, or others in another order. */
function hasOtherExercises(next: Document): boolean {
  const before = Array.from(document.querySelectorAll('.exercise[id]'), (element) => pristineExercises.get(element))
  const after = Array.from(next.querySelectorAll('.exercise[id]'), ({ innerHTML }) => innerHTML)
  return before.length !== after.length || after.some((html, i) => html !== before[i])
}

/** Shows what the server has for this address now. */
export async function showPage(): Promise<{ readonly good: string } | undefined> {
  const response = await fetch(location.href, { cache: 'no-store', headers: { Accept: 'text/html' } })
  const next = new DOMParser().parseFromString(await response.text(), 'text/html')
  // A script runs when a page is loaded only.
  if (scriptsOf(document) !== scriptsOf(next)) {
    location.reload()
    return undefined
  }
  if (hasOtherExercises(next)) {
    // Their script begins once; what was typed is kept by it.
    location.reload()
    return undefined
  }
  keepVersions(next)
  const good = next.querySelector<HTMLElement>('script[data-version]')?.dataset.good ?? 'false'
  keepOwn(document.documentElement, next.documentElement)
  for (const name of document.documentElement.getAttributeNames())
    if (!next.documentElement.hasAttribute(name) && name !== 'data-scheme')
      document.documentElement.removeAttribute(name)
  for (const { name, value } of next.documentElement.attributes) document.documentElement.setAttribute(name, value)
  const callbacks = {
    beforeNodeMorphed: (old: Node, fresh: Node): boolean => {
      // It is the same: the editor in it stays as it is.
      if (old instanceof Element && pristineExercises.has(old)) return false
      if (old instanceof Element && fresh instanceof Element) keepOwn(old, fresh)
      return true
    },
    afterNodeAdded: (node: Node): void => remember(node),
    // What was typed is no attribute, and no reason to change one.
    beforeAttributeUpdated: (name: string, element: Element): boolean =>
      !(name === 'value' && element instanceof HTMLInputElement && element.value !== element.defaultValue),
    beforeNodeRemoved: (node: Node): boolean => pristine.has(node),
  }
  await Idiomorph.morph(document.head, next.head, { morphStyle: 'outerHTML', callbacks, head: { style: 'morph' } })
  await Idiomorph.morph(document.body, next.body, { morphStyle: 'outerHTML', callbacks })
  return { good }
}
