import type { Token } from 'markdown-it'
import type { ShownText } from '../markdown/block-rules/tabs.ts'
import { type Compilation, type Place, report } from '../markdown/compilation.ts'
import { MOST_LEVELS } from '../markdown/parser.ts'
import { isOrigin, isSource, locate, type Origin, type Source } from '../markdown/text/origin.ts'
import { firstLine } from './checks.ts'
import { foreignSyntax } from './foreign-syntax.ts'
import { checkLostTable } from './lost-tables.ts'

/** Checks of what stands in the text of a page as it was written, outside of code, in one pass over its tokens. */
export function checkText(compilation: Compilation, tokens: readonly Token[]): void {
  let source = compilation.source
  let row: readonly [number, number] | undefined
  let nearest: readonly [number, number] = [0, 1]
  let tooDeep = false
  const foreign = foreignSyntax(compilation)
  foreign.enter(source)
  tokens.forEach((token, i) => {
    const { type, content, map, meta } = token
    if (isSource(meta?.source)) {
      source = meta.source
      foreign.enter(source)
    }
    if (map) nearest = map
    if (!tooDeep && token.level >= MOST_LEVELS - 1 && isEmptied(token, tokens[i + 1])) {
      tooDeep = true
      report(compilation, 'page/too-deep', `What stands here is nested more than ${MOST_LEVELS} levels deep.`, {
        span: firstLine(source, nearest),
        hint: 'write it with fewer lists and quotes in each other; each list counts twice',
      })
    }
    if (type === 'fence' && map) {
      const inside = source
      checkFence(compilation, token, map, inside)
      foreign.lookAtFence(token.info, content, (line) => firstLine(inside, [map[0] + line, map[0] + line + 1]))
    }
    if (type === 'fragment' && isShownText(meta?.title)) {
      const { text, line } = meta.title
      const inside = source
      foreign.look(
        text,
        () => true,
        'title',
        () => () => firstLine(inside, [line, line + 1]),
      )
    }
    if (type === 'hr' && map && foreign.isNear()) {
      const span = firstLine(source, map)
      foreign.look(
        source.text.slice(span.start, span.end),
        () => true,
        'text',
        () => () => span,
      )
    }
    if (type === 'tr_open' && map) row = map
    if ((type !== 'inline' && type !== 'html_block') || content === '') return
    // Most text has nothing to look at.
    if (!foreign.isNear() && !content.includes('|') && type === 'inline') return
    const lines = map ?? row
    const origin: Origin = isOrigin(meta?.origin) ? meta.origin : { source, lines: lines ?? [0, 1] }
    const placeAt =
      (from: number, to: number): Place =>
      () =>
        locate(origin, content, from, to)
    if (type === 'html_block') {
      checkListBelow(compilation, content, placeAt)
      foreign.look(content, () => true, 'html', placeAt)
      return
    }
    foreign.look(content, (written) => isShown(token, written), 'text', placeAt)
    const before = tokens[i - 1]
    if (before?.type === 'paragraph_open') checkLostTable(compilation, content, false, placeAt)
    else if (before?.type === 'heading_open' && before.markup !== '' && !before.markup.startsWith('#'))
      checkLostTable(compilation, content, true, placeAt)
  })
  foreign.finish()
}

const isShownText = (title: unknown): title is ShownText =>
  typeof title === 'object' && title !== null && 'text' in title && 'line' in title

/** Whether something is in the text of a line, and no link. */
const isShown = ({ children }: Token, written: string): boolean =>
  children?.some(({ type, content }) => type === 'text' && content.includes(written)) === true

/** What begins where nothing is read any more: its end comes at once. */
const isEmptied = (token: Token, next: Token | undefined): boolean =>
  (token.nesting === 1 && next?.nesting === -1) || (next?.meta?.begun !== undefined && next.meta.begun === token)

/** What would not stand in code: a heading, a block, the first line of another fence. */
const OTHER = /^ {0,3}(?:#{1,6}[ \t]+\S|%--|(?:`{3,}|~{3,})[ \t]*[\w.{])/m

/** A fence that goes on to the end of the page, list item or element, with more than code in it. */
function checkFence(
  compilation: Compilation,
  { content, markup }: Token,
  lines: readonly [number, number],
  source: Source,
): void {
  if (!OTHER.test(content)) return
  const count = content.split('\n').length - (content.endsWith('\n') ? 1 : 0)
  if (lines[1] - lines[0] - 1 !== count) return
  report(compilation, 'code/unclosed', 'The code that begins here never ends.', {
    span: firstLine(source, [lines[0], lines[0] + 1]),
    hint: `end it with ${markup} on a line of its own`,
  })
}

const LIST_BELOW = /\n[ \t]*(\{:?[ \t]*[.#][^{}\n]*\})\s*$/

/** An attribute list on the last line of raw HTML, of which it is a part. */
function checkListBelow(compilation: Compilation, markup: string, placeAt: (from: number, to: number) => Place): void {
  const list = markup.endsWith('}') || markup.endsWith('}\n') ? LIST_BELOW.exec(markup) : null
  if (!list) return
  const at = list.index + list[0].indexOf('{')
  report(compilation, 'attributes/unclaimed', 'This attribute list belongs to nothing.', {
    span: placeAt(at, at + (list[1]?.length ?? 1))(),
    hint: 'write `class="…"` and `id="…"` into the tag of the element',
  })
}
