import Parser, { type StateCore, type Token } from 'markdown-it'
import { fragmentTokens } from '../blocks/block-rule.ts'
import { type Compilation, compilationOf } from '../compilation.ts'
import { renderCode } from '../render-code.ts'
import type { CodeMeta, CodeToRun } from '../runs/code-to-run.ts'
import { codeToRun, engineOf, readDirectives, withoutLines } from '../runs/read-code.ts'
import { readResults } from '../runs/read-results.ts'
import { showResult } from '../runs/show-result.ts'
import { readFence } from '../text/fence-info.ts'
import { html, raw } from '../text/html.ts'
import { isSource, lineStart, regionOf, type Source } from '../text/origin.ts'

/**
 * Code that runs: fences of a language that the site runs, and `python` blocks. Below each stands what it gave.
 *
 *     ``` python
 *     # should-raise ValueError
 *     int('a')
 *     ```
 */

const { unescapeAll } = new Parser().utils

/** A place of the page where code stands that runs. */
interface Place {
  readonly token: Token
  readonly meta: CodeMeta
}

/** Core rule: puts what code gave below it, and takes out code that is hidden. */
export function runRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  const { onCode } = compilation
  const mayRun = compilation.settings.run !== undefined || compilation.hasCode
  const places = mayRun ? findCode(state, compilation) : []
  if (onCode?.isAll) state.tokens = []
  if (places.length === 0) return
  const codes = places.map(({ meta }) => meta.code)
  const results = readResults(compilation, codes)
  onCode?.take(codes, results)
  if (onCode?.isAll) return
  const shown = new Map<Token, readonly Token[]>()
  for (const [i, { token, meta }] of places.entries()) {
    const matched = results[i]
    if (!matched) continue
    if (onCode?.mark !== undefined) {
      shown.set(token, fragmentTokens(state, html`<p>${onCode.mark}${i}</p>\n${captionOf(meta)}`))
      continue
    }
    const below = fragmentTokens(state, showResult(compilation, meta.code, matched, meta.figure))
    shown.set(token, [...showCode(state, compilation, token, meta.code), ...below])
  }
  const tokens: Token[] = []
  for (const token of state.tokens) {
    const instead = shown.get(token)
    if (instead) tokens.push(...instead)
    else tokens.push(token)
  }
  state.tokens = tokens
}

function findCode(state: StateCore, compilation: Compilation): readonly Place[] {
  const places: Place[] = []
  let { source } = compilation
  for (const token of state.tokens) {
    if (isSource(token.meta?.source)) source = token.meta.source
    if (isCodeMeta(token.meta)) places.push({ token, meta: token.meta })
    else if (token.type === 'fence') {
      const code = codeOfFence(compilation, source, token)
      if (code) places.push({ token, meta: { code, figure: undefined } })
    }
  }
  return places
}

const isCodeMeta = (value: unknown): value is CodeMeta =>
  typeof value === 'object' && value !== null && 'code' in value && 'figure' in value

/** The code of a fence: three or more backticks, and right behind them a language that runs. Other fences are only shown. */
function codeOfFence(compilation: Compilation, source: Source, token: Token): CodeToRun | undefined {
  // What a notebook shows was run by its author.
  if (!token.markup.startsWith('`') || compilation.notebook) return undefined
  const info = unescapeAll(token.info).trim()
  const { language } = readFence(info)
  if (language === '' || !info.startsWith(language)) return undefined
  const engine = engineOf(compilation, language)
  if (!engine) return undefined
  const { content } = token
  const { raises, isRun, wantsValue, showing, lines } = readDirectives(content)
  token.content = withoutLines(content, lines)
  if (!isRun) return undefined
  const [first = 0] = token.map ?? []
  const placeOfLine = (line: number) => {
    const { start, end } = regionOf({ source, lines: [first + line, first + line + 1] })
    return { path: source.path, start, end: Math.max(end, start + 1) }
  }
  return codeToRun(compilation, {
    engine,
    code: content,
    raises,
    wantsValue,
    limit: undefined,
    showing,
    place: () => placeOfLine(0),
    placeOf: (line) => (lineStart(source, first + line) >= source.text.length ? placeOfLine(0) : placeOfLine(line)),
  })
}

/** The words of the figure that code makes, by themselves. */
const captionOf = ({ figure }: CodeMeta) => figure?.caption && html`<p>${figure.label} ${figure.caption}</p>\n`

/** The code itself, as it is shown. */
function showCode(
  state: StateCore,
  compilation: Compilation,
  token: Token,
  { showing, code, engine }: CodeToRun,
): readonly Token[] {
  if (showing.hidesCode) return []
  const isFence = token.type === 'fence'
  const shown = isFence
    ? [token]
    : fragmentTokens(
        state,
        raw(
          renderCode(
            `${withoutLines(code, readDirectives(code).lines).trimEnd()}\n`,
            engine.language,
            undefined,
            compilation.colours,
          ),
        ),
      )
  if (!showing.foldsCode) return shown
  return [
    ...fragmentTokens(state, html`<details><summary>${compilation.words.foldedCode}</summary>`),
    ...shown,
    ...fragmentTokens(state, raw('</details>')),
  ]
}
