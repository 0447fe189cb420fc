import type { StateCore, Token } from 'markdown-it'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { type Compilation, compilationOf } from '../compilation.ts'
import { mayGrow } from '../growth.ts'
import type { CompiledHeading, Heading } from '../heading.ts'
import { escapeHtml } from '../text/html.ts'

/** Which headings a table of contents shows. */
export interface TocOptions {
  /** First and last level, 1 to 6. */
  readonly from: number
  readonly to: number
  /** Texts of headings to leave out. */
  readonly exclude: readonly string[]
}

/** A heading with the headings below it. A level that is skipped nests by one step only. */
export interface HeadingTree<H extends Heading> {
  readonly heading: H
  readonly children: readonly HeadingTree<H>[]
}

type Growing<H extends Heading> = { readonly heading: H; readonly children: Growing<H>[] }

/** Nests headings by their levels. */
export function headingTree<H extends Heading & { readonly named?: string }>(
  headings: readonly H[],
  { from, to, exclude }: TocOptions,
): readonly HeadingTree<H>[] {
  const roots: Growing<H>[] = []
  const open: Growing<H>[] = []
  for (const heading of headings) {
    if (heading.level < from || heading.level > to || exclude.includes(heading.text)) continue
    if (heading.named !== undefined && exclude.includes(heading.named)) continue
    const node: Growing<H> = { heading, children: [] }
    while ((open.at(-1)?.heading.level ?? 0) >= heading.level) open.pop()
    ;(open.at(-1)?.children ?? roots).push(node)
    open.push(node)
  }
  return roots
}

function list(trees: readonly HeadingTree<CompiledHeading>[]): string {
  let entries = ''
  for (const { heading, children } of trees) {
    const below = children.length > 0 ? list(children) : ''
    entries += `<li><a href="#${escapeHtml(heading.id)}">${escapeHtml(heading.marked)}</a>${below}</li>`
  }
  return `<ul>${entries}</ul>`
}

/** The table of contents; nothing where there are no headings for it. */
function renderToc({ headings, words }: Compilation, options: TocOptions): string {
  const trees = headingTree(headings, options)
  return trees.length
    ? `<nav class="toc" aria-label="${escapeHtml(words.contents)}"><p class="toc-title">${escapeHtml(words.contents)}</p>${list(trees)}</nav>\n`
    : ''
}

const isOptions = (value: unknown): value is TocOptions =>
  typeof value === 'object' && value !== null && 'from' in value && 'exclude' in value

/** The markup of an entry. */
const EACH = 30

/**
 * Core rule, after headings have their ids: fills in tables of contents, those of `toc` blocks too.
 *
 *     [TOC]
 */
export function tocRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  let tables = 0
  // The first table is what the author wants of a page; more of them grow with its headings.
  const size = compilation.headings.reduce((sum, { id, marked }) => sum + id.length + marked.length + EACH, 0)
  const fill = (token: Token, options: TocOptions): void => {
    const { source } = compilation
    const place = (): Span => ({ path: source.path, start: source.offset, end: source.offset + 1 })
    const fits = ++tables === 1 || mayGrow(compilation, size, 'One more table of contents', place)
    token.content = fits ? renderToc(compilation, options) : ''
  }
  const { tokens } = state
  /** The paragraphs around tables. */
  const around = new Set<Token>()
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token?.type === 'fragment' && isOptions(token.meta?.toc)) fill(token, token.meta.toc)
    if (token?.type !== 'inline' || token.content !== '[TOC]' || tokens[i - 1]?.type !== 'paragraph_open') continue
    token.type = 'fragment'
    token.children = null
    token.attrs = tokens[i - 1]?.attrs ?? null
    fill(token, { from: 1, to: compilation.settings.tocDepth, exclude: [] })
    // In a footnote, what leads back stands before the end of the paragraph.
    let end = i + 1
    while (end < tokens.length && tokens[end]?.type !== 'paragraph_close') end += 1
    for (const at of [tokens[i - 1], tokens[end]]) if (at) around.add(at)
  }
  if (around.size) state.tokens = tokens.filter((token) => !around.has(token))
}
