import { digest } from '../../files/digest.ts'
import { once } from '../../files/once.ts'
import type { BytesOutput, Output } from '../../layout/layout.ts'
import type { GeneratedFile } from '../../output/plan.ts'
import { filesFromContent, filesFromMetadata, publishedPaths } from '../../publish/publish.ts'
import type { Published } from '../../publish/published.ts'
import { restoreSearch } from '../known-words.ts'
import type { Session, SessionState } from '../session.ts'

/** The files of the whole site, made where what they are made of changed. */

/**
 * Makes the files of the whole site, or just says which they are where nothing changed that they are made of. `about` stands for
 * the settings, the theme, and what other pages can know of each page; `texts` for every page as it was linked.
 */
export function publishAll(
  session: Session,
  site: Published,
  keys: { readonly about: string; readonly texts: string },
  versions: readonly string[],
): readonly GeneratedFile[] {
  const summaries = site.articles.map(({ summary }) => summary)
  return [
    ...publishOnce(session, 'about', digest([keys.about, ...summaries].join('\0')), () => filesFromMetadata(site)),
    ...publishOnce(session, 'texts', keys.texts, () =>
      session.time('search', () => {
        const areNew = site.theme.settings.search && restoreSearch(session, site.articles, versions)
        const files = filesFromContent(site)
        session.state.hasNewWords = areNew
        return files
      }),
    ),
  ]
}

/** Names the files of the whole site, and makes none: what is wrong with a site does not depend on what is in them. */
export const promiseAll = ({ theme, site, articles }: Omit<Published, 'search'>): readonly GeneratedFile[] =>
  publishedPaths(
    { theme, site },
    articles.map(({ document }) => document),
  ).map((path) => ({ path, digest: '', content: () => undefined }))

function publishOnce(
  { state }: Session,
  group: keyof SessionState['published'],
  key: string,
  make: () => readonly PublishedFile[],
): GeneratedFile[] {
  const files = once(() => new Map(make().map((file) => [file.path, file])))
  const last = state.published[group]
  const digests =
    last?.key === key ? last.files : Array.from(files().values(), (file) => [file.path, digestOf(file)] as const)
  state.published = { ...state.published, [group]: { key, files: digests } }
  return digests.map(([path, digest]) => ({
    path,
    digest,
    // Asked for when it is written: some texts are made then, so that they need not be kept.
    content: () => {
      const file = files().get(path)
      return file && ('text' in file ? file.text : file.bytes)
    },
  }))
}

const digestOf = (file: PublishedFile): string => file.digest ?? digest('text' in file ? file.text : file.bytes)

type PublishedFile = Output | BytesOutput
