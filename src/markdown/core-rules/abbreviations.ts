import type { StateCore, Token } from 'markdown-it'
import { compilationOf } from '../compilation.ts'
import { expandConstants } from '../constants.ts'
import { mayGrow } from '../growth.ts'
import { wholePlace } from '../inline-place.ts'
import { type FoundWord, splitText, textToken } from './split-text.ts'

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

const EDGE = /[\p{P}\p{Z}\s$+<=>^`|~]/u

/** Whether a name may begin or end there: at an end of the text, or beside punctuation, a blank or a sign. */
const isEdge = (char: string | undefined): boolean => char === undefined || EDGE.test(char)

/**
 * The abbreviations in a text, with their offsets; the longest where several begin. They are looked up by their length: a page
 * may have many, and few of them are of different lengths.
 */
function* abbreviationsIn(
  text: string,
  forms: ReadonlyMap<string, string>,
  lengths: readonly number[],
): Generator<FoundWord> {
  for (let at = 0; at < text.length; at++) {
    if (!isEdge(text[at - 1])) continue
    const length = lengths.find(
      (size) => at + size <= text.length && isEdge(text[at + size]) && forms.has(text.slice(at, at + size)),
    )
    if (length === undefined) continue
    yield { index: at, word: text.slice(at, at + length) }
    at += length - 1
  }
}

/** Core rule: encloses abbreviations in the text of a page. */
export function abbreviationRule(state: StateCore): void {
  const forms = longForms(state)
  if (forms.size === 0) return
  const compilation = compilationOf(state.env)
  const lengths = [...new Set(Array.from(forms.keys(), (name) => name.length))].sort((a, b) => b - a)
  const enclosed = (name: string, level: number): readonly Token[] => {
    const long = forms.get(name) ?? ''
    const open = new state.Token('abbr_open', 'abbr', 1)
    if (long.length <= LONG || mayGrow(compilation, long.length, 'An abbreviation', () => wholePlace(compilation)))
      open.attrs = [['title', long]]
    return [open, textToken(state, name, level), new state.Token('abbr_close', 'abbr', -1)]
  }
  const pieces = (token: Token): readonly Token[] =>
    token.type === 'text'
      ? splitText(state, token, abbreviationsIn(token.content, forms, lengths), (name) => enclosed(name, token.level))
      : [token]
  for (const block of state.tokens) if (block.children) block.children = block.children.flatMap(pieces)
}
