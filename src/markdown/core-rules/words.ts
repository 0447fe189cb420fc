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
  const find = finderOf(words)
  for (const block of state.tokens) {
    if (block.type !== 'inline' || !block.children) continue
    block.children = block.children.flatMap((token) =>
      token.type === 'text' ? split(state, token, find, words) : [token],
    )
  }
}

/** Where a word stands in a text. */
interface Found {
  readonly index: number
  readonly word: string
}

/** What must not come before a word, and behind one that ends in a capital or a digit, or otherwise. */
const BEFORE = /[\p{Script=Latin}\p{N}_]$/u
const BEHIND_CAPITAL = /[\p{Lu}\p{N}_]/uy
const BEHIND_OTHERS = /[\p{Script=Latin}\p{N}_]/uy

/**
 * Finds words in a text, of two that begin at one place the longer one. They are looked up by their lengths, which are few: one
 * expression of all words would try each of them at each letter.
 */
function finderOf(words: ReadonlyMap<string, string>): (text: string) => readonly Found[] {
  const behind = new Map(
    Array.from(words.keys(), (word) => [word, /[\p{Lu}\p{N}]$/u.test(word) ? BEHIND_CAPITAL : BEHIND_OTHERS]),
  )
  const first = new Set(Array.from(words.keys(), (word) => word.charCodeAt(0)))
  const lengths = [...new Set(Array.from(words.keys(), ({ length }) => length))].sort((a, b) => b - a)
  const wordAt = (text: string, at: number): string | undefined => {
    for (const length of lengths) {
      const word = text.slice(at, at + length)
      const end = behind.get(word)
      if (!end) continue
      end.lastIndex = at + length
      if (!end.test(text)) return word
    }
    return undefined
  }
  return (text) => {
    const found: Found[] = []
    for (let at = 0; at < text.length; at++) {
      if (!first.has(text.charCodeAt(at)) || BEFORE.test(text.slice(Math.max(0, at - 2), at))) continue
      const word = wordAt(text, at)
      if (word === undefined) continue
      found.push({ index: at, word })
      at += word.length - 1
    }
    return found
  }
}

/** What a reader sees of the HTML of a word. */
const textOfHtml = (markup: string): string => decodeHTML(markup.replace(/<[^>]*>/g, ''))

function split(
  state: StateCore,
  token: Token,
  find: (text: string) => readonly Found[],
  words: ReadonlyMap<string, string>,
): Token[] {
  const made: Token[] = []
  let last = 0
  const text = (content: string): void => {
    if (content === '') return
    const piece = new state.Token('text', '', 0)
    piece.content = content
    piece.level = token.level
    made.push(piece)
  }
  for (const { index, word: name } of find(token.content)) {
    text(token.content.slice(last, index))
    const word = new state.Token('fragment', '', 0)
    word.content = words.get(name) ?? ''
    word.meta = { text: textOfHtml(word.content), name }
    made.push(word)
    last = index + name.length
  }
  if (last === 0) return [token]
  text(token.content.slice(last))
  return made
}
