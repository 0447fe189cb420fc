import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it'
import { type Compilation, compilationOf } from '../compilation.ts'
import { expandConstants } from '../inline-rules/constants.ts'
import { checkLinkText } from '../inline-rules/link-text.ts'
import { followInlineLink } from '../inline-rules/raw-links.ts'
import { inlinePlace } from '../inline-rules/references.ts'
import { resolveHref } from '../links.ts'
import { isPicture, measurePicture, reportNoAlt, reportUnreadable } from '../pictures.ts'
import { mayGrow } from '../text/growth.ts'
import { closeAbove, closeElement, isInside } from '../text/open-elements.ts'
import { lineStart, locate, type Origin } from '../text/origin.ts'
import { resolveRawHtml } from '../text/raw-html.ts'
import { sanitizeHtml } from '../text/sanitize.ts'

/**
 * The pass over all inline text, in the order of the page: it knows where each piece comes from, so that a fault inside
 * of it has a place, and which constants hold there.
 */

/** What block rules tell the inline pass through `token.meta`. */
export interface InlineMeta {
  readonly origin?: Origin
  /** The token changes the source of what follows (an include begins or ends). */
  readonly source?: Compilation['source']
  /** The token defines constants for what follows. */
  readonly constants?: readonly (readonly [string, string])[]
}

/** Replaces markdown-it's `inline` core rule. */
function inlinePass(state: StateCore): void {
  const compilation = compilationOf(state.env)
  let row: { readonly end: number; cursor: number } | undefined
  for (const token of state.tokens) {
    const meta: InlineMeta | null = token.meta
    if (meta?.source) compilation.source = meta.source
    if (meta?.constants) for (const [name, text] of meta.constants) compilation.constants.set(name, text)
    if (token.type === 'tr_open' && token.map) {
      row = { cursor: lineStart(compilation.source, token.map[0]), end: lineStart(compilation.source, token.map[1]) }
    } else if (token.type === 'inline') {
      const origin = meta?.origin ?? originOf(compilation, token, row)
      compilation.inline = { origin, content: token.content }
      compilation.rawElement = undefined
      token.children ??= []
      const open = compilation.openElements.length
      state.md.inline.parse(token.content, state.md, state.env, token.children)
      closeAbove(compilation, open)
      compilation.inline = undefined
      compilation.rawElement = undefined
    } else if (token.type === 'html_block') {
      const origin = meta?.origin ?? originOf(compilation, token, undefined)
      const written = token.content
      token.content = resolveRawHtml(compilation, written, origin, written)
      if (compilation.settings.safe)
        token.content = sanitizeHtml(compilation, token.content, () => locate(origin, written, 0, written.length))
    }
  }
}

function originOf(
  { source }: Compilation,
  token: Token,
  row: { readonly end: number; cursor: number } | undefined,
): Origin {
  if (token.map) return { source, lines: token.map }
  if (!row) return { source, start: source.offset, end: source.text.length }
  // Cells of a table have no place of their own: look behind the cell before.
  const at = token.content === '' ? -1 : source.text.indexOf(token.content, row.cursor)
  if (at < 0 || at >= row.end) return { source, start: row.cursor, end: row.end }
  row.cursor = at + token.content.length
  return { source, start: at, end: row.cursor }
}

type InlineRule = (state: StateInline, silent: boolean) => boolean

/** Runs markdown-it's rule of that name, then `after` with the tokens that it made. */
function extend(
  md: MarkdownIt,
  name: string,
  after: (state: StateInline, made: readonly Token[], start: number) => void,
  around: (state: StateInline, run: () => boolean) => boolean = (_state, run) => run(),
): void {
  const rule: InlineRule | undefined = md.inline.ruler.__rules__.find((item) => item.name === name)?.fn
  if (!rule) throw new Error(`markdown-it has no inline rule ${name}.`)
  md.inline.ruler.at(name, (state, silent) => {
    if (silent) return rule(state, true)
    const start = state.pos
    const before = state.tokens.length
    if (!around(state, () => rule(state, false))) return false
    after(state, state.tokens.slice(before), start)
    return true
  })
}

/** Resolves the addresses of links and pictures, and raw HTML inside of text. */
export function inlinePlugin(md: MarkdownIt): void {
  md.core.ruler.at('inline', inlinePass)
  // Addresses are kept as written until they are resolved; those of other sites are encoded then.
  const encode = md.normalizeLink.bind(md)
  md.normalizeLink = (address) => address
  // Addresses that would run scripts are told, and lead nowhere.
  md.validateLink = () => true

  const resolve = (state: StateInline, token: Token, attribute: 'href' | 'src', start: number): string | undefined => {
    const compilation = compilationOf(state.env)
    const written = String(token.attrGet(attribute) ?? '')
    const found = state.src.slice(start, state.pos).indexOf(written)
    const at = found < 0 ? found : start + found
    const from = written !== '' && at >= 0 ? at : start
    const place = inlinePlace(
      compilation,
      state.src.slice(from, from === at ? from + written.length : state.pos),
      from,
      from === at ? from + written.length : state.pos,
    )
    const { href, path } = resolveHref(compilation, written, attribute === 'href' ? 'link' : 'resource', place)
    const title = token.attrGet('title')
    const longer = href.length + String(title ?? '').length - (state.pos - start)
    // A definition of a link is written once and used anywhere.
    if (longer > 200 && !mayGrow(compilation, longer, 'This link', place)) {
      token.attrs = [[attribute, '#']]
      return undefined
    }
    if (title !== null) token.attrSet('title', expandConstants(compilation, String(title)))
    token.attrSet(attribute, href.includes('\0') || href.startsWith('%') ? href : encode(href))
    return path
  }
  for (const name of ['link', 'autolink']) {
    extend(md, name, (state, made, start) => {
      const open = made.find((token) => token.type === 'link_open')
      if (!open) return
      resolve(state, open, 'href', start)
      if (name === 'autolink') return
      const compilation = compilationOf(state.env)
      const href = String(open.attrGet('href') ?? '')
      checkLinkText(
        compilation,
        made.slice(made.indexOf(open)),
        href,
        inlinePlace(compilation, state.src.slice(start, state.pos), start, state.pos),
      )
    })
  }
  extend(
    md,
    'image',
    (state, made, start) => {
      const image = made.find((token) => token.type === 'image')
      if (!image) return
      const path = resolve(state, image, 'src', start)
      const compilation = compilationOf(state.env)
      const place = inlinePlace(compilation, state.src.slice(start, state.pos), start, state.pos)
      const end = state.pos
      const shown = (): number | undefined => {
        const width = /^\{[^}\n]*?\bwidth=["']?(\d+)(?:px)?["']?[\s}]/.exec(state.src.slice(end, end + 200))?.[1]
        return width === undefined ? undefined : Number(width)
      }
      if (image.content.trim() === '' && !isInside(compilation, 'figure'))
        reportNoAlt(compilation, place, 'write between the brackets what it shows: `![A cat](cat.png)`')
      const size = path === undefined ? undefined : measurePicture(compilation, path, place, shown)
      if (path !== undefined && !size && isPicture(path)) reportUnreadable(compilation, path, place)
      if (size) {
        image.attrSet('width', size.width)
        image.attrSet('height', size.height)
      }
      image.attrSet('loading', 'lazy')
      image.attrSet('decoding', 'async')
    },
    (state, run) => {
      const compilation = compilationOf(state.env)
      compilation.imageDepth++
      const found = run()
      compilation.imageDepth--
      return found
    },
  )
  md.renderer.rules.image = (tokens, i, options, _env, renderer) => {
    const image = tokens[i]
    image?.attrSet('alt', plainText(image.children ?? []))
    return renderer.renderToken(tokens, i, options)
  }
  extend(md, 'html_inline', (state, made, start) => {
    const tag = made.find((token) => token.type === 'html_inline')
    if (!tag) return
    const compilation = compilationOf(state.env)
    const { inline, source } = compilation
    const raw = RAW_TAG.exec(tag.content)
    const written = tag.content
    const sanitize = (): void => {
      if (compilation.settings.safe)
        tag.content = sanitizeHtml(
          compilation,
          tag.content,
          inlinePlace(compilation, written, start, start + written.length),
        )
    }
    if (compilation.rawElement !== undefined) {
      if (raw?.[1] && raw[2]?.toLowerCase() === compilation.rawElement) {
        closeElement(compilation, compilation.rawElement, inlinePlace(compilation, tag.content, start, state.pos))
        compilation.rawElement = undefined
      }
      sanitize()
      return
    }
    const origin = inline?.origin ?? { source, start: source.offset, end: source.text.length }
    tag.content = resolveRawHtml(compilation, tag.content, origin, inline?.content ?? tag.content, start)
    followInlineLink(compilation, written, state.src, start)
    sanitize()
    if (raw && !raw[1]) compilation.rawElement = raw[2]?.toLowerCase()
  })
}

const RAW_TAG = /^<(\/?)(pre|script|style|textarea)[\s/>]/i

/** The text of inline tokens, with the marks of holes in it: what replaces a picture. */
function plainText(tokens: readonly Token[]): string {
  let text = ''
  for (const { type, content, meta, children } of tokens) {
    if (type === 'softbreak' || type === 'hardbreak') text += '\n'
    else if (type === 'image') text += plainText(children ?? [])
    else if (type === 'fragment') text += String(meta?.plain ?? meta?.text ?? '')
    else if (type === 'text' || type === 'text_special' || type === 'code_inline') text += content
  }
  return text
}
