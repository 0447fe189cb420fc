import type { StateCore, Token } from 'markdown-it'
import type { Meaning } from '../../config/settings.ts'
import type { SettingsOf } from '../../config/settings-by-stage.ts'
import { onceFor } from '../../files/once.ts'
import { addHole, type Compilation, compilationOf, report } from '../compilation.ts'
import { slugOf, uniqueId } from '../heading.ts'
import { isSource, type Origin, regionOf } from '../text/origin.ts'

/**
 * The glossary of the site: what its words mean, and the pages that use them.
 *
 *     [GLOSSARY]
 */

/** The ids of words in the glossary, in its order: the same for all pages. */
export const glossaryIds = onceFor((meanings: SettingsOf<'compile'>['meanings']): ReadonlyMap<string, string> => {
  const taken = new Set<string>()
  return new Map(
    Array.from(meanings.keys(), (term) => [term, sortKey(term)] as const)
      .sort(([a, first], [b, second]) => (first < second || (first === second && a < b) ? -1 : 1))
      .map(([term]) => {
        const id = uniqueId(`term-${slugOf(term)}`, taken)
        taken.add(id)
        return [term, id]
      }),
  )
})

/** A word without accents and capitals. */
const sortKey = (term: string): string =>
  term
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

/** Where a meaning stands in the settings: faults of its text are there, and not on this page. */
function originOf(compilation: Compilation, term: string, { text, path }: Meaning): Origin | undefined {
  const file = compilation.ask('text', path)?.text
  if (file === undefined) return undefined
  const [first = ''] = text.split('\n', 1)
  const key = Math.max(0, file.indexOf(term))
  // A text that YAML folds, or that has signs escaped, is found by its word alone.
  const at = file.indexOf(first, key)
  const start = at < 0 ? key : at
  const length = file.startsWith(text, start) ? text.length : Math.max(1, file.slice(start).search(/\n|$/))
  return { source: { path, text: file, offset: 0 }, start, end: start + length }
}

/** Core rule, before inline text: makes the list of words and their meanings. */
export function glossaryRule(state: StateCore): void {
  const { tokens } = state
  const at = tokens.findIndex(
    ({ type, content }, i) => type === 'inline' && content === '[GLOSSARY]' && tokens[i - 1]?.type === 'paragraph_open',
  )
  if (at < 0) return
  const compilation = compilationOf(state.env)
  const { settings } = compilation
  const source = tokens
    .slice(0, at)
    .reduce((last, { meta }) => (isSource(meta?.source) ? meta.source : last), compilation.source)
  const map = tokens[at]?.map ?? null
  if (settings.meanings.size === 0) {
    const { start, end } = regionOf({ source, lines: map ?? [0, 1] })
    report(compilation, 'glossary/empty', 'No word of the site has a meaning, so there is no glossary.', {
      span: { path: source.path, start, end },
      hint: 'write `words:` into `site.yaml`, and below it `mean: {means: The sum divided by the count.}`',
    })
    return
  }
  compilation.hasComponents = true
  compilation.hasGlossary = true
  const made: Token[] = []
  const put = (type: string, tag: string, nesting: -1 | 0 | 1, content = ''): Token => {
    const token = new state.Token(type, tag, nesting)
    token.block = true
    token.content = content
    token.map = map
    if (type === 'inline') token.children = []
    made.push(token)
    return token
  }
  put('dl_open', 'dl', 1).attrs = [['class', 'glossary']]
  for (const [term, id] of glossaryIds(settings.meanings)) {
    compilation.anchors.add(id)
    put('dt_open', 'dt', 1).attrs = [['id', id]]
    put('inline', '', 0).children = [Object.assign(new state.Token('text', '', 0), { content: term })]
    put('dt_close', 'dt', -1)
    put('dd_open', 'dd', 1)
    put('paragraph_open', 'p', 1)
    const meaning = settings.meanings.get(term)
    put('inline', '', 0, meaning?.text).meta = { origin: meaning && originOf(compilation, term, meaning) }
    put('paragraph_close', 'p', -1)
    put('fragment', '', 0, addHole(compilation, { type: 'uses', term }))
    put('dd_close', 'dd', -1)
  }
  put('dl_close', 'dl', -1)
  state.tokens = [...tokens.slice(0, at - 1), ...made, ...tokens.slice(at + 2)]
}
