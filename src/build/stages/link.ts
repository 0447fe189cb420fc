import type { Settings } from '../../config/settings.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { digest } from '../../files/digest.ts'
import { stageDigest } from '../../incremental/digests.ts'
import type { Remembered } from '../../incremental/memo.ts'
import { type PackedRecord, packRecord, type StageRecord, unpackRecord } from '../../incremental/stage-record.ts'
import { type Document, generatedPage, packDocument, unpackDocument } from '../../page/document.ts'
import type { LinkAnswers } from '../../site/facts.ts'
import { type Article, linkPage, listsContents } from '../../site/link.ts'
import type { Site } from '../../site/site.ts'
import { LazyArticle } from '../lazy-article.ts'
import type { OnProgress } from '../progress.ts'
import type { Session } from '../session.ts'
import type { Compiled } from './compile.ts'
import { titleOf } from './theme.ts'

/** Linking pages, each through the session's memory; and the pages that Lectern makes. */

/** Links a page; `input` is what the memory knows the document by, `dependencyDigest` a digest of all that can be asked. */
const link = (
  session: Session,
  settings: Settings,
  site: Pick<Site, 'answer'>,
  {
    name,
    input,
    document,
    dependencyDigest,
    lengths,
    precomputed = false,
  }: {
    name: string
    input: string
    document: Document
    dependencyDigest: string | undefined
    lengths?: string | undefined
    precomputed?: boolean
  },
): Remembered<Article> =>
  session.linked.run(name, {
    input: `${input} ${stageDigest.link(settings)}`,
    ask: site.answer,
    ...(dependencyDigest === undefined ? {} : { dependencyDigest }),
    ...(lengths === undefined ? {} : { extraDependency: { kind: 'contents', dependencyDigest: lengths } }),
    stage: (ask) => linkPage(document, settings, ask),
    revive: () => revive(session, name, document, settings, site),
    kept: session.state.isLarge ? (record) => cachedRecord(session, packRecord(record)) : undefined,
    precomputed,
  })

/** How the record of a page is remembered, of a large site: what it asked lies in the cache, where something is kept. */
export const cachedRecord = ({ cache, state }: Session, packed: PackedRecord): StageRecord<LinkAnswers> =>
  cache && !state.isCheck ? cache.putLink(packed) : unpackRecord(packed)

/** An article that an earlier process linked. */
function revive(
  session: Session,
  name: string,
  document: Document,
  settings: Settings,
  site: Pick<Site, 'answer'>,
): Article {
  const summary = session.summaries.get(name)
  session.summaries.delete(name)
  return new LazyArticle(document, summary, settings, site)
}

/** Links one page. `precomputed`: the next run reports that it is fresh. */
export const linkOne = (
  session: Session,
  settings: Settings,
  site: Pick<Site, 'answer'>,
  { document, version }: Compiled,
  dependencyDigest?: string,
  precomputed = false,
): Remembered<Article> =>
  link(session, settings, site, {
    name: document.path,
    input: String(version),
    document,
    dependencyDigest,
    lengths: lengthsFor(site, document, dependencyDigest),
    precomputed,
  })

/** What contents depend on beside all else that pages may ask; undefined for a page that lists none. */
const lengthsFor = (
  site: Pick<Site, 'answer'>,
  document: Document,
  dependencyDigest: string | undefined,
): string | undefined =>
  dependencyDigest !== undefined && listsContents(document) ? site.answer('lengths', document.address) : undefined

/** The pages that Lectern makes where the author wrote none: the front page, and those of chapters. */
export function generatedPages(session: Session, settings: Settings, site: Site): readonly Document[] {
  const { chapters, homes } = site
  const front = homes.map((address) => ({ title: titleOf(session, settings, []), address }))
  return [...front, ...chapters].map(({ title, address }) => {
    const page = generatedPage({ title, address, output: `${address.slice(1)}index.html` })
    // Of the same shape as the others, for which the engine has made its code.
    return session.state.isLarge ? unpackDocument(packDocument(page), () => page.chunks) : page
  })
}

/** Links a page that Lectern made. */
export const linkGenerated = (
  session: Session,
  settings: Settings,
  site: Pick<Site, 'answer'>,
  document: Document,
  dependencyDigest?: string,
): Remembered<Article> =>
  link(session, settings, site, {
    name: document.address,
    input: document.title,
    document,
    dependencyDigest,
    lengths: lengthsFor(site, document, dependencyDigest),
  })

/** Links all pages, and makes the front page and those of chapters where the author wrote none. */
export function linkAll(
  session: Session,
  settings: Settings,
  site: Site,
  documents: readonly Compiled[],
  dependencyDigest: string,
  onProgress: OnProgress,
) {
  const articles: Article[] = []
  const versions: string[] = []
  const diagnostics: Diagnostic[] = []
  const fresh: string[] = []
  documents.forEach((compiled, i) => {
    const { document } = compiled
    const result = linkOne(session, settings, site, compiled, dependencyDigest)
    onProgress?.({ step: 'link', done: i + 1, total: documents.length })
    articles.push(result.outcome.value)
    versions.push(String(result.version))
    diagnostics.push(...result.outcome.diagnostics)
    if (result.fresh) fresh.push(document.path)
  })
  const all = digest(JSON.stringify([dependencyDigest, versions]))
  const made = generatedPages(session, settings, site)
  for (const page of made) {
    const result = linkGenerated(session, settings, site, page, dependencyDigest)
    articles.push(result.outcome.value)
    versions.push(String(result.version))
  }
  session.linked.retain(
    new Set([...documents.map(({ document }) => document.path), ...made.map(({ address }) => address)]),
  )
  return { articles, versions, key: all, diagnostics, fresh }
}
