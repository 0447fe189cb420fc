import type { RendererRule, StateCore } from 'markdown-it'

/**
 * Tables in HTML:
 *
 *     | Loop | Runs |
 *     |------|-----:|
 *     | for  |    3 |
 */

/** Core rule: alignment by class; a style in the page would be refused by a strict Content-Security-Policy. */
export function alignRule(state: StateCore): void {
  for (const token of state.tokens) {
    if (!token.attrs || (token.type !== 'th_open' && token.type !== 'td_open')) continue
    const align = /^text-align:(\w+)$/.exec(String(token.attrGet('style') ?? ''))?.[1]
    if (!align) continue
    token.attrs = token.attrs.filter(([name]) => name !== 'style')
    token.attrJoin('class', `align-${align}`)
  }
}

/** Core rule: a header with nothing in it, as in the corner of a table, names no column: screen readers would stumble over it. */
export function cornerRule(state: StateCore): void {
  state.tokens.forEach((token, i) => {
    if (token.type !== 'th_open') return
    const [cell, end] = state.tokens.slice(i + 1, i + 3)
    if (end?.type === 'th_close' && cell?.content.trim() === '') token.tag = end.tag = 'td'
  })
}

/** A table scrolls inside itself. */
export const renderTableStart: RendererRule = (tokens, i, options, _env, renderer) =>
  `<div class="table-scroll">${renderer.renderToken(tokens, i, options)}`

/** The end of a table that scrolls inside itself. */
export const renderTableEnd: RendererRule = (tokens, i, options, _env, renderer) =>
  `${renderer.renderToken(tokens, i, options).trimEnd()}</div>\n`
