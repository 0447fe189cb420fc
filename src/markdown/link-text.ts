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
  const isText = inner.every((token) => token.type === 'text' || token.nesting !== 0)
  if (href === '') tellLinkText(compilation, undefined, place)
  else if (isText) tellLinkText(compilation, inner.map((token) => token.content).join(''), place)
}

/** Tells of a link whose words say nothing; `text` is undefined where it has no address. */
export function tellLinkText(compilation: Compilation, text: string | undefined, place: Place): void {
  if (text === undefined) {
    report(compilation, 'link/empty', 'The link leads nowhere.', {
      span: place(),
      hint: 'write the address that it leads to',
    })
    return
  }
  // At this point of the text emphasis may still be its marks.
  const words = text
    .trim()
    .replace(/^[*_~]+|[*_~]+$/g, '')
    .trim()
  if (words === '') {
    report(compilation, 'link/empty', 'The link has no text.', {
      span: place(),
      hint: 'write between its brackets, or its tags, where it leads',
    })
  } else if (isVague(words)) {
    report(compilation, 'link/vague-text', `The link’s text \`${words}\` does not say where it leads.`, {
      span: place(),
      hint: 'name what one finds there, so that the link can be understood by itself',
    })
  }
}

const isVague = (text: string): boolean =>
  VAGUE.has(
    text
      .toLowerCase()
      .replace(/\s+/g, ' ')
      .replace(/[.…!»>→]+$/u, '')
      .trim(),
  )
