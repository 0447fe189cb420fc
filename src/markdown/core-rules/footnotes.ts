import type { StateCore, Token } from 'markdown-it'

/**
 * Footnotes, as markdown-it-footnote reads them:
 *
 *     Text[^1] and a note in line^[like this].
 *
 *     [^1]: The note.
 *
 * Its last rule, which puts them at the end of the page, copies the whole page for each of them. This one does the same in
 * one pass.
 */

/** A footnote that the text refers to: one in line has its tokens, others a label. */
interface Footnote {
  readonly label?: string
  readonly content?: string
  readonly tokens?: Token[]
  /** How often the text refers to it. */
  readonly count?: number
}

const isList = (value: unknown): value is readonly Footnote[] => Array.isArray(value)

/** The footnotes of a page in the order of their numbers; undefined where it has none. */
function footnotesOf({ env }: StateCore): readonly Footnote[] | undefined {
  const found: unknown = env?.footnotes
  if (typeof found !== 'object' || found === null) return undefined
  return 'list' in found && isList(found.list) ? found.list : []
}

/** Takes the definitions out of the page; their tokens by label. */
function takeDefinitions(state: StateCore): ReadonlyMap<string, readonly Token[]> {
  const definitions = new Map<string, readonly Token[]>()
  let open: Token[] | undefined
  state.tokens = state.tokens.filter((token) => {
    if (token.type === 'footnote_reference_open') {
      open = []
      definitions.set(String(token.meta?.label), open)
      return false
    }
    if (token.type === 'footnote_reference_close') {
      open = undefined
      return false
    }
    open?.push(token)
    return open === undefined
  })
  return definitions
}

function inParagraph(state: StateCore, { tokens, content = '' }: Footnote): readonly Token[] {
  const open = new state.Token('paragraph_open', 'p', 1)
  const inline = new state.Token('inline', '', 0)
  const close = new state.Token('paragraph_close', 'p', -1)
  open.block = close.block = true
  inline.children = tokens ?? []
  inline.content = content
  return [open, inline, close]
}

/** Core rule: puts the footnotes at the end of the page. */
export function footnoteRule(state: StateCore): void {
  const list = footnotesOf(state)
  if (!list) return
  const definitions = takeDefinitions(state)
  if (list.length === 0) return
  const { tokens } = state
  const push = (type: string, nesting: 0 | 1 | -1, meta?: Record<string, unknown>): void => {
    const token = new state.Token(type, '', nesting)
    if (meta) token.meta = meta
    tokens.push(token)
  }
  push('footnote_block_open', 1)
  list.forEach((footnote, id) => {
    const { label, count = 0 } = footnote
    push('footnote_open', 1, { id, label })
    for (const token of footnote.tokens ? inParagraph(state, footnote) : (definitions.get(String(label)) ?? []))
      tokens.push(token)
    const paragraph = tokens.at(-1)?.type === 'paragraph_close' ? tokens.pop() : undefined
    for (let subId = 0; subId < Math.max(1, count); subId++) push('footnote_anchor', 0, { id, subId, label })
    if (paragraph) tokens.push(paragraph)
    push('footnote_close', -1)
  })
  push('footnote_block_close', -1)
}
