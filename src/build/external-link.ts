import type { Span } from '../diagnostics/diagnostic.ts'

/** A link to another host. */
export interface ExternalLink {
  readonly url: string
  readonly span: Span
}
