import { isShown } from '../config/languages.ts'
import { isNotFound } from './address.ts'
import type { Document } from './document.ts'
import { timestampOf } from './timestamp.ts'

/** What a page says of its publication to machines. */

/** Whether search engines and other machines are to know the page: not the one for unknown addresses. */
export const isListed = ({ output, front }: Pick<Document, 'output' | 'front'>): boolean =>
  !isNotFound(output) && front.noindex !== true

/** Whether a page is published as Markdown too: those that an author wrote. */
export const hasMarkdown = (
  document: Pick<Document, 'path' | 'output' | 'front'>,
  settings: { readonly markdown: boolean },
): boolean => settings.markdown && document.path !== '' && !isShown(document.path) && isListed(document)

/**
 * Where a page's Markdown is published: https://llmstxt.org puts `.md` behind the whole name of the file. Hosts that do not know `.md` take
 * `index.html.md` for HTML: where authors are not trusted, whose code in Markdown may be HTML, it is `index.md`.
 */
export const markdownPathOf = ({ output }: Pick<Document, 'output'>, { safe }: { readonly safe: boolean }): string =>
  safe ? output.replace(/\.html$/, '.md') : `${output}.md`

/** Whether the site has a feed: addresses in it are absolute, and entries need dates. */
export const hasFeed = (
  documents: readonly Pick<Document, 'output' | 'front'>[],
  settings: { readonly url: string; readonly feed: boolean },
): boolean =>
  settings.feed &&
  settings.url !== '' &&
  documents.some((document) => isListed(document) && timestampOf(document.front.date) !== undefined)
