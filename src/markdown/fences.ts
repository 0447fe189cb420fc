import type { MarkdownIt } from 'markdown-it'
import { highlight } from './highlight.ts'
import { escapeHtml } from './html.ts'

/**
 * Code:
 *
 *     ~~~ .python        ~~~{.python}        ~~~python        ``` python
 */

/** The language of a fence: the first word behind its marks, without braces, dot and options. */
export function languageOf(info: string): string {
  const first = /^[\s{]*\.?([^\s{},:]*)/.exec(info)?.[1] ?? ''
  return /^[\w+#.-]+$/.test(first) ? first.replace(/^language-/, '') : ''
}

/** A block of code with its language. */
export function renderCode(code: string, language: string): string {
  const name = escapeHtml(language.toLowerCase())
  const attribute = name ? ` class="language-${name}"` : ''
  return `<div class="code"${name ? ` data-lang="${name}"` : ''}><pre><code${attribute}>${language ? highlight(code, language) : escapeHtml(code)}</code></pre></div>\n`
}

/** Renders fences and indented code. */
export function fencePlugin(md: MarkdownIt): void {
  md.renderer.rules.fence = (tokens, i) => {
    const token = tokens[i]
    if (!token) return ''
    const code = renderCode(token.content, languageOf(md.utils.unescapeAll(token.info)))
    if (!token.attrs?.length) return code
    const attributes = md.renderer.renderAttrs({ attrs: token.attrs.filter(([name]) => name !== 'class') })
    const classes = token.attrGet('class')
    return code.replace(
      '<div class="code"',
      `<div class="code${classes === null ? '' : ` ${escapeHtml(String(classes))}`}"${attributes}`,
    )
  }
  md.renderer.rules.code_block = (tokens, i) => renderCode(tokens[i]?.content ?? '', '')
}
