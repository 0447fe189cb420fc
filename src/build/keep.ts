import { type Document, packFacts } from '../page/document.ts'
import { type CachedLayout, type CachedPage, type CachedSite, pack, type TextPlace, unpack } from './cache.ts'
import type { NamedEntry } from './search-cache.ts'
import type { LaidOut, Session } from './session.ts'

/** Takes over what an earlier process left in the cache, once in a session; returns notes for the author. */
export function restore({ cache, state, compiled, linked, laidOut, summaries }: Session): readonly string[] {
  if (!cache || state.restored) return []
  state.restored = true
  const { site, note } = cache.read()
  if (!site) return note === undefined ? [] : [note]
  for (const page of site.pages) compiled.restore(page.path, unpack(page.compiled))
  for (const [name, record, summary] of site.linked) {
    linked.restore(name, unpack(record))
    summaries.set(name, summary)
  }
  for (const [name, layout] of site.laidOut) laidOut.set(name, { ...layout, content: undefined })
  state.published = site.published
  state.emitted = { folder: site.emitted.folder, stamps: new Map(site.emitted.stamps) }
  return []
}

/** Keeps what this build did for later processes; `settle` is called when all but the index is written. */
export function save(
  { cache, state, compiled, linked, laidOut, search, summaries }: Session,
  settle: () => void,
  leastPages = cache?.leastPages ?? 0,
): void {
  const entries = [...compiled.entries()]
  if (!cache || entries.length < leastPages) return
  const documents = entries.flatMap(([, , document]) => document ?? [])
  const words = (): readonly NamedEntry[] =>
    Array.from(linked.entries()).flatMap(([name, { version }, article]): NamedEntry[] => {
      const page = article && search.pages.get(article)
      return page ? [[name, String(version), page]] : []
    })
  const site = (placeOf: (document: Document) => TextPlace | undefined): CachedSite => {
    settle()
    return {
      pages: entries.flatMap(([path, record, document]): CachedPage[] => {
        const text = document && placeOf(document)
        return text ? [{ path, compiled: pack(record), facts: packFacts(document), text }] : []
      }),
      linked: Array.from(linked.entries(), ([name, record, article]) => [
        name,
        pack(record),
        article?.summary ?? summaries.get(name) ?? '',
      ]),
      laidOut: Array.from(laidOut, ([name, page]) => [name, withoutBytes(page)]),
      published: state.published,
      emitted: state.emitted,
    }
  }
  cache.write(documents, site, state.knowsWords ? { lexicon: search.lexicon, entries: words() } : undefined)
}

const withoutBytes = ({ version, theme, path, hash, diagnostics }: LaidOut): CachedLayout => ({
  version,
  theme,
  path,
  hash,
  diagnostics,
})
