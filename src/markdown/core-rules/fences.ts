import type { MarkdownIt, StateCore } from 'markdown-it'
import { type Compilation, compilationOf, report } from '../compilation.ts'
import { highlight } from '../highlight.ts'
import { type CodeOptions, lastLineOf, NO_OPTIONS, readDiff, wrapLines } from '../text/code-lines.ts'
import { readFence } from '../text/fence-info.ts'
import { escapeHtml } from '../text/html.ts'
import { regionOf } from '../text/origin.ts'

/**
 * Code:
 *
 *     ~~~ .python        ~~~{.python}        ~~~python        ``` python {2,4-6} title="loop.py" showLineNumbers
 */

/** A block of code with its language. */
export function renderCode(code: string, language: string, options: CodeOptions = NO_OPTIONS): string {
  const shown = language.toLowerCase() === 'diff' && options.inner ? options.inner : language
  const { markup, lines } = colour(code, language, options)
  const body = needsLines(lines) ? wrapLines(markup, lines) : markup
  const tag = options.title === undefined ? 'div' : 'figure'
  const title = options.title === undefined ? '' : `<figcaption>${escapeHtml(options.title)}</figcaption>`
  const { outer, inner } = tagsOf(shown, options.firstNumber !== undefined)
  return `<${tag}${outer}>${title}<pre><code${inner}>${body}</code></pre></${tag}>\n`
}

interface Attributes {
  /** Of the element around the code. */
  readonly outer: string
  /** Of the code itself. */
  readonly inner: string
}

/** Attributes by language: the same few for all code of a site. */
const attributes = new Map<string, Attributes>()
/** Names of languages come from authors: not all that could be are kept. */
const MOST_LANGUAGES = 500

function tagsOf(language: string, numbered: boolean): Attributes {
  const key = numbered ? `${language} numbered` : language
  const known = attributes.get(key)
  if (known) return known
  const name = escapeHtml(language.toLowerCase())
  const made = {
    outer: ` class="code${numbered ? ' numbered' : ''}"${name ? ` data-lang="${name}"` : ''}`,
    inner: name ? ` class="language-${name}"` : '',
  }
  if (attributes.size < MOST_LANGUAGES) attributes.set(key, made)
  return made
}

function colour(
  code: string,
  language: string,
  options: CodeOptions,
): { readonly markup: string; readonly lines: CodeOptions } {
  if (language.toLowerCase() !== 'diff')
    return { markup: language ? highlight(code, language) : escapeHtml(code), lines: options }
  const diff = readDiff(code)
  const lines = { ...options, ins: new Set([...options.ins, ...diff.ins]), del: new Set([...options.del, ...diff.del]) }
  return { markup: options.inner ? highlight(diff.code, options.inner) : highlight(code, 'diff'), lines }
}

const needsLines = (options: CodeOptions): boolean => options.firstNumber !== undefined || lastLineOf(options) > 0

/** Core rule: reads what stands behind the marks of each fence, and tells the author of lines that are not there. */
function fenceRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  let source = compilation.source
  for (const token of state.tokens) {
    if (isSource(token.meta?.source)) source = token.meta.source
    if (token.type !== 'fence') continue
    const { options, bad } = readFence(state.md.utils.unescapeAll(token.info))
    const last = lastLineOf(options)
    // Most code names no lines: then nobody counts them.
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

/** Renders fences and indented code. */
export function fencePlugin(md: MarkdownIt): void {
  md.core.ruler.after('block', 'fences', fenceRule)
  md.renderer.rules.fence = (tokens, i) => {
    const token = tokens[i]
    if (!token) return ''
    const { language, options } = readFence(md.utils.unescapeAll(token.info))
    const code = renderCode(token.content, language, options)
    if (!token.attrs?.length) return code
    const attributes = md.renderer.renderAttrs({ attrs: token.attrs.filter(([name]) => name !== 'class') })
    const classes = token.attrGet('class')
    return code.replace(
      /^<(div|figure) class="([^"]*)"/,
      (_, tag: string, own: string) =>
        `<${tag} class="${own}${classes === null ? '' : ` ${escapeHtml(String(classes))}`}"${attributes}`,
    )
  }
  md.renderer.rules.code_block = (tokens, i) => renderCode(tokens[i]?.content ?? '', '')
}
