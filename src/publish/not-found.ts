import { wordsFor } from '../config/interface-words.ts'
import { layoutPage, type Output } from '../layout/layout.ts'
import { generatedPage } from '../page/document.ts'
import { linkPage, wholeText } from '../site/link.ts'
import type { Listing } from './published.ts'

/**
 * `404.html`: what hosts show at addresses that do not exist, however deep; so its links begin at `base`. It is made from
 * the template `404` where the author wrote no page of that name.
 */
export function notFoundPage({ theme, site }: Listing): Output[] {
  if (!theme.templates.has('404') || site.documents.some(({ output }) => output === '404.html')) return []
  const { notFound } = wordsFor(theme.settings.lang, theme.settings)
  const document = generatedPage({ title: notFound, address: '/404/', output: '404.html', front: { template: '404' } })
  const { value: article } = linkPage(document, theme.settings, site.answer)
  const { value, diagnostics } = layoutPage(theme, article)
  // What is wrong with a template has been told of the pages.
  return diagnostics.length ? [] : [{ path: value.path, text: wholeText(value) }]
}
