import type { StateBlock } from 'markdown-it'
import type { BlockRule } from '../rule-rows.ts'
import { isMarkdown, openingAt } from './tags.ts'

const mentions = new WeakMap<StateBlock, boolean>()

/** Whether the text has an element with `markdown="1"`, perhaps; asked for each piece of HTML, found out once. */
function mentionsMarkdown(state: StateBlock): boolean {
  const known = mentions.get(state) ?? state.src.includes('markdown')
  mentions.set(state, known)
  return known
}

/**
 * Other raw HTML follows CommonMark, but never swallows an element with `markdown="1"` on a line of its own:
 *
 *     <section>
 *     <div markdown="1">
 *     Text with *emphasis*.
 *     </div>
 *     </section>
 */
export function htmlBlockRule(original: BlockRule): BlockRule {
  return (state, startLine, endLine, silent) => {
    if (state.src[(state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)] !== '<') return false
    let end = endLine
    if (!silent && mentionsMarkdown(state)) {
      for (let line = startLine + 1; line < endLine && !state.isEmpty(line); line++) {
        const at = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
        const opening = openingAt(state.src, at, state.src.length)
        if (opening && isMarkdown(opening)) {
          end = line
          break
        }
      }
    }
    return original(state, startLine, end, silent)
  }
}
