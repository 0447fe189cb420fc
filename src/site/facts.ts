import type { LabelKind } from '../markdown/labels.ts'
import type { NavigationNode } from './navigation.ts'

/** What linking a page may know of the site. */

/** Where a page is. Its title is a question of its own, so that a new title links again only the pages that show it. */
export interface PageFact {
  readonly address: string
  readonly output: string
  /** It is shown in another language than its own. */
  readonly isShown?: true
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
  /** The entry of the first level that holds the page. */
  readonly chapter: { readonly address: string; readonly pages: number } | undefined
  /** Equal for equal navigations. */
  readonly digest: string
}

/** An entry of the contents of a course or a chapter. */
export interface ContentsEntry {
  readonly title: string
  readonly description: string
  readonly address: string | undefined
  readonly external: string | undefined
  readonly separator: boolean
  /** How many entries it stands for that are not shown; it leads to the first of them. */
  readonly more: number
  /** How many pages it holds, its own among them. */
  readonly pages: number
  /** How many words they have together. */
  readonly words: number
  readonly entries: readonly ContentsEntry[]
}

/** What a generated page of contents shows: of the course for the front page, else of a chapter. */
export interface ContentsFact {
  readonly pages: number
  readonly words: number
  readonly entries: readonly ContentsEntry[]
  /** The page to begin with. */
  readonly first: (PageFact & { readonly title: string }) | undefined
}

/** How many pages are named that use a word. */
export const MOST_USES = 12

/** A page in one of the languages of a site. */
export interface PageVersion extends Pick<PageFact, 'address' | 'output'> {
  readonly code: string
  /** There is such a page; else the place is that of the language's front page. */
  readonly isThere: boolean
  /** It is shown in another language than its own. */
  readonly isShown: boolean
}

/** What is known of a page in a course of several languages. */
export interface TranslationsFact {
  /** The code of its language. */
  readonly code: string
  /** In the order of the settings, its own among them. */
  readonly versions: readonly PageVersion[]
  /** The page that it translates. */
  readonly original: PageFact | undefined
  /** What stands for the page in all languages: the address in the source language. */
  readonly shared: string
  /** Equal for equal facts. */
  readonly digest: string
}

/** What a translation is compared with. */
export interface OriginalFact {
  readonly path: string
  readonly ids: readonly string[]
  readonly counts: { readonly [Kind in LabelKind]?: number }
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
  readonly label: { readonly kind: LabelKind; readonly number: string; readonly isTag?: true }
  readonly neighbours: Neighbours
  /** Of a page at an address. */
  readonly translations: TranslationsFact
  /** The page of a language that is the one at an address: `fr /basic/loops/`. */
  readonly version: PageFact
  /** Of the page that the one at an address translates. */
  readonly original: OriginalFact
  /** `address#id`: where the page has no such id and it is that of a heading in another language, the id of the same heading there. */
  readonly sameHeading: string
  readonly numbering: NumberingFact
  readonly navigation: NavigationFact
  readonly contents: ContentsFact
  /** How long the pages are that contents count: a digest. All else that contents say of pages, others can ask, too. */
  readonly lengths: string
  /** The chapters above a page, outermost first. */
  readonly trail: readonly { readonly title: string; readonly address: string | undefined }[]
  /** The page whose front matter says that it was once at a path. */
  readonly moved: PageFact & { readonly source: string }
  /** The source of a draft, by what a link names: a path, the last part of one, or the source itself; with `/` before it, an address. */
  readonly draft: string
  /** Paths of the pages that have a numbered thing of an id. */
  readonly labelled: readonly string[]
  /** The page that shows what words mean. */
  readonly glossary: PageFact
  /** The pages that use a word with a meaning: one more than are named. */
  readonly uses: readonly (PageFact & { readonly title: string })[]
  /** `address#id`: the id stands in a block that could not be read. */
  readonly broken: true
  /** Paths of sources near to one that does not exist. */
  readonly nearSource: readonly string[]
  /** Names of pages near to one that does not exist, and of ids near to `address#id`. */
  readonly near: readonly string[]
}
