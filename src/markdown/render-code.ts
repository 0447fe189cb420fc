import { highlight } from './highlight.ts'
import { type CodeOptions, lastLineOf, NO_OPTIONS, readDiff, wrapLines } from './text/code-lines.ts'
import { escapeHtml } from './text/html.ts'

/** A block of code with its language. `colours`: false where nobody will look at it. */
export function renderCode(
  code: string,
  language: string,
  options: CodeOptions = NO_OPTIONS,
  colours: boolean = true,
): string {
  const shown = language.toLowerCase() === 'diff' && options.inner ? options.inner : language
  const { markup, lines } = colour(code, language, options, colours ? highlight : escapeHtml)
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
  paint: (code: string, language: string) => string,
): { readonly markup: string; readonly lines: CodeOptions } {
  if (language.toLowerCase() !== 'diff')
    return { markup: language ? paint(code, language) : escapeHtml(code), lines: options }
  const diff = readDiff(code)
  const lines = { ...options, ins: new Set([...options.ins, ...diff.ins]), del: new Set([...options.del, ...diff.del]) }
  return { markup: options.inner ? paint(diff.code, options.inner) : paint(code, 'diff'), lines }
}

const needsLines = (options: CodeOptions): boolean =>
  options.firstNumber !== undefined || options.behind !== undefined || lastLineOf(options) > 0
