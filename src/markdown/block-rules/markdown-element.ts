import type { MarkdownIt, StateBlock } from 'markdown-it'
import { compilationOf, report } from '../compilation.ts'
import { beginLineAt, endBlockAt } from '../text/rest-of-line.ts'

/**
 * Elements whose content is Markdown, and, inside of them, elements whose content is not:
 *
 *     <div class="exercise" markdown="1">
 *     Text with *emphasis*, blocks and references.
 *     <div hidden class="solution">
 *
 *     raw up to its end tag, blank lines and all
 *     </div>
 *     </div>
 */

const BLOCK_ELEMENTS = new Set(
  'address article aside blockquote body button canvas caption center col colgroup dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link main menu nav noscript object ol optgroup option output p pre progress script section select style summary table tbody td textarea tfoot th thead title tr ul video'.split(
    ' ',
  ),
)
const VOID_ELEMENTS = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const OPENING = /<([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*'){0,2000})>/y
const MARKDOWN_ATTRIBUTE = /\s+markdown(?:\s*=\s*(?:"(?:1|block|span)"|'(?:1|block|span)'|1|block|span))?(?=\s|\/?>|$)/i

interface Opening {
  readonly name: string
  readonly attributes: string
  /** Offset behind `>`. */
  readonly end: number
}

function openingAt(src: string, at: number, limit: number): Opening | undefined {
  if (src.charCodeAt(at) !== 0x3c) return undefined
  OPENING.lastIndex = at
  const match = OPENING.exec(src)
  const name = match?.[1]?.toLowerCase()
  if (!match || name === undefined || at + match[0].length > limit || match[0].includes('\n\n')) return undefined
  return { name, attributes: match[2] ?? '', end: at + match[0].length }
}

const isMarkdown = ({ attributes }: Opening): boolean => MARKDOWN_ATTRIBUTE.test(`${attributes}>`)

/** Offsets of the `<` of an end tag and behind its `>`. */
interface EndTag {
  readonly start: number
  readonly end: number
}

/** End tags by the offset behind the tag that they close, for a name and a limit; undefined for elements that never end. */
const endTags = new WeakMap<StateBlock, Map<string, Map<number, EndTag | undefined>>>()

/**
 * The end tag that closes an element opened before `from`. Code fences and code spans are skipped; elements of the same name
 * are counted. What is found out of the elements inside is kept, so that all of them together cost one pass.
 */
function closingTag(state: StateBlock, name: string, from: number, limit: number): EndTag | undefined {
  const all = endTags.get(state) ?? new Map<string, Map<number, EndTag | undefined>>()
  endTags.set(state, all)
  const key = `${name} ${limit}`
  const known = all.get(key) ?? new Map<number, EndTag | undefined>()
  all.set(key, known)
  if (!known.has(from)) findEndTags(state.src, name, from, limit, known)
  return known.get(from)
}

/** Notes the end tags of the element opened before `from` and of those of the same name inside. */
function findEndTags(
  src: string,
  name: string,
  from: number,
  limit: number,
  found: Map<number, EndTag | undefined>,
): void {
  const tag = new RegExp(
    `<(/?)${name}(?=[\\s/>])(?:[^<>"']|"[^"]*"|'[^']*'){0,2000}>|(<!--)|^[ \\t>]*(\`{3,}|~{3,})[^\\n]*$|(\`+)(?:(?!\\n\\n)[^\`]|(?!\\4(?!\`))\`)*?\\4(?!\`)`,
    'gim',
  )
  tag.lastIndex = from
  const open = [from]
  // A comment or a fence that never ends hides nothing; once one is known, no other is looked for.
  let comments = true
  const endless = new Set<string>()
  for (let match = tag.exec(src); match && match.index < limit && open.length; match = tag.exec(src)) {
    const [all, slash, comment, fence] = match
    const behind = match.index + all.length
    if (comment !== undefined) {
      const end = comments ? src.indexOf('-->', behind) : -1
      if (end < 0) comments = false
      else tag.lastIndex = end + 3
    } else if (fence !== undefined) {
      if (endless.has(fence)) continue
      const close = new RegExp(`^[ \\t>]*\\${fence[0]}{${fence.length},}[ \\t]*$`, 'gm')
      close.lastIndex = behind
      const end = close.exec(src)
      if (end && end.index < limit) tag.lastIndex = end.index + end[0].length
      else endless.add(fence)
    } else if (slash === '/') found.set(open.pop() ?? from, { start: match.index, end: behind })
    else if (slash === '' && !all.endsWith('/>')) open.push(behind)
  }
  for (const offset of open) found.set(offset, undefined)
}

/** The line of an offset, from `line` on. */
function lineOf(state: StateBlock, offset: number, line: number): number {
  let [low, high] = [line, state.lineMax]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((state.bMarks[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low
}

function pushHtml(state: StateBlock, content: string, start: number, end: number): void {
  const token = state.push('html_block', '', 0)
  token.content = content
  const { source } = compilationOf(state.env)
  token.map = [lineOf(state, start, 0), lineOf(state, Math.max(start, end - 1), 0) + 1]
  // Offsets into the parsed text are offsets into the file, less what stands before it.
  if (state.src.startsWith(content.slice(0, 2), start))
    token.meta = { origin: { source, start: source.offset + start, end: source.offset + end } }
}

/** An element with `markdown="1"`. */
function markdownElement(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const limit = state.eMarks[endLine - 1] ?? state.src.length
  const opening = openingAt(state.src, start, limit)
  if (!opening || !isMarkdown(opening)) return false
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
  pushHtml(state, tag.replace(MARKDOWN_ATTRIBUTE, ''), start, opening.end)

  const firstLine = lineOf(state, opening.end - 1, startLine)
  const lastLine = close ? lineOf(state, close.start, firstLine) : endLine - 1
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
  if (close) state.eMarks[lastLine] = close.start
  if (close && (state.bMarks[lastLine] ?? 0) + (state.tShift[lastLine] ?? 0) > close.start)
    state.tShift[lastLine] = Math.max(0, close.start - (state.bMarks[lastLine] ?? 0))
  state.lineMax = lastLine + 1
  state.parentType = 'root'
  state.blkIndent = Math.max(state.blkIndent, Math.min(saved.sCount, leastIndent(state, firstLine + 1, lastLine)))
  state.sCount[firstLine] = state.blkIndent
  state.level++
  compilation.markdownElements++
  state.md.block.tokenize(state, firstLine, lastLine + 1)
  compilation.markdownElements--
  state.level--
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
  pushHtml(state, `${state.src.slice(close.start, close.end)}\n`, close.start, close.end)
  endBlockAt(state, startLine, lastLine, close.end)
  return true
}

const leastIndent = (state: StateBlock, from: number, to: number): number => {
  let least = Number.POSITIVE_INFINITY
  for (let line = from; line <= to; line++) if (!state.isEmpty(line)) least = Math.min(least, state.sCount[line] ?? 0)
  return least === Number.POSITIVE_INFINITY ? 0 : least
}

/** Inside of an element with Markdown: an element without it, raw up to its end tag. */
function rawElement(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
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

const mentions = new WeakMap<StateBlock, boolean>()

/** Whether the text has an element with `markdown="1"`, perhaps; asked for each piece of HTML, found out once. */
function mentionsMarkdown(state: StateBlock): boolean {
  const known = mentions.get(state) ?? state.src.includes('markdown')
  mentions.set(state, known)
  return known
}

/** Other raw HTML follows CommonMark, but never swallows an element with `markdown="1"` on a line of its own. */
function htmlBlock(md: MarkdownIt): void {
  const rule = md.block.ruler.__rules__.find((item) => item.name === 'html_block')
  if (!rule) throw new Error('markdown-it has no block rule html_block.')
  const original = rule.fn
  md.block.ruler.at(
    'html_block',
    (state, startLine, endLine, silent) => {
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
    },
    { alt: [...rule.alt] },
  )
}

/** Adds elements with Markdown in them to markdown-it. */
export function markdownElementPlugin(md: MarkdownIt): void {
  htmlBlock(md)
  const alt = ['paragraph', 'reference', 'blockquote', 'list']
  md.block.ruler.before('html_block', 'markdown_element', markdownElement, { alt })
  md.block.ruler.before('html_block', 'raw_element', rawElement, { alt })
}
