import type { StateBlock } from 'markdown-it'
import type { BlockRule } from '../rule-rows.ts'
import { beginLineAt } from '../text/rest-of-line.ts'
import { markdownElementRule } from './markdown-element.ts'
import { isInLine, isMarkdown, lineOf, openingAt } from './tags.ts'

const mentions = new WeakMap<StateBlock, boolean>()

/** Whether the text has an element with `markdown="1"`, perhaps; asked for each piece of HTML, found out once. */
function mentionsMarkdown(state: StateBlock): boolean {
  const known = mentions.get(state) ?? state.src.includes('markdown')
  mentions.set(state, known)
  return known
}

/**
 * Other raw HTML follows CommonMark, but never swallows an element with `markdown="1"`:
 *
 *     <section>                       <a id="x"></a><div markdown="1">
 *     <div markdown="1">
 *     Text with *emphasis*.
 *     </div>
 *     </section>
 */
export function htmlBlockRule(original: BlockRule): BlockRule {
  return (state, startLine, endLine, silent) => {
    if (state.src[(state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)] !== '<') return false
    const at = !silent && mentionsMarkdown(state) ? markdownElementIn(state, startLine, endLine) : undefined
    if (at === undefined) return original(state, startLine, endLine, silent)
    const line = lineOf(state, at, startLine)
    if (state.src.slice(state.bMarks[line], at).trim() === '') return original(state, startLine, line, silent)
    const end = state.eMarks[line] ?? at
    state.eMarks[line] = at
    const found = original(state, startLine, line + 1, silent)
    state.eMarks[line] = end
    if (!found) return false
    beginLineAt(state, line, at)
    return markdownElementRule(state, line, endLine, false)
  }
}

/** What holds no elements: comments, scripts and the like. */
const HOLDS_NONE =
  /<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|<(pre|script|style|textarea)(?=[\s>])[\s\S]*?(?:<\/\1>|$)|<[a-z]/gi

/** Where an element with `markdown="1"` begins in the piece of HTML that begins on a line, behind its beginning. */
function markdownElementIn(state: StateBlock, startLine: number, endLine: number): number | undefined {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  let last = startLine
  while (last + 1 < endLine && !state.isEmpty(last + 1)) last++
  const text = state.src.slice(start, state.eMarks[last])
  if (!text.includes('markdown')) return undefined
  for (const { 0: written, index } of text.matchAll(HOLDS_NONE)) {
    if (index === 0 || written.length > 2) continue
    const opening = openingAt(state.src, start + index, start + text.length)
    if (opening && isMarkdown(opening) && !isInLine(opening, state.src)) return start + index
  }
  return undefined
}
