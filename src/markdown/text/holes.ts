import type { Span } from '../../diagnostics/diagnostic.ts'
import type { LabelKind } from '../labels.ts'

/**
 * Holes: what depends on another page. Rendering writes the mark `\0n\0` where a hole is; no text of an author can hold a
 * NUL (files/decode.ts, and markdown-it itself), so none can be forged. The finished HTML is split once into chunks.
 */

/** The page that a reference names. One of the ways to name it is given. */
export interface PageTarget {
  /** As the author wrote it, for messages. */
  readonly written: string
  /** `%link:name%`: a path from the root or the last part of one… */
  readonly name?: string
  /** …with what stands behind the second `%`, put on before the look-up. */
  readonly suffix?: string
  /** A Markdown link to a source file, by path from the site's root. */
  readonly file?: string
  /** Of a course in several languages: the files that it may mean, in order. */
  readonly files?: readonly string[]
  /** A plain link: addresses to try, in order. */
  readonly addresses?: readonly string[]
  /** A link of the page to one of its own ids. */
  readonly isOwn?: true
  /** Without `#`; must be an id of that page. */
  readonly fragment?: string
}

export type Hole =
  /** The relative address of a page. */
  | {
      readonly type: 'address'
      readonly target: PageTarget
      readonly span: Span
      /** Nothing is shown of it: the address stands there as it was written. */
      readonly isCheck?: true
    }
  /** The title of a page, as text. */
  | { readonly type: 'title'; readonly target: PageTarget; readonly span: Span }
  /** A whole link "Figure 1" to a numbered thing of another page; only its words inside of a link. */
  | {
      readonly type: 'label'
      readonly target: PageTarget
      readonly id: string
      /** Behind the number: the `a` of `Figure 1a`. */
      readonly part?: string
      readonly plain: boolean
      /** It repeats one that stands elsewhere on the page, as the contents do: what is wrong with it is told there. */
      readonly again?: true
      readonly span: Span
    }
  /** `%name` that is no id of the page; it stays text, and may be an id of another page. */
  | {
      readonly type: 'mention'
      readonly name: string
      /** Ids of the page that are nearly the same. */
      readonly near: readonly string[]
      /** It is told also where no other page has the id. */
      readonly isLikeId: boolean
      readonly span: Span
    }
  /** A word whose meaning is shown: a link to it where a page has the glossary. */
  | {
      readonly type: 'term'
      /** The id that it has in the glossary. */
      readonly id: string
      /** What is shown of it. */
      readonly html: string
      /** Its meaning as plain text. */
      readonly meaning: string
    }
  /** The pages that use a word of the glossary. */
  | { readonly type: 'uses'; readonly term: string }
  /** The number of the page's n-th figure, video, table or listing, where numbers go on through a chapter. */
  | { readonly type: 'number'; readonly kind: LabelKind; readonly n: number }

/** A piece of rendered HTML, or a hole in it. */
export type Chunk = string | Hole

/** What a mark begins and ends with; no text of an author holds one. */
export const MARK = '\0'

/** The mark of hole `n`. */
export const markOf = (n: number): string => `${MARK}${n}${MARK}`

/** Splits rendered text at its marks. */
export function splitAtHoles(html: string, holes: readonly Hole[]): Chunk[] {
  const chunks: Chunk[] = []
  let at = 0
  for (let mark = html.indexOf(MARK); mark >= 0; mark = html.indexOf(MARK, at)) {
    if (mark > at) chunks.push(html.slice(at, mark))
    const end = html.indexOf(MARK, mark + 1)
    if (end < 0) return chunks
    const hole = holes[Number(html.slice(mark + 1, end))]
    if (hole) chunks.push(hole)
    at = end + 1
  }
  if (at < html.length || at === 0) chunks.push(html.slice(at))
  return chunks
}
