import {
  dateIn,
  directionOf,
  fillCount,
  fillWords,
  type InterfaceWords,
  languageOfWords,
  numberIn,
  wordsFor,
} from '../config/interface-words.ts'
import { fileOf, homeOf, isShown, type Language, sourceLanguage } from '../config/languages.ts'
import type { SettingsOf } from '../config/settings-by-stage.ts'
import { diagnostic, type Outcome } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { encodePath, joinPath } from '../files/paths.ts'
import { type ClientPart, clientParts } from '../markdown/client-parts.ts'
import { type HeadingTree, headingTree } from '../markdown/core-rules/toc.ts'
import type { Heading } from '../markdown/heading.ts'
import { escapeHtml } from '../markdown/text/html.ts'
import { addressesFrom, canonicalOf, isNotFound } from '../page/address.ts'
import { textLanguage } from '../page/translation.ts'
import { minutesOf } from '../page/words.ts'
import type { ContentsEntry } from '../site/facts.ts'
import { type Article, isGenerated, pathOf } from '../site/link.ts'
import { HtmlPieces } from '../speed/template-runtime/values.ts'
import type {
  ContentsContext,
  HeadingContext,
  Html,
  LinkContext,
  PageContext,
  SiteContext,
  TemplateContext,
  ThemeContext,
} from './context.ts'
import { languageOfArticle, languagesContext, lookOf } from './language-context.ts'
import type { LayoutMemory } from './layout-memory.ts'
import { navigationContext } from './navigation-context.ts'
import { pageMeta } from './page-meta.ts'
import { partWordsPath, scriptWordsPath } from './script-words.ts'
import type { Templates } from './templates.ts'

/** A file of the site that was made, by its path below the output folder. */
export interface Output {
  readonly path: string
  readonly text: string
  /** Equal for equal texts, where it is known without making the text. */
  readonly digest?: string
}

/** A page of the site that was laid out. */
export interface PageOutput {
  readonly path: string
  /** Its text, in pieces that follow each other. */
  readonly pieces: readonly string[]
}

/** A file of the site that was made as bytes. */
export interface BytesOutput {
  readonly path: string
  readonly bytes: Uint8Array
  /** Equal for equal bytes, where it is known without making them. */
  readonly digest?: string
}

/** What layout needs beside the article: the same for all pages of a build. */
export interface Theme {
  readonly templates: Templates
  readonly settings: SettingsOf<'layout'>
  /** `Lectern` and its version. */
  readonly generator: string
  /** The name of the site, and what it is called in other languages, by their codes. */
  readonly title: string
  readonly titles: ReadonlyMap<string, string>
  /** The folders of the languages that have a `feed.xml`: '' is the root. */
  readonly feeds: ReadonlySet<string>
  /** What pages have in common. */
  readonly memory: LayoutMemory
  /** The theme's style sheet, and that of formulas; '' where there is none. */
  readonly styles: () => { readonly base: string; readonly formulas: string }
}

/** Puts an article into its template. */
export function layoutPage(theme: Theme, article: Article): Outcome<PageOutput> {
  const { document } = article
  const usual = isFrontPage(theme, article) ? 'index' : isGenerated(document) ? 'chapter' : 'page'
  const wanted = document.front.template ?? usual
  if (
    !isGenerated(document) &&
    document.front.template !== undefined &&
    theme.templates.has(wanted) &&
    !theme.templates.isForPages(wanted)
  ) {
    const fault = diagnostic('template/not-for-pages', `The template \`${wanted}\` does not show a page.`, {
      span: document.spans.template,
      hint:
        wanted === 'redirect'
          ? 'an old address of a page stands in the front matter of that page, as `redirect_from: /old/`'
          : `choose another, such as \`page\``,
    })
    return { value: { path: document.output, pieces: [] }, diagnostics: [fault] }
  }
  const name = theme.templates.has(wanted) ? wanted : document.front.template === undefined ? 'page' : undefined
  if (name === undefined) {
    const fault = diagnostic('template/unknown', `There is no template \`${wanted}\`.`, {
      span: document.spans.template,
      hint: didYouMean(wanted, theme.templates.names) ?? `it would be \`${theme.settings.templates}/${wanted}.hbs\``,
    })
    return { value: { path: document.output, pieces: [] }, diagnostics: [fault] }
  }
  return renderTo(theme, name, document.output, contextOf(theme, article))
}

/** Renders a template into a file of the site. */
export function renderTo(theme: Theme, name: string, path: string, context: object): Outcome<PageOutput> {
  const rendered = theme.templates.render(name, context)
  return 'code' in rendered
    ? { value: { path, pieces: [] }, diagnostics: [rendered] }
    : { value: { path, pieces: rendered }, diagnostics: [] }
}

/** Whether a page is the front page of the site, or of its language. */
function isFrontPage({ settings }: Theme, article: Article): boolean {
  const language = languageOfArticle(article, settings)
  return article.document.address === (language ? homeOf(language) : '/')
}

/** An address as it is in the source language, by its path: of a chapter, which counts in all languages together. */
function sharedAddress(address: string, language: Language | undefined, settings: SettingsOf<'layout'>): string {
  if (!language || address === '') return address
  const home = homeOf(sourceLanguage(settings) ?? language)
  return home + address.slice(homeOf(language).length)
}

const asHtml = (markup: string): Html => ({ toHTML: () => markup })

/** The context that templates get; see context.ts. */
function contextOf(theme: Theme, article: Article): TemplateContext {
  const { settings, generator, feeds, memory } = theme
  const { document } = article
  const language = languageOfArticle(article, settings)
  const title = (language && theme.titles.get(language.code)) || theme.title
  const home = language ? homeOf(language) : '/'
  const isFront = document.address === home
  const { front } = document
  const addressOf = addressesFrom(document.output, settings.base)
  const url = (address: string): string =>
    encodePath(addressOf(pathOf({ address, output: `${address.slice(1)}index.html` }, settings.portable)))
  const lang =
    language && (document.path === '' || isShown(document.path))
      ? language.lang
      : textLanguage(document.path, front.lang, settings)
  const wordsOf = (tag: string): InterfaceWords => memory.words(tag, () => wordsFor(tag, settings))
  const words = wordsOf(lang)
  const root = addressOf('')
  const { contents } = article
  const documentTitle = isFront
    ? title || document.title
    : title === '' || title === document.title
      ? document.title
      : `${document.title} · ${title}`
  const shown = { from: 2, to: Math.max(2, settings.tocDepth), exclude: [] }
  const headings = headingContexts(headingTree(article.headings, shown))
  const authors = front.authors ?? (settings.author === '' ? [] : [settings.author])
  const breadcrumbs = breadcrumbsOf(article, title, url, home)
  return {
    site: memory.site(() => siteContext(settings, title)),
    page: {
      ...article.other,
      title: document.title,
      description: front.description ?? (isFront ? (language?.description ?? settings.description) : ''),
      address: document.address,
      canonical: settings.url === '' ? '' : canonicalOf(document, settings.url),
      lang,
      dir: directionOf(lang),
      documentTitle,
      readingTime: document.words ? timeOf(document.words, words) : '',
      edit: isGenerated(document) ? '' : settings.edit.replaceAll('{path}', encodePath(fileOf(document.path))),
      chapter: sharedAddress(article.navigation.chapter?.address ?? '', language, settings),
      shared: article.translations?.shared ?? document.address,
      byline: (front.authors ?? []).join(', '),
      authors,
      date: front.date ?? '',
      dateText: dateIn(words, lang, front.date ?? ''),
      lastChanged: document.changed === '' ? undefined : asHtml(lastChangedHtml(document.changed, words, lang)),
      tags: front.tags ?? [],
      showTitle: front.show_title ?? !document.showsTitle,
      showToc: (front.toc ?? true) && hasSections(article, settings.tocDepth),
      headings,
      formulas: document.styles.length > 0,
      components: document.components,
      parts:
        document.parts.length > 0
          ? partContexts(document.parts, root, languageOfWords(lang, settings), words)
          : NO_PARTS,
      count:
        document.solvable > 0
          ? fillWords(words.count, { n: numberIn(words, 0), m: numberIn(words, document.solvable) })
          : '',
      former: document.parts.length > 0 && front.redirect_from ? formerAddresses(front.redirect_from) : '',
    },
    meta: pageMeta({
      settings,
      article,
      title,
      language,
      isFront,
      hasFeed: feeds.has(language?.folder ?? ''),
      addressOf,
      breadcrumbs,
      authors,
      asHtml,
    }),
    content: new HtmlPieces(article.pieces),
    root: root === '' ? './' : root,
    home: url(home),
    navigation: navigationContext(
      article.navigation.nodes,
      { address: document.address, output: document.output, url, words },
      memory.navigation,
    ),
    breadcrumbs,
    previous: article.previous,
    next: article.next,
    front: isFront,
    sidebar:
      article.navigation.nodes.length > 0 &&
      front.menu !== false &&
      !(isGenerated(document) && (isFront || isNotFound(document.output))),
    contents: (contents?.entries ?? []).map((entry) => contentsContext(entry, url, { words, lang })),
    contentsSummary: contents ? summaryOf(contents, { words, lang }) : '',
    start: contents?.first && {
      title: fillWords(words.start, { title: contents.first.title }),
      url: url(contents.first.address),
    },
    words,
    scriptWords: memory.scriptWords(lang, () => scriptWordsPath(languageOfWords(lang, settings), words)),
    languages:
      language &&
      languagesContext({
        settings,
        article,
        language,
        words,
        look: (other) => memory.language(other.code, () => lookOf(other, wordsOf(other.lang))),
        addressOf: (path) => encodePath(addressOf(path)),
      }),
    searchFolder: language ? `${language.code}/` : '',
    theme: memory.look(root, () => themeContext(settings, (path) => encodePath(addressOf(path)))),
    generated: isGenerated(document),
    wide: isGenerated(document) || front.menu === false,
    generator,
  }
}

const NO_PARTS: readonly never[] = []

/** Old addresses of a page, as scripts have them. */
const formerAddresses = (written: readonly string[]): string =>
  JSON.stringify(
    written.flatMap((one) => {
      const path = joinPath(one)
      return path === undefined ? [] : `/${path}${path.endsWith('.html') ? '' : '/'}`
    }),
  )

/** What a page loads for the parts of the client that it needs. */
const partContexts = (
  parts: readonly ClientPart[],
  root: string,
  language: string,
  words: InterfaceWords,
): PageContext['parts'] =>
  parts.map((part) => ({
    words: partWordsPath(part, language, words) && `${root}${partWordsPath(part, language, words)}`,
    style: `${root}lectern/${part}.css`,
    script: clientParts[part].hasScript ? `${root}lectern/${part}.js` : '',
  }))

/** `Last changed: 2026-03-01`, which machines can read too. */
const lastChangedHtml = (changed: string, words: InterfaceWords, lang: string): string =>
  fillWords(escapeHtml(words.lastChanged), {
    date: `<time datetime="${escapeHtml(changed)}">${escapeHtml(dateIn(words, lang, changed.slice(0, 10)))}</time>`,
  })

const siteContext = (settings: SettingsOf<'layout'>, title: string): SiteContext => ({
  title,
  description: settings.description,
  lang: settings.lang,
  author: settings.author,
  url: settings.url,
  base: settings.base,
  search: settings.search,
  license: settings.license,
})

// Loops, because every page runs these: a list's own `map` or `some`, with a function that calls itself most of all, takes the
// engine's compiler up to a tenth of a second, in each thread.

function breadcrumbsOf(
  { document, trail }: Article,
  title: string,
  url: (address: string) => string,
  home: string,
): LinkContext[] {
  if (document.address === home) return []
  const breadcrumbs = [{ title, url: url(home) }]
  for (const { title, address } of trail) breadcrumbs.push({ title, url: address === undefined ? '' : url(address) })
  return breadcrumbs
}

/** Whether there is more than one heading for a table of contents. */
function hasSections({ headings }: Article, depth: number): boolean {
  let found = 0
  for (const { level } of headings) if (level > 1 && level <= depth) found++
  return found > 1
}

function headingContexts(trees: readonly HeadingTree<Heading>[]): readonly HeadingContext[] {
  const contexts: HeadingContext[] = []
  for (const { heading, children } of trees) {
    const { level, id, text } = heading
    contexts.push({ level, id, text, children: headingContexts(children) })
  }
  return contexts
}

function contentsContext(entry: ContentsEntry, url: (address: string) => string, reader: Reader): ContentsContext {
  return {
    title: entry.more ? fillWords(reader.words.more, { n: numberIn(reader.words, entry.more) }) : entry.title,
    description: entry.description,
    url: entry.external ?? (entry.address === undefined ? '' : url(entry.address)),
    address: entry.address ?? '',
    external: entry.external !== undefined,
    separator: entry.separator,
    pages: entry.pages,
    summary: entry.words ? summaryOf(entry, reader) : '',
    entries: entry.entries.map((item) => contentsContext(item, url, reader)),
  }
}

/** The language of a page, and its words. */
interface Reader {
  readonly words: InterfaceWords
  readonly lang: string
}

/** `45 min`, or `3 h` for what nobody reads at once. */
function timeOf(length: number, words: InterfaceWords): string {
  const minutes = minutesOf(length)
  return minutes < 90
    ? fillWords(words.minutes, { n: numberIn(words, minutes) })
    : fillWords(words.hours, { n: numberIn(words, Math.round(minutes / 60)) })
}

/** `8 pages · 45 min`. */
function summaryOf({ pages, words: length }: Pick<ContentsEntry, 'pages' | 'words'>, { words, lang }: Reader): string {
  const time = timeOf(length, words)
  return pages > 1 ? `${fillCount(words, words.pages, lang, pages)} · ${time}` : time
}

function themeContext({ theme }: SettingsOf<'layout'>, url: (path: string) => string): ThemeContext {
  const { logo } = theme
  return {
    styles: theme.styles.map(url),
    scripts: theme.scripts.map(url),
    favicon: url(theme.favicon || 'lectern/favicon.svg'),
    logo: logo && {
      light: { ...logo.light, url: url(logo.light.path) },
      dark: { ...logo.dark, url: url(logo.dark.path) },
      both: logo.light.path === logo.dark.path,
    },
  }
}
