import type { CachedPage } from '../cache/cache.ts'
import type { IndexedLayout } from '../cache/index-file.ts'
import type { NamedEntry } from '../cache/search-words.ts'
import { sharedQuestions } from '../incremental/stage-record.ts'
import type { CompileAnswers } from '../markdown/ask.ts'
import { type LaidOut, withoutContent } from './laid-out.ts'
import type { Session } from './session.ts'

/**
 * Takes over what an earlier process left in the cache, once in a session; returns notes for the author.
 */
export function loadCache(session: Session): readonly string[] {
  const { cache, inputs, state, compiled, linked, laidOut, summaries } = session
  if (!cache || state.restored) return []
  state.restored = true
  const { build, note } = cache.load()
  if (!build) return note === undefined ? [] : [note]
  const { pages, highWaterMarks } = build
  const unpack = sharedQuestions<CompileAnswers>()
  compiled.restore(
    pages.map((page) => ({ key: page.summary.path, record: unpack(page) })),
    highWaterMarks.compiled,
  )
  linked.restore(build.linked, highWaterMarks.linked)
  for (const { key, summary } of build.linked) summaries.set(key, summary)
  for (const page of build.laidOut) laidOut.set(page.name, withoutContent(page, false))
  for (const file of build.inputs) inputs.fileStats.restore(file)
  state.published = build.published
  state.made = build.made && { ...build.made, revision: compiled.revision() }
  state.emitted = { folder: build.outputFolder, stamps: new Map(build.outputs().map((file) => [file.path, file])) }
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
    key,
    record,
    summary: value?.summary ?? summaries.get(key) ?? '',
  }))
  const entriesOfWords = (): readonly NamedEntry[] =>
    articles.flatMap(({ key, record, value }): NamedEntry[] => {
      const page = value && search.pages.get(value)
      return page ? [[key, String(record.version), page]] : []
    })
  const words = state.hasNewWords ? { lexicon: search.lexicon, entries: entriesOfWords() } : undefined
  const writeIndex = cache.save({ pages, linked: links }, words)
  if (!writeIndex) return undefined
  return (dropUnsettled) =>
    writeIndex({
      highWaterMarks: { compiled: compiled.highWaterMark(), linked: linked.highWaterMark() },
      published: state.published,
      outputFolder: state.emitted.folder,
      made: state.made?.revision === compiled.revision() ? state.made : undefined,
      laidOut: Array.from(laidOut, ([name, page]) => withoutBytes(name, page)),
      inputs: inputs.fileStats.entries(),
      outputs() {
        dropUnsettled()
        return [...state.emitted.stamps.values()]
      },
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
