import { isThemeId } from './theme-ids.ts'

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
  /** Its text, with the marks of holes for numbers and for what other pages say. */
  readonly marked: string
  /** Its text with names where it shows what may change: `TblA` for "Table 1", `H2O` for what `words:` makes of it. Its id is made of this. */
  readonly named: string
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

/** Where to go on looking for a free id, by an id that is taken: many repeats of one are found quickly. */
export type Jumps = Map<string, number>

/** `slug`, or `slug_1`, `slug_2`… where it is taken, by the page or by what is around its text. */
export function uniqueId(slug: string, taken: ReadonlySet<string>, jumps: Jumps = new Map()): string {
  if (slug !== '' && !taken.has(slug) && !isThemeId(slug)) return slug
  const [, stem = slug, number] = /^(.*)_(\d+)$/.exec(slug) ?? []
  return numberedId(stem, Number(number ?? 0) + 1, taken, jumps)
}

/** `stem_n` with the smallest `n`, from `first` on, that is not taken. `taken` only ever grows. */
export function numberedId(stem: string, first: number, taken: ReadonlySet<string>, jumps: Jumps): string {
  const passed: string[] = []
  let n = first
  for (let id = `${stem}_${n}`; taken.has(id); id = `${stem}_${n}`) {
    passed.push(id)
    n = jumps.get(id) ?? n + 1
  }
  for (const id of passed) jumps.set(id, n)
  return `${stem}_${n}`
}
