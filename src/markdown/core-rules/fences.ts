import Parser, { type RendererRule, type StateCore, type Token } from 'markdown-it'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { type AttributeList, applyAttributes, readAttributes, withAttributes } from '../attributes.ts'
import { type Compilation, compilationOf, report } from '../compilation.ts'
import { renderCode } from '../render-code.ts'
import { lastLineOf, withoutDirective } from '../text/code-lines.ts'
import { readFence } from '../text/fence-info.ts'
import { escapeHtml } from '../text/html.ts'
import { isSource, regionOf } from '../text/origin.ts'
import { type FenceNotes, isFenceNotes } from './code-notes.ts'

/**
 * Code:
 *
 *     ~~~ .python        ~~~{.python #id .wide}        ~~~python        ``` python {2,4-6} title="loop.py" showLineNumbers
 */

const { unescapeAll } = new Parser().utils

/** Core rule: reads what stands behind the marks of each fence, and tells the author of lines that are not there. */
export function fenceRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  let source = compilation.source
  for (const token of state.tokens) {
    if (isSource(token.meta?.source)) source = token.meta.source
    if (token.type !== 'fence') continue
    const info = unescapeAll(token.info)
    const { language, options, bad } = readFence(info)
    if (/^py(?:thon)?3?$/i.test(language)) token.content = withoutDirective(token.content)
    const list = info.includes('{') ? fenceAttributes(info) : undefined
    if (list) applyAttributes(compilation, token, list, () => firstLine(source, token))
    const last = lastLineOf(options)
    // Most code names no lines: then they are not counted.
    const count = last > 1 ? token.content.replace(/\n$/, '').split('\n').length : 1
    const faults = bad.map((written) => `\`${written}\` names no lines.`)
    if (last > count) faults.push(`The code has no line ${last}: it has ${count}.`)
    for (const fault of faults) {
      report(compilation, 'code/bad-marks', fault, {
        span: firstLine(source, token),
        hint: 'write lines and ranges of them, as in `{2,4-6}`; the first line is 1',
      })
    }
  }
}

/** The line of a fence with its language. */
function firstLine(source: Compilation['source'], { map }: Token): Span {
  const [line = 0] = map ?? []
  const { start, end } = regionOf({ source, lines: [line, line + 1] })
  return { path: source.path, start, end: Math.max(end, start + 1) }
}

const BRACES = /(?<!=)\{(?=[^}]*[.#:=])([^{}]*)\}/
const ATTRIBUTE =
  /(?:^|\s)([.#][\p{L}_-][\p{L}\p{N}_-]*|(?:id|class|data-[\w-]+)=(?:"[^"]*"|'[^']*'|[^\s"']+))(?=\s|$)/gu

/** The class, the id and the like in the braces of a fence; the first class of `{.python #id .wide}` is the language. */
function fenceAttributes(info: string): AttributeList | undefined {
  const braces = BRACES.exec(info)
  if (!braces) return undefined
  const inner = (braces[1] ?? '').replace(/^:/, '')
  const isLanguage = info.slice(0, braces.index).trim() === '' && /^\s*\./.test(inner)
  const found = Array.from(inner.matchAll(ATTRIBUTE), (match) => match[1] ?? '').slice(isLanguage ? 1 : 0)
  return found.length ? readAttributes(`{${found.join(' ')}}`, 0) : undefined
}

/** A fence, with its attributes. */
export const renderFence: RendererRule = (tokens, i, _options, env) => {
  const token = tokens[i]
  if (!token) return ''
  const { colours } = compilationOf(env)
  const { language, options } = readFence(unescapeAll(token.info))
  const noted = token.meta?.fenceNotes
  const code = isFenceNotes(noted)
    ? renderCode(noted.code, language, { ...options, behind: linksOf(noted) }, colours)
    : renderCode(token.content, language, options, colours)
  return withAttributes(code, token)
}

/** Marks of code as links to what they mean: the comment stays, so that what is copied is what the author wrote. */
function linksOf({ notes, ids }: FenceNotes): ReadonlyMap<number, string> {
  return new Map(
    Array.from(notes, ([line, { number, written }]) => {
      const id = ids.get(number)
      const mark = written.trim()
      const blanks = written.slice(0, written.indexOf(mark))
      return [
        line,
        id === undefined
          ? escapeHtml(written)
          : `${blanks}<a class="code-note" href="#${escapeHtml(id)}" aria-label="${number}" data-note="${number}">${escapeHtml(mark)}</a>`,
      ]
    }),
  )
}

/** Indented code, with the attributes of a list below it. */
export const renderCodeBlock: RendererRule = (tokens, i) => {
  const token = tokens[i]
  return token ? withAttributes(renderCode(token.content, ''), token) : ''
}
