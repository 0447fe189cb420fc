import type { StateBlock } from 'markdown-it'
import { languageOfInside } from '../config/languages.ts'
import type { Related } from '../diagnostics/diagnostic.ts'
import { below, isWithin } from '../files/paths.ts'
import { type Compilation, type Place, report } from './compilation.ts'
import { findFile, noteRead, reportEncoding, reportMissing, reportPointer } from './find-file.ts'
import { mayGrow } from './growth.ts'
import { mayBeText, splitFrontMatter } from './text/front-matter.ts'
import type { Source } from './text/origin.ts'

const MAX_DEPTH = 40
/** What reading a file again costs, in characters. */
const EACH = 1000

/** Parses the Markdown of a file in place of the block that names it. */
export function includeFile(state: StateBlock, compilation: Compilation, path: string, place: Place): void {
  const found = findFile(compilation, path)
  if (typeof found === 'string') {
    reportMissing(compilation, path, found, 'file/missing', place)
    return
  }
  const chain = compilation.includes
  if (
    found.path === compilation.page.path ||
    found.path === fileOfPage(compilation) ||
    chain.some((item) => item.path === found.path)
  ) {
    const related: Related[] = chain.map((item) => ({ span: item.place(), message: `includes \`${item.path}\`` }))
    report(compilation, 'include/cycle', `\`${found.path}\` includes itself.`, {
      span: place(),
      related: [...related, { span: place(), message: `includes \`${found.path}\` again` }],
    })
    return
  }
  const file = compilation.ask('text', found.path)
  if (!file || chain.length >= MAX_DEPTH) {
    report(
      compilation,
      'file/unreadable',
      file ? `Includes are nested more than ${MAX_DEPTH} deep.` : `\`${found.path}\` cannot be read.`,
      { span: place() },
    )
    return
  }
  if (reportPointer(compilation, found.path, file.text, place)) return
  // Each file once is what the author wrote; the same again is growth.
  if (
    compilation.included.has(found.path) &&
    !mayGrow(compilation, EACH + file.text.length, `\`${found.path}\` again`, place)
  )
    return
  noteRead(compilation, found)
  reportEncoding(compilation, found.path, file.badOffset)
  const front = splitFrontMatter(file.text)
  if (mayBeText(file.text, front) && !compilation.included.has(found.path))
    report(compilation, 'front-matter/as-text', 'The file begins with front matter, which is not included.', {
      span: { path: found.path, start: front.start, end: front.start + file.text.indexOf(':') },
      hint: 'was this meant as text? Then put a blank line before it',
    })
  if (!compilation.included.has(found.path)) tellOtherLanguage(compilation, found.path, file.text, place)
  compilation.included.add(found.path)
  const offset = front.bodyStart
  const outer = compilation.source
  const inner: Source = { path: found.path, text: file.text, offset }
  switchSource(state, compilation, inner)
  chain.push({ path: found.path, place })
  const depth = compilation.markdownElements
  compilation.markdownElements = 0
  state.md.block.parse(file.text.slice(offset), state.md, state.env, state.tokens)
  compilation.markdownElements = depth
  chain.pop()
  switchSource(state, compilation, outer)
}

/** The file of the page itself. */
const fileOfPage = ({ page, includes, source }: Compilation): string =>
  includes.length === 0 ? source.path : page.path

/** Tells of a file whose text readers of a translation see in another language. */
function tellOtherLanguage(compilation: Compilation, path: string, text: string, place: Place): void {
  const { page, settings } = compilation
  const { translation } = page
  if (!translation || translation.isShown || translation.language.isSource) return
  const { language } = translation
  const inside = isWithin(path, settings.content) && settings.content !== '' ? below(path, settings.content) : path
  if (languageOfInside(inside, settings.languages) === language && settings.content !== '' && inside !== path) return
  if (path.split('/').includes(language.code) || /^translate:[ \t]*false\b/m.test(text.slice(0, 1000))) return
  const wanted = wantedInclude(settings.include, path, language.code)
  report(
    compilation,
    'translation/other-language',
    `\`${path}\` is not translated: readers see its text in another language.`,
    {
      span: place(),
      hint: `put its translation at \`${wanted}\``,
    },
  )
}

/** Where the translation of an included file is looked for. */
function wantedInclude(include: readonly string[], path: string, code: string): string {
  const folder = include.find((one) => isWithin(path, one)) ?? path.slice(0, Math.max(0, path.indexOf('/')))
  return folder === '' ? `${code}/${path}` : `${folder}/${code}/${below(path, folder)}`
}

/** What follows, block and inline text, comes from `source`. */
function switchSource(state: StateBlock, compilation: Compilation, source: Source): void {
  compilation.source = source
  const token = state.push('fragment', '', 0)
  token.meta = { source }
}
