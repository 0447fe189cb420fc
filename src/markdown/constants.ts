import type { Span } from '../diagnostics/diagnostic.ts'
import type { Compilation } from './compilation.ts'
import { mayGrow } from './growth.ts'
import { wholePlace } from './inline-place.ts'

/** How deep constants may be put into each other. */
export const MAX_DEPTH = 3

/** Puts constants into text that is not Markdown: an address, an attribute, a field of a block. */
export function expandConstants(compilation: Compilation, text: string): string {
  if (!text.includes('$') && !(compilation.constants.size && text.includes('%'))) return text
  const here = (): Span => wholePlace(compilation)
  const expand = (part: string, depth: number): string => {
    const site = part.replace(/\$([\p{L}_][\p{L}\p{N}_-]*)\$/gu, (written, name: string) => {
      const value = compilation.ask('constant', name)
      if (value !== undefined) compilation.usedConstants.add(`$${name}`)
      return value === undefined || !mayGrow(compilation, value.length, `\`${written}\``, here)
        ? written
        : depth < MAX_DEPTH
          ? expand(value, depth + 1)
          : value
    })
    return compilation.constants.size
      ? site.replace(/%([\p{L}_][\p{L}\p{N}_-]*)(?!:)/gu, (written, name: string) => {
          const value = compilation.constants.get(name)
          if (value !== undefined) compilation.usedConstants.add(name)
          return value === undefined || !mayGrow(compilation, value.length, `\`${written}\``, here) ? written : value
        })
      : site
  }
  return expand(text, 0)
}
