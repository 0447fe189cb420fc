import { fileOf, languageOfPath, placedPath } from '../config/languages.ts'
import type { SettingsOf } from '../config/settings-by-stage.ts'
import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts'
import { isPublic } from '../files/paths.ts'
import type { TextFile } from '../markdown/ask.ts'
import { readNotebook } from '../notebook/notebook.ts'
import { type NotebookText, notebookText } from '../notebook/notebook-text.ts'
import { addressOfPage, type PageAddress } from './address.ts'
import { type FrontMatter, readFrontMatter } from './front-matter.ts'

/** A file of the content folder that ends in `.md`. */
export interface SourceFile {
  /** Path from the site's root. */
  readonly path: string
  readonly file: TextFile
}

/** A page as its author wrote it: what its front matter says, and its text. */
export interface Page {
  readonly path: string
  readonly text: string
  readonly front: FrontMatter
  readonly place: PageAddress
  /** Of a notebook, whose `text` is the Markdown that is made of it. */
  readonly notebook?: NotebookText
}

/** Reads a page: front matter and the address rule. */
export function readPage(source: SourceFile, settings: SettingsOf<'compile'>): Outcome<Page> {
  if (!isNotebook(source.path)) return readText(source, settings)
  const { path, file } = source
  const found = readNotebook(path, file.text)
  if ('code' in found) {
    const { value } = readText({ path, file: { ...file, text: '' } }, settings)
    return { value, diagnostics: [found] }
  }
  const notebook = notebookText(found, file.text)
  const { value, diagnostics } = readText({ path, file: { ...file, text: notebook.text } }, settings)
  return { value: { ...value, notebook }, diagnostics }
}

/** Whether a file of content is a notebook. */
export const isNotebook = (path: string): boolean => path.endsWith('.ipynb')

function readText({ path, file }: SourceFile, settings: SettingsOf<'compile'>): Outcome<Page> {
  const diagnostics: Diagnostic[] = []
  if (file.badOffset !== undefined) {
    const span = { path, start: file.badOffset, end: file.badOffset + 1 }
    diagnostics.push(
      diagnostic('page/not-utf8', `\`${path}\` has bytes that are not UTF-8.`, {
        span,
        hint: 'save the file with the encoding UTF-8',
      }),
    )
  }
  const front = readFrontMatter(fileOf(path), file.text)
  const { slug } = front.value.known
  const usable = slug === undefined || (/^[^/\\?#%\s]+$/.test(slug) && isPublic(slug))
  if (!usable) {
    diagnostics.push(
      diagnostic('front-matter/wrong-type', '`slug` must be one part of an address.', {
        span: front.value.spans.slug,
        hint: 'use letters, digits and `-`, without slashes or spaces, and no dot at its beginning',
      }),
    )
  }
  const place = addressOfPage(
    placedPath(path, settings),
    settings.content,
    settings.base,
    usable ? slug : undefined,
    languageOfPath(path, settings)?.language.folder,
  )
  return {
    value: { path, text: file.text, front: front.value, place },
    diagnostics: [...diagnostics, ...front.diagnostics],
  }
}
