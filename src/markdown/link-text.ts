import type { Token } from 'markdown-it'
import { type Compilation, type Place, report } from './compilation.ts'

/** Words that say nothing of where a link leads; a screen reader reads the links of a page one after the other. */
const VAGUE = new Set([
  'click',
  'click here',
  'click this',
  'click this link',
  'here',
  'link',
  'more',
  'over here',
  'read more',
  'right here',
  'this',
  'this link',
])

/** Checks the words of a link: the tokens from its `link_open` to its `link_close`. */
export function checkLinkText(compilation: Compilation, tokens: readonly Token[], href: string, place: Place): void {
  const inner = tokens.slice(1, -1)
  if (href === '') {
    report(compilation, 'link/empty', 'The link leads nowhere.', {
      span: place(),
      hint: 'write the address between the parentheses',
    })
    return
  }
  const isText = inner.every((token) => token.type === 'text' || token.nesting !== 0)
  if (!isText) return
  const text = inner
    .map((token) => token.content)
    .join('')
    .trim()
  if (text === '') {
    report(compilation, 'link/empty', 'The link has no text.', {
      span: place(),
      hint: 'write between the brackets where it leads',
    })
  } else if (
    VAGUE.has(
      text
        .toLowerCase()
        .replace(/[.…!»>→]+$/u, '')
        .trim(),
    )
  ) {
    report(compilation, 'link/vague-text', `The link’s text \`${text}\` does not say where it leads.`, {
      span: place(),
      hint: 'name what one finds there, so that the link can be understood by itself',
    })
  }
}
