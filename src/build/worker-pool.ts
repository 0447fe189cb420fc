import type { TemplateSource } from '../layout/templates.ts'
import type { ShareWrites } from '../output/shared-writes.ts'
import type { OnProgress } from './progress.ts'
import type { RenderParts } from './render-page.ts'
import type { Session } from './session.ts'
import type { PageCompiler } from './stages/compile.ts'

/**
 * The workers of one build, as the build sees them. They put results of stages into the session's memory, so that the build
 * itself is the same with and without them: it finds done what it asks for. See `workers/`.
 */
export interface WorkerPool {
  /** Compiles all that has to be compiled; the workers then render by themselves. */
  readonly compile: (onProgress: OnProgress) => void
  /** Links and lays out what was compiled. */
  readonly render: (parts: RenderParts) => void
  /** Writes rendered pages. */
  readonly shareWrites: ShareWrites
  readonly end: () => void
}

/** What a pool works on. */
export interface WorkerPoolOptions {
  readonly compiler: PageCompiler
  /** Sources of all pages, and places in that list of those that have to be compiled. */
  readonly paths: readonly string[]
  readonly todo: readonly number[]
  /** The output folder as the settings name it. */
  readonly output: string
  /** How many threads may work, this one among them; as many as the machine can run by default. */
  readonly threads: number | undefined
  /** Nothing may be written. */
  readonly check: boolean
  readonly templates: readonly TemplateSource[]
}

/** Starts the workers of a build; undefined where they would not make it faster. */
export type StartWorkers = (session: Session, options: WorkerPoolOptions) => WorkerPool | undefined
