import type { MatchedBlock } from '../../results/match-results.ts'
import { type CodeResult, picturesFolder, type RunFigure } from '../../results/page-results.ts'
import { type Compilation, type Place, report } from '../compilation.ts'
import { publishedAddress } from '../find-file.ts'
import { formulasIn, wantsFormulas } from '../formulas-in-html.ts'
import { renderFormula } from '../math.ts'
import { sanitizeResult } from '../raw-html/sanitize.ts'
import { type Fragment, html, raw } from '../text/html.ts'
import type { CodeFigure, CodeToRun } from './code-to-run.ts'

/** What running a block gave, as HTML: what was printed and the value of its last line, then its figures. */

/** What stands below the code of a block. */
export function showResult(
  compilation: Compilation,
  code: CodeToRun,
  { result, isStale }: MatchedBlock,
  figure: CodeFigure | undefined,
): Fragment {
  const stale = isStale ? ' stale' : ''
  if (!result || code.showing.hidesOutput) return numbered(compilation, code, undefined, figure, stale)
  return html`${output(compilation, code, result, stale)}${numbered(compilation, code, result, figure, stale)}`
}

function output(
  compilation: Compilation,
  { showing, place }: CodeToRun,
  result: CodeResult,
  stale: string,
): Fragment | undefined {
  const { words } = compilation
  const { error, value } = result
  const formula = value?.formula === undefined ? undefined : renderFormula(compilation, value.formula, place)
  const shown = value?.html === undefined && formula === undefined ? value?.text : undefined
  const text = [result.output.replace(/\n+$/, ''), shown, error?.text].filter((part) => part).join('\n')
  const table = value?.html === undefined ? undefined : tableOf(compilation, value.html, place)
  if (text === '' && table === undefined && formula === undefined) return undefined
  const title = showing.foldsOutput ? undefined : html`<figcaption>${words.codeOutput}</figcaption>`
  const printed =
    text === ''
      ? undefined
      : html`<figure class="code output${stale}">${title}<pre><code>${text}\n</code></pre></figure>\n`
  const rich =
    table === undefined
      ? undefined
      : html`<figure class="table output${stale}">${text === '' ? title : undefined}<div class="table-scroll" tabindex="0" role="region" aria-label="${words.foldedOutput}">${raw(table)}</div></figure>\n`
  const all = html`${printed}${rich}${formula === undefined ? undefined : html`<figure class="formula output${stale}">${text === '' ? title : undefined}${raw(formula)}</figure>\n`}`
  return showing.foldsOutput ? html`<details><summary>${words.foldedOutput}</summary>\n${all}</details>\n` : all
}

function tableOf(compilation: Compilation, written: string, place: Place): string {
  const safe = sanitizeResult(written)
  return wantsFormulas(written) ? formulasIn(compilation, safe, place) : safe
}

/** The figures of a block: those of one with a caption are one figure. */
function numbered(
  compilation: Compilation,
  code: CodeToRun,
  result: CodeResult | undefined,
  figure: CodeFigure | undefined,
  stale: string,
): Fragment {
  const pictures = (result?.figures ?? []).map((picture) => showPicture(compilation, code, picture, figure))
  if (!figure) return html`${pictures.map((picture) => html`<figure class="figure${stale}">${picture}</figure>\n`)}`
  if (result && pictures.length === 0)
    report(compilation, 'run/no-figure', 'This block has a caption or an `id`, and made no figure when it was run.', {
      span: code.place(),
      hint: 'let it make one, such as with `plt.show()`, or take `id`, `caption` and `alt` out',
    })
  const id = figure.labelId === '' ? undefined : html` id="${figure.labelId}"`
  const { caption } = figure
  return html`<figure class="figure${stale}"${id}>${pictures}<figcaption>${figure.label}${caption && html` ${caption}`}</figcaption></figure>\n`
}

function showPicture(
  compilation: Compilation,
  code: CodeToRun,
  picture: RunFigure,
  figure: CodeFigure | undefined,
): Fragment {
  const { page, settings } = compilation
  const folder = picturesFolder(compilation.resultsPage ?? page.path, settings.content)
  const addressOf = (name: string): string | undefined => {
    const file = compilation.ask('file', `${folder}/${name}`)
    if (file) return publishedAddress(compilation, file, code.place)
    report(compilation, 'run/missing', `The picture \`${folder}/${name}\`, which this block made, is missing.`, {
      span: code.place(),
      hint: 'keep it with the results, or run the page anew with `lectern run --all`',
    })
    return undefined
  }
  const [light, dark] = [addressOf(picture.file), picture.dark === undefined ? undefined : addressOf(picture.dark)]
  if (light === undefined) return html``
  const alt = figure?.alt ?? figure?.caption?.text ?? figure?.labelText ?? ''
  if (alt === '')
    report(compilation, 'picture/no-alt', 'The figure that this code makes has no text alternative.', {
      span: code.place(),
      hint: 'make it a `python` block with `code`, and `alt` or `caption`',
    })
  const image = (address: string, scheme: string | undefined) =>
    html`<img${scheme && html` class="${scheme}"`} src="${address}" alt="${alt}" width="${picture.width}" height="${picture.height}" loading="lazy" decoding="async">`
  return dark === undefined
    ? image(light, undefined)
    : html`${image(light, 'light-only')}${image(dark, 'dark-only again')}`
}
