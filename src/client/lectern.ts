// What every page of a site loads, once its text is there. Nothing here is needed to read the page.
import { copyPermalinks, offerCopy } from './copy.ts'
import { openDrawer } from './drawer.ts'
import { enlargeFigures } from './figures.ts'
import { markFound } from './mark-found.ts'
import { followHeadings } from './page-toc.ts'
import { prefetchNextPage } from './prefetch.ts'
import { offerPreviews } from './previews.ts'
import { showProgress } from './progress.ts'
import { chooseScheme } from './scheme-choice.ts'
import { reachScrollable } from './scrollable.ts'
import { offerSearch } from './search-opener.ts'
import { showSavedWork } from './show-saved-work.ts'
import { startEach } from './start-each.ts'
import { makeTabs } from './tabs.ts'
import { playVideos } from './video.ts'

startEach([
  chooseScheme,
  openDrawer,
  followHeadings,
  showProgress,
  showSavedWork,
  playVideos,
  makeTabs,
  offerCopy,
  copyPermalinks,
  enlargeFigures,
  offerPreviews,
  reachScrollable,
  offerSearch,
  markFound,
  prefetchNextPage,
])
