import type { Settings } from '../config/settings.ts'
import { diagnostic, type Outcome } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { encodePath } from '../files/paths.ts'
import { headingTree } from '../markdown/toc.ts'
import { addressesFrom, canonicalOf } from '../page/address.ts'
import { type Article, pathOf } from '../site/link.ts'
import type { NavigationNode } from '../site/navigation.ts'
import type { Html, LinkContext, NavigationContext, TemplateContext } from './context.ts'
import { pageMeta } from './page-meta.ts'
import type { Templates } from './templates.ts'

/** A file of the site that was made, by its path below the output folder. */
export interface Output {
  readonly path: string
  readonly text: string
}

/** A page that was made. Its bytes are kept, not its text: those of ten thousand pages take a third of the memory. */
export interface PageOutput {
  readonly path: string
  readonly bytes: Uint8Array
}

/** What layout needs beside the article: the same for all pages of a build. */
export interface Theme {
  readonly templates: Templates
  readonly settings: Settings
  /** `Lectern` and its version. */
  readonly generator: string
  /** The name of the site. */
  readonly title: string
  /** There is a `feed.xml`. */
  readonly hasFeed: boolean
}

/** Puts an article into its template. */
export function layoutPage(theme: Theme, article: Article): Outcome<PageOutput> {
  const { document } = article
  const wanted = document.front.template ?? (document.address === '/' ? 'index' : 'page')
  const name = theme.templates.has(wanted) ? wanted : document.front.template === undefined ? 'page' : undefined
  if (name === undefined) {
    const fault = diagnostic('template/unknown', `There is no template \`${wanted}\`.`, {
      span: document.spans.template,
      hint: didYouMean(wanted, theme.templates.names) ?? `it would be \`${theme.settings.templates}/${wanted}.hbs\``,
    })
    return { value: { path: document.output, bytes: new Uint8Array() }, diagnostics: [fault] }
  }
  return renderTo(theme, name, document.output, contextOf(theme, article))
}

/** Renders a template into a file of the site. */
export function renderTo(theme: Theme, name: string, path: string, context: object): Outcome<PageOutput> {
  const rendered = theme.templates.render(name, context)
  return typeof rendered === 'string'
    ? { value: { path, bytes: encoder.encode(rendered) }, diagnostics: [] }
    : { value: { path, bytes: new Uint8Array() }, diagnostics: [rendered] }
}

const encoder = new TextEncoder()

const asHtml = (markup: string): Html => ({ toHTML: () => markup })

/** The context that templates get; see context.ts. */
function contextOf({ settings, generator, title, hasFeed }: Theme, article: Article): TemplateContext {
  const { document } = article
  const { front } = document
  const addressOf = addressesFrom(document.output, settings.base)
  const url = (address: string): string =>
    encodePath(addressOf(pathOf({ address, output: `${address.slice(1)}index.html` }, settings.portable)))
  const headings = headingTree(article.headings, { from: 2, to: Math.max(2, settings.tocDepth), exclude: [] })
  const authors = front.authors ?? (settings.author === '' ? [] : [settings.author])
  const breadcrumbs = breadcrumbsOf(article, title, url)
  return {
    site: {
      title,
      description: settings.description,
      lang: settings.lang,
      author: settings.author,
      url: settings.url,
      base: settings.base,
    },
    page: {
      ...article.other,
      title: document.title,
      description: front.description ?? (document.address === '/' ? settings.description : ''),
      address: document.address,
      canonical: settings.url === '' ? '' : canonicalOf(document, settings.url),
      lang: front.lang ?? settings.lang,
      authors,
      date: front.date ?? '',
      tags: front.tags ?? [],
      showTitle: front.show_title ?? !document.showsTitle,
      showToc:
        (front.toc ?? true) &&
        article.headings.filter((heading) => heading.level > 1 && heading.level <= settings.tocDepth).length > 1,
      headings,
      formulas: document.styles.length > 0,
    },
    meta: pageMeta({ settings, article, title, hasFeed, addressOf, breadcrumbs, authors, asHtml }),
    content: asHtml(article.html),
    root: addressOf('') === '' ? './' : addressOf(''),
    home: url('/'),
    navigation: navigationContext(article.navigation.nodes, document.address, url),
    breadcrumbs,
    previous: article.previous,
    next: article.next,
    generated: document.path === '',
    generator,
  }
}

function navigationContext(
  nodes: readonly NavigationNode[],
  address: string,
  url: (address: string) => string,
): NavigationContext[] {
  return nodes
    .filter((node) => !node.hidden)
    .map((node) => {
      const children = navigationContext(node.children, address, url)
      const current = node.address === address
      return {
        title: node.title,
        url: node.external ?? (node.address === undefined ? '' : url(node.address)),
        current,
        active: current || children.some((child) => child.active),
        external: node.external !== undefined,
        separator: node.separator,
        children,
      }
    })
}

function breadcrumbsOf({ document, trail }: Article, title: string, url: (address: string) => string): LinkContext[] {
  if (document.address === '/') return []
  return [
    { title, url: url('/') },
    ...trail.map((chapter) => ({
      title: chapter.title,
      url: chapter.address === undefined ? '' : url(chapter.address),
    })),
  ]
}
