import type { StateBlock } from 'markdown-it'
import { compilationOf } from '../compilation.ts'

/**
 * What the author wants not to be told of the next block:
 *
 *     <!-- lectern-ignore link/vague-text, picture/no-alt -->
 *     [Here](https://example.org) ![](cat.png)
 */

const COMMENT = /^<!--[ \t]*lectern-ignore[ \t]+([\w/][^\n]*?)[ \t]*-->[ \t]*$/

interface Comment {
  /** The codes as written, and their offset in the parsed text. */
  readonly written: string
  readonly at: number
}

/** The comment that a line is; undefined where it is something else. */
function commentAt(state: StateBlock, line: number): Comment | undefined {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
  if (!state.src.startsWith('<!--', start) || (state.sCount[line] ?? 0) - state.blkIndent >= 4) return undefined
  const match = COMMENT.exec(state.src.slice(start, state.eMarks[line]))
  const written = match?.[1] ?? ''
  return match ? { written, at: start + match[0].indexOf(written) } : undefined
}

/** The rule of such comments, one or more above each other. It parses the next block itself, and so knows where that ends. */
export function ignoreRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const first = commentAt(state, startLine)
  if (!first) return false
  if (silent) return true

  const isHere = (line: number): boolean => line < endLine && (state.sCount[line] ?? 0) >= state.blkIndent
  const comments = [first]
  let line = state.skipEmptyLines(startLine + 1)
  for (let next = isHere(line) && commentAt(state, line); next; next = isHere(line) && commentAt(state, line)) {
    comments.push(next)
    line = state.skipEmptyLines(line + 1)
  }
  const compilation = compilationOf(state.env)
  const { source } = compilation
  const before = compilation.diagnostics.length
  state.line = line
  if (isHere(line)) for (const rule of state.md.block.ruler.getRules('')) if (rule(state, line, endLine, false)) break

  const block = {
    path: source.path,
    start: source.offset + (state.bMarks[line] ?? state.src.length),
    end: source.offset + (state.bMarks[state.line] ?? state.src.length),
  }
  // What was told of the block itself, be it of a file that it reads, is dropped here; the rest when all is known.
  const own = compilation.diagnostics.splice(before)
  const told = new Set<string>(own.map((item) => item.code))
  const ignored = new Set<string>()
  for (const { written, at } of comments) {
    for (const part of written.matchAll(/[^\s,]+/g)) {
      const code = part[0]
      const start = source.offset + at + part.index
      const used = told.has(code) && !ignored.has(code)
      compilation.ignores.push({ code, span: { path: source.path, start, end: start + code.length }, block, used })
      ignored.add(code)
    }
  }
  compilation.diagnostics.push(...own.filter((item) => !ignored.has(item.code)))
  return true
}
