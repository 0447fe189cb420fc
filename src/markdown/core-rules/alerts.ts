import type { RendererRule, StateCore, Token } from 'markdown-it'
import { alertOf } from '../alerts.ts'
import { compilationOf, type Place } from '../compilation.ts'
import { escapeHtml } from '../text/html.ts'
import { isSource, locate } from '../text/origin.ts'

/**
 * Alerts, as on GitHub, which may have a title of their own, and be folded (`-`) or unfolded (`+`) by the reader:
 *
 *     > [!NOTE]                     > [!TIP] In short            > [!WARNING]- Before you begin
 *     > Useful to know.             > Save your work.            > Read the manual.
 */

const MARK = /^\[!([a-z][\w-]*)\]([-+]?)(?:[ \t]+([^\n]*?))?[ \t]*(?:\n|$)/i

/** Core rule: makes quotes that begin with a mark into alerts. */
export function alertRule(state: StateCore): void {
  const { tokens } = state
  if (!tokens.some(({ type }) => type === 'blockquote_open')) return
  const compilation = compilationOf(state.env)
  let source = compilation.source
  /** The tags of the quotes that are open at this point: '' of one that is no alert. */
  const open: string[] = []
  /** What is put behind a token. */
  const titles = new Map<Token, readonly Token[]>()
  tokens.forEach((token, i) => {
    if (isSource(token.meta?.source)) source = token.meta.source
    if (token.type === 'blockquote_close') {
      const tag = open.pop()
      if (tag) {
        token.type = 'alert_close'
        token.tag = tag
      }
    }
    if (token.type !== 'blockquote_open') return
    const inline = tokens[i + 2]
    const match =
      inline?.type === 'inline' && tokens[i + 1]?.type === 'paragraph_open' ? MARK.exec(inline.content) : null
    if (!match || !inline) {
      open.push('')
      return
    }
    const [mark, name = '', fold = '', title = ''] = match
    const { content, map } = inline
    const place: Place = () => locate({ source, lines: map ?? [0, 1] }, content, 2, 2 + name.length)
    const kind = alertOf(compilation, name, place)
    token.type = 'alert_open'
    token.attrJoin('class', kind.class)
    token.tag = fold === '' ? 'div' : 'details'
    if (fold === '') token.attrSet('role', 'note')
    if (fold === '+') token.attrSet('open', '')
    open.push(token.tag)
    if (title === '') token.meta = { title: kind.title }
    else titles.set(token, titleTokens(state.Token, token, title, map, token.level + 1))
    const rest = content.slice(mark.length)
    if (map && rest) inline.map = [map[0] + 1, map[1]]
    inline.content = rest
    // What a list below the mark gave to its paragraph.
    for (const [attribute, value] of (rest === '' && tokens[i + 1]?.attrs) || []) {
      if (attribute === 'class') token.attrJoin('class', String(value))
      else token.attrSet(attribute, value)
    }
    if (rest === '') for (const paragraph of [tokens[i + 1], tokens[i + 3]]) if (paragraph) paragraph.hidden = true
  })
  if (titles.size) state.tokens = tokens.flatMap((token) => [token, ...(titles.get(token) ?? [])])
}

/** The title of an alert or of what is folded, as inline Markdown. */
export function titleTokens(
  TokenOf: typeof Token,
  of: Token,
  title: string,
  lines: readonly [number, number] | null | undefined,
  level: number,
): readonly Token[] {
  const { name, classes } = titleOf(of)
  const start = new TokenOf('alert_title_open', name, 1)
  if (classes) start.attrs = [['class', classes]]
  const inline = new TokenOf('inline', '', 0)
  inline.content = title
  inline.map = lines ? [lines[0], lines[0] + 1] : null
  inline.children = []
  const end = new TokenOf('alert_title_close', name, -1)
  for (const token of [start, inline, end]) {
    token.block = true
    token.level = token === inline ? level + 1 : level
  }
  return [start, inline, end]
}

/** The beginning of an alert, with its title where that is not the author's. */
export const renderAlert: RendererRule = (tokens, i, options, _env, renderer) => {
  const token = tokens[i]
  const start = renderer.renderToken(tokens, i, options)
  const { title } = token?.meta ?? {}
  if (typeof title !== 'string') return start
  const { name, classes } = titleOf(token)
  return `${start}<${name}${classes && ` class="${classes}"`}>${escapeHtml(title)}</${name}>\n`
}

/** The element of a title, and its class: what is folded and no alert has none. */
const titleOf = (token: Token | undefined): { readonly name: string; readonly classes: string } => ({
  name: token?.tag === 'details' ? 'summary' : 'p',
  classes:
    token?.type === 'component_open'
      ? 'component-title'
      : String(token?.attrGet('class') ?? '').startsWith('alert ')
        ? 'alert-title'
        : '',
})
