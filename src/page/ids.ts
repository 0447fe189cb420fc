import { load } from '../files/load.ts'

/** Reads HTML; loaded where a plugin changes pages. */
const reader = (): typeof import('htmlparser2') => load('htmlparser2')

/** All ids of some HTML. */
export function idsOf(html: string): ReadonlySet<string> {
  const ids = new Set<string>()
  const parser = new (reader().Parser)({
    onopentag(_, { id }) {
      if (id) ids.add(id)
    },
  })
  parser.end(html)
  return ids
}
