import type { Span } from '../diagnostics/diagnostic.ts'
import { type Compilation, type Place, report } from './compilation.ts'
import { mayGrow } from './growth.ts'
import { wholePlace } from './inline-place.ts'
import { longestName } from './text/longest-name.ts'

/** How deep constants may be put into each other. */
export const MAX_DEPTH = 3

/** Whether `$name$` can be a constant of the site; `$1.0$` is a formula. */
export const isConstantName = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)

/** Puts constants into text that is not Markdown: an address, an attribute, a field of a block. */
export function expandConstants(compilation: Compilation, text: string): string {
  if (!text.includes('$') && !(compilation.constants.size && text.includes('%'))) return text
  const here = (): Span => wholePlace(compilation)
  const expand = (part: string, depth: number): string => {
    const site = part.replace(/\$([\p{L}_][\p{L}\p{N}_-]*)\$/gu, (written, name: string) => {
      const value = compilation.ask('constant', name)
      if (value !== undefined) compilation.usedConstants.add(`$${name}`)
      else tellNearConstant(compilation, name)
      return value === undefined || !mayGrow(compilation, value.length, `\`${written}\``, here)
        ? written
        : depth < MAX_DEPTH
          ? expand(value, depth + 1)
          : value
    })
    return compilation.constants.size
      ? site.replace(/%([\p{L}_][\p{L}\p{N}_-]*)(?!:)/gu, (written, all: string) => {
          const name = longestName(all, (known) => compilation.constants.has(known))
          const value = name === undefined ? undefined : compilation.constants.get(name)
          if (name === undefined || value === undefined) return written
          compilation.usedConstants.add(name)
          return mayGrow(compilation, value.length, `\`${written}\``, here) ? value + all.slice(name.length) : written
        })
      : site
  }
  return expand(text, 0)
}

/** Tells of a word between dollar signs that is no constant of the site, but nearly one. */
export function tellNearConstant(compilation: Compilation, name: string, place?: Place): void {
  const near = /^\p{L}{4,}$/u.test(name) ? compilation.ask('nearConstant', name) : undefined
  if (near === undefined) return
  // It is used, if by another name.
  compilation.usedConstants.add(`$${near}`)
  const { source, diagnostics } = compilation
  const at = source.text.indexOf(`$${name}$`)
  const span =
    place?.() ?? (at < 0 ? wholePlace(compilation) : { path: source.path, start: at, end: at + name.length + 2 })
  // A field may be looked at more than once.
  if (diagnostics.some((item) => item.code === 'constant/unknown' && item.span?.start === span.start)) return
  report(compilation, 'constant/unknown', `There is no constant \`${name}\`.`, {
    span,
    hint: `Did you mean \`$${near}$\`?`,
    fix: { span, instead: `$${name}$`, text: `$${near}$`, safe: false },
  })
}
