import { type Code, codes, isCode } from './codes.ts'
import { type Diagnostic, diagnostic, type Span } from './diagnostic.ts'
import { groupBy } from './group-by.ts'
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
 * none outlives its reason; not where its code was not looked for in this run. `isPluginCode` knows the codes of plugins.
 */
export function applyIgnores(
  diagnostics: readonly Diagnostic[],
  ignores: readonly Ignore[],
  unchecked: ReadonlySet<string> = new Set<Code>(),
  isPluginCode: (code: string) => boolean = () => false,
): Diagnostic[] {
  if (ignores.length === 0) return [...diagnostics]
  const used = new Set(ignores.filter((ignore) => ignore.used).map(keyOf))
  const hits = hitsOf(diagnostics, ignores)
  for (const ignored of hits.values()) for (const ignore of ignored) used.add(keyOf(ignore))
  const kept = diagnostics.filter((item) => !hits.has(item))
  for (const ignore of ignores) {
    const { code, span } = ignore
    if (!isCode(code) && !isPluginCode(code)) {
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

/** The ignores that each diagnostic lies in the block of: both are gone through once, in the order of the file. */
function hitsOf(
  diagnostics: readonly Diagnostic[],
  ignores: readonly Ignore[],
): ReadonlyMap<Diagnostic, readonly Ignore[]> {
  const byStart = groupBy(ignores, ({ code, block }) => `${code} ${block.path}`)
  const places = new Map<string, { readonly item: Diagnostic; readonly start: number }[]>()
  for (const item of diagnostics) {
    const key = item.span && `${item.code} ${item.span.path}`
    if (!item.span || key === undefined || !byStart.has(key)) continue
    const place = { item, start: item.span.start }
    const list = places.get(key)
    if (list) list.push(place)
    else places.set(key, [place])
  }
  const hits = new Map<Diagnostic, readonly Ignore[]>()
  for (const [key, found] of places) {
    const coming = (byStart.get(key) ?? []).sort((a, b) => a.block.start - b.block.start)
    let next = 0
    // Blocks lie in each other or beside each other, so few are open at once.
    let open: Ignore[] = []
    for (const { item, start } of found.sort((a, b) => a.start - b.start)) {
      const from = next
      while ((coming[next]?.block.start ?? Number.POSITIVE_INFINITY) <= start) next++
      open = [...open, ...coming.slice(from, next)].filter(({ block }) => block.end > start)
      if (open.length) hits.set(item, open)
    }
  }
  return hits
}

/** A file that several pages include has its ignores once. */
const keyOf = ({ span }: Ignore): string => `${span.start} ${span.path}`
