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
  if (!theme.templates.has('404')) return []
  const { languages, lang } = theme.settings
  const folders = new Map(languages.map((language) => [language.folder, language.lang]))
  // Most hosts know the one of the root alone.
  if (!folders.has('')) folders.set('', lang)
  return Array.from(folders).flatMap(([folder, tag]) => {
    const { notFound } = wordsFor(tag, theme.settings)
    const at = folder === '' ? '' : `${folder}/`
    const output = `${at}404.html`
    if (site.documents.some((page) => page.output === output)) return []
    const document = generatedPage({ title: notFound, address: `/${at}404/`, output, front: { template: '404' } })
    const { value: article } = linkPage(document, theme.settings, site.answer)
    const { value, diagnostics } = layoutPage(theme, article)
    // What is wrong with a template has been told of the pages.
    return diagnostics.length ? [] : [{ path: value.path, text: wholeText(value) }]
  })
}
