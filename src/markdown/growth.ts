import { type Compilation, type Place, report } from './compilation.ts'

/**
 * A bound for what is put into a page again and again: a few lines that include each other twice, or constants made of
 * constants, would make it larger than any disk.
 */

/** How many characters may be added to a page in this way. */
export const MOST_GROWTH = 2_000_000

/** What each addition costs beside its characters. */
const EACH = 50

/** Whether a page may grow by a number of characters; if not, the author is told once, and what stands there stays as written. */
export function mayGrow(compilation: Compilation, characters: number, what: string, place: Place): boolean {
  const { growth } = compilation
  if (growth.characters + characters + EACH <= MOST_GROWTH) {
    growth.characters += characters + EACH
    return true
  }
  if (!growth.told) {
    growth.told = true
    report(compilation, 'page/grows', `${what} would make the page far larger than it was written.`, {
      span: place(),
      hint: `what is put into a page more than once may add ${MOST_GROWTH.toLocaleString('en')} characters`,
    })
  }
  return false
}

/** For so many wrong names of a page the right one is looked for. A page with more has another fault than slips. */
export const MOST_SEARCHES = 200

/** Whether the right name is looked for where a wrong one stands; it counts. The same page gives the same answers in every build. */
export function mayLookFor({ growth }: Compilation): boolean {
  growth.searches++
  return growth.searches <= MOST_SEARCHES
}
