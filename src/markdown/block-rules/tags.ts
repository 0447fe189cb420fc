import type { StateBlock, Token } from 'markdown-it'
import { lastAtMost } from '../../diagnostics/last-at-most.ts'
import { compilationOf } from '../compilation.ts'

const OPENING = /<([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*'){0,2000})>/y
/** What says that the content of an element is Markdown. */
export const MARKDOWN_ATTRIBUTE =
  /\s+markdown(?:\s*=\s*(?:"(?:1|block|span)"|'(?:1|block|span)'|1|block|span))?(?=\s|\/?>|$)/i

/** A start tag. */
export interface Opening {
  readonly name: string
  readonly attributes: string
  /** Offset behind `>`. */
  readonly end: number
}

/** The start tag at an offset; undefined where there is none that ends before `limit`, and before a blank line. */
export function openingAt(src: string, at: number, limit: number): Opening | undefined {
  if (src.charCodeAt(at) !== 0x3c) return undefined
  OPENING.lastIndex = at
  const match = OPENING.exec(src)
  const name = match?.[1]?.toLowerCase()
  if (!match || name === undefined || at + match[0].length > limit || match[0].includes('\n\n')) return undefined
  return { name, attributes: match[2] ?? '', end: at + match[0].length }
}

/** Elements that are blocks and hold none. */
const OF_TEXT = new Set('p h1 h2 h3 h4 h5 h6 legend summary'.split(' '))
/** Elements that stand in a line. */
const IN_LINES = new Set(
  'abbr b bdi bdo cite code del dfn em i ins kbd label mark q s samp small span strong sub sup u var'.split(' '),
)

/** Whether the Markdown of an element is inline: it holds no blocks, or says `markdown="span"`. */
export const isOfText = ({ name, attributes }: Opening): boolean =>
  OF_TEXT.has(name) || IN_LINES.has(name) || /\smarkdown\s*=\s*["']?span(?![\w-])/i.test(attributes)

/** Whether an element belongs into a paragraph with what stands behind its start tag on the line, which is Markdown anyway. */
export const isInLine = ({ name, end }: Opening, src: string): boolean => {
  const stop = IN_LINES.has(name) ? src.indexOf('\n', end) : end
  return src.slice(end, stop < 0 ? undefined : stop).trim() !== ''
}

/** Whether the content of an element is Markdown. */
export const isMarkdown = ({ attributes }: Opening): boolean => MARKDOWN_ATTRIBUTE.test(`${attributes}>`)

/** Offsets of the `<` of an end tag and behind its `>`. */
export interface EndTag {
  readonly start: number
  readonly end: number
}

/** End tags by the offset behind the tag that they close, for a name and a limit; undefined for elements that never end. */
const endTags = new WeakMap<StateBlock, Map<string, Map<number, EndTag | undefined>>>()

/**
 * The end tag that closes an element opened before `from`. Code fences and code spans are skipped; elements of the same name
 * are counted. What is found out of the elements inside is kept, so that all of them together cost one pass.
 */
export function closingTag(state: StateBlock, name: string, from: number, limit: number): EndTag | undefined {
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
export const lineOf = (state: StateBlock, offset: number, line: number): number =>
  lastAtMost(offset, line, state.lineMax, (middle) => state.bMarks[middle] ?? 0)

/** Puts raw HTML into the page, which stands there from `start` to `end`. */
export function pushHtml(state: StateBlock, content: string, start: number, end: number): Token {
  const token = state.push('html_block', '', 0)
  token.content = content
  const { source } = compilationOf(state.env)
  token.map = [lineOf(state, start, 0), lineOf(state, Math.max(start, end - 1), 0) + 1]
  // Offsets into the parsed text are offsets into the file, less what stands before it.
  if (state.src.startsWith(content.slice(0, 2), start))
    token.meta = { origin: { source, start: source.offset + start, end: source.offset + end } }
  return token
}
