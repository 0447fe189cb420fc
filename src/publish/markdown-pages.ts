import type { Output } from '../layout/layout.ts'
import { hasMarkdown, markdownPathOf } from '../page/publication.ts'
import type { Article } from '../site/link.ts'
import { markdownOf } from './markdown-of-html.ts'
import type { Published } from './published.ts'

// What was made of an article; articles never change.
const made = new WeakMap<Article, string>()

/** Each page as plain Markdown beside its HTML: `basic/syntax/index.html.md`. Includes, references and numbers are filled in. */
export function markdownPages({ theme: { settings }, articles }: Published): Output[] {
  return articles
    .filter(({ document }) => hasMarkdown(document, settings))
    .map((article) => {
      const text = made.get(article) ?? markdownPage(article)
      made.set(article, text)
      return { path: markdownPathOf(article.document), text }
    })
}

function markdownPage({ document, html }: Article): string {
  const heading = document.showsTitle ? '' : `# ${document.title.replace(/\s+/g, ' ')}\n\n`
  return `${heading}${markdownOf(html)}\n`
}
