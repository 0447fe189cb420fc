// What pages of a course in several languages load: it remembers which one the reader chose, and offers a page in the language of the
// reader's browser. Nobody is sent anywhere.
import { element } from './element.ts'
import { words } from './words.ts'

const KEY = 'lectern-language'

function stored(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return '' // the browser keeps nothing: it is not asked each time
  }
}

function store(language: string): void {
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // The choice holds for this page.
  }
}

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''

/** Offers the page in a language that the reader reads better. */
function offerLanguage(links: readonly HTMLAnchorElement[]): void {
  const here = document.documentElement.lang
  const wanted =
    stored() ??
    navigator.languages.find((tag) =>
      [here, ...links.map(({ lang }) => lang)].some((one) => primary(one) === primary(tag)),
    )
  const link = links.find(
    ({ lang, dataset }) => dataset.offer && (lang === wanted || primary(lang) === primary(wanted ?? '')),
  )
  const body = document.querySelector('.site-body')
  // A page that is not translated is in its own language already.
  const text = document.querySelector<HTMLElement>('main > [lang]')?.lang ?? here
  if (!link || !body || [here, text].some((one) => primary(one) === primary(wanted ?? ''))) return
  const close = element('button', { type: 'button' }, words.close)
  const offer = element(
    'aside',
    { className: 'language-offer', ariaLabel: link.dataset.offer ?? '' },
    element('a', { href: link.href, lang: link.lang, hreflang: link.lang, dir: link.dir }, link.dataset.offer ?? ''),
    close,
  )
  close.addEventListener('click', () => {
    store(here)
    offer.remove()
  })
  body.before(offer)
}

const switcher = document.querySelector<HTMLDetailsElement>('.languages')
if (switcher) {
  const links = [...switcher.querySelectorAll('a')]
  for (const link of links) link.addEventListener('click', () => store(link.lang))
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !switcher.contains(target)) switcher.open = false
  })
  switcher.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !switcher.open) return
    switcher.open = false
    switcher.querySelector('summary')?.focus()
  })
  offerLanguage(links)
}
