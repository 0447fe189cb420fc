import { cellFigures, labelOf } from '../../notebook/cell-figures.ts'
import type { NotebookCell } from '../../notebook/notebook.ts'
import { type Compilation, compilationOf, report } from '../compilation.ts'
import type { Label } from '../labels.ts'
import { noteLabel } from '../note-label.ts'
import type { BlockRule } from '../rule-rows.ts'
import { lineStart } from '../text/origin.ts'

/**
 * Fences follow CommonMark. One that is a cell of a notebook numbers what the cell gave where it stands, among the figures and tables of the
 * text around it:
 *
 *     ~~~python
 *     plt.plot(x)
 *     ~~~
 */
export function notebookFenceRule(original: BlockRule): BlockRule {
  return (state, startLine, endLine, silent) => {
    if (!original(state, startLine, endLine, silent)) return false
    const { notebook } = compilationOf(state.env)
    if (silent || !notebook) return true
    const compilation = compilationOf(state.env)
    const { source } = compilation
    const cell = notebook.fences.get(lineStart(source, startLine))
    const token = state.tokens.at(-1)
    if (cell && token) token.meta = { cellLabels: labelsOf(compilation, cell, lineStart(source, startLine)) }
    return true
  }
}

/** The labels of the figures and tables of a cell; undefined for those that are not numbered. */
export type CellLabels = readonly (Label | undefined)[]

function labelsOf(compilation: Compilation, cell: NotebookCell, at: number): CellLabels {
  const span = { path: compilation.source.path, start: at, end: at + 1 }
  const figures = cellFigures(cell)
  const { kind, id } = labelOf(cell.showing)
  if (kind !== undefined && cell.showing.output !== 'hidden' && !figures.some((figure) => figure.kind === kind)) {
    compilation.brokenIds.add(id)
    if (!cell.outputs.some(({ type }) => type === 'foreign' || type === 'formula'))
      report(compilation, 'run/no-figure', `This cell has the label of a ${kind}, and gave none.`, {
        span,
        hint: 'run it in Jupyter and save the notebook with what it gives, or take the label out',
      })
  }
  return figures.map((figure) => {
    if (figure.id === '') return undefined
    const n = (compilation.counters.get(figure.kind) ?? 0) + 1
    compilation.counters.set(figure.kind, n)
    return noteLabel(compilation, { id: figure.id, kind: figure.kind, n, span }, 'cell with a figure or table a label')
  })
}
