/** How far a build is. */
export interface Progress {
  readonly step: 'compile' | 'link' | 'write' | 'run'
  readonly done: number
  readonly total: number
}

/** Is told how far a build is. */
export type OnProgress = ((progress: Progress) => void) | undefined
