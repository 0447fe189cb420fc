import type { StateInline, Token } from 'markdown-it'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { type Compilation, compilationOf } from '../compilation.ts'
import { mayGrow } from '../text/growth.ts'
import { locate } from '../text/origin.ts'

/** `$name$` of the site. */
const SITE_CONSTANT = /\$([\p{L}_][\p{L}\p{N}_-]*)\$/uy

const MAX_DEPTH = 3

/** Puts constants into text that is not Markdown: an address, an attribute, a field of a block. */
export function expandConstants(compilation: Compilation, text: string): string {
  if (!text.includes('$') && !(compilation.constants.size && text.includes('%'))) return text
  const here = (): Span => wholePlace(compilation)
  const expand = (part: string, depth: number): string => {
    const site = part.replace(/\$([\p{L}_][\p{L}\p{N}_-]*)\$/gu, (written, name: string) => {
      const value = compilation.ask('constant', name)
      if (value !== undefined) compilation.usedConstants.add(`$${name}`)
      return value === undefined || !mayGrow(compilation, value.length, `\`${written}\``, here)
        ? written
        : depth < MAX_DEPTH
          ? expand(value, depth + 1)
          : value
    })
    return compilation.constants.size
      ? site.replace(/%([\p{L}_][\p{L}\p{N}_-]*)(?!:)/gu, (written, name: string) => {
          const value = compilation.constants.get(name)
          if (value !== undefined) compilation.usedConstants.add(name)
          return value === undefined || !mayGrow(compilation, value.length, `\`${written}\``, here) ? written : value
        })
      : site
  }
  return expand(text, 0)
}

/** The inline text that is parsed, or the beginning of the page: a constant may stand in the text of another. */
export function wholePlace({ inline, source }: Compilation): Span {
  return inline
    ? locate(inline.origin, inline.content, 0, inline.content.length)
    : { path: source.path, start: source.offset, end: source.offset + 1 }
}

/** `$name$` in inline text: the constant's text, which is inline Markdown itself. */
export function siteConstantRule(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x24) return false
  SITE_CONSTANT.lastIndex = state.pos
  const match = SITE_CONSTANT.exec(state.src)
  const name = match?.[1]
  if (!match || name === undefined) return false
  const compilation = compilationOf(state.env)
  if (compilation.rawElement !== undefined) return false
  const value = compilation.ask('constant', name)
  if (value === undefined || compilation.constantDepth >= MAX_DEPTH) return false
  compilation.usedConstants.add(`$${name}`)
  if (!silent && !mayGrow(compilation, value.length, `\`${match[0]}\``, () => wholePlace(compilation))) return false
  if (!silent) pushInline(state, compilation, value)
  state.pos += match[0].length
  return true
}

/** Parses a text as inline Markdown and puts it where the state stands. */
export function pushInline(state: StateInline, compilation: Compilation, text: string): void {
  if (state.pending) state.pushPending()
  const tokens: Token[] = []
  compilation.constantDepth++
  state.md.inline.parse(text, state.md, state.env, tokens)
  compilation.constantDepth--
  for (const token of tokens) {
    state.tokens.push(token)
    state.tokens_meta.push(undefined)
  }
}
