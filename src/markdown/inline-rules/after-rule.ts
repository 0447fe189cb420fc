import type { StateInline, Token } from 'markdown-it'
import type { InlineRule } from '../rule-rows.ts'

/**
 * The same rule, with something to do after it: with the tokens that it made, from the offset `start` on. `otherwise` is done where it
 * made none.
 */
export function afterRule(
  rule: InlineRule,
  after: (state: StateInline, made: readonly Token[], start: number) => void,
  otherwise?: (state: StateInline) => void,
): InlineRule {
  return (state, silent) => {
    if (silent) return rule(state, true)
    const start = state.pos
    const before = state.tokens.length
    if (!rule(state, false)) {
      otherwise?.(state)
      return false
    }
    after(state, state.tokens.slice(before), start)
    return true
  }
}
