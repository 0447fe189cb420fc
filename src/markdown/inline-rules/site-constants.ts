import type { StateInline, Token } from 'markdown-it'
import { type Compilation, compilationOf } from '../compilation.ts'
import { MAX_DEPTH, tellNearConstant } from '../constants.ts'
import { mayGrow } from '../growth.ts'
import { inlinePlace, wholePlace } from '../inline-place.ts'

const SITE_CONSTANT = /\$([\p{L}_][\p{L}\p{N}_-]*)\$/uy

/**
 * Constants of the site; the text of one is inline Markdown itself:
 *
 *     Write to $teacher$.
 */
export function siteConstantRule(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 0x24) return false
  SITE_CONSTANT.lastIndex = state.pos
  const match = SITE_CONSTANT.exec(state.src)
  const name = match?.[1]
  if (!match || name === undefined) return false
  const compilation = compilationOf(state.env)
  if (compilation.rawElement !== undefined) return false
  const value = compilation.ask('constant', name)
  if (value === undefined && !silent)
    tellNearConstant(compilation, name, inlinePlace(compilation, match[0], state.pos, state.pos + match[0].length))
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
