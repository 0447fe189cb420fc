import type { MarkdownIt } from 'markdown-it'
import type { WordsOf } from '../config/interface-words.ts'
import { fileOf } from '../config/languages.ts'
import type { SettingsOf } from '../config/settings-by-stage.ts'
import type { Outcome, Span } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { stemOf } from '../files/paths.ts'
import type { Ask, CompileAnswers } from '../markdown/ask.ts'
import type { OwnBlock } from '../markdown/blocks/own-block.ts'
import { type Compilation, environmentOf, type Place, report } from '../markdown/compilation.ts'
import { expandConstants } from '../markdown/constants.ts'
import { mayLookFor } from '../markdown/growth.ts'
import { slugOf, uniqueId } from '../markdown/heading.ts'
import type { LabelKind } from '../markdown/labels.ts'
import { addressHole, referenceTarget, resolveHref } from '../markdown/links.ts'
import { renderMath } from '../markdown/math.ts'
import { balanceHtml } from '../markdown/raw-html/balance.ts'
import { countSolvable } from '../markdown/raw-html/exercise-in-html.ts'
import { closeAbove } from '../markdown/raw-html/open-elements.ts'
import { type Chunk, splitAtHoles } from '../markdown/text/holes.ts'
import { escapeHtml } from '../markdown/text/html.ts'
import type { Source } from '../markdown/text/origin.ts'
import { withoutAnswers } from '../markdown/text/without-answers.ts'
import { flatten } from '../speed/flat-text.ts'
import { checkBlocks, checkEncoding, checkTitle, tellLongTitle } from './checks.ts'
import type { Document, FrontValue } from './document.ts'
import type { FrontMatter } from './front-matter.ts'
import type { Page } from './read.ts'
import { checkText } from './text-checks.ts'
import { timestampOf } from './timestamp.ts'
import { MOST_TITLE, plainTitle, readTitle, shortTitle } from './title.ts'
import { type TransformPage, transformHtml } from './transform.ts'
import { checkTranslation, textLanguage, translationOf } from './translation.ts'
import { countWords } from './words.ts'

/** What compiling needs beside the page: the same for all pages of a build. */
export interface Compiler {
  readonly md: MarkdownIt
  readonly blocks: ReadonlyMap<string, OwnBlock>
  readonly settings: SettingsOf<'compile'>
  readonly wordsOf: WordsOf
  /** What plugins make of the HTML of a page; undefined where there are none. */
  readonly transform?: TransformPage | undefined
  /** Whether code is coloured; it is by default. Pages that plugins change always are. */
  readonly colours?: boolean
  /** Told of the code of a page that runs. */
  readonly onCode?: Compilation['onCode']
}

/** Compiles a page: Markdown and blocks to HTML with holes. Asks about files and constants only. */
export function compilePage(
  { md, blocks, settings, wordsOf, transform, colours = true, onCode }: Compiler,
  page: Page,
  answers: Ask<CompileAnswers>,
): Outcome<Document> {
  const texts = new Set([fileOf(page.path)])
  const showsChange = settings.lastChanged && (page.front.known.modified ?? page.front.known.date) === undefined
  const ask: Ask<CompileAnswers> = showsChange
    ? (kind, key) => {
        if (kind === 'text') texts.add(key)
        return answers(kind, key)
      }
    : answers
  const source: Source = { path: fileOf(page.path), text: page.text, offset: page.front.bodyStart }
  const compilation: Compilation = {
    page: {
      path: fileOf(page.path),
      translation: translationOf(page.path, settings),
      address: page.place.address,
      addressOf: page.place.addressOf,
      output: page.place.output,
    },
    notebook: page.notebook,
    settings,
    words: wordsOf(textLanguage(page.path, page.front.known.lang, settings)),
    ask,
    blocks,
    diagnostics: [],
    ignores: [],
    holes: [],
    labels: new Map(),
    counters: new Map(),
    headings: [],
    anchors: new Set(),
    anchorPlaces: new Map(),
    brokenIds: new Set(),
    openElements: [],
    openNames: new Map(),
    growth: { characters: 0, told: false, searches: 0 },
    included: new Set(),
    labelJumps: new Map(),
    measured: new Set(),
    terms: new Set(),
    usedConstants: new Set(),
    referenced: new Set(),
    externals: [],
    ownFragments: [],
    deferred: [],
    whenRendered: [],
    published: new Map(),
    variants: new Map(),
    styles: new Map(),
    parts: new Set(),
    solvable: { blocks: 0, editors: new Set(), graded: new Set() },
    engines: new Map(),
    verifiable: [],
    atEnd: [],
    constants: new Map(),
    includes: [],
    ownFolders: undefined,
    colours: colours || transform !== undefined,
    hasCode: false,
    onCode,
    source,
    inline: undefined,
    rawElement: undefined,
    rawLink: undefined,
    imageDepth: 0,
    constantDepth: 0,
    unendedFormula: false,
    resultsPage: undefined,
    isOutdated: false,
    hasComponents: false,
    hasGlossary: false,
    markdownElements: 0,
  }
  const env = environmentOf(compilation)
  const tokens = md.parse(page.text.slice(source.offset), env)
  compilation.source = source
  checkTranslation(compilation, page)
  for (const check of compilation.deferred) check()
  closeAbove(compilation, 0)
  checkBlocks(compilation, tokens)
  checkText(compilation, tokens)
  const made = md.renderer.render(tokens, md.options, env)
  const rendered = flatten(settings.safe ? balanceHtml(made) : made)
  for (const id of footnoteIds(rendered)) compilation.anchors.add(id)
  const { title: written, ...front } = withConstants(compilation, page.front.known)
  const first = compilation.headings[0]
  if (!written && first?.marked.includes('\0')) checkTitle(compilation, tokens)
  const whole = (written && plainTitle(written)) || first?.text || prettyName(page.path)
  const title = shortTitle(whole)
  if (title !== whole) tellLongTitle(compilation, page, tokens, whole.length)
  const hasHeading = first?.level === 1 && (first.text === whole || first.named === whole)
  const heading = written && !hasHeading && front.show_title !== false ? titleHeading(compilation, page, written) : ''
  const known: FrontMatter['known'] = written === undefined ? front : { title, ...front }
  const html = transform
    ? transformHtml(transform, compilation, rendered, { title, front: { ...page.front.other, ...known } })
    : rendered
  checkOwnFragments(compilation)
  checkEncoding(compilation, tokens)

  const frontUrl = (key: 'next_url' | 'prev_url'): readonly Chunk[] | undefined => {
    const written = known[key]
    return written === undefined
      ? undefined
      : splitAtHoles(
          resolveFrontUrl(compilation, written, () => page.front.spans[key] ?? { path: page.path, start: 0, end: 1 }),
          compilation.holes,
        )
  }
  const chunks = splitAtHoles(heading + withFirstPicture(html), compilation.holes)
  const document: Document = {
    path: page.path,
    address: page.place.address,
    output: page.place.output,
    title,
    showsTitle: hasHeading || heading !== '',
    front: heading === '' ? known : withoutShowing(known),
    nextUrl: frontUrl('next_url'),
    prevUrl: frontUrl('prev_url'),
    image: frontImage(compilation, page),
    other: Object.fromEntries(
      Object.entries(page.front.other).map(([key, value]) => [
        key,
        frontValue(
          compilation,
          value,
          () => page.front.spans[key.toLowerCase()] ?? { path: page.path, start: 0, end: 1 },
        ),
      ]),
    ),
    spans: page.front.spans,
    headings: compilation.headings.map(({ level, id, text, marked }) => ({
      level,
      id,
      text,
      chunks: marked.includes('\0') ? splitAtHoles(marked, compilation.holes) : undefined,
    })),
    labels: [...compilation.labels.values()],
    counts: countsOf(compilation),
    anchors: [...compilation.anchors],
    broken: [...compilation.brokenIds],
    chunks,
    named: idsNamedIn(chunks),
    ignores: compilation.ignores,
    externals: compilation.externals,
    constants: Array.from(compilation.usedConstants).flatMap((name) => (name.startsWith('$') ? [name.slice(1)] : [])),
    referenced: [...compilation.referenced],
    published: [...compilation.published],
    styles: [...compilation.styles],
    variants: [...compilation.variants],
    components: compilation.hasComponents,
    terms: [...compilation.terms],
    glossary: compilation.hasGlossary,
    changed: showsChange ? latestOf(texts, ask) : (timestampOf(page.front.known.modified) ?? ''),
    parts: [...compilation.parts],
    solvable: countSolvable(compilation),
    engines: Array.from(compilation.engines, ([name, span]) => ({ name, span })),
    verifiable: compilation.verifiable,
    words: countWords(compilation.parts.size > 0 ? withoutAnswers(html) : html),
    isOutdated: compilation.isOutdated,
  }
  for (const check of compilation.whenRendered) check()
  return { value: document, diagnostics: compilation.diagnostics }
}

/** When the latest of some files was changed; '' where none was committed. */
function latestOf(paths: ReadonlySet<string>, ask: Ask<CompileAnswers>): string {
  const latest = Math.max(...Array.from(paths, (path) => ask('changed', path) ?? 0))
  return latest > 0 ? new Date(latest * 1000).toISOString().replace('.000Z', 'Z') : ''
}

const LAZY = ' loading="lazy" decoding="async"'
/** How much markup stands before a picture that is in sight when the page is opened, or soon. */
const IN_SIGHT = 4000

/**
 * The first picture is loaded at once, if it is near the beginning: it is what readers wait for. One that is shown in one scheme
 * only stays lazy, so that nothing is loaded in the other.
 */
function withFirstPicture(html: string): string {
  const at = html.indexOf(LAZY)
  if (at < 0 || at > IN_SIGHT) return html
  const tag = html.slice(html.lastIndexOf('<', at), html.indexOf('>', at))
  if (/\b(?:light|dark)-only\b/.test(tag)) return html
  return `${html.slice(0, at)} fetchpriority="high"${html.slice(at + LAZY.length)}`
}

/** How many of each kind the page has; by assignment: the engine is slow at making an object of entries. */
function countsOf({ counters }: Compilation): Document['counts'] {
  const counts: { [Kind in LabelKind]?: number } = {}
  for (const [kind, n] of counters) counts[kind] = n
  return counts
}

/** The ids of other pages that holes name. */
function idsNamedIn(chunks: readonly Chunk[]): readonly string[] {
  const ids: string[] = []
  for (const chunk of chunks) {
    if (typeof chunk === 'string') continue
    if (chunk.type === 'label') ids.push(chunk.id)
    else if (chunk.type === 'address' && chunk.target.fragment !== undefined) ids.push(chunk.target.fragment)
  }
  return ids
}

/** The heading of a page whose title has code or formulas in it, or is too long for templates; '' where it is neither. */
function titleHeading(compilation: Compilation, page: Page, written: string): string {
  const pieces = readTitle(written)
  if (pieces.every(({ type }) => type === 'text') && written.length <= MOST_TITLE) return ''
  const place = (): Span => page.front.spans.title ?? { path: page.path, start: 0, end: 1 }
  const html = pieces.map(({ type, text }) => {
    if (type === 'text') return escapeHtml(text)
    const formula = type === 'formula' ? renderMath(compilation, text, place) : undefined
    return formula ?? `<code>${escapeHtml(text)}</code>`
  })
  const id = uniqueId(slugOf(plainTitle(written)), compilation.anchors)
  compilation.anchors.add(id)
  return `<h1 id="${escapeHtml(id)}">${html.join('')}</h1>\n`
}

/** Front matter of a page that shows its title itself: its template must not. */
function withoutShowing({ show_title, ...known }: FrontMatter['known']): FrontMatter['known'] {
  return known
}

/** Front matter whose texts have their constants filled in; what names a place, a file or a language is taken as it is. */
function withConstants(compilation: Compilation, known: FrontMatter['known']): FrontMatter['known'] {
  const expand = (text: string): string => expandConstants(compilation, text)
  const filled: { -readonly [Key in keyof FrontMatter['known']]: FrontMatter['known'][Key] } = { ...known }
  for (const key of ['title', 'description', 'next_title', 'prev_title'] as const) {
    const text = known[key]
    if (text !== undefined)
      filled[key] = key === 'next_title' || key === 'prev_title' ? plainTitle(expand(text)) : expand(text)
  }
  for (const key of ['authors', 'tags'] as const) {
    const texts = known[key]
    if (texts !== undefined) filled[key] = texts.map(expand)
  }
  return filled
}

/** `next_url`: an address like any other, or just the name of a page. */
function resolveFrontUrl(compilation: Compilation, written: string, place: Place): string {
  if (/^[%/.#]|^[a-z][a-z0-9+.-]*:|\.md\b/i.test(written)) return resolveHref(compilation, written, 'link', place).href
  return addressHole(compilation, referenceTarget(written, '', written), place)
}

/** Whether an address leads to a host by a name that can be one. */
const isNetworkAddress = (address: string): boolean =>
  /^(?:https?:)?\/\/[^/?#]/i.test(address) && URL.canParse(address, 'https://example.org/')

/** `image`: a file of the site, looked for like that of a figure, or an address elsewhere. */
function frontImage(compilation: Compilation, { path, front }: Page): string | undefined {
  const written = front.known.image
  if (written === undefined || written === '') return undefined
  const place = (): Span => front.spans.image ?? { path, start: 0, end: 1 }
  const { href } = resolveHref(compilation, written, 'resource', place)
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href) && !isNetworkAddress(href)) {
    report(compilation, 'front-matter/wrong-type', '`image` must be a file of the site or an address.', {
      span: place(),
      hint: 'write the path of a picture, or an address such as `https://example.org/picture.png`',
    })
    return undefined
  }
  return href.includes('\0') ? undefined : href
}

/** References and constants in a value that is handed to the templates. */
function frontValue(compilation: Compilation, value: unknown, place: Place): FrontValue {
  if (typeof value === 'string') {
    const text = expandConstants(compilation, value)
    if (!/%(?:url|link|static):/.test(text)) return text
    const marked = text.replace(
      /%(?:url|link|static):[^%\n]+%(?:#[\p{L}\p{N}_-]+|[-_/][\p{L}\p{N}_\-/.]*[\p{L}\p{N}_\-/])?/gu,
      (reference) => resolveHref(compilation, reference, 'link', place).href,
    )
    return { chunks: splitAtHoles(marked, compilation.holes) }
  }
  if (Array.isArray(value)) return value.map((item) => frontValue(compilation, item, place))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, frontValue(compilation, item, place)]))
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** "Deep learning" for `deep-learning.md`; the folder's name for its index page. */
export function prettyName(path: string): string {
  const parts = path.split('/')
  const stem = stemOf(path)
  const words = (stem === 'index' ? (parts.at(-2) ?? 'Home') : stem).replace(/[-_]+/g, ' ').trim()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

const footnoteIds = (html: string): string[] =>
  html.includes('footnote-ref')
    ? Array.from(html.matchAll(/ id="(fn(?:ref)?[\w:-]+)"/g), (match) => match[1] ?? '')
    : []

function checkOwnFragments(compilation: Compilation): void {
  const made: string[][] = []
  // One list for all, and only where there is a fault: its index is made once.
  const anchors = (): readonly string[] => {
    made[0] ??= Array.from(compilation.anchors, (id) => `#${id}`)
    return made[0]
  }
  for (const { fragment, place } of compilation.ownFragments) {
    compilation.referenced.add(fragment)
    if (compilation.anchors.has(fragment) || compilation.brokenIds.has(fragment)) continue
    report(compilation, 'link/unknown-anchor', `This page has no heading or id \`${fragment}\`.`, {
      span: place(),
      hint: mayLookFor(compilation) ? didYouMean(`#${fragment}`, anchors()) : undefined,
    })
  }
}
