import { fillWords, type InterfaceWords } from '../config/interface-words.ts'
import { engines } from '../exercises/engines.ts'
import { editorRows, keysId, megabytes, statusId } from '../exercises/exercise-controls.ts'
import { escapeHtml } from './text/html.ts'

/** What browsers are told of a field for code. */
const FIELD = {
  wrap: 'off',
  spellcheck: 'false',
  autocapitalize: 'off',
  autocomplete: 'off',
  autocorrect: 'off',
} as const

/** The attributes that an editor gets from Lectern, and not from its author. */
export const ownAttributes: ReadonlySet<string> = new Set(['rows', 'aria-describedby', ...Object.keys(FIELD)])

/**
 * The editor of an exercise and what stands below it, as a page has it before its script runs: so nothing moves when that comes. Nothing can
 * be pressed until then. `code` is what readers find in it, with the signs of HTML escaped; `more` are further attributes, ready as they stand.
 */
export function exerciseEditor(
  { id, engine, classes, more }: Readonly<Record<'id' | 'engine' | 'classes' | 'more', string>>,
  code: string,
  words: InterfaceWords,
): string {
  const { language = '', transfer = 0 } = engines[engine] ?? {}
  const keys = escapeHtml(keysId(id))
  const note = fillWords(words.firstRun, { language, size: megabytes(transfer) })
  const attributes = Object.entries(FIELD)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')
  return [
    // A browser takes away the line break behind the tag, and no other.
    `<div class="exercise-editor" dir="ltr"><textarea${more} rows="${editorRows(code, classes)}"${attributes} aria-describedby="${keys}">\n${code}</textarea></div>`,
    `<div class="exercise-bar"><button type="button" class="exercise-run" disabled>${escapeHtml(words.run)}</button>`,
    `<button type="button" class="exercise-reset" disabled>${escapeHtml(words.reset)}</button>`,
    `<span class="exercise-note">${escapeHtml(note)}</span>`,
    `<span class="exercise-keys" id="${keys}">${escapeHtml(words.editorKeys)}</span></div>`,
    `<div class="exercise-status" role="status" id="${escapeHtml(statusId(id))}"></div>`,
  ].join('')
}
