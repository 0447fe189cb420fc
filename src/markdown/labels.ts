import { fillWords, type InterfaceWords } from '../config/interface-words.ts'
import type { Span } from '../diagnostics/diagnostic.ts'

/** The kinds of things that are numbered, each by itself. */
export type LabelKind = (typeof labelKinds)[number]

export const labelKinds = ['figure', 'video', 'table', 'listing', 'equation', 'exercise', 'quiz'] as const

/** What diagnostics call a thing, before its number: "Figure 2". */
export const labelWords: Readonly<Record<LabelKind, string>> = {
  figure: 'Figure',
  video: 'Video',
  table: 'Table',
  listing: 'Listing',
  equation: 'Equation',
  exercise: 'Exercise',
  quiz: 'Quiz',
}

/** What readers see of a thing: "Figure 2", "2. ábra". */
export const labelName = (words: InterfaceWords, kind: LabelKind, number: string): string =>
  fillWords(words[kind], { n: number })

/** A numbered thing of a page. */
export interface Label {
  readonly id: string
  readonly kind: LabelKind
  /** Its place among the things of its kind on the page, from 1. */
  readonly n: number
  /** What stands in place of its number: the `\tag` of an equation. */
  readonly tag?: string
  /** Where its id stands. */
  readonly span: Span
}
