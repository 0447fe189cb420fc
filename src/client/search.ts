// The search: loaded when a reader opens it first.

import { searchDialog } from './search/dialog.ts'
import { openIndex, type Search } from './search/engine.ts'
import { createLoader } from './search/load.ts'

const base = new URL(
  '.',
  document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href,
)
const load = createLoader(new URL('search/', base))
// Of a course in several languages: the folder of the index of this page's.
const { search: folder = '' } = document.documentElement.dataset
const index: { opened: Promise<Search> | undefined } = { opened: undefined }

const open = searchDialog({
  root: new URL('..', base),
  search: async (query, limit) => {
    index.opened ??= openIndex((name, version) => load(folder + name, version))
    try {
      return await (await index.opened)(query, limit)
    } catch (error) {
      index.opened = undefined
      throw error
    }
  },
})
document.addEventListener('lectern-search', open)
open()
