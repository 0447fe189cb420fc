import type { LabelKind } from '../markdown/labels.ts'
import type { NavigationNode } from './navigation.ts'

/** What linking a page may know of the site. */

/** Where a page is. Its title is a question of its own, so that a new title links again only the pages that show it. */
export interface PageFact {
  readonly address: string
  readonly output: string
}

/** Several pages have the name that was asked for. */
export interface Ambiguous {
  readonly candidates: readonly string[]
}

/** The pages before and after one in the reading order. */
export interface Neighbours {
  readonly previous: (PageFact & { readonly title: string }) | undefined
  readonly next: (PageFact & { readonly title: string }) | undefined
}

/** How the numbers of a page begin: `2.` and how many of each kind the pages before it in its chapter have. */
export interface NumberingFact {
  readonly prefix: string
  readonly before: { readonly [Kind in LabelKind]?: number }
}

/** The navigation as a page shows it: all chapters, the current one unfolded. */
export interface NavigationFact {
  readonly nodes: readonly NavigationNode[]
  /** Equal for equal navigations. */
  readonly fingerprint: string
}

/** What linking a page may ask. */
export interface LinkAnswers {
  /** A page by the name an author uses. */
  readonly page: PageFact | Ambiguous
  /** A page by its exact path. */
  readonly address: PageFact
  /** A page by the path of its source. */
  readonly source: PageFact
  /** The title of the page at an address. */
  readonly title: string
  /** `address#id`: whether the page has that id. */
  readonly anchor: true
  /** `address#id`: a numbered thing, with its number as text. */
  readonly label: { readonly words: string }
  readonly neighbours: Neighbours
  readonly numbering: NumberingFact
  readonly navigation: NavigationFact
  /** The chapters above a page, outermost first. */
  readonly trail: readonly { readonly title: string; readonly address: string | undefined }[]
  /** The page whose front matter says that it was once at a path. */
  readonly moved: PageFact & { readonly source: string }
  /** Names of pages near to one that does not exist, and of ids near to `address#id`. */
  readonly near: readonly string[]
}
