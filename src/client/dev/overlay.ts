import type { ShownFault } from '../../serve/dev-protocol.ts'

/** Opens a file of the site in the author's editor. */
export type OpenEditor = (file: string, line: number, column: number) => void

const NAME = 'lectern-faults'

const STYLES = `
:host { all: initial; position: fixed; z-index: 2147483647; inset: auto 0 0 0; color-scheme: dark; }
section { box-sizing: border-box; max-height: 50vh; overflow: auto; margin: 0 auto; max-width: 72rem; padding: 1rem 1.25rem;
  background: #1d1f23; color: #e8e8e8; font: 15px/1.5 system-ui, sans-serif; border-top: 4px solid #e0574f;
  box-shadow: 0 -4px 24px rgb(0 0 0 / 40%); }
section.warnings { border-color: #d9a23b; }
header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
h2 { font-size: 1rem; margin: 0; }
ul { list-style: none; margin: 0; padding: 0; }
li { margin-top: 0.9rem; }
p { margin: 0.2rem 0; overflow-wrap: anywhere; }
pre { margin: 0.4rem 0; overflow-x: auto; font: 13px/1.45 ui-monospace, monospace; color: #c9d1d9; }
code { font: 0.9em ui-monospace, monospace; color: #f0d9a8; }
.code { color: #a9b0b8; }
b { font-weight: 600; color: #ff8e86; }
b.warning { color: #f0b955; }
button { font: inherit; color: #9ecbff; background: none; border: 0; padding: 0; text-align: start;
  text-decoration: underline; overflow-wrap: anywhere; cursor: pointer; }
button:focus-visible { outline: 2px solid #9ecbff; outline-offset: 2px; }
`

/** Shows faults over the page, which stays as it is beneath; takes them away when there are none. */
export function showFaults(faults: readonly ShownFault[], openEditor: OpenEditor): void {
  document.querySelector(NAME)?.remove()
  if (faults.length === 0) return
  const host = document.createElement(NAME)
  const root = host.attachShadow({ mode: 'open' })
  // A sheet that is made by a script is no inline style: a strict policy allows it.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLES)
  root.adoptedStyleSheets = [sheet]
  const errors = faults.filter((fault) => fault.severity === 'error').length
  const section = element('section', '', errors ? '' : 'warnings')
  section.setAttribute('role', 'region')
  section.setAttribute('aria-label', 'Faults of this page')
  const header = element('header')
  const hide = element('button', 'Hide')
  hide.addEventListener('click', () => host.remove())
  header.append(element('h2', titleOf(errors, faults.length - errors)), hide)
  const list = element('ul')
  list.append(...faults.map((fault) => itemOf(fault, openEditor)))
  section.append(header, list)
  root.append(section)
  // Beside the body, so that the page is changed without touching it.
  document.documentElement.append(host)
}

function itemOf(
  { severity, code, message, hint, frame, file, line, column }: ShownFault,
  openEditor: OpenEditor,
): Element {
  const item = element('li')
  const first = element('p')
  first.append(element('b', severity, severity), ': ', ...textOf(message), ' ', element('code', code, 'code'))
  item.append(first)
  if (file !== '') {
    const place = element('button', `${file}:${line}:${column}`)
    place.title = 'Open in the editor'
    place.addEventListener('click', () => openEditor(file, line, column))
    item.append(place)
  }
  if (frame !== '') item.append(element('pre', frame))
  if (hint !== '') {
    const last = element('p', 'hint: ')
    last.append(...textOf(hint))
    item.append(last)
  }
  return item
}

/** What stands between backticks is code. */
const textOf = (text: string): (string | Element)[] =>
  text.split('`').map((part, i) => (i % 2 ? element('code', part) : part))

const titleOf = (errors: number, warnings: number): string => {
  const words = (n: number, word: string): string => (n ? `${n} ${word}${n === 1 ? '' : 's'}` : '')
  return [words(errors, 'error'), words(warnings, 'warning')].filter((part) => part !== '').join(' and ')
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text = '',
  kind = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  made.textContent = text
  if (kind !== '') made.className = kind
  return made
}
