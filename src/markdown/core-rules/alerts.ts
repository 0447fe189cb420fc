import type { RendererRule, StateCore } from 'markdown-it'

/**
 * Alerts, as on GitHub:
 *
 *     > [!NOTE]
 *     > Useful to know.
 */

const MARK = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i

/** Core rule: makes quotes that begin with a mark into alerts. */
export function alertRule(state: StateCore): void {
  const { tokens } = state
  /** Quotes that are open at this point; those that are alerts want their ends to be. */
  const open: boolean[] = []
  tokens.forEach((token, i) => {
    if (token.type === 'blockquote_close' && open.pop()) {
      token.type = 'alert_close'
      token.tag = 'div'
    }
    if (token.type !== 'blockquote_open') return
    const inline = tokens[i + 2]
    const match =
      inline?.type === 'inline' && tokens[i + 1]?.type === 'paragraph_open' ? MARK.exec(inline.content) : null
    open.push(match !== null)
    if (!match || !inline) return
    const kind = (match[1] ?? '').toLowerCase()
    token.type = 'alert_open'
    token.tag = 'div'
    token.attrJoin('class', `alert alert-${kind}`)
    token.attrSet('role', 'note')
    token.meta = { title: `${kind[0]?.toUpperCase()}${kind.slice(1)}` }
    const rest = inline.content.slice(match[0].length)
    if (inline.map && rest) inline.map = [inline.map[0] + 1, inline.map[1]]
    inline.content = rest
    if (rest === '') for (const paragraph of [tokens[i + 1], tokens[i + 3]]) if (paragraph) paragraph.hidden = true
  })
}

/** The beginning of an alert, with its title. */
export const renderAlert: RendererRule = (tokens, i, options, _env, renderer) =>
  `${renderer.renderToken(tokens, i, options)}<p class="alert-title">${String(tokens[i]?.meta?.title)}</p>\n`
