import type { Meant } from './find-words.ts'

/** A section that answers a query. */
export interface Hit {
  readonly page: number
  readonly section: number
  readonly score: number
}

/** How much of it. */
const FROM_TITLE = 0.4
const MAX_SECTIONS = 65_536
/** Sections of one page that are shown. */
const PER_PAGE = 3

/**
 * Ranks sections. Words that are in few sections matter more, and a section in which all words of the query stand comes
 * before one with only some; a word of the page's title counts in part for all its sections.
 */
export function rank(
  query: readonly (readonly Meant[])[],
  sections: number,
  limit: number,
): { readonly hits: readonly Hit[]; readonly more: boolean } {
  const bySection = new Map<number, number[]>()
  query.forEach((meant, word) => {
    for (const { sureness, count, postings } of meant) {
      const rareness = Math.log(1 + (sections - count + 0.5) / (count + 0.5)) + 0.1
      for (const { page, section, weight } of postings) {
        const key = page * MAX_SECTIONS + section
        const scores = bySection.get(key) ?? query.map(() => 0)
        scores[word] = Math.max(scores[word] ?? 0, sureness * rareness * weight)
        bySection.set(key, scores)
      }
    }
  })
  const hits = Array.from(bySection, ([key, scores]): Hit => {
    const section = key % MAX_SECTIONS
    const title = section ? bySection.get(key - section) : undefined
    let score = 0
    let found = 0
    scores.forEach((own, word) => {
      const fromTitle = FROM_TITLE * (title?.[word] ?? 0)
      score += Math.max(own, fromTitle)
      found += own > 0 ? 1 : fromTitle > 0 ? 0.9 : 0
    })
    return { page: (key - section) / MAX_SECTIONS, section, score: score * (found / query.length) ** 3 }
  })
  hits.sort((a, b) => b.score - a.score || a.page - b.page || a.section - b.section)
  const shown = new Map<number, number>()
  const best = hits
    .filter(({ page }) => {
      const before = shown.get(page) ?? 0
      shown.set(page, before + 1)
      return before < PER_PAGE
    })
    .slice(0, limit + 1)
  return { hits: best.slice(0, limit), more: best.length > limit }
}
