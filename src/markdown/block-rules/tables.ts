import type { MarkdownIt, StateBlock, StateCore } from 'markdown-it'

/** Rows of a table may begin with spaces; a tab counts as four columns. */
function indentedRows(md: MarkdownIt): void {
  const rule = md.block.ruler.__rules__.find((item) => item.name === 'table')
  if (!rule) throw new Error('markdown-it has no block rule table.')
  const original = rule.fn
  const begins = (state: StateBlock, line: number, mark: RegExp): boolean =>
    mark.test(state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]))
  md.block.ruler.at(
    'table',
    (state, startLine, endLine, silent) => {
      const isTable =
        startLine + 1 < endLine &&
        begins(state, startLine + 1, /^\|?[ \t]*:?-[-:| \t]*$/) &&
        begins(state, startLine, /\|/)
      if (isTable && (state.sCount[startLine] ?? 0) - state.blkIndent < 4) {
        for (
          let line = startLine + 1;
          line < endLine && !state.isEmpty(line) && begins(state, line, /^[|:-]/);
          line++
        ) {
          if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) state.sCount[line] = state.blkIndent
        }
      }
      return original(state, startLine, endLine, silent)
    },
    { alt: [...rule.alt] },
  )
}

/** Alignment by class: a style in the page would be refused by a strict Content-Security-Policy. */
function alignRule(state: StateCore): void {
  for (const token of state.tokens) {
    if (!token.attrs || (token.type !== 'th_open' && token.type !== 'td_open')) continue
    const align = /^text-align:(\w+)$/.exec(String(token.attrGet('style') ?? ''))?.[1]
    if (align) token.attrs = [['class', `align-${align}`]]
  }
}

/** A header with nothing in it, as in the corner of a table, names no column: screen readers would stumble over it. */
function cornerRule(state: StateCore): void {
  state.tokens.forEach((token, i) => {
    if (token.type !== 'th_open') return
    const [cell, end] = state.tokens.slice(i + 1, i + 3)
    if (end?.type === 'th_close' && cell?.content.trim() === '') token.tag = end.tag = 'td'
  })
}

/** Tables that scroll inside themselves, aligned by classes. */
export function tablePlugin(md: MarkdownIt): void {
  indentedRows(md)
  md.core.ruler.after('block', 'table_align', alignRule)
  md.core.ruler.after('block', 'table_corner', cornerRule)
  md.renderer.rules.table_open = (tokens, i, options, _env, renderer) =>
    `<div class="table-scroll">${renderer.renderToken(tokens, i, options)}`
  md.renderer.rules.table_close = (tokens, i, options, _env, renderer) =>
    `${renderer.renderToken(tokens, i, options).trimEnd()}</div>\n`
}
