import type { Theme } from '../layout/layout.ts'
import type { Document } from '../page/document.ts'
import type { Article } from '../site/link.ts'
import type { Site } from '../site/site.ts'
import type { SearchMemory } from './search/search-index.ts'

/** What is told of a page to those who list it; what is made of more than that belongs to the files of texts. */
export interface ListedPage {
  readonly document: Pick<Document, 'path' | 'address' | 'output' | 'title' | 'front' | 'changed' | 'solvable'>
  readonly summary: string
}

/** The language that files list the pages of: where they lie, and how it calls the course. */
export interface ListedLanguage {
  /** Folder of its files, with a slash at its end; '' for the root. */
  readonly folder: string
  readonly lang: string
  readonly title: string
  readonly description: string
}

/** What the files that list the pages are made from. */
export interface Listing {
  readonly theme: Theme
  readonly site: Site
  readonly articles: readonly ListedPage[]
}

/** The same of one language, or of the only one. */
export interface LanguageListing extends Listing {
  readonly language: ListedLanguage
  readonly navigation: Site['navigation']
}

/** What the files beside the pages are made from. */
export interface Published extends Listing {
  /** All pages, linked. */
  readonly articles: readonly Article[]
  /** What the search index of an earlier build left. */
  readonly search: SearchMemory
}
