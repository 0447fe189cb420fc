import { type InterfaceWords, numberIn, wordsFor } from '../config/interface-words.ts'
import { isShown, type Language, languageOfInside, languageOfPath, sourceLanguage } from '../config/languages.ts'
import type { SettingsOf } from '../config/settings-by-stage.ts'
import { type Diagnostic, diagnostic, type Fix, type Outcome, type Span } from '../diagnostics/diagnostic.ts'
import { below, encodePath, folderOf, isWithin, joinPath, relativeAddresses } from '../files/paths.ts'
import type { Ask } from '../markdown/ask.ts'
import { MOST_GROWTH, MOST_SEARCHES } from '../markdown/growth.ts'
import type { Heading } from '../markdown/heading.ts'
import { labelName } from '../markdown/labels.ts'
import type { Chunk, Hole, PageTarget } from '../markdown/text/holes.ts'
import { escapeHtml } from '../markdown/text/html.ts'
import { addressesFrom, isNotFound } from '../page/address.ts'
import type { Document, FrontValue } from '../page/document.ts'
import { textLanguage } from '../page/translation.ts'
import { type LinkAnswers, MOST_USES, type OriginalFact, type PageFact } from './facts.ts'
import { summaryOf } from './summary.ts'

/** A link with its words, relative to the page. */
export interface ArticleLink {
  readonly title: string
  readonly url: string
}

/** A linked page: no holes are left. */
export interface Article {
  readonly document: Document
  /** Its HTML in pieces: those of the document, and what fills its holes. */
  readonly pieces: readonly string[]
  /** One sentence about the page: that of its front matter, else the beginning of its first paragraph; '' where it has none. */
  readonly summary: string
  readonly headings: readonly Heading[]
  readonly previous: ArticleLink | undefined
  readonly next: ArticleLink | undefined
  /** Keys of the front matter that Lectern does not know. */
  readonly other: Readonly<Record<string, unknown>>
  /** Chapters above the page, outermost first; those without a page of their own have no address. */
  readonly trail: LinkAnswers['trail']
  readonly navigation: LinkAnswers['navigation']
  /** Of a course in several languages. */
  readonly translations: LinkAnswers['translations'] | undefined
  /** What the page lists that Lectern made because the author wrote none. */
  readonly contents: LinkAnswers['contents'] | undefined
}

/** Fills the holes of a document. A look-up that fails is the diagnostic of a broken link. */
export function linkPage(document: Document, settings: SettingsOf<'link'>, ask: Ask<LinkAnswers>): Outcome<Article> {
  const diagnostics: Diagnostic[] = []
  const addressOf = addressesFrom(document.output, settings.base)
  const urlOf = (page: PageFact): string => encodePath(addressOf(pathOf(page, settings.portable)))

  const filler: LinkContext = {
    page: document,
    translation: translationContext(document, settings),
    found: new Map(),
    content: settings.content,
    settings,
    words: undefined,
    ask,
    urlOf,
    growth: { characters: 0, told: false },
    suggests: () => diagnostics.length < MOST_SEARCHES,
    report: (code, message, span, hint, fix) => {
      // Of a page that is shown in another language, its source tells what is wrong.
      if (isShown(document.path)) return
      diagnostics.push(diagnostic(code, message, { span, hint, fix }))
    },
  }
  const neighbours = ask('neighbours', document.address)
  const link = (
    chunks: readonly Chunk[] | undefined,
    title: string | undefined,
    neighbour: LinkAnswers['neighbours']['next'],
  ): ArticleLink | undefined => {
    if (!chunks) return neighbour && { title: title ?? neighbour.title, url: urlOf(neighbour) }
    const hole = chunks.find((chunk) => typeof chunk !== 'string')
    const page = hole?.type === 'address' ? findPage(filler, hole.target) : undefined
    const url = fill(filler, chunks)
    return { title: title ?? (page && 'address' in page ? ask('title', page.address) : undefined) ?? url, url }
  }
  const { front } = document
  const pieces = filled(filler, document.chunks)
  const article: Article = {
    document,
    pieces,
    summary: front.description ?? summaryOf(pieces),
    headings: document.headings.map(({ level, id, text, chunks }) => ({
      level,
      id,
      text: chunks ? chunks.map((chunk) => (typeof chunk === 'string' ? chunk : textOf(filler, chunk))).join('') : text,
    })),
    previous: link(document.prevUrl, front.prev_title, neighbours?.previous),
    next: link(document.nextUrl, front.next_title, neighbours?.next),
    other: Object.fromEntries(Object.entries(document.other).map(([key, value]) => [key, plainValue(filler, value)])),
    trail: ask('trail', document.address) ?? [],
    translations: filler.translation && ask('translations', document.address),
    navigation: ask('navigation', document.address) ?? { nodes: [], chapter: undefined, digest: '' },
    // Not the one for unknown addresses: it is made anew only where something else changed than how long pages are.
    contents: listsContents(document) ? ask('contents', document.address) : undefined,
  }
  if (filler.translation) compareWithOriginal(filler, diagnostics)
  return { value: article, diagnostics }
}

/** The text of what is kept in pieces, put together each time: keeping it would double them. */
export const wholeText = ({ pieces }: Pick<Article, 'pieces'>): string => pieces.join('')

/** Whether Lectern made the page because the author wrote none. */
export const isGenerated = (document: Pick<Document, 'path'>): boolean => document.path === ''

/** The path that links lead to, from the site's root. */
export const pathOf = (page: Pick<PageFact, 'address' | 'output'>, portable: boolean): string =>
  portable || !page.output.endsWith('index.html') ? page.output : page.address.slice(1)

/** Whether the page shows what the course or its chapter has. */
export const listsContents = (document: Pick<Document, 'path' | 'output' | 'front'>): boolean =>
  isGenerated(document) ? !isNotFound(document.output) : document.front.contents === true

/** What an article is remembered by. */
export const nameOf = ({ document }: Article): string => document.path || document.address

interface LinkContext {
  readonly page: Document
  /** Of a course in several languages: that of the page, the source, the codes of all. */
  readonly translation:
    | {
        readonly language: Language
        readonly source: Language
        readonly languages: ReadonlySet<string>
        /** Of its text. */
        readonly textLang: string
      }
    | undefined
  /** Of a course in several languages: the pages that links lead to. */
  readonly found: Map<PageTarget, LinkAnswers['page'] | undefined>
  /** The content folder. */
  readonly content: string
  readonly settings: SettingsOf<'link'>
  /** Made when they are wanted first. */
  words: InterfaceWords | undefined
  readonly ask: Ask<LinkAnswers>
  readonly urlOf: (page: PageFact) => string
  /** How much longer than usual the holes were that have been filled. */
  readonly growth: { characters: number; told: boolean }
  /** The right name is looked for where a wrong one stands. */
  readonly suggests: () => boolean
  readonly report: (
    code:
      | 'link/unknown-page'
      | 'link/ambiguous-page'
      | 'link/unknown-anchor'
      | 'link/unknown-label'
      | 'reference/unknown-id'
      | 'page/grows'
      | 'translation/missing-target',
    message: string,
    span: Span,
    hint: string | undefined,
    fix?: Fix,
  ) => void
}

function filled(filler: LinkContext, chunks: readonly Chunk[]): readonly string[] {
  const pieces = chunks.map((chunk) => (typeof chunk === 'string' ? chunk : fillHole(filler, chunk)))
  if (filler.translation) sayLanguages(filler, chunks, pieces)
  return pieces
}

/** Gives links to pages in another language its name: `hreflang`, behind the address. */
function sayLanguages(filler: LinkContext, chunks: readonly Chunk[], pieces: string[]): void {
  const { translation, settings } = filler
  chunks.forEach((chunk, i) => {
    if (typeof chunk === 'string' || chunk.type !== 'address' || chunk.isCheck) return
    const before = chunks[i - 1]
    const after = pieces[i + 1]
    if (typeof before !== 'string' || !before.endsWith(' href="') || after === undefined) return
    const page = findPage(filler, chunk.target)
    if (!page || 'candidates' in page) return
    const heading = sameHeading(filler, page, chunk.target)
    if (heading !== undefined) pieces[i + 1] = after.replace(/#[^"]*/, `#${escapeHtml(heading)}`)
    const other = languageOfInside(page.address.slice(1), settings.languages)
    if (!other || other === translation?.language) {
      if (page.isShown) tellTarget(filler, chunk)
      return
    }
    if (other === translation?.source) tellTarget(filler, chunk)
    if (other.lang !== translation?.textLang)
      pieces[i + 1] = (pieces[i + 1] ?? after).replace(/^([^"]*")/, `$1 hreflang="${escapeHtml(other.lang)}"`)
  })
}

/** What a heading is called in a translation, where a link has its id in another language. */
function sameHeading(filler: LinkContext, { address }: PageFact, { fragment }: PageTarget): string | undefined {
  if (!filler.translation || fragment === undefined || isKnownId(filler, address, fragment)) return undefined
  return filler.ask('sameHeading', `${address}#${fragment}`)
}

/** Tells of a link to a page that is not there in the language of this one. */
function tellTarget(filler: LinkContext, { target, span }: Extract<Hole, { type: 'address' }>): void {
  const { translation } = filler
  if (!translation || translation.language.isSource) return
  filler.report(
    'translation/missing-target',
    `\`${target.written.replace(/#.*$/s, '')}\` is not translated into \`${translation.language.code}\`.`,
    span,
    target.name === undefined
      ? 'translate it'
      : `translate it, or write \`%link:${translation.source.code}/${target.name}%\` for the page in \`${translation.source.code}\``,
  )
}

/** The language of a page, of a course in several. */
function translationContext(
  { path, address, front }: Document,
  settings: SettingsOf<'link'>,
): LinkContext['translation'] {
  const source = sourceLanguage(settings)
  if (!source) return undefined
  const language =
    path === '' ? languageOfInside(address.slice(1), settings.languages) : languageOfPath(path, settings)?.language
  return {
    language: language ?? source,
    source,
    languages: new Set(settings.languages.map(({ code }) => code)),
    textLang: textLanguage(path, front.lang, settings),
  }
}

/** Tells where a translation has other numbered things than its source. A translation that is not up to date may have. */
function compareWithOriginal(filler: LinkContext, diagnostics: Diagnostic[]): void {
  const { page, ask, translation } = filler
  if (translation?.language.isSource || page.path === '' || isShown(page.path) || page.isOutdated) return
  const original = ask('original', page.address)
  const message = original && differenceOf(page, original)
  if (message === undefined) return
  diagnostics.push(
    diagnostic('translation/differs', message, {
      span: { path: page.path, start: 0, end: 1 },
      hint: `compare it with \`${original?.path}\`: ids and names of blocks are not translated`,
    }),
  )
}

function differenceOf({ labels, counts }: Document, original: OriginalFact): string | undefined {
  const ids = new Set(labels.map(({ id }) => id))
  const lost = original.ids.filter((id) => !ids.has(id))
  const known = new Set(original.ids)
  const own = labels.map(({ id }) => id).filter((id) => !known.has(id))
  const list = (names: readonly string[]): string => names.map((id) => `\`${id}\``).join(', ')
  const total = (of: OriginalFact['counts']): number => Object.values(of).reduce((sum, n) => sum + n, 0)
  if (lost.length > 0 && own.length > 0)
    return `The source has ${list(lost)}, and this translation ${list(own)} instead.`
  if (lost.length > 0) return `This translation lacks ${list(lost)}, which the source has.`
  if (total(counts) < total(original.counts))
    return `This translation has ${total(counts)} numbered blocks, and the source ${total(original.counts)}.`
  return undefined
}

const fill = (filler: LinkContext, chunks: readonly Chunk[]): string => filled(filler, chunks).join('')

/** The title that a hole stands for, as plain text; what the author wrote where there is no such page. */
function titleOf(filler: LinkContext, hole: Hole): string {
  if (hole.type === 'mention') return `%${hole.name}`
  if (hole.type !== 'title') return ''
  const page = findPage(filler, hole.target)
  return (page && 'address' in page && filler.ask('title', page.address)) || hole.target.written
}

/** The number of a thing of this page. */
function numberOf(filler: LinkContext, { kind, n }: Extract<Hole, { type: 'number' }>): string {
  const { ask, page } = filler
  const fact = ask('numbering', page.address)
  return numberIn(wordsOf(filler), fact ? `${fact.prefix}${(fact.before[kind] ?? 0) + n}` : n)
}

/** The words of the page's language: wanted where it shows numbers. */
function wordsOf(filler: LinkContext): InterfaceWords {
  filler.words ??= wordsFor(textLanguage(filler.page.path, filler.page.front.lang, filler.settings), filler.settings)
  return filler.words
}

/** "Figure 2" of another page, in the language of this one. */
function nameOfLabel(filler: LinkContext, { kind, number, isTag }: LinkAnswers['label']): string {
  const words = wordsOf(filler)
  return labelName(words, kind, isTag ? number : numberIn(words, number))
}

/** What a hole in the text of a heading shows. */
function textOf(filler: LinkContext, hole: Hole): string {
  if (hole.type === 'number') return numberOf(filler, hole)
  if (hole.type === 'mention') return `%${hole.name}`
  if (hole.type !== 'label') return titleOf(filler, hole)
  const page = findPage(filler, hole.target)
  if (!page || 'candidates' in page) return hole.target.written.replace(/#.*$/s, '')
  const { label } = findLabel(filler, page, hole.id)
  return label ? nameOfLabel(filler, label) + (hole.part ?? '') : hole.id
}

/** A numbered thing of a page; one that a translation does not have is that of the page that it translates. */
function findLabel(
  { ask, translation }: LinkContext,
  page: PageFact,
  id: string,
): { readonly label: LinkAnswers['label'] | undefined; readonly place?: PageFact } {
  const own = ask('label', `${page.address}#${id}`)
  const place = own || !translation ? undefined : ask('translations', page.address)?.original
  const label = place && ask('label', `${place.address}#${id}`)
  return label ? { label, place } : { label: own }
}

/** What a hole is usually long; beyond it counts for the bound of markdown/growth.ts: a name of a few letters may stand for much. */
const USUAL = 200

/** Fills a hole; one too many of long ones stays as it is written, and the author is told once. */
function fillHole(filler: LinkContext, hole: Hole): string {
  const filled = contentOf(filler, hole)
  // A word is shown once on a page, and few pages that use it.
  if (filled.length <= USUAL || hole.type === 'number' || hole.type === 'term' || hole.type === 'uses') return filled
  const { growth } = filler
  growth.characters += filled.length - USUAL
  if (growth.characters <= MOST_GROWTH) return filled
  if (!growth.told)
    filler.report(
      'page/grows',
      'Titles and addresses of other pages would make the page far larger than it was written.',
      hole.span,
      `what is put into a page more than once may add ${MOST_GROWTH.toLocaleString('en')} characters`,
    )
  growth.told = true
  return escapeHtml(hole.type === 'mention' ? `%${hole.name}` : hole.target.written)
}

function contentOf(filler: LinkContext, hole: Hole): string {
  if (hole.type === 'number') return numberOf(filler, hole)
  if (hole.type === 'mention') {
    tellMention(filler, hole)
    return escapeHtml(`%${hole.name}`)
  }
  if (hole.type === 'term') return termOf(filler, hole)
  if (hole.type === 'uses') return usesOf(filler, hole.term)
  if (hole.type === 'label' && hole.again) return escapeHtml(textOf(filler, hole))
  if (hole.type === 'title') return escapeHtml(titleOf(filler, hole))
  const page = findPage(filler, hole.target)
  if (!page || 'candidates' in page) {
    tellUnknown(filler, hole.target, hole.span, page?.candidates)
    const written = hole.target.written.replace(/#.*$/s, '')
    if (hole.type !== 'address') return escapeHtml(written)
    return hole.isCheck ? '' : escapeHtml(encodeWritten(written))
  }
  if (hole.type === 'address') {
    const { fragment } = hole.target
    if (
      fragment !== undefined &&
      !isKnownId(filler, page.address, fragment) &&
      sameHeading(filler, page, hole.target) === undefined
    ) {
      const near = (filler.suggests() && filler.ask('near', `${page.address}#${fragment}`)) || []
      filler.report(
        'link/unknown-anchor',
        `The page \`${page.address}\` has no heading or id \`${fragment}\`.`,
        hole.span,
        near[0] && `Did you mean \`#${near[0]}\`?`,
      )
    }
    return hole.isCheck || hole.target.isOwn ? '' : escapeHtml(filler.urlOf(page))
  }
  const { label, place = page } = findLabel(filler, page, hole.id)
  if (!label && filler.ask('broken', `${page.address}#${hole.id}`)) return escapeHtml(hole.id)
  if (!label) {
    const near = (filler.suggests() && filler.ask('near', `${page.address}#${hole.id}`)) || []
    filler.report(
      'link/unknown-label',
      `The page \`${page.address}\` has no figure, video, table, listing or equation \`${hole.id}\`.`,
      hole.span,
      near[0] && `Did you mean \`${near[0]}\`?`,
    )
    return escapeHtml(hole.id)
  }
  const words = escapeHtml(nameOfLabel(filler, label)) + (hole.part ?? '')
  if (hole.plain) return words
  const title = escapeHtml(filler.ask('title', place.address) ?? '')
  const language = place === page ? '' : ` hreflang="${escapeHtml(filler.translation?.source.lang ?? '')}"`
  return `<a class="reference" href="${escapeHtml(`${filler.urlOf(place)}#${hole.id}`)}"${language} title="${title}">${words}</a>`
}

/** A word with its meaning, which leads to the glossary where there is one. */
function termOf(filler: LinkContext, { id, html, meaning }: Extract<Hole, { type: 'term' }>): string {
  const { ask, urlOf } = filler
  const page = ask('glossary', nameKey(filler, ''))
  const title = escapeHtml(meaning)
  return page
    ? `<a class="term" href="${escapeHtml(`${urlOf(page)}#${id}`)}" title="${title}">${html}</a>`
    : `<abbr class="term" title="${title}" tabindex="0">${html}</abbr>`
}

/** Links to the pages that use a word. */
function usesOf(filler: LinkContext, term: string): string {
  const { ask, urlOf } = filler
  const pages = ask('uses', nameKey(filler, term)) ?? []
  const links = pages
    .slice(0, MOST_USES)
    .map((page) => `<a href="${escapeHtml(urlOf(page))}">${escapeHtml(page.title)}</a>`)
  if (pages.length > MOST_USES) links.push('…')
  return links.length > 0 ? `<p class="uses">${links.join(', ')}</p>\n` : ''
}

/** An address as an author wrote it, with what no address can have encoded; what is encoded already stays. */
const encodeWritten = (address: string): string =>
  address.replace(/[^A-Za-z0-9\-._~/!$&'()*+,;=:@%?#[\]]+/g, (part) => encodeURIComponent(part.toWellFormed()))

function findPage(filler: LinkContext, target: PageTarget): LinkAnswers['page'] | undefined {
  if (target.isOwn) return filler.page
  if (!filler.translation) return namedPage(filler, target)
  const { found } = filler
  if (found.has(target)) return found.get(target)
  const page = namedPage(filler, target)
  const meant = page && !('candidates' in page) ? inOwnLanguage(filler, page, target) : page
  found.set(target, meant)
  return meant
}

/** The page in the language of this one, where it is there. */
function inOwnLanguage(filler: LinkContext, page: PageFact, { name }: PageTarget): PageFact {
  const { ask, translation, settings } = filler
  if (!translation || translation.language.isSource) return page
  if (languageOfInside(page.address.slice(1), settings.languages) !== translation.source) return page
  // A name that begins with the code of a language, as in `%link:en/x%`, names its page on purpose.
  if (name !== undefined && pageInLanguages(filler, name) === undefined) return page
  return ask('version', `${translation.language.code} ${page.address}`) ?? page
}

function namedPage(filler: LinkContext, target: PageTarget): LinkAnswers['page'] | undefined {
  const { ask } = filler
  if (target.files) return firstOf(target.files, (file) => ask('source', file))
  if (target.file !== undefined) return ask('source', target.file)
  if (target.addresses)
    return target.addresses.map((address) => ask('address', address)).find((page) => page !== undefined)
  const page = pageOfName(filler, target.name ?? '')
  if (!page || 'candidates' in page || target.suffix === undefined) return page
  return ask('address', `${page.address.slice(1, -1)}${target.suffix}`)
}

const firstOf = <Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined => {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** The page of a name: in the language of the page, in the source language, or in that whose code the name begins with. */
function pageOfName(filler: LinkContext, name: string): LinkAnswers['page'] | undefined {
  const { ask, translation } = filler
  if (!translation) return ask('page', name)
  const found = pageInLanguages(filler, name)
  if (found !== undefined) return found
  const [, code = '', rest = ''] = /^\/?([^/]+)\/?(.*)$/s.exec(name) ?? []
  return translation.languages.has(code) ? ask('page', `${code}:${rest}`) : undefined
}

/** The page of a name in the language of the page, else in the source language. */
function pageInLanguages({ ask, translation }: LinkContext, name: string): LinkAnswers['page'] | undefined {
  if (!translation) return undefined
  const { language, source } = translation
  return (
    ask('page', `${language.code}:${name}`) ?? (language === source ? undefined : ask('page', `${source.code}:${name}`))
  )
}

/** The key of a question about a name: of a course in several languages, it is one of a language. */
const nameKey = ({ translation }: LinkContext, name: string): string =>
  translation ? `${translation.language.code}:${name}` : name

/** How many pages of one name are listed. */
const MOST_CANDIDATES = 5

function tellUnknown(
  linker: LinkContext,
  target: PageTarget,
  span: Span,
  candidates: readonly string[] | undefined,
): void {
  const { report } = linker
  if (candidates) {
    const shown = candidates.slice(0, MOST_CANDIDATES).map((path) => `\`${path}\``)
    const more = candidates.length - shown.length
    const choice = shown.join(', ') + (more > 0 ? ` or ${more} more` : '')
    report('link/ambiguous-page', `\`${target.name}\` is the name of several pages.`, span, `name one of ${choice}`)
    return
  }
  const name = wantedPath(linker, target)
  const [path = ''] = target.name === undefined ? target.written.split(/[?#]/) : [target.name]
  const written = target.name === undefined ? path : name
  const draft = draftOf(linker, target, name)
  if (draft !== undefined) {
    report(
      'link/unknown-page',
      `The page \`${written}\` is a draft, so the link leads nowhere.`,
      span,
      'take `draft: true` off the page, or build with `--drafts`',
    )
    return
  }
  const moved = movedTo(linker, target, span)
  if (moved) {
    report('link/unknown-page', `The page \`${name}\` has moved to \`${moved.text}\`.`, span, 'name it so', moved)
    return
  }
  const behind = headingInside(linker, target, span)
  if (behind) {
    report(
      'link/unknown-page',
      `There is no page \`${written}\`.`,
      span,
      `write the heading behind the second \`%\`: \`${behind.text}\``,
      behind,
    )
    return
  }
  const near = linker.suggests() ? nearTargets(linker, target, name, span) : []
  const [only = '', other] = near
  report(
    'link/unknown-page',
    `There is no page \`${written}\`.`,
    span,
    near.length ? `Did you mean ${near.map((text) => `\`${text}\``).join(' or ')}?` : undefined,
    only !== '' && other === undefined && target.suffix === undefined && path !== ''
      ? { span, instead: path, text: only, safe: false }
      : undefined,
  )
}

/** The fix for `%link:loops#while%`, which is `%link:loops%#while`. */
function headingInside(linker: LinkContext, { name, suffix, fragment }: PageTarget, span: Span): Fix | undefined {
  const [page = '', heading = '', more] = name?.split('#') ?? []
  if (heading === '' || more !== undefined || suffix !== undefined || fragment !== undefined) return undefined
  const found = pageOfName(linker, page.trim())
  if (!found || 'candidates' in found) return undefined
  return { span, instead: `${name}%`, text: `${page}%#${heading}`, safe: isKnownId(linker, found.address, heading) }
}

/** The draft that a target names. */
function draftOf(linker: LinkContext, target: PageTarget, name: string): string | undefined {
  const names =
    target.name !== undefined
      ? [name]
      : target.file !== undefined
        ? [target.file]
        : (target.addresses ?? []).map((address) => `/${address}`)
  return names
    .map((item) => (/^\/?$/.test(item) ? undefined : linker.ask('draft', nameKey(linker, item))))
    .find((found) => found !== undefined)
}

/** What can be written in the place of a target that is not there, in the form in which it was written. */
function nearTargets(linker: LinkContext, target: PageTarget, name: string, span: Span): readonly string[] {
  const { ask, content } = linker
  if (target.name !== undefined) return ask('near', nameKey(linker, name)) ?? []
  const folder = folderOf(span.path)
  const fromHere = (from: string): ((to: string) => string) => relativeAddresses(from === '' ? '' : `${from}/`)
  const isAbsolute = target.written.startsWith('/')
  if (target.file !== undefined)
    return (ask('nearSource', nameKey(linker, target.file.replaceAll('\\', '/'))) ?? []).map((source) =>
      isAbsolute ? `/${isWithin(source, content) ? below(source, content) : source}` : fromHere(folder)(source),
    )
  const here = folder !== content && isWithin(folder, content) ? below(folder, content) : ''
  return (ask('near', nameKey(linker, target.addresses?.[0] ?? name)) ?? []).flatMap((near) => {
    const page = ask('page', nameKey(linker, near))
    if (!page || 'candidates' in page) return []
    const path = page.address.slice(1, -1)
    const typed = isAbsolute ? `/${path}` : fromHere(here)(path)
    return [/\/(?:[?#]|$)/.test(target.written) ? `${typed}/` : typed]
  })
}

/** Whether a page has an id, also in a block that could not be read. */
const isKnownId = ({ ask }: LinkContext, address: string, id: string): boolean =>
  ask('anchor', `${address}#${id}`) === true || ask('broken', `${address}#${id}`) === true

/** Tells of a name that is no id of its page, where it looks like one or another page has it. */
function tellMention(linker: LinkContext, hole: Extract<Hole, { type: 'mention' }>): void {
  const { ask, report, page } = linker
  const { name, near, span } = hole
  const own = page.address.slice(1, -1)
  const [other] = (ask('labelled', nameKey(linker, name)) ?? []).filter((path) => path !== own)
  if (other === undefined && !hole.isLikeId) return
  const [text, second] = other === undefined ? near.map((id) => `%${id}`) : [`%ref:${other || 'index'}#${name}%`]
  report(
    'reference/unknown-id',
    `Nothing on this page has the id \`${name}\`, so \`%${name}\` stays text.`,
    span,
    text === undefined
      ? undefined
      : other === undefined
        ? `Did you mean \`${text.slice(1)}\`?`
        : `it is on another page: write \`${text}\``,
    text === undefined || second !== undefined ? undefined : { span, instead: `%${name}`, text, safe: false },
  )
}

/** The fix for the name of a page that has moved, as the page's own front matter says. */
function movedTo(linker: LinkContext, target: PageTarget, span: Span): Fix | undefined {
  if (target.suffix !== undefined || target.written.includes('\\')) return undefined
  if (target.name !== undefined) {
    const page = linker.ask('moved', nameKey(linker, target.name))
    return page && { span, instead: target.name, text: page.address.slice(1, -1), safe: true }
  }
  const [path = ''] = target.written.split(/[?#]/)
  const page = target.addresses
    ?.map((address) => linker.ask('moved', nameKey(linker, address)))
    .find((found) => found !== undefined)
  return page && path !== '' && path.startsWith('/')
    ? { span, instead: path, text: page.address, safe: true }
    : undefined
}

/** The path of the page that a target wanted, as far as it is known. */
function wantedPath(linker: LinkContext, target: PageTarget): string {
  if (target.name === undefined) return target.file ?? target.written.replace(/#.*$/s, '')
  if (target.suffix === undefined) return target.name
  const base = pageOfName(linker, target.name)
  if (!base || 'candidates' in base) return target.name
  return joinPath(`${base.address.slice(1, -1)}${target.suffix}`) ?? target.written
}

function plainValue(filler: LinkContext, value: FrontValue): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map((item) => plainValue(filler, item))
  if ('chunks' in value && Array.isArray(value.chunks)) return fill(filler, value.chunks)
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainValue(filler, item)]))
}

const isList = (value: FrontValue): value is readonly FrontValue[] => Array.isArray(value)
