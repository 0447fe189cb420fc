import type { StateBlock } from 'markdown-it'
import { compilationOf, report } from '../compilation.ts'
import { escapeHtml } from '../text/html.ts'

/**
 * Alternatives:
 *
 *     :::tabs key:language
 *     == Python
 *     Any Markdown.
 *     == R
 *     Any Markdown.
 *     :::
 */

const OPENING = /^(:{3,})[ \t]*tabs(?:[ \t]+key:([\w-]+))?[ \t]*$/
const CLOSING = /^:{3,}[ \t]*$/
const TITLE = /^==[ \t]+(.*\S)[ \t]*$/
const FENCE = /^(`{3,}|~{3,})/

interface Tab {
  readonly title: string
  /** The line below its title. */
  readonly start: number
  readonly end: number
}

/** The text of a line of the container that is parsed; '' for one outside of it. */
function lineOf(state: StateBlock, line: number): string {
  if (state.isEmpty(line) || (state.sCount[line] ?? 0) - state.blkIndent >= 4) return ''
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
}

/** The tabs below the line `start`, and the line of their end; the last line where there is none. */
function readTabs(
  state: StateBlock,
  start: number,
  endLine: number,
): { readonly tabs: readonly Tab[]; readonly end: number; readonly closed: boolean } {
  const tabs: Tab[] = []
  let open: Omit<Tab, 'end'> | undefined
  let fence = ''
  let depth = 0
  let line = start + 1
  let closed = false
  for (; line < endLine; line++) {
    if (!state.isEmpty(line) && (state.sCount[line] ?? 0) < state.blkIndent) break
    const text = lineOf(state, line)
    const marks = FENCE.exec(text)?.[1] ?? ''
    if (fence) {
      if (marks.startsWith(fence) && text.trim() === marks) fence = ''
      continue
    }
    if (marks) fence = marks
    else if (OPENING.test(text)) depth++
    else if (CLOSING.test(text)) {
      if (depth === 0) {
        closed = true
        break
      }
      depth--
    } else if (depth === 0) {
      const title = TITLE.exec(text)?.[1]
      if (title === undefined) continue
      if (open) tabs.push({ ...open, end: line })
      open = { title, start: line + 1 }
    }
  }
  if (open) tabs.push({ ...open, end: line })
  return { tabs, end: line, closed }
}

/** The rule of such alternatives. */
export function tabsRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const opening = OPENING.exec(lineOf(state, startLine))
  if (!opening) return false
  if (silent) return true
  const compilation = compilationOf(state.env)
  const { tabs, end, closed } = readTabs(state, startLine, endLine)
  if (!closed || tabs.length === 0) {
    const at = compilation.source.offset + (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
    report(compilation, 'tabs/bad', closed ? 'These tabs have no titles.' : 'These tabs never end.', {
      span: { path: compilation.source.path, start: at, end: at + opening[0].trimEnd().length },
      hint: closed
        ? 'write `== Title` above each alternative'
        : 'write `:::` on a line of its own below the last alternative',
    })
  }
  const put = (markup: string): void => {
    const token = state.push('fragment', '', 0)
    token.content = markup
  }
  const saved = { lineMax: state.lineMax, parentType: state.parentType }
  state.parentType = 'root'
  put(`<div class="tabs"${opening[2] === undefined ? '' : ` data-key="${escapeHtml(opening[2])}"`}>\n`)
  for (const tab of tabs) {
    put(`<div class="tab">\n<p class="tab-title">${escapeHtml(tab.title)}</p>\n`)
    state.lineMax = tab.end
    state.level++
    state.md.block.tokenize(state, tab.start, tab.end)
    state.level--
    put('</div>\n')
  }
  put('</div>\n')
  state.lineMax = saved.lineMax
  state.parentType = saved.parentType
  state.line = closed ? end + 1 : end
  return true
}
