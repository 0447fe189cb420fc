import type { Span } from '../../diagnostics/diagnostic.ts'
import type { MatchedBlock } from '../../results/match-results.ts'
import type { RunnableBlock } from '../../results/runnable-block.ts'
import type { Fragment, InlineText } from '../text/html.ts'

/** Code of a page that runs, and how it is shown. */
export interface CodeToRun extends RunnableBlock {
  /** The place of a line of it, from 1. */
  readonly placeOf: (line: number) => Span
  /** The place of the whole. */
  readonly place: () => Span
  readonly showing: Showing
}

/** How code and what it gives are shown. */
export interface Showing {
  readonly hidesCode: boolean
  readonly hidesOutput: boolean
  readonly foldsCode: boolean
  readonly foldsOutput: boolean
}

/** The number of the figure that code makes, its id and its words. */
export interface CodeFigure {
  readonly label: Fragment
  readonly labelId: string
  readonly labelText: string
  readonly caption: InlineText | undefined
  readonly alt: string | undefined
}

/** What a block leaves in the page where its code stands. */
export interface CodeMeta {
  readonly code: CodeToRun
  readonly figure: CodeFigure | undefined
}

/** Who wants to know the code of a page. */
export interface CodeHook {
  readonly take: (codes: readonly CodeToRun[], results: readonly MatchedBlock[]) => void
  /** What stands on the page in place of code and what it gave, with its number behind it. */
  readonly mark?: string
  /** Nothing else of the page is wanted: it is not rendered. */
  readonly isAll?: boolean
}
