import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import abbreviations from 'markdown-it-abbr'
import { compilationOf } from './compilation.ts'
import { expandConstants, wholePlace } from './constants.ts'
import { mayGrow } from './growth.ts'

/**
 * Abbreviations, as markdown-it-abbr reads them:
 *
 *     The HTML of a page.
 *
 *     *[HTML]: HyperText Markup Language
 *
 * Its last rule copies a paragraph for each abbreviation in it; this one does the same in one pass.
 */

/** Long forms that are longer than this count for the bound of growth.ts. */
const LONG = 200

/** The long form of each abbreviation of a page, with its constants filled in. */
function longForms({ env }: StateCore): ReadonlyMap<string, string> {
  const found: unknown = env?.abbreviations
  if (typeof found !== 'object' || found === null) return new Map()
  const compilation = compilationOf(env)
  return new Map(
    Object.entries(found).flatMap(([name, text]) =>
      // The names begin with a colon, so that none is one that every object has.
      typeof text === 'string' ? [[name.slice(1), expandConstants(compilation, text)] as const] : [],
    ),
  )
}

/** Core rule: encloses abbreviations in the text of a page. */
function replaceAbbreviations(state: StateCore): void {
  const forms = longForms(state)
  if (forms.size === 0) return
  const compilation = compilationOf(state.env)
  const names = [...forms.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).map(state.md.utils.escapeRE)
  // Between ends of the text, punctuation, blanks and signs.
  const pattern = new RegExp(
    `(?<![^\\p{P}\\p{Z}\\s$+<=>^\`|~])(?:${names.join('|')})(?![^\\p{P}\\p{Z}\\s$+<=>^\`|~])`,
    'gu',
  )
  const pieces = (token: Token): readonly Token[] => {
    if (token.type !== 'text') return [token]
    const made: Token[] = []
    const text = (content: string): void => {
      if (content === '') return
      const piece = new state.Token('text', '', 0)
      piece.content = content
      piece.level = token.level
      made.push(piece)
    }
    let last = 0
    for (const match of token.content.matchAll(pattern)) {
      const [name] = match
      const long = forms.get(name) ?? ''
      text(token.content.slice(last, match.index))
      const open = new state.Token('abbr_open', 'abbr', 1)
      if (long.length <= LONG || mayGrow(compilation, long.length, 'An abbreviation', () => wholePlace(compilation)))
        open.attrs = [['title', long]]
      made.push(open)
      text(name)
      made.push(new state.Token('abbr_close', 'abbr', -1))
      last = match.index + name.length
    }
    if (last === 0) return [token]
    text(token.content.slice(last))
    return made
  }
  for (const block of state.tokens) if (block.children) block.children = block.children.flatMap(pieces)
}

/** Adds abbreviations to markdown-it. */
export function abbreviationPlugin(md: MarkdownIt): void {
  md.use(abbreviations)
  md.core.ruler.at('abbr_replace', replaceAbbreviations)
}
