import type { StateBlock } from 'markdown-it'

/** Makes what stands behind `offset` on its line the beginning of that line. */
export function beginLineAt(state: StateBlock, line: number, offset: number): void {
  const end = state.eMarks[line] ?? offset
  let first = offset
  while (first < end && /[ \t]/.test(state.src[first] ?? '')) first++
  state.bMarks[line] = offset
  state.tShift[line] = first - offset
  state.sCount[line] = state.blkIndent
}

/**
 * Ends a block rule that began on `startLine` and stops at `offset` in `line`: goes on with the next line, or with the text
 * behind `offset`. A rule must leave at least one line behind, so text on the line where it began is parsed at once.
 */
export function endBlockAt(state: StateBlock, startLine: number, line: number, offset: number): void {
  if (state.src.slice(offset, state.eMarks[line]).trim() === '') {
    state.line = line + 1
    return
  }
  beginLineAt(state, line, offset)
  if (line > startLine) {
    state.line = line
    return
  }
  const { lineMax } = state
  state.lineMax = line + 1
  // Counted as a level, so that markdown-it's limit of nesting holds for many blocks on one line too.
  state.level++
  state.md.block.tokenize(state, line, line + 1)
  state.level--
  state.lineMax = lineMax
  state.line = line + 1
}
