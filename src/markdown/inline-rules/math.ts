import type { StateInline } from 'markdown-it'
import { compilationOf, report } from '../compilation.ts'
import { fillReference } from '../equation-references.ts'
import { inlinePlace } from '../inline-place.ts'
import { fillFormula } from '../math.ts'
import { escapeHtml } from '../text/html.ts'
import { isNoFormula, isProse } from './code-between-dollars.ts'
import { endOfFormula, isSpace } from './end-of-formula.ts'

/**
 * Formulas in text, and references to equations:
 *
 *     $e = mc^2$        $$\int_0^1 x\,dx$$        By $\eqref{first}$        $5 and $6 is money
 */

/** Money is a number, and what follows it are words. */
const MONEY = /^\d|^[^\\^_{}=+]*$/

/** The rule of such formulas, behind that of constants: `$name$` is both. */
export function mathRule(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state
  if (src.charCodeAt(pos) !== 0x24 || compilationOf(state.env).rawElement !== undefined) return false
  const display = src.charCodeAt(pos + 1) === 0x24
  const from = pos + (display ? 2 : 1)
  if (!display && isSpace(src.charCodeAt(from))) return false
  const end = endOfFormula(state, from, display)
  if (end === undefined || end === from) {
    if (display && end === undefined && !silent) tellUnended(state)
    return false
  }
  const next = end + (display ? 2 : 1)
  const tex = src.slice(from, end)
  if (display ? isProse(tex) : isNoFormula(tex, src.charAt(pos - 1), src.charAt(next))) return false
  if (!silent) pushFormula(state, from, end, next, display)
  state.pos = next
  return true
}

function pushFormula(state: StateInline, from: number, end: number, next: number, display: boolean): void {
  const { src, pos } = state
  const compilation = compilationOf(state.env)
  const tex = src.slice(from, end)
  const written = src.slice(pos, next)
  const plain = state.linkLevel > 0 || compilation.imageDepth > 0
  const token = state.push('fragment', '', 0)
  const placeOf = (start: number, stop: number) =>
    start === 0 && stop === tex.length
      ? inlinePlace(compilation, written, pos, next)
      : inlinePlace(compilation, src.slice(from + start, from + stop), from + start, from + stop)
  const reference = /^\s*\\(ref|eqref)\s*\{([^{}]*)\}\s*$/.exec(tex)
  if (reference) {
    const command = reference[1] === 'ref' ? 'ref' : 'eqref'
    fillReference(compilation, token, {
      command,
      label: (reference[2] ?? '').trim(),
      written,
      plain,
      place: placeOf(0, tex.length),
    })
    return
  }
  const mayBeMoney = !display && MONEY.test(tex)
  fillFormula(compilation, token, { tex, display, placeOf, plain, mayBeMoney }, `<code>${escapeHtml(written)}</code>`)
}

/** Tells of `$$` that begin a formula on lines of its own that does not end, or has a blank line in it. */
function tellUnended(state: StateInline): void {
  const { src, pos } = state
  const line = src.slice(src.lastIndexOf('\n', pos - 1) + 1, pos)
  if (line.trim() !== '') return
  const compilation = compilationOf(state.env)
  const rest = src.slice(pos + 2)
  if (rest.trim() === '' && compilation.unendedFormula) {
    // The end of the one that was told.
    compilation.unendedFormula = false
    return
  }
  if (!/^[ \t]*(?:\n|$)/.test(rest) && !/[\\^_=]/.test(rest)) return
  compilation.unendedFormula = true
  report(
    compilation,
    'math/bad-tex',
    'The formula that begins here has no `$$` at its end before the next blank line.',
    {
      span: inlinePlace(compilation, '$$', pos, pos + 2)(),
      hint: 'a formula has no blank line in it and ends with `$$`',
    },
  )
}
