import type { StateBlock } from 'markdown-it'
import { compilationOf, report } from '../compilation.ts'
import { beginLineAt, endBlockAt } from '../text/rest-of-line.ts'
import { closingTag, isInLine, isMarkdown, isOfText, lineOf, MARKDOWN_ATTRIBUTE, openingAt, pushHtml } from './tags.ts'

/**
 * Elements whose content is Markdown:
 *
 *     <div class="exercise" markdown="1">
 *     Text with *emphasis*, blocks and references.        <p class="lead" markdown="1">In a paragraph, *inline*.</p>
 *     </div>
 */
export function markdownElementRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const limit = state.eMarks[endLine - 1] ?? state.src.length
  const opening = openingAt(state.src, start, limit)
  if (!opening || !isMarkdown(opening) || isInLine(opening, state.src)) return false
  if (silent) return true

  const compilation = compilationOf(state.env)
  const close = closingTag(state, opening.name, opening.end, limit)
  if (!close) {
    const at = compilation.source.offset + start
    const span = { path: compilation.source.path, start: at, end: at + (opening.end - start) }
    report(compilation, 'html/unclosed-element', `\`<${opening.name}>\` is never closed.`, {
      span,
      hint: `add \`</${opening.name}>\` where its content ends`,
    })
  }
  const tag = state.src.slice(start, opening.end)
  const begun = pushHtml(state, tag.replace(MARKDOWN_ATTRIBUTE, ''), start, opening.end)

  const firstLine = lineOf(state, opening.end - 1, startLine)
  const closeLine = close ? lineOf(state, close.start, firstLine) : endLine - 1
  // The line of an end tag that stands alone is none of the content.
  const isAlone = close && closeLine > firstLine && isBlank(state, closeLine, close.start)
  const lastLine = isAlone ? closeLine - 1 : closeLine
  const saved = {
    bMark: state.bMarks[firstLine] ?? 0,
    tShift: state.tShift[firstLine] ?? 0,
    sCount: state.sCount[firstLine] ?? 0,
    eMark: state.eMarks[lastLine] ?? 0,
    lineMax: state.lineMax,
    parentType: state.parentType,
    blkIndent: state.blkIndent,
  }
  beginLineAt(state, firstLine, opening.end)
  if (close && !isAlone) state.eMarks[lastLine] = close.start
  if (close && !isAlone && (state.bMarks[lastLine] ?? 0) + (state.tShift[lastLine] ?? 0) > close.start)
    state.tShift[lastLine] = Math.max(0, close.start - (state.bMarks[lastLine] ?? 0))
  if (isOfText(opening)) {
    const text = state.getLines(firstLine, lastLine + 1, state.blkIndent, false).trim()
    if (text !== '') {
      const inline = state.push('inline', '', 0)
      inline.content = text
      inline.map = [firstLine, lastLine + 1]
      inline.children = []
    }
  } else {
    state.lineMax = lastLine + 1
    state.parentType = 'root'
    state.blkIndent = Math.max(state.blkIndent, Math.min(saved.sCount, leastIndent(state, firstLine + 1, lastLine)))
    state.sCount[firstLine] = state.blkIndent
    state.level++
    compilation.markdownElements++
    state.md.block.tokenize(state, firstLine, lastLine + 1)
    compilation.markdownElements--
    state.level--
  }
  state.blkIndent = saved.blkIndent
  state.parentType = saved.parentType
  state.lineMax = saved.lineMax
  state.eMarks[lastLine] = saved.eMark
  state.bMarks[firstLine] = saved.bMark
  state.tShift[firstLine] = saved.tShift
  state.sCount[firstLine] = saved.sCount

  if (!close) {
    pushHtml(state, `</${opening.name}>\n`, limit, limit)
    state.line = endLine
    return true
  }
  const ended = pushHtml(state, `${state.src.slice(close.start, close.end)}\n`, close.start, close.end)
  ended.meta = { ...ended.meta, begun }
  endBlockAt(state, startLine, closeLine, close.end)
  return true
}

/** Whether nothing but blanks and marks of containers stands on a line before an offset. */
const isBlank = (state: StateBlock, line: number, offset: number): boolean =>
  (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0) >= offset

const leastIndent = (state: StateBlock, from: number, to: number): number => {
  let least = Number.POSITIVE_INFINITY
  for (let line = from; line <= to; line++) if (!state.isEmpty(line)) least = Math.min(least, state.sCount[line] ?? 0)
  return least === Number.POSITIVE_INFINITY ? 0 : least
}
