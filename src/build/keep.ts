import { factsOf } from '../page/document.ts'
import { type CachedPage, pack, unpack } from './cache.ts'
import type { LaidOut, Session } from './session.ts'

/** Takes over what an earlier process left in the cache, once in a session; returns notes for the author. */
export function restore({ cache, state, compiled, linked, laidOut }: Session): readonly string[] {
  if (!cache || state.restored) return []
  state.restored = true
  const { site, note } = cache.read()
  if (!site) return note === undefined ? [] : [note]
  for (const page of site.pages) {
    compiled.restore(page.path, unpack(page.compiled))
    if (page.linked) linked.restore(page.path, unpack(page.linked))
    if (page.laidOut) laidOut.set(page.path, { ...page.laidOut, bytes: undefined })
  }
  state.published = site.published
  state.emitted = { folder: site.emitted.folder, stamps: new Map(site.emitted.stamps) }
  return []
}

/** Keeps what this build did for later processes. */
export function save({ cache, state, compiled, linked, laidOut }: Session): void {
  const entries = [...compiled.entries()]
  if (!cache || entries.length < cache.leastPages) return
  const links = new Map(Array.from(linked.entries(), ([path, record]) => [path, record]))
  const documents = entries.flatMap(([, , document]) => document ?? [])
  cache.write(documents, (placeOf) => ({
    pages: entries.flatMap(([path, record, document]): CachedPage[] => {
      const text = document && placeOf(document)
      if (!text) return []
      const link = links.get(path)
      const page = laidOut.get(path)
      return [
        {
          path,
          compiled: pack(record),
          facts: factsOf(document),
          text,
          linked: link && pack(link),
          laidOut: page && withoutBytes(page),
        },
      ]
    }),
    published: state.published,
    emitted: state.emitted,
  }))
}

const withoutBytes = ({ version, theme, path, hash, diagnostics }: LaidOut): CachedPage['laidOut'] => ({
  version,
  theme,
  path,
  hash,
  diagnostics,
})
