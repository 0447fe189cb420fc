/** A heading of a page. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number
  readonly id: string
  /** Without markup. */
  readonly text: string
}

/** A heading while its page is compiled: what it shows of other pages is not known yet. */
export interface CompiledHeading extends Heading {
  /** Its text, with the marks of holes for the titles of other pages. */
  readonly marked: string
}

/**
 * The id of a heading: lower case, accents of Latin letters dropped, only letters, digits, `-`, `_` and spaces kept, runs
 * of spaces and `-` become one `-`.
 */
export function slugOf(text: string): string {
  const plain = /^[\x20-\x7e]*$/.test(text)
    ? text
    : text
        .normalize('NFKD')
        .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
        .normalize('NFC')
  return plain
    .replace(/[^\p{L}\p{N}\p{M}_\s-]/gu, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-')
}

/** `slug`, or `slug_1`, `slug_2`… where it is taken. `last` keeps the number that each slug came to. */
export function uniqueId(slug: string, taken: ReadonlySet<string>, last = new Map<string, number>()): string {
  if (slug !== '' && !taken.has(slug)) return slug
  const [, stem = slug, number] = /^(.*)_(\d+)$/.exec(slug) ?? []
  for (let n = Math.max(Number(number ?? 0), last.get(slug) ?? 0) + 1; ; n++) {
    if (taken.has(`${stem}_${n}`)) continue
    last.set(slug, n)
    return `${stem}_${n}`
  }
}
