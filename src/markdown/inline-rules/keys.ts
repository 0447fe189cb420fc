import type { StateInline } from 'markdown-it'
import { escapeHtml } from '../text/html.ts'

/**
 * Keys of a keyboard:
 *
 *     ++ctrl+s++        ++F5++        ++cmd+shift+"+"++
 *
 * Between two plus signs on each side stand the names of keys that are pressed together. One alone is a key only where its name is
 * that of one: `++text++` is text.
 */

/** Names that are written otherwise than with a capital. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['control', 'Ctrl'],
  ['command', 'Cmd'],
  ['escape', 'Esc'],
  ['return', 'Enter'],
  ['delete', 'Del'],
  ['insert', 'Ins'],
  ['pageup', 'Page Up'],
  ['page-up', 'Page Up'],
  ['pgup', 'Page Up'],
  ['pagedown', 'Page Down'],
  ['page-down', 'Page Down'],
  ['pgdn', 'Page Down'],
  ['capslock', 'Caps Lock'],
  ['caps-lock', 'Caps Lock'],
  ['altgr', 'AltGr'],
  ['alt-graph', 'AltGr'],
  ['windows', 'Win'],
  ['spacebar', 'Space'],
  ['arrow-up', '↑'],
  ['up', '↑'],
  ['arrow-down', '↓'],
  ['down', '↓'],
  ['arrow-left', '←'],
  ['left', '←'],
  ['arrow-right', '→'],
  ['right', '→'],
  ['plus', '+'],
  ['minus', '-'],
])

/** Those that are, which may stand alone. */
const PLAIN = new Set(
  'ctrl alt shift cmd option opt meta super win fn esc enter tab space backspace del ins home end menu print pause break'.split(
    ' ',
  ),
)

const KEYS =
  /\+\+((?:"[^"+\n]+"|"\+"|[\p{L}\p{N}][\p{L}\p{N}-]*|[!-*,-/:-@[-`{-~])(?:\+(?:"[^"+\n]+"|"\+"|[\p{L}\p{N}][\p{L}\p{N}-]*|[!-*,-/:-@[-`{-~]))*)\+\+(?![+\p{L}\p{N}])/uy
const KEY = /"([^"]+)"|[^+]+/g

/** What a key is called on it. */
function labelOf(written: string, quoted: string | undefined): string {
  if (quoted !== undefined) return quoted
  const name = written.toLowerCase()
  const known = NAMES.get(name)
  if (known !== undefined) return known
  // A name that is not all in small letters is what the author wants to read: `Strg`.
  return written === name ? name.slice(0, 1).toUpperCase() + name.slice(1) : written
}

/** Whether a word alone is a key. */
const isKey = (written: string, quoted: string | undefined): boolean => {
  const name = written.toLowerCase()
  return (
    quoted !== undefined ||
    [...written].length === 1 ||
    NAMES.has(name) ||
    PLAIN.has(name) ||
    /^f(?:[1-9]|1\d|2[0-4])$/.test(name)
  )
}

/** Reads keys. */
export function keysRule(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state
  if (src.charCodeAt(pos) !== 0x2b || src.charCodeAt(pos + 1) !== 0x2b) return false
  if (pos > 0 && /[+\p{L}\p{N}_]/u.test(src[pos - 1] ?? '')) return false
  KEYS.lastIndex = pos
  const match = KEYS.exec(src)
  if (!match || pos + match[0].length > state.posMax) return false
  const keys = [...(match[1] ?? '').matchAll(KEY)]
  const [first] = keys
  if (!first || (keys.length === 1 && !isKey(first[0], first[1]))) return false
  if (!silent) {
    const token = state.push('fragment', '', 0)
    const labels = keys.map(([written, quoted]) => labelOf(written, quoted))
    token.content = `<span class="keys" dir="ltr">${labels.map((label) => `<kbd>${escapeHtml(label)}</kbd>`).join('+')}</span>`
    token.meta = { text: labels.join('+') }
  }
  state.pos += match[0].length
  return true
}
