import type { NotebookCell } from './notebook.ts'
import type { NotebookOutput } from './notebook-output.ts'

/** What a cell gave, with a caption of its own, or with a label that text refers to. */
export interface CellFigure {
  readonly kind: 'figure' | 'table'
  /** Pictures of one caption are one figure. */
  readonly outputs: readonly NotebookOutput[]
  /** '' where it has none. */
  readonly caption: string
  /** '' where it has none: it is not numbered then. */
  readonly id: string
}

/**
 * The figures and tables of a cell that have a caption or a label: `label: fig-waves` and `fig-cap`, `label: tbl-sums` and `tbl-cap` of
 * Quarto, and what MyST-NB writes for them.
 */
export function cellFigures({ showing, outputs }: NotebookCell): readonly CellFigure[] {
  if (showing.output === 'hidden') return []
  const { captions, tableCaption } = showing
  const { kind, id } = labelOf(showing)
  const tables = outputs.filter(({ type }) => type === 'html')
  const pictures = outputs.filter(({ type }) => type === 'picture')
  const ofFigure = kind === 'figure' ? id : ''
  const ofTable = kind === 'table' ? id : ''
  const found: CellFigure[] = []
  const isTable = tableCaption !== '' || ofTable !== ''
  if (isTable && tables.length > 0)
    found.push({ kind: 'table', outputs: tables.slice(0, 1), caption: tableCaption, id: ofTable })
  // Drawings for browsers come as HTML.
  const drawn = pictures.length > 0 || isTable ? pictures : tables.slice(0, 1)
  if (drawn.length === 0 || (captions.length === 0 && ofFigure === '')) return found
  if (captions.length < 2 || drawn.length < 2)
    return [...found, { kind: 'figure', outputs: drawn, caption: captions[0] ?? '', id: ofFigure }]
  for (const [i, output] of drawn.entries())
    found.push({
      kind: 'figure',
      outputs: [output],
      caption: captions[i] ?? '',
      id: ofFigure === '' ? '' : `${ofFigure}-${i + 1}`,
    })
  return found
}

/** The label of a cell, as an id, and of what it is; without a caption, other labels than these are names of cells. */
export function labelOf({ label, captions, tableCaption }: NotebookCell['showing']): {
  readonly kind: CellFigure['kind'] | undefined
  readonly id: string
} {
  const id = label.trim().replace(/[^\p{L}\p{N}_-]+/gu, '-')
  const [, prefix] = /^(fig|tbl|tab)(?:ure|le)?(?![\p{Ll}])/iu.exec(id) ?? []
  const kind =
    prefix === undefined
      ? captions.length > 0
        ? 'figure'
        : tableCaption !== ''
          ? 'table'
          : undefined
      : prefix.toLowerCase() === 'fig'
        ? 'figure'
        : 'table'
  return /^\p{L}/u.test(id) ? { kind, id } : { kind: undefined, id: '' }
}
