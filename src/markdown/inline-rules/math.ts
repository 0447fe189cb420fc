import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'
import { hash } from '../../files/hash.ts'
import { load } from '../../files/load.ts'
import { type Compilation, compilationOf, report } from '../compilation.ts'
import { escapeHtml } from '../text/html.ts'
import { inlinePlace } from './references.ts'

/**
 * Formulas, made into MathML when the site is built:
 *
 *     $e = mc^2$        $$\int_0^1 x\,dx$$        $$
 *                                                 \sum_i x_i
 *     $5 and $6 is money                          $$
 */

interface Temml {
  renderToString(
    tex: string,
    options: { readonly displayMode: boolean; readonly throwOnError: boolean; readonly trust: boolean },
  ): string
}

const isTemml = (value: unknown): value is Temml =>
  typeof value === 'object' && value !== null && 'renderToString' in value

/** Of a formula: Temml's time grows with the square of how deep its groups lie in each other. */
const LONGEST = 20_000

/** MathML of a formula, or what is wrong with it. */
function mathml(tex: string, displayMode: boolean): { readonly markup: string } | { readonly fault: string } {
  if (tex.length > LONGEST) return { fault: `it is longer than ${LONGEST} characters` }
  // Loaded on first use: most pages have no formula.
  const temml: unknown = load('temml')
  if (!isTemml(temml)) throw new Error('temml has no renderToString.')
  try {
    return { markup: temml.renderToString(tex, { displayMode, throwOnError: true, trust: false }) }
  } catch (error) {
    return {
      fault: error instanceof Error ? tidy(error.message) : String(error),
    }
  }
}

/** What a style sheet must say anyway, see `math[display="block"]` there. */
const SAID = 'display:block math;'

/**
 * The same formula without styles of its own, which a strict Content-Security-Policy would refuse: each becomes a class, and
 * the compilation keeps what the class stands for.
 */
function withClasses(compilation: Compilation, markup: string): string {
  return markup.replace(/<\w+(?: [\w-]+="[^"]*")*? style="([^"]*)"[^>]*>/g, (tag, written: string) => {
    const bare = tag.replace(` style="${written}"`, '')
    if (written === SAID) return bare
    const name = `math-${hash(written)
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, 8)}`
    compilation.styles.set(name, written.replace(/;$/, ''))
    return / class="/.test(bare)
      ? bare.replace(' class="', ` class="${name} `)
      : bare.replace(/\/?>$/, ` class="${name}"$&`)
  })
}

/** The first sentence of Temml's message, without the place, which ours has. */
const tidy = (message: string): string =>
  message
    .replace(/^\w+ parse error:\s*/i, '')
    .replace(/ at (?:position \d+|end of input):[\s\S]*$/, '')
    .replace(/\s+/g, ' ')
    .trim()

const HINT = 'write `\\$` for a dollar sign that is money'

const space = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || Number.isNaN(code)
const digit = (code: number): boolean => code >= 0x30 && code <= 0x39

function inlineRule(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state
  if (src.charCodeAt(pos) !== 0x24 || compilationOf(state.env).rawElement !== undefined) return false
  const display = src.charCodeAt(pos + 1) === 0x24
  const from = pos + (display ? 2 : 1)
  if (!display && space(src.charCodeAt(from))) return false
  let end = from
  for (;;) {
    end = src.indexOf(display ? '$$' : '$', end)
    if (end < 0) return false
    const closes =
      src.charCodeAt(end - 1) !== 0x5c &&
      (display || (!space(src.charCodeAt(end - 1)) && !digit(src.charCodeAt(end + 1))))
    if (closes) break
    // `$5 and $6`: a dollar sign that cannot close is money, and so is the first one.
    if (!display && src.charCodeAt(end - 1) !== 0x5c) return false
    end++
  }
  if (end === from) return false
  const next = end + (display ? 2 : 1)
  if (!silent) {
    const compilation = compilationOf(state.env)
    const result = mathml(src.slice(from, end), display)
    const token = state.push('fragment', '', 0)
    if ('markup' in result) {
      token.content = withClasses(compilation, result.markup)
      token.meta = { text: src.slice(from, end) }
    } else {
      token.content = `<code>${escapeHtml(src.slice(pos, next))}</code>`
      report(compilation, 'math/bad-tex', `The formula cannot be read: ${result.fault}.`, {
        span: inlinePlace(compilation, src.slice(pos, next), pos, next)(),
        hint: HINT,
      })
    }
  }
  state.pos = next
  return true
}

/** Lines where a formula began last and did not end, up to the line where the search stopped. */
const unended = new WeakMap<StateBlock, { readonly from: number; readonly to: number; readonly endLine: number }>()

function blockRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !state.src.startsWith('$$', start)) return false
  const first = state.src.slice(start + 2, state.eMarks[startLine])
  let last = startLine
  let tex: string
  if (first.trimEnd().endsWith('$$') && first.trim().length > 2) tex = first.trimEnd().slice(0, -2)
  else {
    if (first.includes('$$')) return false
    const known = unended.get(state)
    // An earlier line looked for an end as far as this one would.
    if (known && startLine > known.from && startLine < known.to && endLine === known.endLine) return false
    do last++
    while (
      last < endLine &&
      !state.src.slice(state.bMarks[last], state.eMarks[last]).trimEnd().endsWith('$$') &&
      !state.isEmpty(last)
    )
    if (last >= endLine || state.isEmpty(last)) {
      unended.set(state, { from: startLine, to: last, endLine })
      return false
    }
    tex = `${first}\n${state
      .getLines(startLine + 1, last + 1, state.blkIndent, false)
      .trimEnd()
      .slice(0, -2)}`
  }
  if (silent) return true
  const compilation = compilationOf(state.env)
  const result = mathml(tex.trim(), true)
  const token = state.push('fragment', '', 0)
  if ('markup' in result) token.content = `${withClasses(compilation, result.markup)}\n`
  else {
    token.content = `<pre><code>${escapeHtml(tex)}</code></pre>\n`
    const at = compilation.source.offset + start
    report(compilation, 'math/bad-tex', `The formula cannot be read: ${result.fault}.`, {
      span: { path: compilation.source.path, start: at, end: at + 2 },
      hint: HINT,
    })
  }
  state.line = last + 1
  return true
}

/** Adds formulas to markdown-it; constants (`$name$`) must come before them. */
export function mathPlugin(md: MarkdownIt): void {
  md.inline.ruler.after('escape', 'math', inlineRule)
  md.block.ruler.before('fence', 'math_block', blockRule, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
}
