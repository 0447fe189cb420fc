import type { CompileAnswers } from '../files/ask.ts'
import type { KeptPage } from './cache.ts'
import type { IndexedLayout } from './cache-index.ts'
import { lookAhead } from './look-ahead.ts'
import { unpackAll } from './records.ts'
import type { NamedEntry } from './search-cache.ts'
import { type LaidOut, laidOutElsewhere, type Session } from './session.ts'

/**
 * Takes over what an earlier process left in the cache, once in a session; returns notes for the author. Up to `threads`
 * threads may work.
 */
export function restore(session: Session, threads?: number): readonly string[] {
  const { cache, inputs, state, compiled, linked, laidOut, summaries } = session
  if (!cache || state.restored) return []
  state.restored = true
  const ahead = lookAhead(session, threads)
  const { site, note } = cache.read()
  if (!site) {
    ahead?.cancel()
    return note === undefined ? [] : [note]
  }
  const looked = ahead?.begin(site.packed.inputs, site.packed.output)
  if (looked) inputs.seen.lookedAt(looked.inputs)
  compiled.restoreFloor(site.floors.compiled)
  linked.restoreFloor(site.floors.linked)
  const unpack = unpackAll<CompileAnswers>()
  for (const page of site.pages) compiled.restore(page.path, unpack(page))
  for (const link of site.linked) {
    linked.restore(link.name, cache.linkRecord(link))
    summaries.set(link.name, link.summary)
  }
  for (const page of site.laidOut) laidOut.set(page.name, laidOutElsewhere(page, false))
  for (const { path, stamp, kind, print } of site.inputs) inputs.seen.restore(path, stamp, kind, print)
  state.published = site.published
  const made = cache.remembered(site.made)
  state.made = made && { ...made, revision: compiled.revision() }
  const { folder, files } = site.output
  state.emitted = {
    folder,
    looked: looked?.output,
    stamps: new Map(files.map((file) => [file.path, file])),
  }
  return []
}

/**
 * Keeps what this build did for later processes: all but the index, which the function that it gives writes; that calls `settle`
 * at the last moment. Undefined where nothing is kept.
 */
export function beginSave(
  { cache, inputs, state, compiled, linked, laidOut, search, summaries }: Session,
  leastPages = cache?.leastPages ?? 0,
): ((settle: () => void) => void) | undefined {
  const entries = compiled.entries()
  if (!cache || entries.length < leastPages) return undefined
  const pages = entries.filter((entry): entry is KeptPage => entry.value !== undefined)
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
  return (settle) =>
    writeIndex({
      laidOut: Array.from(laidOut, ([name, page]) => withoutBytes(name, page)),
      floors: { compiled: compiled.floor(), linked: linked.floor() },
      published: state.published,
      made: state.made?.revision === compiled.revision() ? state.made : undefined,
      output() {
        settle()
        const { folder, stamps } = state.emitted
        return { folder, files: [...stamps.values()] }
      },
      inputs: inputs.seen.entries(),
    })
}

const withoutBytes = (name: string, { version, theme, path, hash, diagnostics }: LaidOut): IndexedLayout => ({
  name,
  version,
  theme,
  path,
  hash,
  diagnostics,
})
