import type { OutputKind, RunRequest, RunResult } from './engine.ts'
import type { ExerciseChecks } from './exercise-checks.ts'
import type { Verdict } from './verdict.ts'

/** What a worker that was started before has loaded: the next one starts with it, without the network and without compiling. */
export interface LoadedEngine {
  readonly module?: WebAssembly.Module
  /** Other files by their name. */
  readonly files: Readonly<Record<string, ArrayBuffer>>
}

/** Why an engine cannot be had: the policy of the host forbids WebAssembly, its files do not come, the page lies on a disk, or something else. */
export type LoadFault = 'policy' | 'network' | 'disk' | 'other'

/** From the page to its worker. */
export type ToWorker =
  | {
      readonly type: 'start'
      readonly engine: string
      /** Absolute address of the folder with the engine's files. */
      readonly base: string
      /** Tell how much is loaded; costs the browser's own cache of compiled code. */
      readonly count: boolean
      readonly loaded?: LoadedEngine
    }
  | { readonly type: 'run'; readonly request: RunRequest; readonly checks: ExerciseChecks }
  /** What the reader answers; `undefined` ends the input. */
  | { readonly type: 'line'; readonly line: string | undefined }
  | { readonly type: 'stop' }

/** From the worker to its page. */
export type FromWorker =
  /** Bytes that came, as they are on the disk. */
  | { readonly type: 'loading'; readonly bytes: number }
  /** `hears`: a program that runs can be stopped by a message. */
  | { readonly type: 'ready'; readonly hears: boolean; readonly loaded: LoadedEngine }
  | { readonly type: 'failed'; readonly fault: LoadFault; readonly message: string }
  | { readonly type: 'beat' }
  | { readonly type: 'shown'; readonly pieces: readonly (readonly [OutputKind, string])[] }
  | { readonly type: 'ask'; readonly prompt: string }
  | { readonly type: 'done'; readonly result: RunResult; readonly verdict: Verdict }
  /** The engine is broken and has to be started anew. */
  | { readonly type: 'crashed'; readonly message: string }

/** Where the files of an engine seem to lie for a worker of a page on a disk, which has them all: nothing is asked of it. */
export const DISK_BASE = 'https://lectern.invalid/'
