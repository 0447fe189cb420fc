import type { StateBlock } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { renderMath } from '../math.ts'
import { escapeHtml } from '../text/html.ts'

/**
 * Formulas on lines of their own:
 *
 *     $$
 *     \sum_i x_i
 *     $$
 */

/** Lines where a formula began last and did not end, up to the line where the search stopped. */
const unended = new WeakMap<StateBlock, { readonly from: number; readonly to: number; readonly endLine: number }>()

/** The rule of such formulas. */
export function mathBlockRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !state.src.startsWith('$$', start)) return false
  const first = state.src.slice(start + 2, state.eMarks[startLine])
  let last = startLine
  let tex: string
  if (first.trimEnd().endsWith('$$') && first.trim().length > 2) tex = first.trimEnd().slice(0, -2)
  else {
    if (first.includes('$$')) return false
    const known = unended.get(state)
    // An earlier line looked for an end as far as this one would.
    if (known && startLine > known.from && startLine < known.to && endLine === known.endLine) return false
    do last++
    while (
      last < endLine &&
      !state.src.slice(state.bMarks[last], state.eMarks[last]).trimEnd().endsWith('$$') &&
      !state.isEmpty(last)
    )
    if (last >= endLine || state.isEmpty(last)) {
      unended.set(state, { from: startLine, to: last, endLine })
      return false
    }
    tex = `${first}\n${state
      .getLines(startLine + 1, last + 1, state.blkIndent, false)
      .trimEnd()
      .slice(0, -2)}`
  }
  if (silent) return true
  const compilation = compilationOf(state.env)
  const { source } = compilation
  const at = source.offset + start
  const markup = renderMath(compilation, tex.trim(), true, () => ({ path: source.path, start: at, end: at + 2 }))
  const token = state.push('fragment', '', 0)
  token.content = `${markup ?? `<pre><code>${escapeHtml(tex)}</code></pre>`}\n`
  state.line = last + 1
  return true
}
