import type { BytesOutput } from '../layout/layout.ts'
import { hasMarkdown, markdownPathOf } from '../page/publication.ts'
import { type Article, wholeText } from '../site/link.ts'
import { markdownOf } from './markdown-of-html.ts'
import type { Published } from './published.ts'

// What was made of an article; articles never change.
const made = new WeakMap<Article, Uint8Array>()

const encoder = new TextEncoder()

/** Each page as plain Markdown beside its HTML: `basic/syntax/index.html.md`. Includes, references and numbers are filled in. */
export function markdownPages({ theme: { settings }, articles }: Published): BytesOutput[] {
  return articles
    .filter(({ document }) => hasMarkdown(document, settings))
    .map((article) => ({ path: markdownPathOf(article.document, settings), bytes: markdownPage(article) }))
}

/** A page as Markdown. */
export function markdownPage(article: Article): Uint8Array {
  const known = made.get(article)
  if (known) return known
  const bytes = encoder.encode(markdownText(article))
  made.set(article, bytes)
  return bytes
}

/** Takes over what another thread made of an article. */
export const takeMarkdown = (article: Article, bytes: Uint8Array): void => void made.set(article, bytes)

function markdownText(article: Article): string {
  const { document } = article
  const heading = document.showsTitle ? '' : `# ${document.title.replace(/\s+/g, ' ')}\n\n`
  return `${heading}${markdownOf(wholeText(article))}\n`
}
