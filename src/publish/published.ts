import type { Settings } from '../config/settings.ts'
import type { Article } from '../site/link.ts'
import type { SearchMemory } from './search/search-index.ts'

/** What the files beside the pages are made from. */
export interface Published {
  readonly settings: Settings
  /** The name of the site. */
  readonly title: string
  /** All pages, linked. */
  readonly articles: readonly Article[]
  /** What the search index of an earlier build left. */
  readonly search: SearchMemory
}
