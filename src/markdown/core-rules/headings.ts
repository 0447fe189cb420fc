import type { StateCore, Token } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { type Jumps, slugOf, uniqueId } from '../heading.ts'

/** The text that a reader sees of inline tokens, without markup; `of` gives that of what Lectern puts there. */
function visibleText(tokens: readonly Token[], of: (token: Token) => unknown): string {
  let text = ''
  for (const token of tokens) {
    if (token.type === 'text' || token.type === 'code_inline' || token.type === 'text_special') text += token.content
    else if (token.type === 'softbreak' || token.type === 'hardbreak') text += ' '
    else if (token.type === 'image') text += visibleText(token.children ?? [], of)
    else text += of(token) ?? ''
  }
  return text
}

/**
 * Core rule, after inline text: gives every heading its id and its permalink, and notes it.
 *
 *     ## What a loop is
 */
export function headingRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  const { tokens } = state
  // Ids that authors gave come first, wherever they stand: a heading must not take one of them.
  const taken = new Set(compilation.anchors)
  const numbers: Jumps = new Map()
  tokens.forEach((token, i) => {
    if (token.type !== 'heading_open') return
    const inline = tokens[i + 1]
    if (!inline?.children) return
    const textOf = (of: (token: Token) => unknown): string =>
      visibleText(inline.children ?? [], of)
        .replace(/\s+/g, ' ')
        .trim()
    const text = textOf(({ meta }) => meta?.text)
    const marked = textOf(({ meta }) => meta?.mark ?? meta?.text)
    const named = textOf(({ meta }) => meta?.name ?? meta?.text)
    const given = token.attrGet('id')
    const id = given === null ? uniqueId(slugOf(named), taken, numbers) : String(given)
    taken.add(id)
    compilation.anchors.add(id)
    token.attrSet('id', id)
    compilation.headings.push({ level: Number(token.tag.slice(1)), id, text, marked, named })
    const anchor = new state.Token('fragment', '', 0)
    anchor.content = `<a class="anchor" href="#${state.md.utils.escapeHtml(id)}" aria-hidden="true" tabindex="-1">#</a>`
    inline.children.push(anchor)
  })
}
