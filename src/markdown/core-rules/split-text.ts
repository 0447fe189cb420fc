import type { StateCore, Token } from 'markdown-it'

/** What a core rule found in the text of a token. */
export interface FoundWord {
  /** Offset in the text. */
  readonly index: number
  readonly word: string
}

/** Text of a page beside other tokens. */
export function textToken(state: StateCore, content: string, level: number): Token {
  const token = new state.Token('text', '', 0)
  token.content = content
  token.level = level
  return token
}

/** A text token with other tokens in place of the words that were found in it, which come in their order; itself where there are none. */
export function splitText(
  state: StateCore,
  token: Token,
  found: Iterable<FoundWord>,
  tokensFor: (word: string) => readonly Token[],
): Token[] {
  const { content, level } = token
  const made: Token[] = []
  let last = 0
  const text = (end: number): void => {
    if (end > last) made.push(textToken(state, content.slice(last, end), level))
  }
  for (const { index, word } of found) {
    text(index)
    made.push(...tokensFor(word))
    last = index + word.length
  }
  if (last === 0) return [token]
  text(content.length)
  return made
}
