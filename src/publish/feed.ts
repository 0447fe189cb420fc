import { byCodeUnits } from '../files/paths.ts'
import type { Output } from '../layout/layout.ts'
import { canonicalOf } from '../page/address.ts'
import { isListed } from '../page/publication.ts'
import { timestampOf } from '../page/timestamp.ts'
import type { LanguageListing, ListedPage } from './published.ts'
import { escapeXml, XML_DECLARATION } from './xml.ts'

/** Entries of the feed: the newest ones. */
const LIMIT = 50

/** `feed.xml`: pages with a date, the newest first, as Atom. https://www.rfc-editor.org/rfc/rfc4287 */
export function feedXml({ theme, articles, language }: LanguageListing): Output[] {
  const { settings } = theme
  const { folder, lang, title, description } = language
  if (!theme.feeds.has(folder.slice(0, -1))) return []
  const entries = articles
    .flatMap((article) => {
      const updated = isListed(article.document) ? timestampOf(article.document.front.date) : undefined
      return updated === undefined ? [] : [{ article, updated, instant: Date.parse(updated) }]
    })
    .sort((a, b) => b.instant - a.instant || byCodeUnits(a.article.document.address, b.article.document.address))
    .slice(0, LIMIT)
  const [newest] = entries
  if (!newest) return []
  const home = `${settings.url}/${folder}`
  const lines = [
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(lang)}">`,
    // Not the address of the front page, which may be an entry: no two things have one id.
    element('id', `${home}feed.xml`),
    element('title', title),
    ...(description === '' ? [] : [element('subtitle', description)]),
    element('updated', newest.updated),
    link('self', `${home}feed.xml`),
    link('alternate', home),
    // Every entry needs an author, its own or that of the feed.
    author(settings.author || title),
    ...entries.map(({ article, updated }) => entryOf(article, updated, settings.url, lang)),
    '</feed>',
  ]
  return [{ path: `${folder}feed.xml`, text: `${XML_DECLARATION}${lines.join('\n')}\n` }]
}

function entryOf({ document, summary }: ListedPage, updated: string, url: string, lang: string): string {
  const { front } = document
  const address = canonicalOf(document, url)
  const language = front.lang === undefined || front.lang === lang ? '' : ` xml:lang="${escapeXml(front.lang)}"`
  return [
    `<entry${language}>`,
    element('id', address),
    element('title', document.title),
    element('updated', updated),
    link('alternate', address),
    ...(front.authors ?? []).map(author),
    ...(front.tags ?? []).map((tag) => `<category term="${escapeXml(tag)}"/>`),
    ...(summary === '' ? [] : [element('summary', summary)]),
    '</entry>',
  ].join('\n')
}

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`
const author = (name: string): string => `<author>${element('name', name)}</author>`
const link = (relation: string, address: string): string => `<link rel="${relation}" href="${escapeXml(address)}"/>`
