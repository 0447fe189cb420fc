import { distance } from 'fastest-levenshtein'

/**
 * The names that `written` was most likely meant to be, nearest first, at most `count`.
 * A name is near when two letters of five or less are different, or when one holds the other.
 */
export function nearest(written: string, names: Iterable<string>, count = 1): string[] {
  const wanted = written.toLowerCase()
  if (!wanted) return []
  const scored: { name: string; score: number }[] = []
  for (const name of new Set(names)) {
    const candidate = name.toLowerCase()
    const longer = Math.max(wanted.length, candidate.length)
    const limit = longer < 3 ? 0 : Math.max(1, Math.floor(longer * 0.4))
    if (Math.abs(candidate.length - wanted.length) > limit && !candidate.includes(wanted)) continue
    const score = isSwap(wanted, candidate) ? 1 : distance(wanted, candidate)
    const holds =
      wanted.length > 2 && candidate.length > 2 && (candidate.includes(wanted) || wanted.includes(candidate))
    if (score <= limit || holds) scored.push({ name, score: holds ? Math.min(score, limit + 0.5) : score })
  }
  scored.sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1))
  return scored.slice(0, count).map((item) => item.name)
}

/** "Did you mean `a` or `b`?", or nothing where no name is near. */
export function didYouMean(written: string, names: Iterable<string>, count = 1): string | undefined {
  const near = nearest(written, names, count)
  return near.length ? `Did you mean ${near.map((name) => `\`${name}\``).join(' or ')}?` : undefined
}

/** Whether two neighbouring letters changed places: `figrue` and `figure`. */
export function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  return i + 1 < a.length && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2)
}
