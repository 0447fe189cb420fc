import { targetOf } from './addresses.ts'
import { element } from './element.ts'
import { words } from './words.ts'

interface Group {
  readonly key: string
  readonly select: (label: string) => void
  /** The button of each panel. */
  readonly buttons: ReadonlyMap<HTMLElement, HTMLElement>
}

/** Shows alternatives as tabs. Those of the same name change together, and the choice is kept for the next page. */
export function makeTabs(): void {
  const groups: Group[] = []
  const choose = (key: string, label: string): void => {
    for (const group of groups) if (group.key === key) group.select(label)
    store(key, label)
  }
  document.querySelectorAll<HTMLElement>('main .tabs').forEach((tabs, i) => {
    const made = groupOf(tabs, `lectern-tab-${i + 1}`, choose)
    if (made) groups.push(made)
  })
  for (const group of groups) group.select(stored(group.key) ?? '')
  const reveal = (): void => {
    const target = targetOf(location.hash)
    const hidden = target?.closest<HTMLElement>('.tab[hidden]')
    const button = hidden && groups.flatMap(({ buttons }) => [...buttons]).find(([panel]) => panel === hidden)?.[1]
    if (!target || !button) return
    button.click()
    target.scrollIntoView()
  }
  reveal()
  addEventListener('hashchange', reveal)
}

function groupOf(tabs: HTMLElement, id: string, choose: (key: string, label: string) => void): Group | undefined {
  const panels = [...tabs.querySelectorAll<HTMLElement>(':scope > .tab')]
  const labels = panels.map((panel) => panel.querySelector('.tab-title')?.textContent ?? '')
  if (panels.length < 2) return undefined
  const key = tabs.dataset.key ?? labels.join('|')
  const list = element('div', { className: 'tab-list', role: 'tablist', ariaLabel: words.tabs })
  const buttons = panels.map((panel, i) => {
    const label = labels[i] ?? ''
    const button = element('button', { type: 'button', role: 'tab', id: `${id}-${i + 1}` }, label)
    panel.id ||= `${id}-${i + 1}-panel`
    panel.role = 'tabpanel'
    panel.setAttribute('aria-labelledby', button.id)
    button.setAttribute('aria-controls', panel.id)
    button.addEventListener('click', () => {
      // What the reader looks at stays where it is, though other tabs above may change their height.
      const before = button.getBoundingClientRect().top
      choose(key, label)
      scrollBy({ top: button.getBoundingClientRect().top - before, behavior: 'instant' })
    })
    panel.addEventListener('beforematch', () => choose(key, label))
    list.append(button)
    panel.querySelector<HTMLElement>('.tab-title')?.setAttribute('hidden', '')
    return button
  })
  const show = (index: number): void => {
    buttons.forEach((button, i) => {
      button.ariaSelected = String(i === index)
      button.tabIndex = i === index ? 0 : -1
    })
    panels.forEach((panel, i) => {
      // The browser's own search finds what is in the others, and asks for it by `beforematch`.
      if (i === index) panel.removeAttribute('hidden')
      else panel.setAttribute('hidden', 'until-found')
      panel.tabIndex = i === index ? 0 : -1
    })
  }
  list.addEventListener('keydown', (event) => {
    const now = buttons.findIndex((button) => button.tabIndex === 0)
    const forward = getComputedStyle(list).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const step = event.key === forward ? 1 : /^Arrow(Left|Right)$/.test(event.key) ? -1 : 0
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : step ? now + step : undefined
    const button = to === undefined ? undefined : buttons.at(to % buttons.length)
    if (!button) return
    event.preventDefault()
    button.focus()
    button.click()
  })
  show(0)
  tabs.prepend(list)
  tabs.classList.add('chosen')
  return {
    key,
    buttons: new Map(panels.map((panel, i) => [panel, buttons[i] ?? list])),
    select: (label) => {
      if (labels.includes(label)) show(labels.indexOf(label))
    },
  }
}

function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(`lectern-tabs ${key}`) ?? undefined
  } catch {
    return undefined // the reader's browser keeps nothing
  }
}

function store(key: string, label: string): void {
  try {
    localStorage.setItem(`lectern-tabs ${key}`, label)
  } catch {
    // The choice holds for this page.
  }
}
