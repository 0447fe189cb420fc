import { element } from '../element.ts'
import { addScript } from './add-script.ts'
import { words } from './words.ts'

/** A `<textarea>` for code: the system's own field, with all that keyboards and screen readers can do with it. */
export interface Editor {
  /** How it is left by keyboard; shown while it has the focus. */
  readonly keys: HTMLElement
  readonly text: () => string
  /** Puts in a text; the reader can undo that. */
  readonly replace: (text: string) => void
  /** Puts in a text that comes from elsewhere. */
  readonly show: (text: string) => void
  /** Marks a line, from 1, until the next change. */
  readonly mark: (line: number | undefined) => void
}

/** Gives coloured HTML for code; loaded when an editor is used. */
type Colour = (code: string, language: string) => string
declare global {
  var lecternColour: Colour | undefined
}

const INDENT = 4

/** Makes an editor of a field. `changed` is called at each keystroke, `run` for Ctrl and Enter. */
export function makeEditor(
  field: HTMLTextAreaElement,
  about: {
    readonly title: string /** Id of what is said of a run. */
    readonly status: string
    readonly language: string
    readonly colours: string
  },
  on: { readonly changed: () => void; readonly run: () => void },
): Editor {
  const code = element('code')
  const line = element('span', { className: 'exercise-line', hidden: true })
  const shown = element('pre', { ariaHidden: 'true', className: 'exercise-colours' }, line, code)
  const keys = element('p', { className: 'exercise-keys', id: `${field.parentElement?.id}.keys` }, words.editorKeys)
  const height = /(?:^|\s)height(\d+)(?:\s|$)/.exec(field.className)?.[1]
  if (height !== undefined) field.style.minHeight = `${height}px`
  Object.assign(field, { spellcheck: false, autocapitalize: 'off', wrap: 'off' })
  field.setAttribute('autocorrect', 'off')
  field.setAttribute('autocomplete', 'off')
  field.ariaLabel ??= about.title
  field.setAttribute('aria-describedby', keys.id)
  const frame = element('div', { className: 'exercise-editor', dir: 'ltr' })
  const hasFocus = document.activeElement === field
  field.replaceWith(frame)
  frame.append(shown, field)
  if (hasFocus) field.focus()

  const follow = (): void => {
    shown.scrollTop = field.scrollTop
    shown.scrollLeft = field.scrollLeft
  }
  const draw = (): void => {
    const { value } = field
    field.rows = Math.max(3, value.split('\n').length + 1)
    const html = globalThis.lecternColour?.(value, about.language)
    frame.classList.toggle('is-coloured', html !== undefined)
    if (html !== undefined) code.innerHTML = `${html}\n`
    else code.textContent = ''
    follow()
  }
  const mark = (number: number | undefined): void => {
    line.hidden = number === undefined
    if (number !== undefined) line.style.setProperty('--line', String(number - 1))
    if (number === undefined) field.removeAttribute('aria-invalid')
    else field.ariaInvalid = 'true'
    // What is wrong is read out with the field.
    field.setAttribute('aria-describedby', number === undefined ? keys.id : `${about.status} ${keys.id}`)
  }
  const typed = { since: false, leaves: false }
  const insert = (text: string): void => {
    if (!document.execCommand(text === '' ? 'delete' : 'insertText', false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
      field.dispatchEvent(new Event('input'))
    }
  }
  field.addEventListener('focus', () => {
    Object.assign(typed, { since: false, leaves: false })
    addScript(about.colours).then(draw, () => {})
  })
  field.addEventListener('input', () => {
    Object.assign(typed, { since: true, leaves: false })
    mark(undefined)
    draw()
    on.changed()
  })
  field.addEventListener('scroll', follow)
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      on.run()
    } else if (event.ctrlKey || event.metaKey) return
    else if (event.key === 'Escape') typed.leaves = true
    else if (event.key === 'Tab' && typed.since && !typed.leaves) {
      event.preventDefault()
      indent(field, event.shiftKey, insert)
    } else if (event.key === 'Enter') {
      const before = field.value.slice(0, field.selectionStart).split('\n').at(-1) ?? ''
      const deeper = /[:{([]\s*$/.test(before) ? INDENT : 0
      const spaces = /^[ \t]*/.exec(before)?.[0] ?? ''
      if (spaces === '' && deeper === 0) return
      event.preventDefault()
      insert(`\n${spaces}${' '.repeat(deeper)}`)
    }
  })
  draw()
  return {
    keys,
    text: () => field.value,
    replace(text) {
      field.focus()
      field.select()
      insert(text)
    },
    show(text) {
      field.value = text
      mark(undefined)
      draw()
    },
    mark,
  }
}

/** Tab and Shift Tab: blanks up to the next stop, or all lines that are selected. */
function indent(field: HTMLTextAreaElement, back: boolean, insert: (text: string) => void): void {
  const { value, selectionStart, selectionEnd } = field
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1
  const isWide = value.slice(selectionStart, selectionEnd).includes('\n')
  if (!back && !isWide) {
    insert(' '.repeat(INDENT - ((selectionStart - start) % INDENT)))
    return
  }
  const next = value.indexOf('\n', Math.max(selectionStart, selectionEnd - 1))
  const end = next < 0 ? value.length : next
  const before = value.slice(start, end)
  const after = before
    .split('\n')
    .map((line) => (back ? line.replace(/^(?: {1,4}|\t)/, '') : line && ' '.repeat(INDENT) + line))
    .join('\n')
  if (after === before) return
  field.setSelectionRange(start, end)
  insert(after)
  const caret = Math.max(start, selectionStart + (after.length - before.length))
  if (isWide) field.setSelectionRange(start, start + after.length)
  else field.setSelectionRange(caret, caret)
}
