import type { StateBlock } from 'markdown-it'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { type AttributeList, applyAttributes, readAttributes } from '../attributes.ts'
import { compilationOf } from '../compilation.ts'
import type { InlineMeta } from '../core-rules/inline-pass.ts'
import { equationId } from '../equations.ts'
import { type Formula, fillFormula } from '../math.ts'
import { escapeHtml } from '../text/html.ts'
import { locate } from '../text/origin.ts'

/**
 * Formulas on lines of their own, and the name of one:
 *
 *     $$
 *     \sum_i x_i
 *     $$ {#eq-sum}
 */

/** Lines where a formula began last and did not end, up to the line where the search stopped. */
const unended = new WeakMap<StateBlock, { readonly from: number; readonly to: number; readonly endLine: number }>()

/** The end of a formula, with an attribute list behind it. */
const END = /\$\$[ \t]*(\{[^{}\n]*\})?[ \t]*$/
const LIST_ALONE = /^[ \t]*(\{[^{}\n]*\})[ \t]*$/
/** A name as TeX writes labels. */
const TEX_NAME = /^\{:?[ \t]*#([\p{L}\p{N}_][\p{L}\p{N}_:.-]*)[ \t]*\}$/u

/** The rule of such formulas. */
export function mathBlockRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !state.src.startsWith('$$', start)) return false
  const first = state.src.slice(start + 2, state.eMarks[startLine])
  const lineOf = (line: number): string => state.src.slice(state.bMarks[line], state.eMarks[line])
  let last = startLine
  let end = END.exec(first)
  if (end?.[1] !== undefined && !readList(end[1])) end = null
  // One formula at each end of a line, `$$a$$ and $$b$$`, is text.
  if (end ? first.slice(0, end.index).trim() === '' || first.slice(0, end.index).includes('$$') : first.includes('$$'))
    return false
  if (!end) {
    const known = unended.get(state)
    // An earlier line looked for an end as far as this one would.
    if (known && startLine > known.from && startLine < known.to && endLine === known.endLine) return false
    do {
      last++
      end = last < endLine && !state.isEmpty(last) ? END.exec(lineOf(last)) : null
      if (end?.[1] !== undefined && !readList(end[1])) end = null
    } while (!end && last < endLine && !state.isEmpty(last))
    if (!end) {
      unended.set(state, { from: startLine, to: last, endLine })
      return false
    }
  }
  if (silent) return true
  const below = end[1] === undefined ? listBelow(state, last, endLine) : undefined
  const lines: [number, number] = [startLine, last + 1 + (below === undefined ? 0 : 1)]
  const content = state.getLines(startLine, lines[1], state.blkIndent, false)
  const open = content.indexOf('$$') + 2
  const body = content.slice(open, content.lastIndexOf('$$'))
  const tex = body.trim()
  const at = open + body.length - body.trimStart().length
  const compilation = compilationOf(state.env)
  const origin = { source: compilation.source, lines }
  const token = state.push('fragment', '', 0)
  const written = below ?? end[1] ?? ''
  const list = readList(written)
  const placeOfList = (): Span =>
    locate(origin, content, content.lastIndexOf(written), content.lastIndexOf(written) + written.length)
  const id = list?.attributes.find(([attribute]) => attribute === 'id')?.[1]
  const math = new state.Token('math', 'math', 0)
  if (list) {
    const attributes = list.attributes.filter(([attribute]) => attribute !== 'id')
    applyAttributes(compilation, math, { ...list, attributes }, placeOfList)
  }
  const formula: Formula = {
    tex,
    display: true,
    placeOf: (from, to) => () => locate(origin, content, at + from, at + to),
    attributes: math.attrs ?? [],
    given: id === undefined ? undefined : { id: equationId(id), place: placeOfList },
  }
  const fallback = `<pre><code>${escapeHtml(tex)}</code></pre>`
  token.meta = { fill: () => fillFormula(compilation, token, formula, fallback) } satisfies InlineMeta
  state.push('fragment', '', 0).content = '\n'
  state.line = lines[1]
  return true
}

/** An attribute list that is nothing else; its id may be a label of TeX. */
function readList(written: string): AttributeList | undefined {
  const name = TEX_NAME.exec(written)?.[1]
  if (name !== undefined) return { attributes: [['id', name]], refused: [], end: written.length }
  const list = written === '' ? undefined : readAttributes(written, 0)
  return list?.end === written.length ? list : undefined
}

/** The attribute list of a formula on the line below it. */
function listBelow(state: StateBlock, last: number, endLine: number): string | undefined {
  const line = last + 1
  if (line >= endLine || (state.sCount[line] ?? 0) < state.blkIndent) return undefined
  const written = state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
  const list = LIST_ALONE.exec(written)?.[1]
  return list !== undefined && readList(list) ? list : undefined
}
