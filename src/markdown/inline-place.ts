import type { Span } from '../diagnostics/diagnostic.ts'
import type { Compilation, Place } from './compilation.ts'
import { locate } from './text/origin.ts'

/** The place of a piece of the inline text that is being parsed. */
export function inlinePlace(compilation: Compilation, written: string, from: number, to: number): Place {
  const { inline, source } = compilation
  return () => {
    if (!inline) return { path: source.path, start: source.offset, end: source.offset + 1 }
    // Text of a constant is nowhere in the region: then the whole region is marked.
    const at = inline.content.startsWith(written, from) ? from : inline.content.indexOf(written)
    return at < 0
      ? locate(inline.origin, inline.content, 0, 0)
      : locate(inline.origin, inline.content, at, at + (to - from))
  }
}

/** The inline text that is parsed, or the beginning of the page: a constant may stand in the text of another. */
export function wholePlace({ inline, source }: Compilation): Span {
  return inline
    ? locate(inline.origin, inline.content, 0, inline.content.length)
    : { path: source.path, start: source.offset, end: source.offset + 1 }
}
