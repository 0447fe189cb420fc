import { encodedPath } from '../addresses.ts'
import { keepFoundWords } from '../found-words.ts'
import { fillWord } from '../page-words.ts'
import type { Result, Search } from './engine.ts'
import type { Piece } from './excerpt.ts'
import { words } from './words.ts'

const LIMIT = 15

/** Makes the dialog of the search, and gives what opens it. */
export function searchDialog({
  root,
  search,
  everywhere,
}: {
  readonly root: URL
  readonly search: Search
  /** In all languages of the site. */
  readonly everywhere: Search | undefined
}): () => void {
  const { dialog, input, list, status } = elements()
  let query = ''
  let current = -1
  let wanted: readonly string[] = []

  const options = (): HTMLElement[] => Array.from(list.querySelectorAll<HTMLElement>('[role=option]'))
  const select = (index: number): void => {
    const all = options()
    current = all.length ? (index + all.length) % all.length : -1
    for (const [i, option] of all.entries()) option.setAttribute('aria-selected', String(i === current))
    const chosen = all[current]
    if (chosen) {
      input.setAttribute('aria-activedescendant', chosen.id)
      chosen.scrollIntoView({ block: 'nearest' })
    } else input.removeAttribute('aria-activedescendant')
  }
  const show = (results: readonly Result[], message: string): void => {
    const made = new Map<Result, HTMLElement>()
    const option = (result: Result): HTMLElement => {
      const link = optionOf(result, addressOf(root, result), made.size)
      made.set(result, link)
      return link
    }
    list.replaceChildren(...byPage(results).map((group) => groupOf(group, option)))
    input.setAttribute('aria-expanded', String(results.length > 0))
    status.textContent = message
    const best = results[0] && made.get(results[0])
    select(best ? options().indexOf(best) : -1)
  }
  const run = async (): Promise<void> => {
    const asked = input.value.trim()
    if (asked === query) return
    query = asked
    if (asked === '') {
      show([], '')
      return
    }
    try {
      const {
        results: all,
        more,
        words: found,
      } = await (everywhere && choice.checked ? everywhere : search)(asked, LIMIT)
      const results = withoutTwins(all)
      // What was typed meanwhile has a search of its own.
      if (asked !== query) return
      wanted = found
      show(
        results,
        results.length === 0
          ? fillWord(words.nothingFound, { query: asked })
          : results.length === 1
            ? words.oneFound
            : fillWord(more ? words.bestFound : words.found, { n: results.length }),
      )
    } catch {
      if (asked !== query) return
      query = ''
      show([], words.notSearched)
    }
  }

  const choice = make('input', '', { type: 'checkbox' })
  if (everywhere) list.before(make('label', 'search-everywhere', {}, [choice, ` ${words.otherLanguages}`]))
  choice.addEventListener('change', () => {
    query = ''
    void run()
  })
  input.addEventListener('input', () => void run())
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined) {
      event.preventDefault()
      select(current + step)
    } else if (event.key === 'Enter') {
      const link = options()[current]
      if (!link) return
      event.preventDefault()
      link.click()
    }
  })
  list.addEventListener('pointermove', (event) => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=option]') : null
    const index = option ? options().indexOf(option) : -1
    if (index >= 0 && index !== current) select(index)
  })
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('a') : null
    if (!option || event.ctrlKey || event.metaKey) return
    keepFoundWords(option.pathname, wanted)
    // A result on the page that is open does not load anything.
    dialog.close()
    if (option.pathname === location.pathname) setTimeout(() => document.dispatchEvent(new Event('lectern-found')))
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  return () => {
    if (!dialog.open) dialog.showModal()
    input.select()
  }
}

/** Where a result leads, as seen from the page. */
function addressOf(root: URL, { path, id }: Result): string {
  const address = new URL(encodedPath(path), root)
  // From a disk, a folder is no page.
  if (location.protocol === 'file:') address.pathname += 'index.html'
  if (id !== '') address.hash = encodedPath(id)
  return address.href
}

const make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag)
  if (className) element.className = className
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

const marked = (pieces: readonly Piece[]): (Node | string)[] =>
  pieces.map(({ text, marked: isMarked }) => (isMarked ? make('mark', '', {}, [text]) : text))

const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('')

/** Whether a result is a page as a whole: its beginning, or the section below a heading that is the title. */
const isWhole = ({ page, heading }: Result): boolean => heading.length === 0 || textOf(heading) === textOf(page)

/** Without results that are the same page as a whole once more: the one that has text is kept, at the place of the better one. */
function withoutTwins(results: readonly Result[]): readonly Result[] {
  const wholes = results.filter(isWhole)
  const twinsOf = ({ path }: Result) => wholes.filter((whole) => whole.path === path)
  return results.flatMap((result) => {
    if (!isWhole(result)) return result
    const twins = twinsOf(result)
    return twins[0] === result ? (twins.find(({ text }) => text.length > 0) ?? result) : []
  })
}

/** Results by their page, pages in the order of their best result. */
function byPage(results: readonly Result[]): (readonly Result[])[] {
  const pages = new Map<string, Result[]>()
  for (const result of results) {
    const known = pages.get(result.path)
    if (known) known.push(result)
    else pages.set(result.path, [result])
  }
  return [...pages.values()]
}

/** The results of a page, below its title: that is a result itself where the page as a whole is one of them. */
function groupOf(group: readonly Result[], option: (result: Result) => HTMLElement): HTMLElement {
  const first = group[0]
  const title = first ? textOf(first.page) : ''
  const whole = group.filter(isWhole)
  const options = [...whole, ...group.filter((result) => !whole.includes(result))].map(option)
  if (first && whole.length === 0) options.unshift(make('span', 'search-page', {}, marked(first.page)))
  return make('div', 'search-group', { role: 'group', 'aria-label': title }, options)
}

function optionOf(result: Result, address: string, i: number): HTMLElement {
  const { page, heading, text } = result
  const lines = [make('span', 'search-title', {}, marked(heading.length ? heading : page))]
  if (text.length) lines.push(make('span', 'search-text', {}, marked(text)))
  const attributes = {
    role: 'option',
    id: `lectern-search-result-${i}`,
    href: address,
    tabindex: '-1',
    'aria-selected': 'false',
  }
  return make('a', isWhole(result) ? 'search-result' : 'search-result search-section', attributes, lines)
}

/** The keys that work here: a screen reader says those of such a field itself. */
function keys(): HTMLElement {
  const key = (name: string) => make('kbd', '', {}, [name])
  return make('p', 'search-keys', { 'aria-hidden': 'true' }, [
    make('span', '', {}, [key('↑'), key('↓'), ` ${words.keyChoose}`]),
    make('span', '', {}, [key('↵'), ` ${words.keyOpen}`]),
    make('span', '', {}, [key('Esc'), ` ${words.keyClose}`]),
  ])
}

/** The dialog, as the pattern of a combobox with a list wants it: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
function elements() {
  const input = make('input', 'search-input', {
    type: 'search',
    role: 'combobox',
    placeholder: words.search,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
    'aria-label': words.search,
    'aria-autocomplete': 'list',
    'aria-controls': 'lectern-search-results',
    'aria-expanded': 'false',
  })
  const close = make('button', 'search-close', { type: 'button' }, [words.close])
  const list = make('div', 'search-results', {
    id: 'lectern-search-results',
    role: 'listbox',
    'aria-label': words.searchResults,
  })
  const status = make('p', 'search-status', { role: 'status' })
  const dialog = make('dialog', 'search', { 'aria-label': words.search }, [
    make('div', 'search-bar', {}, [input, close]),
    status,
    list,
    keys(),
  ])
  close.addEventListener('click', () => dialog.close())
  document.body.append(dialog)
  return { dialog, input, list, status }
}
