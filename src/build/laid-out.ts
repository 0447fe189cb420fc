import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { SpilledContent } from '../files/spill.ts'

/** A page that was laid out. */
export interface LaidOut {
  /** The version of the links, and the theme, that it was made of. */
  readonly version: string
  readonly theme: string
  readonly path: string
  readonly digest: string
  readonly diagnostics: readonly Diagnostic[]
  /** Gives its bytes until it is written; after that it can be made again. */
  content: (() => Uint8Array) | undefined
  /** Where they are until then, for other threads. */
  place: SpilledContent['place'] | undefined
  /** It was laid out ahead, here or in another thread, and is not reported yet. */
  isFresh: boolean
}

/** A page that was laid out elsewhere: its bytes are not here. */
export const withoutContent = (
  { version, theme, path, digest, diagnostics }: Pick<LaidOut, 'version' | 'theme' | 'path' | 'digest' | 'diagnostics'>,
  isFresh: boolean,
): LaidOut => ({ version, theme, path, digest, diagnostics, content: undefined, place: undefined, isFresh })
