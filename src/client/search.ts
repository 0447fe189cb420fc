// The search: loaded when a reader opens it first.

import { searchDialog } from './search/dialog.ts'
import { type Found, openIndex, type Search } from './search/engine.ts'
import { createLoader } from './search/load.ts'

const base = new URL(
  '.',
  document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href,
)
const load = createLoader(new URL('search/', base))
/** Of a course in several languages: the folders of the indexes of this page's language, and of all. */
const { search: own = '', searches = '' } = document.documentElement.dataset

/** The search in one index, which is opened when it is asked first. */
function searchIn(folder: string): Search {
  const index: { opened: Promise<Search> | undefined } = { opened: undefined }
  return async (query, limit) => {
    index.opened ??= openIndex((name, version) => load(folder + name, version))
    try {
      return await (await index.opened)(query, limit)
    } catch (error) {
      index.opened = undefined
      throw error
    }
  }
}

const search = searchIn(own)
const others = searches.split(' ').filter((folder) => folder !== '' && folder !== own)
const all: Search[] = others.map(searchIn)

/** The best of each index, then the second of each, and so on: a language in which much is found leaves room for the others. */
async function inAll(searches: readonly Search[], query: string, limit: number): Promise<Found> {
  const found = await Promise.all(searches.map((one) => one(query, limit)))
  const results = Array.from({ length: limit }, (_, i) => found.flatMap((one) => one.results.slice(i, i + 1))).flat()
  return {
    results: results.slice(0, limit),
    more: results.length > limit || found.some(({ more }) => more),
    words: [...new Set(found.flatMap(({ words }) => words))],
  }
}

const open = searchDialog({
  root: new URL('..', base),
  search,
  everywhere: others.length ? (query, limit) => inAll([search, ...all], query, limit) : undefined,
})
document.addEventListener('lectern-search', open)
open()
