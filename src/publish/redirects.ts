import { wordsFor } from '../config/interface-words.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { encodePath, isPublic, joinPath, tooDeep } from '../files/paths.ts'
import { renderTo, type Theme } from '../layout/layout.ts'
import { MOST_GROWTH } from '../markdown/growth.ts'
import { addressesFrom, canonicalOf } from '../page/address.ts'
import type { Document } from '../page/document.ts'
import { pathOf, wholeText } from '../site/link.ts'

/** Pages at the old addresses of others, which lead on: `redirect_from`. */

/** A page at an old address. */
export interface Redirect {
  /** Below the output folder. */
  readonly path: string
  readonly text: string
  /** Source of the page that it leads to. */
  readonly source: string
}

/** What a redirect is long beside its own address. */
const USUAL = 1000

/** A page at each old address. */
export function redirectPages(
  theme: Theme,
  documents: readonly Document[],
): { readonly pages: readonly Redirect[]; readonly diagnostics: readonly Diagnostic[] } {
  const pages: Redirect[] = []
  const diagnostics: Diagnostic[] = []
  for (const document of documents) {
    let grown = 0
    for (const written of document.front.redirect_from ?? []) {
      const redirect = redirectPage(theme, document, written)
      if ('code' in redirect) diagnostics.push(redirect)
      else {
        diagnostics.push(...redirect.diagnostics)
        const { path } = redirect.value
        const text = wholeText(redirect.value)
        grown += Math.max(0, text.length - USUAL)
        if (grown > MOST_GROWTH) {
          diagnostics.push(
            diagnostic('page/grows', 'The old addresses of this page would make far more than it was written.', {
              span: document.spans.redirect_from,
              hint: 'name fewer of them, or give the page a shorter title',
            }),
          )
          break
        }
        if (redirect.diagnostics.length === 0) pages.push({ path, text, source: document.path })
      }
    }
  }
  return { pages, diagnostics }
}

function redirectPage(theme: Theme, document: Document, written: string) {
  const path = /^[^?#:]+$/.test(written) ? joinPath(written) : undefined
  if (path === undefined || path === '' || !isPublic(path) || tooDeep(`${path}/`) !== undefined) {
    return diagnostic('front-matter/wrong-type', `\`${written}\` in \`redirect_from\` is not an address of the site.`, {
      span: document.spans.redirect_from,
      hint: 'write a path, as in `/old/loops/`',
    })
  }
  const output = path.endsWith('.html') ? path : `${path}/index.html`
  const address = pathOf(document, theme.settings.portable)
  const url = encodePath(addressesFrom(output, theme.settings.base)(address))
  const canonical = theme.settings.url === '' ? '' : canonicalOf(document, theme.settings.url)
  return renderTo(theme, 'redirect', output, {
    title: document.title,
    url,
    canonical,
    lang: theme.settings.lang,
    words: wordsFor(theme.settings.lang, theme.settings),
  })
}
