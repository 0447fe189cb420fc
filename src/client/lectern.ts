// What every page of a site loads, once its text is there. Nothing here is needed to read the page.
import { prefetchNextPage } from './prefetch.ts'
import { reachScrollable } from './scrollable.ts'
import { offerSearch } from './search-opener.ts'
import { playVideos } from './video.ts'

playVideos()
reachScrollable()
offerSearch()
void prefetchNextPage()
