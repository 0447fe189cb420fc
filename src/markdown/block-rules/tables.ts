import type { StateBlock } from 'markdown-it'
import type { BlockRule } from '../rule-rows.ts'

/**
 * Tables, whose rows may begin with spaces; a tab counts as four columns:
 *
 *     | Loop  | Runs         |
 *       |-------|------------|
 *         | for | known times |
 */
export function tableRule(original: BlockRule): BlockRule {
  return (state, startLine, endLine, silent) => {
    const isTable =
      startLine + 1 < endLine &&
      begins(state, startLine + 1, /^\|?[ \t]*:?-[-:| \t]*$/) &&
      begins(state, startLine, /\|/)
    if (isTable && (state.sCount[startLine] ?? 0) - state.blkIndent < 4) {
      for (let line = startLine + 1; line < endLine && !state.isEmpty(line) && begins(state, line, /^[|:-]/); line++) {
        if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) state.sCount[line] = state.blkIndent
      }
    }
    return original(state, startLine, endLine, silent)
  }
}

const begins = (state: StateBlock, line: number, mark: RegExp): boolean =>
  mark.test(state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]))
