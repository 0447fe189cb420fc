import { type Code, codes, isCode } from './codes.ts'
import { type Diagnostic, diagnostic, type Span } from './diagnostic.ts'
import { didYouMean } from './nearest.ts'

/** `<!-- lectern-ignore code, code -->` of an author: these codes are not told of the block behind it. */
export interface Ignore {
  /** One code, as written, with its own place. */
  readonly code: string
  readonly span: Span
  /** The block that it is for. */
  readonly block: Span
  /** It has dropped something already: a fault in another file that the block reads. */
  readonly used: boolean
}

/**
 * Drops what authors wanted ignored, before any rule of the site counts. An ignore that ignores nothing is told, so that
 * none outlives its reason; not where its code was not looked for in this run.
 */
export function applyIgnores(
  diagnostics: readonly Diagnostic[],
  ignores: readonly Ignore[],
  unchecked: ReadonlySet<Code> = new Set(),
): Diagnostic[] {
  if (ignores.length === 0) return [...diagnostics]
  const byPath = new Map<string, Ignore[]>()
  for (const ignore of ignores) {
    const list = byPath.get(ignore.block.path)
    if (list) list.push(ignore)
    else byPath.set(ignore.block.path, [ignore])
  }
  const used = new Set(ignores.filter((ignore) => ignore.used).map(keyOf))
  const kept = diagnostics.filter(({ code, span }) => {
    if (!span) return true
    const hits = (byPath.get(span.path) ?? []).filter(
      (ignore) => ignore.code === code && span.start >= ignore.block.start && span.start < ignore.block.end,
    )
    for (const ignore of hits) used.add(keyOf(ignore))
    return hits.length === 0
  })
  for (const ignore of ignores) {
    const { code, span } = ignore
    if (!isCode(code)) {
      kept.push(
        diagnostic('ignore/unknown-code', `\`${code}\` is not the code of a diagnostic.`, {
          span,
          hint: didYouMean(code, Object.keys(codes)),
        }),
      )
    } else if (!used.has(keyOf(ignore)) && !unchecked.has(code)) {
      kept.push(
        diagnostic('ignore/unused', `The next block has no \`${code}\` to ignore.`, { span, hint: 'take it out' }),
      )
    }
  }
  return kept
}

/** A file that several pages include has its ignores once. */
const keyOf = ({ span }: Ignore): string => `${span.start} ${span.path}`
