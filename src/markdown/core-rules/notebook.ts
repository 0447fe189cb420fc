import type { StateCore, Token } from 'markdown-it'
import type { NotebookCell } from '../../notebook/notebook.ts'
import type { NotebookOutput } from '../../notebook/notebook-output.ts'
import { fragmentTokens } from '../blocks/block-rule.ts'
import { type Compilation, compilationOf, report } from '../compilation.ts'
import { renderFormula } from '../math.ts'
import { publishPicture } from '../publish-picture.ts'
import { sanitizeResult } from '../raw-html/sanitize.ts'
import { type Fragment, html, raw } from '../text/html.ts'
import { lineStart } from '../text/origin.ts'

/** Core rule: puts what the cells of a notebook gave below their code, and takes out what their tags hide. */
export function notebookRule(state: StateCore): void {
  const compilation = compilationOf(state.env)
  const { notebook, source } = compilation
  if (!notebook) return
  state.tokens = state.tokens.flatMap((token) => {
    const cell = token.type === 'fence' && token.map ? notebook.fences.get(lineStart(source, token.map[0])) : undefined
    return cell ? showCell(state, compilation, token, cell) : [token]
  })
}

function showCell(state: StateCore, compilation: Compilation, token: Token, cell: NotebookCell): readonly Token[] {
  const { words } = compilation
  const { code, output } = cell.showing
  const outputs =
    output === 'hidden'
      ? html``
      : html`${groupsOf(cell.outputs).map((group) => showGroup(compilation, cell, token, group, output === 'folded'))}`
  const below =
    output === 'folded' && outputs.pieces.length > 0
      ? html`<details><summary>${words.foldedOutput}</summary>\n${outputs}</details>\n`
      : outputs
  const shown = code === 'hidden' || token.content.trim() === '' ? [] : [token]
  const around =
    code === 'folded' && shown.length > 0
      ? [
          ...fragmentTokens(state, html`<details><summary>${words.foldedCode}</summary>`),
          ...shown,
          ...fragmentTokens(state, raw('</details>')),
        ]
      : shown
  return [...around, ...(below.pieces.length > 0 ? fragmentTokens(state, below) : [])]
}

/** Characters of an output, of which a page of a book has 2000. */
const LONGEST = 100_000

type Text = Extract<NotebookOutput, { readonly type: 'printed' | 'error' | 'value' }>

const isText = (output: NotebookOutput): output is Text =>
  output.type === 'printed' || output.type === 'error' || output.type === 'value'

/** Texts that follow each other are one output. */
function groupsOf(outputs: readonly NotebookOutput[]): readonly (readonly NotebookOutput[])[] {
  const groups: NotebookOutput[][] = []
  for (const output of outputs) {
    const last = groups.at(-1)
    if (last?.[0] && isText(last[0]) && isText(output)) last.push(output)
    else groups.push([output])
  }
  return groups
}

function showGroup(
  compilation: Compilation,
  cell: NotebookCell,
  token: Token,
  group: readonly NotebookOutput[],
  isFolded: boolean,
): Fragment | undefined {
  const { words } = compilation
  const title = isFolded ? undefined : html`<figcaption>${words.codeOutput}</figcaption>`
  const tellNotShown = (message: string, hint: string): void =>
    report(compilation, 'notebook/output-not-shown', message, { span: placeOf(compilation, token)(), hint })
  const foreign = (kind: string, plain: string): Fragment | undefined => {
    tellNotShown(
      `This cell gave \`${kind}\`, which needs a script: ${plain.trim() === '' ? 'nothing of it' : 'only its text'} is on the page.`,
      'keep a picture of it, too, or leave it out with the tag `remove-output`',
    )
    return text([plain])
  }
  const text = (parts: readonly string[]): Fragment | undefined => {
    const whole = parts.map((part) => part.replace(/\n+$/, '')).join('\n')
    if (whole.trim() === '') return undefined
    const all = whole.slice(0, LONGEST)
    if (all !== whole)
      tellNotShown(
        `This cell gave ${whole.length} characters of text, of which the first ${LONGEST} are shown.`,
        'let it print less, or leave it out with the tag `remove-output`',
      )
    return html`<figure class="code output">${title}<pre><code>${all}\n</code></pre></figure>\n`
  }
  const [first] = group
  if (!first) return undefined
  if (isText(first)) return text(group.filter(isText).map((output) => output.text))
  if (first.type === 'html') {
    const safe = sanitizeResult(first.html)
    if (safe.replace(/<(?!img\b)[^>]*>|\s/g, '') === '') return foreign('text/html', first.text)
    return html`<figure class="table output">${title}<div class="table-scroll" tabindex="0" role="region" aria-label="${words.foldedOutput}">${raw(safe)}</div></figure>\n`
  }
  if (first.type === 'foreign') return foreign(first.kind, first.text)
  if (first.type === 'formula') {
    const formula = renderFormula(compilation, first.text, placeOf(compilation, token))
    return formula === undefined
      ? showGroup(compilation, cell, token, [first.otherwise], isFolded)
      : html`<figure class="formula output">${title}${raw(formula)}</figure>\n`
  }
  return first.type === 'picture' ? showPicture(compilation, cell, token, first) : undefined
}

const placeOf =
  ({ source }: Compilation, { map }: Token) =>
  () => {
    const start = lineStart(source, map?.[0] ?? 0)
    return { path: source.path, start, end: start + 1 }
  }

function showPicture(
  compilation: Compilation,
  { showing: { alt, caption } }: NotebookCell,
  token: Token,
  { kind, data }: Extract<NotebookOutput, { readonly type: 'picture' }>,
): Fragment | undefined {
  const image = publishPicture(compilation, kind, data, placeOf(compilation, token))
  if (!image) return undefined
  const words = alt || caption
  if (words === '')
    report(compilation, 'picture/no-alt', 'A figure of this cell has no text alternative.', {
      span: placeOf(compilation, token)(),
      hint: 'write `#| fig-alt: …` as the first line of the cell',
    })
  const size = image.size && html` width="${image.size.width}" height="${image.size.height}"`
  const figcaption = caption === '' ? undefined : html`<figcaption>${caption}</figcaption>`
  return html`<figure class="figure"><img src="${image.address}" alt="${words}"${size} loading="lazy" decoding="async">${figcaption}</figure>\n`
}
