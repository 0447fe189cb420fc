import type { StateBlock, Token } from 'markdown-it'
import { compilationOf, report } from '../compilation.ts'
import { escapeHtml } from '../text/html.ts'
import { endOf, lineAt, openingOf } from './colons.ts'

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

const OPENING = /^:{3,}[ \t]*tabs(?:[ \t]+key:([\w-]+))?[ \t]*$/
const TITLE = /^==[ \t]+(.*\S)[ \t]*$/

/** Text of a fragment, as it is written on a line. */
export interface ShownText {
  readonly text: string
  readonly line: number
}

interface Tab {
  readonly title: string
  /** The line below its title. */
  readonly start: number
  readonly end: number
}

/** The tabs below the line `start`, and the line of their end; the last line where there is none. */
function readTabs(
  state: StateBlock,
  start: number,
  endLine: number,
): { readonly tabs: readonly Tab[]; readonly end: number; readonly closed: boolean } {
  const titles: { readonly title: string; readonly line: number }[] = []
  const colons = openingOf(lineAt(state, start))?.colons ?? 0
  const { end, closed } = endOf(state, start, endLine, colons, (text, line) => {
    const title = TITLE.exec(text)?.[1]
    if (title !== undefined) titles.push({ title, line })
  })
  const tabs = titles.map(({ title, line }, i) => ({ title, start: line + 1, end: titles[i + 1]?.line ?? end }))
  return { tabs, end, closed }
}

/** The rule of such alternatives. */
export function tabsRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.src.charCodeAt((state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)) !== 0x3a) return false
  const opening = OPENING.exec(lineAt(state, startLine))
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
  const put = (markup: string): Token => {
    const token = state.push('fragment', '', 0)
    token.content = markup
    return token
  }
  const saved = { lineMax: state.lineMax, parentType: state.parentType }
  state.parentType = 'root'
  const begun = put(`<div class="tabs"${opening[1] === undefined ? '' : ` data-key="${escapeHtml(opening[1])}"`}>\n`)
  for (const tab of tabs) {
    const title: ShownText = { text: tab.title, line: tab.start - 1 }
    put(`<div class="tab">\n<p class="tab-title">${escapeHtml(tab.title)}</p>\n`).meta = { title }
    state.lineMax = tab.end
    state.level++
    state.md.block.tokenize(state, tab.start, tab.end)
    state.level--
    put('</div>\n')
  }
  const ended = put('</div>\n')
  ended.map = [startLine, closed ? end + 1 : end]
  ended.meta = { begun }
  state.lineMax = saved.lineMax
  state.parentType = saved.parentType
  state.line = closed ? end + 1 : end
  return true
}
