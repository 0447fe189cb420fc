import Parser, { type RendererRule, type StateCore } from 'markdown-it'
import { type Compilation, compilationOf, report } from '../compilation.ts'
import { renderCode } from '../render-code.ts'
import { lastLineOf } from '../text/code-lines.ts'
import { readFence } from '../text/fence-info.ts'
import { escapeHtml } from '../text/html.ts'
import { regionOf } from '../text/origin.ts'

/**
 * Code:
 *
 *     ~~~ .python        ~~~{.python}        ~~~python        ``` python {2,4-6} title="loop.py" showLineNumbers
 */

const { unescapeAll } = new Parser().utils

/** Core rule: reads what stands behind the marks of each fence, and tells the author of lines that are not there. */
export function fenceRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  let source = compilation.source
  for (const token of state.tokens) {
    if (isSource(token.meta?.source)) source = token.meta.source
    if (token.type !== 'fence') continue
    const { options, bad } = readFence(unescapeAll(token.info))
    const last = lastLineOf(options)
    // Most code names no lines: then they are not counted.
    const count = last > 1 ? token.content.replace(/\n$/, '').split('\n').length : 1
    const faults = bad.map((written) => `\`${written}\` names no lines.`)
    if (last > count) faults.push(`The code has no line ${last}: it has ${count}.`)
    for (const fault of faults) {
      const [line = 0] = token.map ?? []
      const { start, end } = regionOf({ source, lines: [line, line + 1] })
      report(compilation, 'code/bad-marks', fault, {
        span: { path: source.path, start, end: Math.max(end, start + 1) },
        hint: 'write lines and ranges of them, as in `{2,4-6}`; the first line is 1',
      })
    }
  }
}

const isSource = (value: unknown): value is Compilation['source'] =>
  typeof value === 'object' && value !== null && 'path' in value

/** A fence, with the attributes of a list below it. */
export const renderFence: RendererRule = (tokens, i, _options, _env, renderer) => {
  const token = tokens[i]
  if (!token) return ''
  const { language, options } = readFence(unescapeAll(token.info))
  const code = renderCode(token.content, language, options)
  if (!token.attrs?.length) return code
  const attributes = renderer.renderAttrs({ attrs: token.attrs.filter(([name]) => name !== 'class') })
  const classes = token.attrGet('class')
  return code.replace(
    /^<(div|figure) class="([^"]*)"/,
    (_, tag: string, own: string) =>
      `<${tag} class="${own}${classes === null ? '' : ` ${escapeHtml(String(classes))}`}"${attributes}`,
  )
}

/** Indented code. */
export const renderCodeBlock: RendererRule = (tokens, i) => renderCode(tokens[i]?.content ?? '', '')
