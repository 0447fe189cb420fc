import type { StateCore, Token } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { mayGrow } from '../growth.ts'
import { wholePlace } from '../inline-place.ts'
import { escapeHtml } from '../text/html.ts'
import { textOfMarkup } from '../text/text-of-markup.ts'
import { type FoundWord, splitText } from './split-text.ts'

/** Markup that is longer than this counts for the bound of growth.ts. */
const LONG = 200

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
  const compilation = compilationOf(state.env)
  const { words } = compilation.settings
  if (words.size === 0) return
  const find = finderOf(words)
  const fragmentFor = (name: string): readonly Token[] => {
    const markup = words.get(name) ?? ''
    const fits =
      markup.length <= LONG || mayGrow(compilation, markup.length, `\`${name}\``, () => wholePlace(compilation))
    const fragment = new state.Token('fragment', '', 0)
    fragment.content = fits ? markup : escapeHtml(name)
    fragment.meta = { text: textOfMarkup(fragment.content), name }
    return [fragment]
  }
  for (const block of state.tokens) {
    if (block.type !== 'inline' || !block.children) continue
    block.children = block.children.flatMap((token) =>
      token.type === 'text' ? splitText(state, token, find(token.content), fragmentFor) : [token],
    )
  }
}

/** What must not come before a word, and behind one that ends in a capital or a digit, or otherwise. */
const BEFORE = /[\p{Script=Latin}\p{N}_]$/u
const BEHIND_CAPITAL = /[\p{Lu}\p{N}_]/uy
const BEHIND_OTHERS = /[\p{Script=Latin}\p{N}_]/uy

/**
 * Finds words in a text, of two that begin at one place the longer one. They are looked up by their lengths, which are few: one
 * expression of all words would try each of them at each letter.
 */
export function finderOf(words: ReadonlyMap<string, unknown>): (text: string) => readonly FoundWord[] {
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
    const found: FoundWord[] = []
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
