// What every page of a site loads, once its text is there. Nothing here is needed to read the page.
import { prefetchNextPage } from './prefetch.ts'
import { playVideos } from './video.ts'

playVideos()
void prefetchNextPage()
