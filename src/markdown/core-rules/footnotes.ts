import type { Env, RendererRule, StateCore, Token } from 'markdown-it'
import { fillWords } from '../../config/interface-words.ts'
import { onceFor } from '../../files/once.ts'
import { type Compilation, compilationOf, report } from '../compilation.ts'
import { escapeHtml } from '../text/html.ts'
import { isSource, lineStart, type Source } from '../text/origin.ts'

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

/** Numbers footnotes in the order of the page, where its text was not parsed in that order. */
export function orderFootnotes(state: StateCore): void {
  const list = footnotesOf(state)
  if (!list) return
  const uses = new Map<number, number>()
  const visit = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.type === 'inline') visit(token.children ?? [])
      if (token.type !== 'footnote_ref') continue
      const id = Number(token.meta?.id)
      const use = uses.get(id) ?? 0
      uses.set(id, use + 1)
      token.meta = { ...token.meta, subId: use }
      if (use === 0) visit(list[id]?.tokens ?? [])
    }
  }
  visit(state.tokens)
  // Those that only the replacing text of a picture names come last.
  const order = [...new Set([...uses.keys(), ...list.keys()])]
  const places = new Map(order.map((id, place) => [id, place]))
  const renumber = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.type === 'inline') renumber(token.children ?? [])
      if (token.type === 'footnote_ref') token.meta = { ...token.meta, id: places.get(Number(token.meta?.id)) }
    }
  }
  renumber(state.tokens)
  for (const { tokens } of list) renumber(tokens ?? [])
  const found: unknown = state.env?.footnotes
  if (typeof found === 'object' && found !== null) Object.assign(found, { list: order.flatMap((id) => list[id] ?? []) })
}

/** The labels of all footnotes that the page defines. */
export function footnoteLabels(env: Env | undefined): readonly string[] {
  const found: unknown = env?.footnotes
  if (typeof found !== 'object' || found === null || !('refs' in found)) return []
  return typeof found.refs === 'object' && found.refs !== null ? labelsOf(found.refs) : []
}

/** All are defined before any text is read that refers to one. */
const labelsOf = onceFor((refs: object): readonly string[] => Object.keys(refs).map((label) => label.slice(1)))

/** A definition, and the text that it stands in. */
interface Definition {
  readonly label: string
  readonly tokens: Token[]
  readonly source: Source
}

/** Takes the definitions out of the page, in its order. */
function takeDefinitions(state: StateCore): readonly Definition[] {
  const definitions: Definition[] = []
  let { source } = compilationOf(state.env)
  let open: Definition | undefined
  state.tokens = state.tokens.filter((token) => {
    if (isSource(token.meta?.source)) source = token.meta.source
    if (token.type === 'footnote_reference_open') {
      open = { label: String(token.meta?.label), tokens: [], source }
      definitions.push(open)
      return false
    }
    if (token.type === 'footnote_reference_close') {
      open = undefined
      return false
    }
    open?.tokens.push(token)
    return open === undefined
  })
  return definitions
}

/** The definitions by their labels; a second one of the same label, and those that nothing refers to, are told. */
function byLabel(
  compilation: Compilation,
  definitions: readonly Definition[],
  list: readonly Footnote[],
): ReadonlyMap<string, readonly Token[]> {
  const found = new Map<string, readonly Token[]>()
  const used = new Set(list.map(({ label }) => label))
  for (const definition of definitions) {
    const { label, tokens } = definition
    if (found.has(label))
      report(compilation, 'footnote/duplicate', `The footnote \`${label}\` is defined before on this page.`, {
        span: placeOf(definition),
        hint: 'give it a label of its own',
      })
    else {
      found.set(label, tokens)
      if (!used.has(label))
        report(compilation, 'footnote/unused', `Nothing refers to the footnote \`${label}\`, so it is not shown.`, {
          span: placeOf(definition),
          hint: `write \`[^${label}]\` where the text speaks of it, or take it out`,
        })
    }
  }
  return found
}

/** Where the label of a definition stands. */
function placeOf({ label, tokens, source }: Definition): { path: string; start: number; end: number } {
  const written = `[^${label}]`
  const line = tokens.find(({ map }) => map)?.map?.[0]
  const from = line === undefined ? source.offset : lineStart(source, line)
  const at = Math.max(source.text.indexOf(`${written}:`, from), source.offset)
  return { path: source.path, start: at, end: at + written.length }
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
  const definitions = byLabel(compilationOf(state.env), takeDefinitions(state), list)
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

/** What a token of a footnote says: the number of the note, and which reference to it this is, both from 1. */
const numbersOf = (token: Token | undefined): { readonly n: number; readonly use: number } => ({
  n: Number(token?.meta?.id ?? 0) + 1,
  use: Number(token?.meta?.subId ?? 0) + 1,
})

/** The id of a reference: `fnref1`, and `fnref1:1` for the second one. */
const idOf = (n: number, use: number): string => `fnref${n}${use > 1 ? `:${use - 1}` : ''}`

/** A reference shows the number of its note, however often that is used. */
export const renderFootnoteReference: RendererRule = (tokens, i) => {
  const { n, use } = numbersOf(tokens[i])
  return `<sup class="footnote-ref"><a href="#fn${n}" id="${idOf(n, use)}" role="doc-noteref">[${n}]</a></sup>`
}

/** The beginning of the notes at the end of a page. */
export const renderFootnotesStart: RendererRule = () =>
  '<hr class="footnotes-sep">\n<section class="footnotes" role="doc-endnotes">\n<ol class="footnotes-list">\n'

/** An arrow back to a reference, which says to which one. */
export const renderFootnoteBack: RendererRule = (tokens, i, _options, env) => {
  const { words } = compilationOf(env)
  const { n, use } = numbersOf(tokens[i])
  const which = use > 1 ? `${n}-${use}` : String(n)
  const shown = use > 1 ? `<sup>${use}</sup>` : ''
  return ` <a href="#${idOf(n, use)}" class="footnote-backref" role="doc-backlink" aria-label="${escapeHtml(fillWords(words.backToReference, { n: which }))}">\u21a9\ufe0e${shown}</a>`
}
