import { homeOf, isShown, sourceLanguage } from '../config/languages.ts'
import type { Settings } from '../config/settings.ts'
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { isConstantName } from '../markdown/constants.ts'
import { labelWords } from '../markdown/labels.ts'
import { isNotFound } from '../page/address.ts'
import type { Document } from '../page/document.ts'
import { byLanguage } from './language-sites.ts'
import { keyOfPage } from './page-versions.ts'

/**
 * What can be said only where all pages are known. `listed` are those of the navigation, `drafts` pages that are not built: what
 * they use is used.
 */
export function checkSite(
  documents: readonly Document[],
  drafts: readonly Document[],
  listed: readonly string[],
  settings: Settings,
): Diagnostic[] {
  return [
    ...(settings.nav ? unlistedPages(documents, new Set(listed), settings, settings.nav.path) : []),
    ...readmes(documents.filter(({ path }) => !isShown(path))),
    ...(settings.rules.has('translation/missing') ? missingTranslations(documents, settings) : []),
    ...unusedConstants([...documents, ...drafts], settings),
    // It is off by default, and asks for every hole of the site.
    ...(settings.rules.has('reference/unused-id') ? unusedIds(documents) : []),
  ]
}

function unlistedPages(
  documents: readonly Document[],
  listed: ReadonlySet<string>,
  settings: Settings,
  file: string,
): Diagnostic[] {
  const { languages } = settings
  const homes = new Set(languages.length > 0 ? languages.map(homeOf) : ['/'])
  // A translation stands where its source does.
  const pages =
    languages.length > 0 ? byLanguage(documents, settings).get(sourceLanguage(settings)?.code ?? '') : documents
  return (pages ?? [])
    .filter(({ address, output }) => !homes.has(address) && !isNotFound(output) && !listed.has(address))
    .map(({ address, path }) =>
      diagnostic('nav/unlisted-page', `The page \`${address}\` stands nowhere in the navigation.`, {
        span: { path, start: 0, end: 1 },
        hint: `add it to \`${file}\`; with \`<nodoc> \` before its title the menu does not show it`,
      }),
    )
}

/** Tells of each language what is not translated into it. */
function missingTranslations(documents: readonly Document[], settings: Settings): Diagnostic[] {
  const pages = byLanguage(documents, settings)
  const sources = (pages.get(sourceLanguage(settings)?.code ?? '') ?? []).filter(
    ({ front, output }) => front.translate !== false && !isNotFound(output),
  )
  return settings.languages.flatMap((language) => {
    if (language.isSource) return []
    const there = new Set(
      (pages.get(language.code) ?? []).filter(({ path }) => !isShown(path)).map((page) => keyOfPage(page, settings)),
    )
    const missing = sources.filter((page) => !there.has(keyOfPage(page, settings))).map(({ path }) => `\`${path}\``)
    if (missing.length === 0) return []
    const more = missing.length > 3 ? ` and ${missing.length - 3} more` : ''
    return [
      diagnostic(
        'translation/missing',
        `Not translated into \`${language.code}\`: ${missing.slice(0, 3).join(', ')}${more}.`,
        { hint: '`lectern check --translations` lists them all' },
      ),
    ]
  })
}

/** Pages that were most likely meant as the page of their folder, where that has none. */
function readmes(documents: readonly Document[]): Diagnostic[] {
  const found = documents.filter(({ path }) => /(?:^|\/)readme\.md$/i.test(path))
  if (found.length === 0) return []
  const paths = new Set(documents.map(({ path }) => path))
  return found
    .filter(({ path }) => !paths.has(path.replace(/readme\.md$/i, 'index.md')))
    .map(({ path, address }) =>
      diagnostic('page/readme', `\`${path}\` is the page \`${address}\`, and not that of its folder.`, {
        span: { path, start: 0, end: 1 },
        hint: 'rename it to `index.md`',
      }),
    )
}

/** A name that stands in files which have no constants yet: a mapping without entries is none. */
const PLACEHOLDER = 'empty'

function unusedConstants(documents: readonly Document[], { constantSpans }: Settings): Diagnostic[] {
  if (constantSpans.size === 0) return []
  const used = new Set(documents.flatMap((document) => document.constants))
  return [...constantSpans]
    .filter(([name]) => !used.has(name) && name !== PLACEHOLDER)
    .map(([name, span]) =>
      isConstantName(name)
        ? diagnostic('constant/unused', `No page uses the constant \`${name}\`.`, {
            span,
            hint: `write \`$${name}$\` where its text should stand, or take it out`,
          })
        : diagnostic('constant/unused', `No page can use the constant \`${name}\`: its name is none.`, {
            span,
            hint: 'names of constants have letters, digits, `_` and `-`, with a letter first',
          }),
    )
}

function unusedIds(documents: readonly Document[]): Diagnostic[] {
  const named = new Set(documents.flatMap((document) => document.named))
  return documents.flatMap(({ labels, referenced }) =>
    labels
      .filter(({ id }) => !referenced.includes(id) && !named.has(id))
      .map(({ id, kind, n, tag, span }) =>
        diagnostic('reference/unused-id', `Nothing refers to ${labelWords[kind]} ${tag ?? n}, \`${id}\`.`, {
          span,
          hint: `write \`%${id}\` where the text speaks of it`,
        }),
      ),
  )
}
