import type { StateBlock } from 'markdown-it'
import { compilationOf } from './compilation.ts'

/**
 * What the author wants not to be told of the next block:
 *
 *     <!-- lectern-ignore link/vague-text, picture/no-alt -->
 *     [Here](https://example.org) ![](cat.png)
 */

const COMMENT = /^<!--[ \t]*lectern-ignore[ \t]+([\w/][^\n]*?)[ \t]*-->[ \t]*$/

/** The rule of that comment. It parses the next block itself, and so knows where that ends. */
export function ignoreRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (!state.src.startsWith('<!--', start) || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const match = COMMENT.exec(state.src.slice(start, state.eMarks[startLine]))
  if (!match) return false
  if (silent) return true

  const compilation = compilationOf(state.env)
  const { source } = compilation
  const before = compilation.diagnostics.length
  const line = state.skipEmptyLines(startLine + 1)
  state.line = line
  if (line < endLine && (state.sCount[line] ?? 0) >= state.blkIndent)
    for (const rule of state.md.block.ruler.getRules('')) if (rule(state, line, endLine, false)) break

  const block = {
    path: source.path,
    start: source.offset + (state.bMarks[line] ?? state.src.length),
    end: source.offset + (state.bMarks[state.line] ?? state.src.length),
  }
  const written = match[1] ?? ''
  const at = source.offset + start + match[0].indexOf(written)
  for (const part of written.matchAll(/[^\s,]+/g)) {
    const code = part[0]
    // What was told of the block itself, be it of a file that it reads, is dropped here; the rest when all is known.
    const own = compilation.diagnostics.splice(before)
    const kept = own.filter((item) => item.code !== code)
    compilation.diagnostics.push(...kept)
    const span = { path: source.path, start: at + part.index, end: at + part.index + code.length }
    compilation.ignores.push({ code, span, block, used: kept.length < own.length })
  }
  return true
}
