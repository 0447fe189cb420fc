import { decodeHTML } from 'entities'
import type { StateCore, Token } from 'markdown-it'
import { compilationOf } from '../compilation.ts'

/**
 * Core rule, after inline text: shows the HTML of `words:` in the settings wherever text has one of them.
 *
 *     words:
 *       H2O: H<sub>2</sub>O
 *
 * A word begins where no Latin letter, digit or `_` is before it. Letters of other scripts are written without a space: `使用LOOP项目`.
 * Behind a capital or a digit, endings in small letters may follow: `LOOPs`.
 */
export function wordRule(state: StateCore): void {
  const { words } = compilationOf(state.env).settings
  if (words.size === 0) return
  const names = [...words.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  const pattern = new RegExp(
    `(?<![\\p{Script=Latin}\\p{N}_])(?:${names.map((name) => state.md.utils.escapeRE(name) + endOf(name)).join('|')})`,
    'gu',
  )
  for (const block of state.tokens) {
    if (block.type !== 'inline' || !block.children) continue
    block.children = block.children.flatMap((token) =>
      token.type === 'text' ? split(state, token, pattern, words) : [token],
    )
  }
}

/** What must not follow a word. */
const endOf = (name: string): string =>
  /[\p{Lu}\p{N}]$/u.test(name) ? '(?![\\p{Lu}\\p{N}_])' : '(?![\\p{Script=Latin}\\p{N}_])'

/** What a reader sees of the HTML of a word. */
const textOfHtml = (markup: string): string => decodeHTML(markup.replace(/<[^>]*>/g, ''))

function split(state: StateCore, token: Token, pattern: RegExp, words: ReadonlyMap<string, string>): Token[] {
  const made: Token[] = []
  let last = 0
  const text = (content: string): void => {
    if (content === '') return
    const piece = new state.Token('text', '', 0)
    piece.content = content
    piece.level = token.level
    made.push(piece)
  }
  for (const match of token.content.matchAll(pattern)) {
    text(token.content.slice(last, match.index))
    const word = new state.Token('fragment', '', 0)
    word.content = words.get(match[0]) ?? ''
    word.meta = { text: textOfHtml(word.content), name: match[0] }
    made.push(word)
    last = match.index + match[0].length
  }
  if (last === 0) return [token]
  text(token.content.slice(last))
  return made
}
