import type { StateCore, Token } from 'markdown-it'
import type { SettingsOf } from '../../config/settings-by-stage.ts'
import { onceFor } from '../../files/once.ts'
import { addHole, compilationOf } from '../compilation.ts'
import { escapeHtml } from '../text/html.ts'
import { glossaryIds } from './glossary.ts'
import { type FoundWord, splitText } from './split-text.ts'
import { finderOf } from './words.ts'

/**
 * Core rule, after inline text: the first use of each word whose meaning `words:` of the settings tells shows it.
 *
 *     words:
 *       mean:
 *         means: The sum of all values, divided by how many there are.
 *         forms: [means, average]
 *
 * Not in headings, titles and links, and not on the page that has the glossary.
 */
export function termRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  const { meanings, words } = compilation.settings
  if (meanings.size === 0 || compilation.hasGlossary) return
  const { terms, find } = termsOf(meanings)
  const ids = glossaryIds(meanings)
  const tokensFor = (word: string): readonly Token[] => {
    const term = terms.get(word) ?? word
    compilation.terms.add(term)
    compilation.hasComponents = true
    const html = words.get(word) ?? escapeHtml(word)
    const fragment = new state.Token('fragment', '', 0)
    fragment.content = addHole(compilation, {
      type: 'term',
      id: ids.get(term) ?? '',
      html,
      meaning: plainText(meanings.get(term)?.text ?? ''),
    })
    fragment.meta = { text: word }
    return [fragment]
  }
  const isFirst = ({ word }: FoundWord): boolean => {
    const term = terms.get(word) ?? word
    if (compilation.terms.has(term)) return false
    compilation.terms.add(term)
    return true
  }
  state.tokens.forEach((block, i) => {
    const { children } = block
    if (block.type !== 'inline' || !children || /^(?:heading|alert_title)_open$/.test(state.tokens[i - 1]?.type ?? ''))
      return
    let links = 0
    block.children = children.flatMap((token) => {
      if (token.type === 'link_open') links++
      else if (token.type === 'link_close') links--
      else if (token.type === 'html_inline' && /^<(?:a|button|summary|label)[\s>]/i.test(token.content)) links++
      else if (token.type === 'html_inline' && /^<\/(?:a|button|summary|label)>/i.test(token.content)) links--
      if (token.type !== 'text' || links > 0) return [token]
      return splitText(state, token, find(token.content).filter(isFirst), tokensFor)
    })
  })
}

/** The words by each form that they have, at the beginning of a sentence too: the same for all pages. */
const termsOf = onceFor((meanings: SettingsOf<'compile'>['meanings']) => {
  const terms = new Map<string, string>()
  for (const [term, { forms }] of meanings)
    for (const form of [term, ...forms])
      for (const written of [form, capital(form)]) if (!terms.has(written)) terms.set(written, term)
  return { terms, find: finderOf(terms) }
})

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** Of a meaning, a title shows no more letters. */
const LONGEST = 300

/** Inline Markdown without its marks, and no longer than a title. */
function plainText(markdown: string): string {
  const plain = markdown
    .slice(0, 2 * LONGEST)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/%(?:link|ref|url):([^%\s#]*)[^%\s]*%|<(https?:[^>\s]*)>/g, '$1$2')
    .replace(/<\/?[a-z][^<>]*>|[`*$]/gi, '')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST).replace(/ \S*$/, '')} …` : plain
}
