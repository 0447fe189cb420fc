import type { StateBlock } from 'markdown-it'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { didYouMean } from '../../diagnostics/nearest.ts'
import { alertKind, alertNames } from '../alerts.ts'
import { applyAttributes, readAttributes } from '../attributes.ts'
import { compilationOf, report } from '../compilation.ts'
import { componentNames, componentOf, fillComponent } from '../components.ts'
import { titleTokens } from '../core-rules/alerts.ts'
import { closingOf, endOf, lineAt, openingOf } from './colons.ts'

/**
 * Alerts, what readers unfold, and components, between colons; those around others have more of them:
 *
 *     :::tip[Title]          ::::warning Title        :::details Solution
 *     Any Markdown.          :::note                  Any Markdown.
 *     :::                    :::                      :::
 *                            ::::
 *
 * The list of a component: see components.ts. A hero is what a front page begins with, of any Markdown:
 *
 *     :::hero
 *     # Growing beans
 *
 *     ![A bean](bean.svg)
 *     :::
 */
export function containerRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.src.charCodeAt((state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)) !== 0x3a) return false
  const text = lineAt(state, startLine)
  const opening = openingOf(text)
  if (!opening && !closingOf(text)) return false
  if (silent) return true
  const compilation = compilationOf(state.env)
  const at = compilation.source.offset + (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  const span: Span = { path: compilation.source.path, start: at, end: at + text.trimEnd().length }
  if (!opening) {
    report(compilation, 'container/unclosed', 'This line of colons ends nothing.', {
      span,
      hint: 'take it out, or write what it ends above, as in `:::note`',
    })
    state.line = startLine + 1
    return true
  }
  const name = opening.name.toLowerCase()
  const kind = alertKind(compilation, name)
  const isDetails = name === 'details'
  const component = componentOf(name)
  const isHero = name === 'hero'
  const { end, closed } = endOf(state, startLine, endLine, opening.colons)
  if (name === 'tabs')
    report(compilation, 'tabs/bad', 'This is not how tabs begin.', {
      span,
      hint: 'write `:::tabs`, or `:::tabs key:name`',
    })
  else if (!kind && !isDetails && !component && !isHero)
    report(
      compilation,
      'container/unknown',
      `There is no \`${':'.repeat(opening.colons)}${opening.name || opening.rest.trim()}\`.`,
      {
        span,
        hint:
          didYouMean(name, NAMES)?.replace(/`(\w)/g, '`:::$1') ??
          `write \`<div class="${name || 'name'}" markdown="1">\` and \`</div>\` around it, or one of ${NAMES.map((item) => `\`:::${item}\``).join(', ')}`,
      },
    )
  else if (!closed)
    report(compilation, 'container/unclosed', `This \`:::${opening.name}\` never ends.`, {
      span,
      hint: `write \`${':'.repeat(opening.colons)}\` on a line of its own below it`,
    })

  const { title, attributes } = readRest(opening.name ? opening.rest : '')
  const tag = isDetails ? 'details' : 'div'
  const start = state.push(component ? 'component_open' : 'alert_open', tag, 1)
  start.map = [startLine, closed ? end + 1 : end]
  if (kind || name) start.attrs = [['class', kind ? kind.class : name]]
  if (kind) start.attrSet('role', 'note')
  const list = attributes === undefined ? undefined : readAttributes(attributes, 0)
  if (list) applyAttributes(compilation, start, list, () => span)
  else if (attributes !== undefined) start.attrSet('open', '')
  if (title !== '') {
    for (const token of titleTokens(state.Token, start, title, [startLine, startLine + 1], state.level))
      state.tokens.push(token)
  } else if (kind || isDetails) start.meta = { title: kind?.title ?? compilation.words.details }
  const from = state.tokens.length
  const saved = { lineMax: state.lineMax, parentType: state.parentType }
  state.parentType = 'root'
  state.lineMax = end
  state.md.block.tokenize(state, startLine + 1, end)
  state.lineMax = saved.lineMax
  state.parentType = saved.parentType
  if (isHero) compilation.hasComponents = true
  if (component) fillComponent(compilation, component, state.tokens.slice(from), state.level, span, state.Token)
  state.push(component ? 'component_close' : 'alert_close', tag, -1)
  state.line = closed ? end + 1 : end
  return true
}

const NAMES: readonly string[] = [...alertNames, 'details', 'tabs', 'hero', ...componentNames]

/** The title behind a name, in brackets or not, and an attribute list, or `{open}`, at its end. */
function readRest(written: string): { readonly title: string; readonly attributes: string | undefined } {
  const rest = written.replace(/:+[ \t]*$/, '').trim()
  const brace = rest.endsWith('}') ? rest.lastIndexOf('{') : -1
  const attributes = brace < 0 ? undefined : rest.slice(brace)
  const isList = attributes !== undefined && (attributes === '{open}' || readAttributes(attributes, 0) !== undefined)
  const title = (isList ? rest.slice(0, brace) : rest).trim()
  return {
    title: /^\[.*\]$/.test(title) ? title.slice(1, -1).trim() : title,
    attributes: isList ? attributes : undefined,
  }
}
