import type { RunRequest } from '../exercises/engine.ts'
import type { AttemptResult } from './outcomes.ts'

/** To the process of an engine. */
export type ToEngine =
  | { readonly type: 'start'; readonly engine: string; readonly folder: string; readonly hashSeed: number }
  | { readonly type: 'run'; readonly request: RunRequest }

/** From it. */
export type FromEngine =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'result'; readonly result: AttemptResult }
