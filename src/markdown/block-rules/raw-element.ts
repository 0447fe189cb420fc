import type { StateBlock } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { endBlockAt } from '../text/rest-of-line.ts'
import { closingTag, isMarkdown, lineOf, openingAt, pushHtml } from './tags.ts'

const BLOCK_ELEMENTS = new Set(
  'address article aside blockquote body button canvas caption center col colgroup dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main menu nav noscript object ol optgroup option output p pre progress script section select style summary table tbody td textarea tfoot th thead title tr ul video'.split(
    ' ',
  ),
)
const VOID_ELEMENTS = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/**
 * Inside of an element with Markdown, elements whose content is none, raw up to their end tags:
 *
 *     <div class="exercise" markdown="1">
 *     <div hidden class="solution">
 *
 *     raw, blank lines and all
 *     </div>
 *     </div>
 */
export function rawElementRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (compilationOf(state.env).markdownElements === 0) return false
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const limit = state.eMarks[endLine - 1] ?? state.src.length
  const opening = openingAt(state.src, start, limit)
  if (!opening || !BLOCK_ELEMENTS.has(opening.name) || isMarkdown(opening)) return false
  if (silent) return true
  const isVoid = VOID_ELEMENTS.has(opening.name) || opening.attributes.endsWith('/')
  const end = isVoid ? opening.end : closingTag(state, opening.name, opening.end, limit)?.end
  if (end === undefined) return false
  const last = lineOf(state, end - 1, startLine)
  pushHtml(state, `${state.src.slice(start, end)}\n`, start, end)
  endBlockAt(state, startLine, last, end)
  return true
}
