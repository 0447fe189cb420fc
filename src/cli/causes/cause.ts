import type { Settings } from '../../config/settings.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'

/** What explains many diagnostics at once, and what to do about it. */
export interface Cause {
  /** What it explains. */
  readonly explains: readonly Diagnostic[]
  /** A sentence, which begins with how many. */
  readonly text: string
}

/** What causes are looked for in. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[]
  /** All files of the site's folder, from its root. */
  readonly files: readonly string[]
  readonly settings: Pick<Settings, 'content' | 'assets'>
}

/** Finds causes of one kind. */
export type FindCauses = (findings: Findings) => readonly Cause[]

/** `1 file`, `48 files`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
