import type { Theme } from '../layout/layout.ts'
import type { Article } from '../site/link.ts'
import type { Site } from '../site/site.ts'
import type { SearchMemory } from './search/search-index.ts'

/** What the files beside the pages are made from. */
export interface Published {
  readonly theme: Theme
  readonly site: Site
  /** All pages, linked. */
  readonly articles: readonly Article[]
  /** What the search index of an earlier build left. */
  readonly search: SearchMemory
}
