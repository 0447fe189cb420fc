import { encodePath } from '../files/paths.ts'
import type { Output } from '../layout/layout.ts'
import { hasMarkdown, isListed, markdownPathOf } from '../page/publication.ts'
import { isGenerated, pathOf } from '../site/link.ts'
import { readingOrder } from '../site/navigation.ts'
import { oneLine } from '../site/summary.ts'
import type { ListedPage, Listing } from './published.ts'

/**
 * `llms.txt`: the site for a language model, in reading order. https://llmstxt.org
 *
 *     # Name of the site
 *
 *     > Its description.
 *
 *     ## Chapter
 *
 *     - [Page](https://example.org/chapter/page/index.html.md): What it is about.
 */
export function llmsTxt({ theme: { settings, title }, site, articles }: Listing): Output[] {
  const byAddress = new Map(
    // Pages of contents that Lectern makes say nothing that is not here.
    articles
      .filter(({ document }) => isListed(document) && !isGenerated(document))
      .map((article) => [article.document.address, article]),
  )
  const take = (addresses: readonly string[]): ListedPage[] =>
    addresses.flatMap((address) => {
      const article = byAddress.get(address)
      byAddress.delete(address)
      return article ? [article] : []
    })
  const root = settings.url === '' ? '' : `${settings.url}/`
  const line = ({ document, summary }: ListedPage): string => {
    const path = hasMarkdown(document, settings) ? markdownPathOf(document) : pathOf(document, settings.portable)
    const about = oneLine(summary)
    return `- [${linkText(document.title)}](${root}${encodePath(path)})${about === '' ? '' : `: ${about}`}\n`
  }

  // Pages of the first level that follow each other stand under one heading.
  const sections: { readonly name: string; readonly pages: ListedPage[] }[] = []
  const add = (name: string, pages: readonly ListedPage[]): void => {
    const last = sections.at(-1)
    if (last && last.name === name) last.pages.push(...pages)
    else if (pages.length) sections.push({ name, pages: [...pages] })
  }
  add('Pages', take(['/']))
  for (const node of site.navigation) {
    const pages = take(readingOrder([node]))
    add(node.children.length ? oneLine(node.title) || 'Pages' : 'Pages', pages)
  }
  // A reader in a hurry may leave these out: the convention's own word.
  add('Optional', take([...byAddress.keys()]))

  const summary = settings.description === '' ? '' : `\n> ${oneLine(settings.description)}\n`
  const body = sections.map(({ name, pages }) => `\n## ${name}\n\n${pages.map(line).join('')}`).join('')
  return [{ path: 'llms.txt', text: `# ${oneLine(title)}\n${summary}${body}` }]
}

const linkText = (text: string): string => oneLine(text).replace(/[\\[\]]/g, '\\$&')
