import { isShown, type LanguageSettings, languageOfPath, sourceLanguage, sourceOf } from '../config/languages.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { type Compilation, type PageTranslation, report } from '../markdown/compilation.ts'
import type { Page } from './read.ts'

/** What a page is in a course of several languages, and what its front matter says of that. */

/** The language of a page; undefined where the site has one. */
export function translationOf(path: string, settings: LanguageSettings): PageTranslation | undefined {
  const found = languageOfPath(path, settings)
  const source = sourceLanguage(settings)
  return found && source
    ? { language: found.language, source, sourcePath: sourceOf(path, settings), isShown: isShown(path) }
    : undefined
}

/** The language that the text of a page is in. */
export function textLanguage(
  path: string,
  written: string | undefined,
  settings: LanguageSettings & { readonly lang: string },
): string {
  const language = isShown(path) ? sourceLanguage(settings) : languageOfPath(path, settings)?.language
  // A page that names the code of its language means what the settings say of that.
  if (written !== undefined && written !== language?.code) return written
  return language?.lang ?? settings.lang
}

const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? ''

/** Tells what front matter says of the language of a page and of its translation that cannot be. */
export function checkTranslation(compilation: Compilation, { path, front }: Page): void {
  const { translation } = compilation.page
  if (!translation || translation.isShown) return
  const { language } = translation
  const { lang, hash } = front.known
  const place = (key: string): Span => front.spans[key] ?? { path, start: 0, end: 1 }
  const { languages } = compilation.settings
  if (lang !== undefined && primary(lang) !== primary(language.code) && primary(lang) !== primary(language.lang)) {
    const meant = languages.find(({ code, lang: tag }) => [code, tag].some((one) => primary(one) === primary(lang)))
    if (meant)
      report(
        compilation,
        'translation/wrong-folder',
        `The page is in \`${lang}\`, and lies where pages in \`${language.code}\` do.`,
        {
          span: place('lang'),
          hint: `move it to \`${compilation.settings.content === '' ? '' : `${compilation.settings.content}/`}${meant.folder === '' ? '' : `${meant.folder}/`}\`, or write \`lang: ${language.code}\``,
        },
      )
    else
      report(
        compilation,
        'translation/unlisted-language',
        `The page is in \`${lang}\`, which \`languages\` does not have.`,
        {
          span: place('lang'),
          hint: `add \`${lang}\` to \`languages\` in \`site.yaml\``,
        },
      )
  }
  if (hash !== undefined) checkHash(compilation, hash, translation, place('hash'))
}

function checkHash(
  compilation: Compilation,
  written: string,
  { language, sourcePath }: PageTranslation,
  span: Span,
): void {
  const hash = written.trim().toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(hash)) {
    report(compilation, 'translation/bad-hash', '`hash` is not the SHA-256 of a file.', {
      span,
      hint: `\`lectern translate mark ${compilation.page.path}\` writes it`,
    })
    return
  }
  if (sourcePath === undefined) return
  const now = compilation.ask('hash', sourcePath) ?? compilation.ask('hash', sourcePath.replace(/\.md$/, '/index.md'))
  if (now === undefined) {
    report(compilation, 'translation/orphan', `\`${sourcePath}\`, of which this page is a translation, is not there.`, {
      span,
      hint: 'take `hash` off the page, or the page out',
    })
    return
  }
  if (now.split(' ').includes(hash)) return
  compilation.isOutdated = true
  report(
    compilation,
    'translation/stale',
    `\`${sourcePath}\` has changed since it was translated into \`${language.code}\`.`,
    {
      span,
      hint: `bring the text up to date, and then \`lectern translate mark ${compilation.page.path}\``,
    },
  )
}
