import type { Span } from '../diagnostics/diagnostic.ts'
import type { Compilation } from './compilation.ts'

/** Notes that the page needs an engine, and where. */
export function needEngine({ engines }: Compilation, name: string, span: Span): void {
  if (!engines.has(name)) engines.set(name, span)
}
