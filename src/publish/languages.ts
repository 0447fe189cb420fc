import { wordsFor } from '../config/interface-words.ts'
import { homeOf, isShown, languageOfInside, languageOfPath, sourceLanguage } from '../config/languages.ts'
import { encodePath } from '../files/paths.ts'
import type { Output } from '../layout/layout.ts'
import { renderTo } from '../layout/layout.ts'
import { canonicalOf } from '../page/address.ts'
import type { PageVersion } from '../site/facts.ts'
import { wholeText } from '../site/link.ts'
import type { LanguageListing, ListedPage, Listing } from './published.ts'
import type { Alternate, SitemapParts } from './sitemap.ts'

/** What files of the whole site list of a course in several languages: each language its own pages. */

/** The pages of each language; all pages of a site of one. Those that are not translated are listed in their own language alone. */
export function languageListings(site: Listing): readonly LanguageListing[] {
  const { settings, title, titles } = site.theme
  const { languages, lang, description } = settings
  if (languages.length === 0)
    return [{ ...site, language: { folder: '', lang, title, description }, navigation: site.site.navigation }]
  const pages = new Map<string, ListedPage[]>(languages.map(({ code }) => [code, []]))
  for (const page of site.articles) {
    const { path, address } = page.document
    if (isShown(path)) continue
    const language =
      path === '' ? languageOfInside(address.slice(1), languages) : languageOfPath(path, settings)?.language
    pages.get(language?.code ?? '')?.push(page)
  }
  return languages.map((language) => ({
    ...site,
    articles: pages.get(language.code) ?? [],
    navigation: site.site.parts.find((part) => part.language.code === language.code)?.navigation ?? [],
    language: {
      folder: language.folder === '' ? '' : `${language.folder}/`,
      lang: language.lang,
      title: titles.get(language.code) ?? title,
      description: language.description ?? description,
    },
  }))
}

/** The pages for the sitemap, with their addresses in other languages. */
export function sitemapParts({ theme, site, articles }: Listing): SitemapParts {
  const { settings } = theme
  const documents = articles.map(({ document }) => document)
  if (settings.languages.length === 0) return { url: settings.url, documents }
  const tags = new Map(settings.languages.map(({ code, lang }) => [code, lang]))
  const source = sourceLanguage(settings)?.code
  const alternatesOf = (versions: readonly PageVersion[]): readonly Alternate[] => {
    const there = versions.filter((version) => version.isThere && !version.isShown)
    if (there.length < 2) return []
    const of = (lang: string, version: PageVersion): Alternate => ({ lang, url: canonicalOf(version, settings.url) })
    const first = there.find(({ code }) => code === source)
    return [
      ...there.map((version) => of(tags.get(version.code) ?? version.code, version)),
      ...(first ? [of('x-default', first)] : []),
    ]
  }
  // A page has the same list in all languages.
  const known = new Map<string, readonly Alternate[]>()
  return {
    url: settings.url,
    documents: documents.filter(({ path }) => !isShown(path)),
    alternates({ address }) {
      const { versions, shared } = site.answer('translations', address) ?? { versions: [], shared: address }
      const before = known.get(shared)
      if (before) return before
      const made = alternatesOf(versions)
      known.set(shared, made)
      return made
    },
  }
}

/** `index.html` where the source language has a folder of its own: it leads to its front page. */
export function sourceRedirect({ theme, site }: Listing): Output[] {
  const { settings } = theme
  const source = sourceLanguage(settings)
  const isFree = source && settings.languages.every(({ folder }) => folder !== '')
  if (!isFree || site.documents.some(({ address }) => address === '/')) return []
  const home = homeOf(source)
  const { value, diagnostics } = renderTo(theme, 'redirect', 'index.html', {
    title: theme.titles.get(source.code) ?? theme.title,
    url: encodePath(`${home.slice(1)}${settings.portable ? 'index.html' : ''}`),
    canonical: settings.url === '' ? '' : settings.url + encodePath(home),
    lang: source.lang,
    words: wordsFor(source.lang, settings),
  })
  return diagnostics.length ? [] : [{ path: value.path, text: wholeText(value) }]
}
