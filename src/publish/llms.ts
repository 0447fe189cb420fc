import { encodePath } from '../files/paths.ts'
import type { Output } from '../layout/layout.ts'
import { hasMarkdown, isListed, markdownPathOf } from '../page/publication.ts'
import { isGenerated, pathOf } from '../site/link.ts'
import { readingOrder } from '../site/navigation.ts'
import { oneLine } from '../site/summary.ts'
import type { LanguageListing, ListedPage } from './published.ts'

/** Pages that one file lists: more than that is more than a model reads at once. */
const LIMIT = 1000

/** Pages under one heading. */
interface Section {
  readonly name: string
  readonly pages: readonly ListedPage[]
}

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
 *
 * That of a large site lists `llms-1.txt` and so on, which list the pages.
 */
export function llmsTxt({ theme: { settings }, navigation, articles, language }: LanguageListing): Output[] {
  const { folder, title, description } = language
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
    const path = hasMarkdown(document, settings)
      ? markdownPathOf(document, settings)
      : pathOf(document, settings.portable)
    const about = oneLine(summary)
    return `- [${linkText(document.title)}](${linkAddress(root + encodePath(path))})${about === '' ? '' : `: ${plainText(about)}`}\n`
  }

  // Pages of the first level that follow each other stand under one heading.
  const sections: Section[] = []
  const add = (name: string, pages: readonly ListedPage[]): void => {
    if (pages.length) sections.push({ name, pages: [...pages] })
  }
  let single: ListedPage[] = []
  const addSingle = (): void => {
    add('Pages', single)
    single = []
  }
  single.push(...take([`/${folder}`]))
  for (const node of navigation) {
    const pages = take(readingOrder([node]))
    if (node.children.length) {
      addSingle()
      add(oneLine(node.title) || 'Pages', pages)
    } else single.push(...pages)
  }
  addSingle()
  // A reader in a hurry may leave these out: the convention's own word.
  add('Optional', take([...byAddress.keys()]))

  // Programs that read the file look for the quote.
  const file = (path: string, name: string, body: string): Output => ({
    path: folder + path,
    text: `# ${plainText(name)}\n\n> ${plainText(description || title)}\n${body}`,
  })
  const bodyOf = (parts: readonly Section[]): string => {
    const names = uniqueNames(parts.map(({ name }) => name))
    return parts.map(({ pages }, i) => `\n## ${plainText(names[i] ?? '')}\n\n${pages.map(line).join('')}`).join('')
  }
  const lists = divide(sections)
  if (lists.length <= 1) return [file('llms.txt', title, bodyOf(sections))]
  const parts = lists.map((list, i) =>
    file(`llms-${i + 1}.txt`, `${title} (${i + 1} of ${lists.length})`, bodyOf(list)),
  )
  const links = lists.map((list, i) => {
    const names = [...new Set([list[0]?.name ?? '', list.at(-1)?.name ?? ''])].join(' to ')
    const count = list.reduce((sum, { pages }) => sum + pages.length, 0)
    return `- [${linkText(names)}](${linkAddress(`${root}${folder}llms-${i + 1}.txt`)}): ${count} pages\n`
  })
  return [file('llms.txt', title, `\n## Parts\n\n${links.join('')}`), ...parts]
}

/** Divides sections into files, in their order; a section that is longer than a file is cut. */
function divide(sections: readonly Section[]): readonly (readonly Section[])[] {
  const lists: Section[][] = []
  let left = 0
  for (const { name, pages } of sections)
    for (let from = 0; from < pages.length; ) {
      if (left === 0) {
        lists.push([])
        left = LIMIT
      }
      const some = pages.slice(from, from + left)
      lists.at(-1)?.push({ name, pages: some })
      from += some.length
      left -= some.length
    }
  return lists
}

/** Each name once: programs keep sections by name. The last one, which the convention has a meaning for, keeps its own. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const last = names.at(-1) ?? ''
  const taken = new Set([last])
  const unique = names.slice(0, -1).map((name) => {
    let own = name
    for (let n = 2; taken.has(own); n++) own = `${name} ${n}`
    taken.add(own)
    return own
  })
  return [...unique, ...names.slice(-1)]
}

/** Text that Markdown takes for nothing else: no HTML, no entity. */
const plainText = (text: string): string => oneLine(text).replace(/\\|<|&(?=#?\w+;)/g, '\\$&')

/** The text of a link without brackets of its own: programs take the first one for its end, with a backslash before it too. */
const linkText = (text: string): string => plainText(text).replaceAll('[', '(').replaceAll(']', ')')

/** An address without parentheses, for the same reason, and never empty, as that of the front page where no `url` is known. */
const linkAddress = (address: string): string => (address || './').replaceAll('(', '%28').replaceAll(')', '%29')
