// What every page of a site loads, once its text is there. Nothing here is needed to read the page.
import { copyPermalinks, offerCopy } from './copy.ts'
import { enlargeFigures } from './figures.ts'
import { offerPreviews } from './previews.ts'
import { reachScrollers } from './scrollers.ts'
import { offerSearch } from './search-opener.ts'
import { makeTabs } from './tabs.ts'
import { playVideos } from './video.ts'

playVideos()
makeTabs()
offerCopy()
copyPermalinks()
enlargeFigures()
offerPreviews()
reachScrollers()
offerSearch()
