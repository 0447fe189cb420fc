import type { Span } from '../diagnostics/diagnostic.ts'

/** What of a page `lectern check --run` runs. Building a site runs nothing of it. */
export type Verifiable = VerifiableExercise | VerifiablePrediction

/** Code of an author, and where it stands. */
export interface PlacedText {
  readonly text: string
  readonly span: Span
}

/** An exercise: its solution must pass, and all else that is known of it must fail. */
export interface VerifiableExercise {
  readonly type: 'exercise'
  readonly id: string
  readonly span: Span
  readonly engine: string
  /** What decides, as the page has it, but with the files' paths from the site's root. */
  readonly checks: string
  readonly files: readonly (readonly [name: string, path: string])[]
  readonly packages: readonly PlacedText[]
  readonly setup: PlacedText | undefined
  readonly check: PlacedText | undefined
  readonly solution: PlacedText | undefined
  /** What the reader finds; '' where that is nothing. */
  readonly starter: PlacedText
  readonly starterPasses: boolean
  /** What `input()` gets. */
  readonly input: readonly string[]
  readonly wrong: readonly (PlacedText & { readonly says: PlacedText | undefined })[]
}

/** A question what some code prints. */
export interface VerifiablePrediction {
  readonly type: 'prediction'
  readonly id: string
  readonly engine: string
  readonly code: PlacedText
  /** What the author says that it prints. */
  readonly printed: PlacedText
}
