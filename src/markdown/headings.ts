import type { StateCore, Token } from 'markdown-it'
import { compilationOf } from './compilation.ts'

/** A heading of a page. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number
  readonly id: string
  /** Without markup. */
  readonly text: string
}

/**
 * The id of a heading: lower case, accents of Latin letters dropped, only letters, digits, `-`, `_` and spaces kept, runs
 * of spaces and `-` become one `-`.
 */
export function slugOf(text: string): string {
  const plain = /^[\x20-\x7e]*$/.test(text)
    ? text
    : text
        .normalize('NFKD')
        .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
        .normalize('NFC')
  return plain
    .replace(/[^\p{L}\p{N}\p{M}_\s-]/gu, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-')
}

/** `slug`, or `slug_1`, `slug_2`… where it is taken. */
export function uniqueId(slug: string, taken: ReadonlySet<string>): string {
  if (slug !== '' && !taken.has(slug)) return slug
  const [, stem = slug, number] = /^(.*)_(\d+)$/.exec(slug) ?? []
  for (let n = Number(number ?? 0) + 1; ; n++) if (!taken.has(`${stem}_${n}`)) return `${stem}_${n}`
}

/** The text that a reader sees of inline tokens, without markup. */
export function visibleText(tokens: readonly Token[]): string {
  let text = ''
  for (const token of tokens) {
    if (token.type === 'text' || token.type === 'code_inline' || token.type === 'text_special') text += token.content
    else if (token.type === 'softbreak' || token.type === 'hardbreak') text += ' '
    else if (token.type === 'image') text += visibleText(token.children ?? [])
    else if (typeof token.meta?.text === 'string') text += token.meta.text
  }
  return text
}

/** Core rule, after inline text: gives every heading its id and its permalink, and notes it. */
export function headingRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  const { tokens } = state
  // Ids that authors gave come first, wherever they stand: a heading must not take one of them.
  const taken = new Set(compilation.anchors)
  tokens.forEach((token, i) => {
    if (token.type !== 'heading_open') return
    const inline = tokens[i + 1]
    if (!inline?.children) return
    const text = visibleText(inline.children).replace(/\s+/g, ' ').trim()
    const given = token.attrGet('id')
    const id = given === null ? uniqueId(slugOf(text), taken) : String(given)
    taken.add(id)
    compilation.anchors.add(id)
    token.attrSet('id', id)
    compilation.headings.push({ level: Number(token.tag.slice(1)), id, text })
    const anchor = new state.Token('fragment', '', 0)
    anchor.content = `<a class="anchor" href="#${state.md.utils.escapeHtml(id)}" aria-hidden="true" tabindex="-1">#</a>`
    inline.children.push(anchor)
  })
}
