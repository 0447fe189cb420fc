import type { StateInline } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { inlinePlace } from '../inline-place.ts'
import { renderMath } from '../math.ts'
import { escapeHtml } from '../text/html.ts'

/**
 * Formulas in text:
 *
 *     $e = mc^2$        $$\int_0^1 x\,dx$$        $5 and $6 is money
 */

const space = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || Number.isNaN(code)
const digit = (code: number): boolean => code >= 0x30 && code <= 0x39

/** The rule of such formulas, behind that of constants: `$name$` is both. */
export function mathRule(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state
  if (src.charCodeAt(pos) !== 0x24 || compilationOf(state.env).rawElement !== undefined) return false
  const display = src.charCodeAt(pos + 1) === 0x24
  const from = pos + (display ? 2 : 1)
  if (!display && space(src.charCodeAt(from))) return false
  let end = from
  for (;;) {
    end = src.indexOf(display ? '$$' : '$', end)
    if (end < 0) return false
    const closes =
      src.charCodeAt(end - 1) !== 0x5c &&
      (display || (!space(src.charCodeAt(end - 1)) && !digit(src.charCodeAt(end + 1))))
    if (closes) break
    // `$5 and $6`: a dollar sign that cannot close is money, and so is the first one.
    if (!display && src.charCodeAt(end - 1) !== 0x5c) return false
    end++
  }
  if (end === from) return false
  const next = end + (display ? 2 : 1)
  if (!silent) {
    const compilation = compilationOf(state.env)
    const tex = src.slice(from, end)
    const written = src.slice(pos, next)
    const markup = renderMath(compilation, tex, display, inlinePlace(compilation, written, pos, next))
    const token = state.push('fragment', '', 0)
    token.content = markup ?? `<code>${escapeHtml(written)}</code>`
    if (markup !== undefined) token.meta = { text: tex }
  }
  state.pos = next
  return true
}
