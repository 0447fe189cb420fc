import type { Token } from 'markdown-it'
import type { Span } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { type Compilation, report } from '../markdown/compilation.ts'
import { readFence } from '../markdown/fence-info.ts'
import { isKnownLanguage, languageNames } from '../markdown/highlight.ts'
import { regionOf, type Source } from '../markdown/origin.ts'

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

function checkLanguage(compilation: Compilation, token: Token, source: Source): void {
  const name = readFence(token.info).language.toLowerCase()
  if (name === '' || isKnownLanguage(name) || !token.map) return
  const line = firstLine(source, token.map)
  const at = source.text.toLowerCase().indexOf(name, line.start)
  report(compilation, 'code/unknown-language', `\`${name}\` is not a language that can be coloured.`, {
    span: at >= 0 && at < line.end ? { ...line, start: at, end: at + name.length } : line,
    hint: didYouMean(name, languageNames()) ?? 'write `text` where it is none',
  })
}

/** The first line of a block. */
function firstLine(source: Source, lines: readonly [number, number]): Span {
  const { start, end } = regionOf({ source, lines: [lines[0], lines[1]] })
  const stop = source.text.indexOf('\n', start)
  return { path: source.path, start, end: Math.max(start + 1, stop < 0 ? end : Math.min(end, stop)) }
}

const isSource = (value: unknown): value is Source => typeof value === 'object' && value !== null && 'path' in value
