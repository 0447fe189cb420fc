import type { Diagnostic, Outcome } from '../../diagnostics/diagnostic.ts'
import { digest } from '../../files/digest.ts'
import { layoutPage, type PageOutput, type Theme } from '../../layout/layout.ts'
import type { PlannedPage } from '../../output/plan.ts'
import type { Document } from '../../page/document.ts'
import { redirectPages } from '../../publish/redirects.ts'
import { type Article, nameOf, wholeText } from '../../site/link.ts'
import type { LaidOut } from '../laid-out.ts'
import type { Session } from '../session.ts'

/** Laying out pages, each where an earlier build did not. */

/** Linked pages; pages of the same path and version are equal. */
export interface Linked {
  readonly articles: readonly Article[]
  readonly versions: readonly string[]
}

/** Renders one page, where an earlier build did not. */
export function layoutOne(session: Session, theme: Theme, key: string, article: Article, version: string): LaidOut {
  const name = nameOf(article)
  const before = session.laidOut.get(name)
  if (before && before.version === version && before.theme === key) return before
  const page = laidOut(session, layoutPage(theme, article), version, key)
  session.laidOut.set(name, page)
  return page
}

/** Renders all pages. */
export function layoutAll(session: Session, theme: Theme, key: string, { articles, versions }: Linked) {
  const outputs: PlannedPage[] = []
  const diagnostics: Diagnostic[] = []
  const failed = new Set<string>()
  const fresh: string[] = []
  articles.forEach((article, i) => {
    const { path } = article.document
    const page = layoutOne(session, theme, key, article, versions[i] ?? '')
    if (page.isFresh) fresh.push(nameOf(article))
    page.isFresh = false
    diagnostics.push(...page.diagnostics)
    if (page.diagnostics.length) failed.add(page.path)
    else {
      const content = () => page.content?.() ?? wholeText(layoutPage(theme, article).value)
      outputs.push({
        path: page.path,
        digest: page.digest,
        content,
        place: page.place,
        source: path,
        generated: path === '',
      })
    }
  })
  const names = new Set(articles.map(nameOf))
  for (const name of session.laidOut.keys()) if (!names.has(name)) session.laidOut.delete(name)
  return { outputs, diagnostics, failed, fresh }
}

/** The pages at old addresses, to be written. */
export function planRedirects(
  theme: Theme,
  documents: readonly Document[],
): { readonly outputs: readonly PlannedPage[]; readonly diagnostics: readonly Diagnostic[] } {
  const { pages, diagnostics } = redirectPages(theme, documents)
  const outputs = pages.map(({ path, text, source }) => ({
    path,
    digest: digest(text),
    content: () => text,
    source,
    generated: false,
  }))
  return { outputs, diagnostics }
}

function laidOut(
  { state }: Session,
  { value, diagnostics }: Outcome<PageOutput>,
  version: string,
  theme: string,
): LaidOut {
  const { digest, content, place } = state.spill.put(value.pieces)
  return { version, theme, path: value.path, digest, diagnostics, content, place, isFresh: true }
}
