import { folderOf, joinPath } from '../../files/paths.ts'
import { addressIn, authorOf } from '../found-pages.ts'
import { dataOf, isFault, readToml, textOfValue } from '../settings-text.ts'
import type { SourceFolder } from '../source-folder.ts'
import { type MovedPage, type NavEntry, plainSite, type Tool } from '../tool.ts'

/** mdBook: `book.toml`, with the list of its chapters in `src/SUMMARY.md`. */
export const mdbook: Tool = {
  id: 'mdbook',
  detect: ({ has }) => ['book.toml'].find(has),
  read(folder, settings) {
    const data = readToml(settings, folder.text(settings) ?? '')
    if (isFault(data)) return data
    const book = dataOf(data.book)
    const src = joinPath(textOfValue(book.src) || 'src') ?? 'src'
    const list = src === '' ? 'SUMMARY.md' : `${src}/SUMMARY.md`
    const summary = folder.text(list)
    if (summary === undefined)
      return { fault: `\`${list}\` is missing, or no text in UTF-8: it lists the chapters of the book.` }
    const { nav, pages: listed } = readSummary(summary, src, folder)
    const html = dataOf(dataOf(data.output).html)
    const redirects = Object.entries(dataOf(html.redirect)).map(([from, to]): [string, string] => [
      from,
      textOfValue(to),
    ])
    const pages = listed.map(({ source, title }): MovedPage => {
      const path = source
        .slice(src === '' ? 0 : src.length + 1)
        .replace(/\.md$/i, '')
        .replace(/(^|\/)README$/i, '$1index')
      const address = `/${path}.html`
      const former = redirects
        .filter(
          ([from, to]) =>
            joinPath(to.startsWith('/') ? '' : folderOf(from), to.replace(/#.*$/, '')) === address.slice(1),
        )
        .map(([from]) => addressIn(from))
      return { source, target: `${path}.md`, address, title, former }
    })
    const preprocessors = Object.keys(dataOf(data.preprocessor)).filter((name) => !/^(?:links|index)$/.test(name))
    const left = [
      ...preprocessors.map((name) => `\`${settings}\`: what the program \`mdbook-${name}\` did.`),
      ...['additional-css', 'additional-js', 'theme']
        .filter((key) => html[key] !== undefined)
        .map((key) => `\`${settings}\`: the look, which \`${key}\` says.`),
    ]
    return {
      ...plainSite,
      settings: {
        title: textOfValue(book.title),
        description: textOfValue(book.description),
        url: '',
        lang: textOfValue(book.language),
        author: authorOf(book.authors),
        license: '',
      },
      pages,
      nav,
      pagesFolder: src,
      ids: 'github',
      base: textOfValue(html['site-url']),
      left,
    }
  },
}

interface Listed {
  readonly source: string
  readonly title: string
}

/**
 * Chapters, those of a part below its name; a link to nothing is a draft:
 *
 *     [Introduction](intro.md)
 *     # Basics
 *     - [Loops](loops.md)
 *         - [More](loops/more.md)
 *     - [Functions]()
 */
function readSummary(
  text: string,
  src: string,
  folder: SourceFolder,
): { readonly nav: readonly NavEntry[]; readonly pages: readonly Listed[] } {
  const pages = new Map<string, Listed>()
  const root: NavEntry[] = []
  let part = root
  const open: { readonly indent: number; readonly entries: NavEntry[] }[] = []
  text.split('\n').forEach((line, at) => {
    const [, heading] = /^#{1,6}[ \t]+(.*?)[ \t]*#*$/.exec(line) ?? []
    if (heading !== undefined) {
      open.length = 0
      if (/^summary$/i.test(heading) && at < 5) return
      const entries: NavEntry[] = []
      part = entries
      root.push({ title: heading, entries })
      return
    }
    const [, indent = '', mark, title = '', written = ''] =
      /^([ \t]*)([-*+][ \t]+|\d+\.[ \t]+)?\[((?:[^\][]|\[[^\][]*\])*)\]\(<?([^()<>\n]*)>?\)/.exec(line) ?? []
    if (title === '') return
    const source = joinPath(src, decoded(written.replace(/#.*$/, '')))
    const isPage = source !== undefined && written !== '' && folder.has(source)
    const entries: NavEntry[] = []
    const plain = title.replace(/(\*\*|__|[*_`])(.+?)\1/g, '$2').replace(/\\(?=[\\`*_[\]<>])/g, '')
    if (isPage && !pages.has(source)) pages.set(source, { source, title: plain })
    const entry: NavEntry = isPage ? { title: plain, page: source, entries } : { title: plain, entries }
    const width = indent.replaceAll('\t', '    ').length
    while (open.length && (mark === undefined || (open.at(-1)?.indent ?? 0) >= width)) open.pop()
    // What stands outside of a list, behind the parts, belongs to none of them.
    const into = open.at(-1)?.entries ?? (mark === undefined && part !== root ? root : part)
    into.push(entry)
    if (mark !== undefined) open.push({ indent: width, entries })
  })
  return { nav: root, pages: [...pages.values()] }
}

const decoded = (written: string): string => {
  try {
    return decodeURI(written)
  } catch {
    // A percent sign that is one.
    return written
  }
}
