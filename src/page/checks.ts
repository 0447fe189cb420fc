import type { Token } from 'markdown-it'
import type { Span } from '../diagnostics/diagnostic.ts'
import { wrongEncodings } from '../diagnostics/wrong-encoding.ts'
import { type Compilation, report } from '../markdown/compilation.ts'
import { isKnownLanguage, unknownLanguageHint } from '../markdown/highlight.ts'
import { readFence } from '../markdown/text/fence-info.ts'
import { isSource, lineStart, locate, regionOf, type Source } from '../markdown/text/origin.ts'
import { directiveOf } from './foreign-forms.ts'
import type { Page } from './read.ts'

/** Checks of a page's blocks, in one pass over its tokens. Those of inline text are made where that is parsed. */
export function checkBlocks(compilation: Compilation, tokens: readonly Token[]): void {
  let source = compilation.source
  let level: number | undefined
  let header: { words: boolean; readonly lines: readonly [number, number] } | undefined
  tokens.forEach((token, i) => {
    if (isSource(token.meta?.source)) source = token.meta.source
    switch (token.type) {
      case 'heading_open': {
        const next = Number(token.tag.slice(1))
        if (level !== undefined && next > level + 1 && token.map)
          tellSkipped(compilation, level, next, source, token.map)
        level = next
        break
      }
      case 'inline':
        if (tokens[i - 1]?.type === 'paragraph_open') checkHeadingMarks(compilation, token, source)
        break
      case 'fence':
        checkLanguage(compilation, token, source)
        break
      case 'thead_open':
        header = token.map ? { words: false, lines: token.map } : undefined
        break
      case 'th_open':
        if (header && tokens[i + 1]?.content.trim()) header.words = true
        break
      case 'thead_close':
        if (header && !header.words)
          report(compilation, 'table/no-header', 'The first row of the table, its header, is empty.', {
            span: firstLine(source, header.lines),
            hint: 'name the columns in it',
          })
        header = undefined
        break
    }
  })
}

function tellSkipped(
  compilation: Compilation,
  from: number,
  to: number,
  source: Source,
  lines: readonly [number, number],
): void {
  report(compilation, 'heading/skipped-level', `A heading of level ${to} follows one of level ${from}.`, {
    span: firstLine(source, lines),
    hint: `write it with \`${'#'.repeat(from + 1)}\``,
  })
}

const NO_SPACE = /^ {0,3}(#{1,6})(?:([\u00a0\u3000]\s*)|(?=[\p{L}\p{N}*_`[(“"']))(.+)$/gmu
const WITHOUT_SPACES = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Whether words behind one sign, which are all of a paragraph, are no hashtags: these stand in a row, or end with the sign. */
const isTitle = (words: string): boolean =>
  (/^\p{Lu}\S*\s+\S/u.test(words) || WITHOUT_SPACES.test(words)) && !/\s#\p{L}|#\s*$/u.test(words)

/** Lines that were meant to be headings. One sign and a word may be a hashtag, unless it is all of a paragraph and begins with a capital. */
function checkHeadingMarks(compilation: Compilation, token: Token, source: Source): void {
  const { content, map } = token
  if (!content.includes('#')) return
  for (const match of content.matchAll(NO_SPACE)) {
    const [written, signs = '', space, words = ''] = match
    const isHashtag = signs === '#' && space === undefined && (written !== content || !isTitle(words))
    if (isHashtag) continue
    const lines: [number, number] = map ?? [0, 1]
    const place = locate({ source, lines }, content, match.index, match.index + written.length)
    report(
      compilation,
      'heading/no-space',
      space === undefined
        ? `Behind \`${signs}\` stands no space, so this is no heading.`
        : `Behind \`${signs}\` stands ${space.startsWith('\u3000') ? 'a wide' : 'a no-break'} space, so this is no heading.`,
      { span: place, hint: `write \`${signs} ${words.trim()}\`` },
    )
  }
}

function checkLanguage(compilation: Compilation, token: Token, source: Source): void {
  const name = readFence(token.info).language.toLowerCase()
  // A directive is told with what other programs read.
  if (name === '' || isKnownLanguage(name) || directiveOf(token.info) !== undefined || !token.map) return
  const line = firstLine(source, token.map)
  const at = source.text.toLowerCase().indexOf(name, line.start)
  report(compilation, 'code/unknown-language', `\`${name}\` is not a language that can be coloured.`, {
    span: at >= 0 && at < line.end ? { ...line, start: at, end: at + name.length } : line,
    hint: unknownLanguageHint(name),
  })
}

/** Tells that the title of a page, its first heading, shows what only the finished site knows. */
export function checkTitle(compilation: Compilation, tokens: readonly Token[]): void {
  report(
    compilation,
    'page/title-with-reference',
    'The title of the page is this heading, which shows a number or a title of another page.',
    {
      span: firstHeading(compilation, tokens),
      hint: 'give the page a `title:` without references in its front matter',
    },
  )
}

/** Tells of a title of so many characters. */
export function tellLongTitle(compilation: Compilation, page: Page, tokens: readonly Token[], length: number): void {
  report(
    compilation,
    'page/long-title',
    `The title of the page has ${length.toLocaleString('en')} characters; where others show it, it is cut.`,
    {
      span: page.front.spans.title ?? firstHeading(compilation, tokens),
      hint: 'give the page a short `title:` in its front matter',
    },
  )
}

/** The place of the first heading of a page. */
function firstHeading(compilation: Compilation, tokens: readonly Token[]): Span | undefined {
  let source = compilation.source
  for (const token of tokens) {
    if (isSource(token.meta?.source)) source = token.meta.source
    if (token.type === 'heading_open') return token.map ? firstLine(source, token.map) : undefined
  }
  return undefined
}

/** The first line of a block. */
export function firstLine(source: Source, lines: readonly [number, number]): Span {
  const { start, end } = regionOf({ source, lines: [lines[0], lines[1]] })
  const stop = source.text.indexOf('\n', start)
  return { path: source.path, start, end: Math.max(start + 1, stop < 0 ? end : Math.min(end, stop)) }
}

/** Text of the page and of what it includes that was decoded wrongly; not in code, where it may be shown on purpose. */
export function checkEncoding(compilation: Compilation, tokens: readonly Token[]): void {
  const code = new Map<string, { readonly source: Source; readonly lines: (readonly [number, number])[] }>()
  const codeOf = (source: Source): (readonly [number, number])[] => {
    const known = code.get(source.path)
    if (known) return known.lines
    const lines: (readonly [number, number])[] = []
    code.set(source.path, { source, lines })
    return lines
  }
  let inCode = codeOf(compilation.source)
  for (const { type, map, meta } of tokens) {
    if (isSource(meta?.source)) inCode = codeOf(meta.source)
    if ((type === 'fence' || type === 'code_block') && map) inCode.push(map)
  }
  for (const { source, lines } of code.values()) {
    const inSpan = codeSpans(source.text)
    // Places and pieces of code both come in the order of the text.
    let block = 0
    const startOf = (line: number | undefined): number =>
      line === undefined ? Number.POSITIVE_INFINITY : lineStart(source, line)
    for (const item of wrongEncodings(source.path, source.text)) {
      const at = item.span?.start ?? 0
      while (startOf(lines[block]?.[1]) <= at) block++
      if (!inSpan(at) && at < startOf(lines[block]?.[0])) compilation.diagnostics.push(item)
    }
  }
}

/** Tells of offsets, in growing order, whether a backtick is open on their line: each character is looked at once. */
function codeSpans(text: string): (at: number) => boolean {
  const state = { seen: 0, isOpen: false }
  return (at) => {
    for (; state.seen < at; state.seen++) {
      const char = text[state.seen]
      if (char === '\n') state.isOpen = false
      else if (char === '`') state.isOpen = !state.isOpen
    }
    return state.isOpen
  }
}
