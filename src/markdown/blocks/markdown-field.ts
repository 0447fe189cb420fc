import type { StateBlock } from 'markdown-it'
import type { YamlNode } from '../../config/yaml.ts'
import { compilationOf } from '../compilation.ts'
import type { MarkdownText } from '../text/html.ts'
import type { Origin } from '../text/origin.ts'
import { beginLineAt } from '../text/rest-of-line.ts'
import { type BlockText, lineIn, spanOf } from './block-text.ts'

/**
 * Fields that hold any Markdown:
 *
 *     task: Write a *loop*.            task: |
 *                                        Write a *loop*, as in %FigLoop:
 *
 *                                        - first this
 *
 * They are parsed where they stand, line by line, so what is wrong in them has its place. Text that YAML changes, since it is quoted
 * with escapes or goes on in a second line, is paragraphs alone.
 */
interface MarkdownOrigin {
  readonly origin: Origin
  /** The lines of the parser that hold it, and how far it is indented; undefined where YAML changed it. */
  readonly lines:
    | {
        readonly first: number
        /** The line behind it. */
        readonly end: number
        readonly indent: number
        /** Offsets in the text of the file: where a text on one line begins, and where the last line ends. */
        readonly from: number | undefined
        readonly to: number
      }
    | undefined
}

/** The Markdown of a value of a block. */
export function markdownIn(text: BlockText, node: YamlNode): MarkdownText {
  const span = spanOf(text, node.start, node.end)
  const origin: MarkdownOrigin = {
    origin: { source: text.source, start: span.start, end: span.end },
    lines: linesOf(text, node),
  }
  return { type: 'markdown', text: node.text.replace(/\n+$/, ''), origin }
}

function linesOf(text: BlockText, node: YamlNode): MarkdownOrigin['lines'] {
  const { yaml, lines, firstLine } = text
  if (firstLine === undefined) return undefined
  const written = yaml.slice(node.start, node.end)
  const lineOf = (offset: number): number => firstLine + lineIn(text, offset)
  const fileOffset = (offset: number): number => {
    const line = lines[lineIn(text, offset)]
    return line ? line.file + (offset - line.at) : 0
  }
  const isLiteral = yaml[node.start - 1] === '\n' && /\|[-+\d]*[ \t]*(?:#.*)?$/.test(lineBefore(yaml, node.start))
  if (isLiteral) {
    const indent = indentOf(written) - indentOf(node.text)
    const end = node.start + written.trimEnd().length
    return { first: lineOf(node.start), end: lineOf(end) + 1, indent, from: undefined, to: fileOffset(end) }
  }
  const quotes = written === `"${node.text}"` || written === `'${node.text}'` ? 1 : 0
  if (written.includes('\n') || written.length - 2 * quotes !== node.text.length) return undefined
  const first = lineOf(node.start)
  const [from, to] = [fileOffset(node.start + quotes), fileOffset(node.end - quotes)]
  return { first, end: first + 1, indent: 0, from, to }
}

const lineBefore = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf('\n', offset - 2) + 1, offset - 1)

/** How far the first line that has something in it is indented. */
const indentOf = (text: string): number => (/^(?:[ \t]*\n)*( *)/.exec(text)?.[1] ?? '').length

/** Parses the Markdown of a value, in place. */
export function pushMarkdown(state: StateBlock, { text, origin: known }: MarkdownText): void {
  if (!isMarkdownOrigin(known)) throw new Error('This Markdown is of no field of a block.')
  const { origin, lines } = known
  if (!lines) {
    pushParagraphs(state, text, origin)
    return
  }
  if (text.trim() === '') return
  const { first, end, indent, from, to } = lines
  const last = end - 1
  const { offset } = compilationOf(state.env).source
  const saved = {
    lineMax: state.lineMax,
    parentType: state.parentType,
    blkIndent: state.blkIndent,
    tight: state.tight,
    bMark: state.bMarks[first] ?? 0,
    tShift: state.tShift[first] ?? 0,
    sCount: state.sCount[first] ?? 0,
    eMark: state.eMarks[last] ?? 0,
  }
  if (from !== undefined) beginLineAt(state, first, from - offset)
  state.eMarks[last] = Math.min(saved.eMark, to - offset)
  state.blkIndent += indent
  state.lineMax = end
  state.parentType = 'root'
  // Counted as a level, so that the limit of nesting holds for blocks in blocks.
  state.level++
  state.md.block.tokenize(state, first, end)
  state.level--
  state.lineMax = saved.lineMax
  state.parentType = saved.parentType
  state.blkIndent = saved.blkIndent
  state.tight = saved.tight
  state.bMarks[first] = saved.bMark
  state.tShift[first] = saved.tShift
  state.sCount[first] = saved.sCount
  state.eMarks[last] = saved.eMark
}

/** Whether the origin of Markdown is one that {@link markdownIn} made. */
const isMarkdownOrigin = (origin: object): origin is MarkdownOrigin => 'origin' in origin && 'lines' in origin

function pushParagraphs(state: StateBlock, text: string, origin: Origin): void {
  for (const paragraph of text.split(/\n\s*\n|\n/)) {
    if (paragraph.trim() === '') continue
    state.push('paragraph_open', 'p', 1)
    const inline = state.push('inline', '', 0)
    inline.content = paragraph.trim()
    inline.children = []
    inline.meta = { origin }
    state.push('paragraph_close', 'p', -1)
  }
}
