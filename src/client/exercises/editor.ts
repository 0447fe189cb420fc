import { editorRows } from '../../exercises/exercise-controls.ts'
import { element } from '../element.ts'
import { addScript } from './add-script.ts'

/** A `<textarea>` for code: the system's own field, with all that keyboards and screen readers can do with it. */
export interface Editor {
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
    /** Ids of what is said of a run, and of how the editor is left by keyboard. */
    readonly status: string
    readonly keys: string
    readonly language: string
    readonly colours: string
  },
  on: { readonly changed: () => void; readonly run: () => void },
): Editor {
  const code = element('code')
  const line = element('span', { className: 'exercise-line', hidden: true })
  const shown = element('pre', { ariaHidden: 'true', className: 'exercise-colours' }, line, code)
  field.before(shown)

  const follow = (): void => {
    shown.scrollTop = field.scrollTop
    shown.scrollLeft = field.scrollLeft
  }
  const draw = (): void => {
    const { value } = field
    field.rows = editorRows(value, field.className)
    const html = globalThis.lecternColour?.(value, about.language)
    field.parentElement?.classList.toggle('is-coloured', html !== undefined)
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
    field.setAttribute('aria-describedby', number === undefined ? about.keys : `${about.status} ${about.keys}`)
  }
  const typed = { since: false, leaves: false }
  const insert = (text: string): void => {
    if (!document.execCommand(text === '' ? 'delete' : 'insertText', false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
      field.dispatchEvent(new Event('input'))
    }
  }
  const begin = (): void => {
    Object.assign(typed, { since: false, leaves: false })
    addScript(about.colours).then(draw, () => {})
  }
  field.addEventListener('focus', begin)
  if (document.activeElement === field) begin()
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
