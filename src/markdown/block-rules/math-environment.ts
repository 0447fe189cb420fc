import type { StateBlock } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import type { InlineMeta } from '../core-rules/inline-pass.ts'
import { fillFormula } from '../math.ts'
import { escapeHtml } from '../text/html.ts'
import { locate } from '../text/origin.ts'

/**
 * In a notebook, formulas without dollar signs, as Jupyter reads them:
 *
 *     \begin{align}
 *     a &= b
 *     \end{align}
 */

const BEGIN = /\\begin\{((?:equation|align(?:at)?|gather|multline|eqnarray|flalign)\*?)\}/y

/** The rule of such formulas. */
export function mathEnvironmentRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (state.src.charCodeAt(start) !== 0x5c || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const compilation = compilationOf(state.env)
  if (!compilation.notebook) return false
  BEGIN.lastIndex = start
  const [, name] = BEGIN.exec(state.src) ?? []
  if (name === undefined) return false
  const end = `\\end{${name}}`
  const lineOf = (line: number): string => state.src.slice(state.bMarks[line], state.eMarks[line]).trimEnd()
  let last = startLine
  while (last < endLine && !state.isEmpty(last) && !lineOf(last).endsWith(end)) last++
  if (last >= endLine || state.isEmpty(last)) return false
  if (silent) return true
  const lines: [number, number] = [startLine, last + 1]
  const content = state.getLines(startLine, lines[1], state.blkIndent, false)
  const tex = content.trim()
  const at = content.indexOf(tex)
  const origin = { source: compilation.source, lines }
  const token = state.push('fragment', '', 0)
  const formula = {
    tex,
    display: true,
    placeOf: (from: number, to: number) => () => locate(origin, content, at + from, at + to),
  }
  const fallback = `<pre><code>${escapeHtml(tex)}</code></pre>`
  token.meta = { fill: () => fillFormula(compilation, token, formula, fallback) } satisfies InlineMeta
  state.push('fragment', '', 0).content = '\n'
  state.line = lines[1]
  return true
}
