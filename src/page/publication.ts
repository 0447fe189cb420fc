import type { Document } from './document.ts'

/** What a page says of its publication to machines. */

/** Whether search engines and other machines are to know the page: not the one for unknown addresses. */
export const isListed = ({ output, front }: Pick<Document, 'output' | 'front'>): boolean =>
  output !== '404.html' && front.noindex !== true

/** Whether a page is published as Markdown too: those that somebody wrote. */
export const hasMarkdown = (
  document: Pick<Document, 'path' | 'output' | 'front'>,
  settings: { readonly markdown: boolean },
): boolean => settings.markdown && document.path !== '' && isListed(document)

/** Where a page's Markdown is published: https://llmstxt.org puts `.md` behind the whole name of the file. */
export const markdownPathOf = ({ output }: Pick<Document, 'output'>): string => `${output}.md`

/**
 * A date of front matter as RFC 3339 wants it: `2026-03-01`, or with a time. Without a zone it is in UTC. Undefined where
 * it is no date.
 */
export function timestampOf(written: string | undefined): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{2}:\d{2})(:\d{2})?(?:\.\d+)? ?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    written?.trim() ?? '',
  )
  if (!match) return undefined
  const [, day = '', time = '00:00', seconds = ':00', zone = 'Z'] = match
  const text = `${day}T${time}${seconds}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`
  const instant = Date.parse(text)
  // `2026-02-30` would become the second of March.
  const exists = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day)
  return Number.isNaN(instant) || !exists ? undefined : text
}

/** Whether the site has a feed: addresses in it are absolute, and entries need dates. */
export const hasFeed = (
  documents: readonly Pick<Document, 'output' | 'front'>[],
  settings: { readonly url: string; readonly feed: boolean },
): boolean =>
  settings.feed &&
  settings.url !== '' &&
  documents.some((document) => isListed(document) && timestampOf(document.front.date) !== undefined)
