import { isShown, type Language, languageOfPath, sourceLanguage, sourceOf } from '../config/languages.ts'
import type { Settings } from '../config/settings.ts'
import { decodeText } from '../files/decode.ts'
import { sha256 } from '../files/digest.ts'
import type { Files } from '../files/files.ts'
import { joinPath } from '../files/paths.ts'
import { scanSite } from '../input/scan.ts'
import { splitFrontMatter } from '../markdown/text/front-matter.ts'
import { readFrontMatter } from '../page/front-matter.ts'

/** What the pages of a course are to translators: read from the disk, without building the course. */

/** Of a page in a language; `unmarked` does not say which version of its source it translates. */
export type TranslationState = 'fresh' | 'stale' | 'unmarked' | 'missing' | 'own'

/** A page of a language: where it is or would be, and what it translates. */
export interface TranslatedPage {
  readonly state: TranslationState
  readonly path: string
  readonly source: string | undefined
}

/** The pages of each language but the source. */
export function translationsOf(
  files: Files,
  settings: Settings,
): readonly { readonly language: Language; readonly pages: readonly TranslatedPage[] }[] {
  const source = sourceLanguage(settings)
  if (!source) return []
  const all = scanSite(files, settings, undefined).pages.filter((path) => !isShown(path))
  const text = (path: string): string => decodeText(files.read(path) ?? new Uint8Array()).text
  const front = (path: string) => readFrontMatter(path, text(path)).value.known
  const there = new Set(all)
  const sources = all.filter((path) => languageOfPath(path, settings)?.language.isSource)
  const wanted = sources.filter((path) => front(path).translate !== false)
  return settings.languages.flatMap((language) => {
    if (language.isSource) return []
    const own = all.filter((path) => languageOfPath(path, settings)?.language === language)
    const translated = new Set<string>()
    const pages = own.map((path): TranslatedPage => {
      const of = sourceFile(path, settings, there)
      if (of === undefined) return { state: 'own', path, source: undefined }
      translated.add(of)
      const { hash } = front(path)
      if (hash === undefined) return { state: 'unmarked', path, source: of }
      return { state: hashesOf(files, of).includes(hash.trim().toLowerCase()) ? 'fresh' : 'stale', path, source: of }
    })
    const missing = wanted
      .filter((path) => !translated.has(path))
      .map((path): TranslatedPage => {
        const inside = languageOfPath(path, settings)?.own ?? path
        return { state: 'missing', path: joinPath(settings.content, language.folder, inside) ?? path, source: path }
      })
    return [{ language, pages: [...pages, ...missing] }]
  })
}

/** The source of a translation, where it is there: `loops.md`, or `loops/index.md`. */
export function sourceFile(
  path: string,
  settings: Settings,
  there: Pick<ReadonlySet<string>, 'has'>,
): string | undefined {
  const source = sourceOf(path, settings)
  if (source === undefined) return undefined
  const other = /(?:^|\/)index\.md$/.test(source)
    ? source.replace(/\/?index\.md$/, '.md')
    : source.replace(/\.md$/, '/index.md')
  return [source, other].find((file) => there.has(file))
}

/** What a translation of a file may be marked with. */
export function hashesOf(files: Files, path: string): readonly string[] {
  const bytes = files.read(path) ?? new Uint8Array()
  const plain = Buffer.from(bytes).toString('latin1').replace(/\r\n?/g, '\n')
  return [sha256(bytes), sha256(Buffer.from(plain, 'latin1'))]
}

/** The text of a page with a `hash` in its front matter. */
export function withHash(text: string, hash: string): string {
  const line = `hash: ${hash}`
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const { form, start, end } = splitFrontMatter(text)
  if (form === 'none' || form === 'unclosed') return `---${newline}${line}${newline}---${newline}${newline}${text}`
  const front = text.slice(start, end)
  if (/^hash[ \t]*:.*$/im.test(front))
    return text.slice(0, start) + front.replace(/^hash[ \t]*:[^\r\n]*/im, line) + text.slice(end)
  const before = front === '' || front.endsWith('\n') ? front : `${front}${newline}`
  return `${text.slice(0, start)}${before}${line}${newline}${text.slice(end)}`
}
