import type { StateInline } from 'markdown-it'
import { escapeHtml } from '../text/html.ts'

const DOI = /:[ \t]?(10\.\d{4,9}\/[^\s<>"'`\]}]+)/y

/**
 * Names of publications, which become links to their resolver, without the punctuation after them:
 *
 *     (Bloom, doi:10.1145/362686.362692)
 */
export function doiRule(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== 0x3a || state.linkLevel > 0) return false
  if (!/(?:^|[^\p{L}\p{N}])doi$/iu.test(state.src.slice(Math.max(0, state.pos - 5), state.pos))) return false
  DOI.lastIndex = state.pos
  const match = DOI.exec(state.src)
  // Asked last: what is pending is put together anew each time that it is read.
  if (!match || !/doi$/i.test(state.pending.slice(-3))) return false
  const name = trimEnd(match[1] ?? '')
  const word = state.pending.slice(-3)
  state.pending = state.pending.slice(0, -3)
  const shown = `${word}${match[0].slice(0, match[0].indexOf('10.'))}${name}`
  const token = state.push('fragment', '', 0)
  token.content = `<a href="https://doi.org/${escapeHtml(state.md.utils.lib.mdurl.encode(name))}">${escapeHtml(shown)}</a>`
  token.meta = { text: shown }
  state.pos += match[0].indexOf('10.') + name.length
  return true
}

/** Takes off punctuation that belongs to the sentence, and a bracket that was opened before the name. */
function trimEnd(name: string): string {
  let extra = name.split(')').length - name.split('(').length
  let end = name.length
  for (; end > 0; end--) {
    const last = name[end - 1] ?? ''
    if (last === ')' && extra > 0) extra--
    else if (!/[.,;:!?*_]/.test(last)) break
  }
  return name.slice(0, end)
}
