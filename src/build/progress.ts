/** How far a build is. */
export interface Progress {
  readonly step: 'compile' | 'link' | 'write'
  readonly done: number
  readonly total: number
}
