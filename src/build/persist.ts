import type { CachedPage } from '../cache/cache.ts'
import type { IndexedLayout } from '../cache/index-file.ts'
import type { NamedEntry } from '../cache/search-words.ts'
import { unpackAll } from '../incremental/lazy-record.ts'
import type { CompileAnswers } from '../markdown/ask.ts'
import { type LaidOut, type Session, withoutContent } from './session.ts'

/**
 * Takes over what an earlier process left in the cache, once in a session; returns notes for the author.
 */
export function loadCache(session: Session): readonly string[] {
  const { cache, inputs, state, compiled, linked, laidOut, summaries } = session
  if (!cache || state.restored) return []
  state.restored = true
  const { site, note } = cache.read()
  if (!site) return note === undefined ? [] : [note]
  compiled.restoreHighWaterMark(site.floors.compiled)
  linked.restoreHighWaterMark(site.floors.linked)
  const unpack = unpackAll<CompileAnswers>()
  for (const page of site.pages) compiled.restore(page.path, unpack(page))
  for (const link of site.linked) {
    linked.restore(link.name, cache.linkRecord(link))
    summaries.set(link.name, link.summary)
  }
  for (const page of site.laidOut) laidOut.set(page.name, withoutContent(page, false))
  for (const { path, stamp, kind, print } of site.inputs) inputs.fileStats.restore(path, stamp, kind, print)
  state.published = site.published
  const made = cache.remembered(site.made)
  state.made = made && { ...made, revision: compiled.revision() }
  const { folder, files } = site.output
  state.emitted = {
    folder,
    stamps: new Map(files.map((file) => [file.path, file])),
  }
  return []
}

/**
 * Keeps what this build did for later processes: all but the index, which the function that it gives writes; that calls `dropUnsettled`
 * at the last moment. Undefined where nothing is kept.
 */
export function saveCache(
  { cache, inputs, state, compiled, linked, laidOut, search, summaries }: Session,
  leastPages = cache?.leastPages ?? 0,
): ((dropUnsettled: () => void) => void) | undefined {
  const entries = compiled.entries()
  if (!cache || entries.length < leastPages) return undefined
  const pages = entries.filter((entry): entry is CachedPage => entry.value !== undefined)
  const articles = linked.entries()
  const links = articles.map(({ key, record, value }) => ({
    name: key,
    record,
    summary: value?.summary ?? summaries.get(key) ?? '',
  }))
  const words = (): readonly NamedEntry[] =>
    articles.flatMap(({ key, record, value }): NamedEntry[] => {
      const page = value && search.pages.get(value)
      return page ? [[key, String(record.version), page]] : []
    })
  const found = state.hasNewWords ? { lexicon: search.lexicon, entries: words() } : undefined
  const writeIndex = cache.write({ pages, linked: links }, found)
  if (!writeIndex) return undefined
  return (dropUnsettled) =>
    writeIndex({
      laidOut: Array.from(laidOut, ([name, page]) => withoutBytes(name, page)),
      floors: { compiled: compiled.highWaterMark(), linked: linked.highWaterMark() },
      published: state.published,
      made: state.made?.revision === compiled.revision() ? state.made : undefined,
      output() {
        dropUnsettled()
        const { folder, stamps } = state.emitted
        return { folder, files: [...stamps.values()] }
      },
      inputs: inputs.fileStats.entries(),
    })
}

const withoutBytes = (name: string, { version, theme, path, digest, diagnostics }: LaidOut): IndexedLayout => ({
  name,
  version,
  theme,
  path,
  digest,
  diagnostics,
})
