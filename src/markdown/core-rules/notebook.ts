import type { StateCore, Token } from 'markdown-it'
import { fillWords } from '../../config/interface-words.ts'
import { type CellFigure, cellFigures } from '../../notebook/cell-figures.ts'
import type { NotebookCell } from '../../notebook/notebook.ts'
import type { NotebookOutput } from '../../notebook/notebook-output.ts'
import type { CellLabels } from '../block-rules/notebook-fence.ts'
import { fragmentTokens } from '../blocks/block-rule.ts'
import { type Compilation, compilationOf, nameText, report } from '../compilation.ts'
import { formulasIn, wantsFormulas } from '../formulas-in-html.ts'
import type { Label } from '../labels.ts'
import { renderFormula } from '../math.ts'
import { publishPicture } from '../publish-picture.ts'
import { sanitizeResult } from '../raw-html/sanitize.ts'
import { type Fragment, html, type InlineText, raw } from '../text/html.ts'
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

/** A figure or a table of a cell, with its label where it has one. */
interface Captioned extends CellFigure {
  readonly label: Label | undefined
}

const isCellMeta = (value: unknown): value is { readonly cellLabels: CellLabels } =>
  typeof value === 'object' && value !== null && 'cellLabels' in value

function showCell(state: StateCore, compilation: Compilation, token: Token, cell: NotebookCell): readonly Token[] {
  const { words } = compilation
  const { code, output } = cell.showing
  const labels = isCellMeta(token.meta) ? token.meta.cellLabels : []
  const captioned = cellFigures(cell).map((figure, i): Captioned => ({ ...figure, label: labels[i] }))
  const outputs =
    output === 'hidden'
      ? html``
      : html`${groupsOf(cell.outputs).map((group) => showGroup({ compilation, cell, token, captioned, isFolded: output === 'folded' }, group))}`
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

/** A cell that is shown. */
interface ShownCell {
  readonly compilation: Compilation
  readonly cell: NotebookCell
  readonly token: Token
  readonly captioned: readonly Captioned[]
  readonly isFolded: boolean
}

function showGroup(shown: ShownCell, group: readonly NotebookOutput[]): Fragment | undefined {
  const { compilation, token, captioned, isFolded } = shown
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
  const figure = captioned.find(({ outputs }) => outputs.includes(first))
  if (first.type === 'html') {
    const safe = sanitizeResult(first.html)
    const isEmpty = safe.replace(/<(?!img\b)[^>]*>|\s/g, '') === ''
    const given = isEmpty
      ? foreign('text/html', first.text)
      : html`<div class="table-scroll" tabindex="0" role="region" aria-label="${words.foldedOutput}">${raw(wantsFormulas(first.html) ? formulasIn(compilation, safe, placeOf(compilation, token)) : safe)}</div>`
    if (figure)
      return html`<figure class="${isEmpty ? 'figure' : 'table output'}"${idOf(figure)}>${captionOf(shown, figure)}${given}</figure>\n`
    return isEmpty ? given : html`<figure class="table output">${title}${given}</figure>\n`
  }
  if (first.type === 'foreign') return foreign(first.kind, first.text)
  if (first.type === 'formula') {
    const formula = renderFormula(compilation, first.text, placeOf(compilation, token))
    return formula === undefined
      ? showGroup(shown, [first.otherwise])
      : html`<figure class="formula output">${title}${raw(formula)}</figure>\n`
  }
  return first.type === 'picture' ? showPictures(shown, first, figure) : undefined
}

const placeOf =
  ({ source }: Compilation, { map }: Token) =>
  () => {
    const start = lineStart(source, map?.[0] ?? 0)
    return { path: source.path, start, end: start + 1 }
  }

/** The figure that begins with a picture; the other pictures of it are in it. */
function showPictures(shown: ShownCell, first: Picture, figure: Captioned | undefined): Fragment | undefined {
  if (!figure) {
    const image = showPicture(shown, first, '')
    return image && html`<figure class="figure">${image}</figure>\n`
  }
  if (figure.outputs[0] !== first) return undefined
  const words = figure.caption || (figure.label ? nameText(shown.compilation, figure.label) : '')
  const images = figure.outputs.filter(isPicture).map((picture) => showPicture(shown, picture, words))
  return html`<figure class="figure"${idOf(figure)}>${images}${captionOf(shown, figure)}</figure>\n`
}

type Picture = Extract<NotebookOutput, { readonly type: 'picture' }>

const isPicture = (output: NotebookOutput): output is Picture => output.type === 'picture'

const idOf = ({ label }: Captioned): Fragment | undefined => label && html` id="${label.id}"`

/** "Figure 2. A wave." */
function captionOf({ compilation, token }: ShownCell, { label, caption }: Captioned): Fragment {
  const start = lineStart(compilation.source, token.map?.[0] ?? 0)
  const name =
    label &&
    html`<span class="label">${fillWords(compilation.words.captionStart, { label: nameText(compilation, label) })}</span>`
  const text: InlineText = { type: 'inline', text: caption, origin: { source: compilation.source, start, end: start } }
  return html`<figcaption>${name}${name && caption !== '' ? ' ' : ''}${caption === '' ? undefined : text}</figcaption>`
}

function showPicture(
  { compilation, cell, token }: ShownCell,
  picture: Picture,
  otherwise: string,
): Fragment | undefined {
  const image = publishPicture(compilation, picture.kind, picture.data, placeOf(compilation, token))
  if (!image) return undefined
  const { alts } = cell.showing
  const place = cell.outputs.filter(isPicture).indexOf(picture)
  const words = (alts.length > 1 ? alts[place] : alts[0]) || otherwise
  if (words === '')
    report(compilation, 'picture/no-alt', 'A figure of this cell has no text alternative.', {
      span: placeOf(compilation, token)(),
      hint: 'write `#| fig-alt: …` as the first line of the cell',
    })
  const size = image.size && html` width="${image.size.width}" height="${image.size.height}"`
  return html`<img src="${image.address}" alt="${words}"${size} loading="lazy" decoding="async">`
}
