import { homeOf, isShown, type Language } from '../config/languages.ts'
import type { SettingsOf } from '../config/settings-by-stage.ts'
import { encodePath, extensionOf } from '../files/paths.ts'
import { canonicalOf, type PageAddress } from '../page/address.ts'
import { hasMarkdown, isListed, markdownPathOf } from '../page/publication.ts'
import { timestampOf } from '../page/timestamp.ts'
import { textLanguage } from '../page/translation.ts'
import { type Article, wholeText } from '../site/link.ts'
import type { Html, LinkContext, MetaContext } from './context.ts'
import { structuredData } from './structured-data.ts'

/** What the head of a page is made from. */
export interface PageMetaParts {
  readonly settings: SettingsOf<'layout'>
  readonly article: Article
  /** The name of the site. */
  readonly title: string
  readonly language: Language | undefined
  /** It is the front page of the site, or of its language. */
  readonly isFront: boolean
  readonly hasFeed: boolean
  readonly addressOf: PageAddress['addressOf']
  readonly breadcrumbs: readonly LinkContext[]
  readonly authors: readonly string[]
  readonly asHtml: (markup: string) => Html
}

/** What search engines, previews of links and other software are told of a page. */
export function pageMeta(parts: PageMetaParts): MetaContext {
  const { settings, article, title, addressOf, language, isFront } = parts
  const { document } = article
  const { front } = document
  const listed = isListed(document)
  // A page that is not translated is that of the source language once more.
  const own = isShown(document.path) ? article.translations?.original : undefined
  const canonical = settings.url === '' || !listed ? '' : canonicalOf(own ?? document, settings.url)
  const description =
    front.description ?? ((isFront && (language?.description ?? settings.description)) || article.summary)
  const image = pictureOf(parts)
  const lang = language && document.path === '' ? language.lang : textLanguage(document.path, front.lang, settings)
  return {
    description,
    canonical,
    noindex: !listed,
    type: isFront ? 'website' : 'article',
    image,
    locale: /^[a-z]{2,3}-[A-Z]{2}$/.test(lang) ? lang.replace('-', '_') : '',
    modified: document.changed,
    published: isFront ? '' : (timestampOf(front.date) ?? ''),
    markdown: hasMarkdown(document, settings) ? encodePath(addressOf(markdownPathOf(document, settings))) : '',
    feed: parts.hasFeed ? addressOf(language?.folder ? `${language.folder}/feed.xml` : 'feed.xml') : '',
    structuredData: listed
      ? parts.asHtml(
          structuredData({
            settings,
            siteTitle: title,
            document,
            isFront,
            home: language ? homeOf(language) : '/',
            description,
            canonical,
            image: image?.url ?? '',
            lang,
            authors: parts.authors,
            trail: parts.breadcrumbs,
          }),
        )
      : undefined,
  }
}

/** Formats that programs which show previews of links understand. */
const RASTER = new Set(['.png', '.jpg', '.jpeg', '.webp', '.gif'])
/** Smaller pictures are icons and buttons, which say nothing of the page. */
const LEAST = { width: 400, height: 200 }

/** The picture of a page: the one it names, else the first of its own that is big enough, else the site's. */
function pictureOf({ settings, article }: PageMetaParts): MetaContext['image'] {
  const { document } = article
  const absolute = (address: string): string => {
    if (/^https?:\/\//.test(address)) return address
    const page = settings.url === '' ? '' : canonicalOf(document, settings.url)
    // What is no address was told where it stands.
    return URL.canParse(address, page) ? new URL(address, page).href : ''
  }
  const picture = (url: string, alt: string, width = 0, height = 0): MetaContext['image'] =>
    url === '' ? undefined : { url, alt, width, height }
  if (document.image !== undefined) return picture(absolute(document.image), '')
  if (settings.url === '') return siteImage(settings, picture)
  for (const [tag] of wholeText(article).matchAll(/<img\s(?:[^<>"]|"[^"]*")*>/g)) {
    const value = (name: string): string =>
      new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? ''
    const source = value('src')
    const width = Number(value('width'))
    const height = Number(value('height'))
    const isLocal = source !== '' && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(source)
    if (isLocal && RASTER.has(extensionOf(source)) && width >= LEAST.width && height >= LEAST.height)
      return picture(absolute(source), value('alt'), width, height)
  }
  return siteImage(settings, picture)
}

function siteImage(
  { image, url }: SettingsOf<'layout'>,
  picture: (url: string, alt: string) => MetaContext['image'],
): MetaContext['image'] {
  if (image === '' || /^https?:\/\//.test(image)) return picture(image, '')
  return url === '' ? undefined : picture(`${url}/${encodePath(image)}`, '')
}
