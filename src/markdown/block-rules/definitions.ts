import type { StateBlock } from 'markdown-it'
import { compilationOf, report } from '../compilation.ts'

/**
 * Definitions of links that CommonMark does not take, for brackets in the address that do not balance:
 *
 *     [name]: address)with[brackets
 *
 * The links that use it lead there all the same, as authors of older tools expect, and the author is told.
 */
const DEFINITION = /^\[([^\]^\n][^\]\n]*)\]:[ \t]*([^\s<]\S*)[ \t]*(?:"([^"\n]*)"|'([^'\n]*)')?[ \t]*$/

/** The rule of such definitions, behind markdown-it's own for those that are right. */
export function definitionRule(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (state.src.charCodeAt(start) !== 0x5b || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const match = DEFINITION.exec(state.src.slice(start, state.eMarks[startLine]))
  if (!match || silent) return false
  const [, label = '', href = '', double, single] = match
  // A blank label, or one with brackets, is no label, and a word no address.
  if (label.trim() === '' || /[[\\]/.test(label) || !/[./#:]/.test(href)) return false
  const address = state.md.helpers.parseLinkDestination(href, 0, href.length)
  if (address.ok && address.pos === href.length) return false
  const compilation = compilationOf(state.env)
  const { source } = compilation
  const at = source.offset + start + match[0].indexOf(href, label.length + 3)
  report(compilation, 'link/bad-definition', `The address of the link \`${label}\` has brackets that do not balance.`, {
    span: { path: source.path, start: at, end: at + href.length },
    hint: 'write `[name]: https://example.org`; an address with brackets stands between `<` and `>`',
  })
  state.env.references ??= {}
  state.env.references[state.md.utils.normalizeReference(label)] ??= { href, title: double ?? single ?? '' }
  state.line = startLine + 1
  return true
}
