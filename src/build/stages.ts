import { wordsFor } from '../config/interface-words.ts'
import type { Settings } from '../config/settings.ts'
import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts'
import { type Ask, type CompileAnswers, NO_FILE } from '../files/ask.ts'
import { hash } from '../files/hash.ts'
import { once } from '../files/once.ts'
import { below, encodePath, isPublic, joinPath } from '../files/paths.ts'
import { type BytesOutput, layoutPage, type Output, type PageOutput, renderTo, type Theme } from '../layout/layout.ts'
import { createLayoutMemory } from '../layout/layout-memory.ts'
import { readParsed } from '../layout/parsed-templates.ts'
import { readTemplates, type TemplateSource } from '../layout/templates.ts'
import type { Hole } from '../markdown/holes.ts'
import { addressesFrom, canonicalOf } from '../page/address.ts'
import { compilePage, prettyName } from '../page/compile.ts'
import { type Document, madePage, packFacts, unpackFacts } from '../page/document.ts'
import { packText } from '../page/packed-text.ts'
import { hasFeed } from '../page/publication.ts'
import { readPage } from '../page/read.ts'
import { aboutPages, ofTexts } from '../publish/publish.ts'
import type { Published } from '../publish/published.ts'
import { type Article, linkPage, nameOf, pathOf, wholeText } from '../site/link.ts'
import type { Site } from '../site/site.ts'
import type { MakeDocument } from './cache.ts'
import { restoreSearch } from './known-words.ts'
import { LateArticle } from './late-article.ts'
import type { Remembered } from './memo.ts'
import type { MadeFile, PlannedPage } from './plan.ts'
import type { OnProgress } from './progress.ts'
import { packedAway } from './records.ts'
import type { LaidOut, Session, SessionState } from './session.ts'
import { printKnown } from './world.ts'

/** The stages of a build for all pages, each through the session's memory. */

/** A document, and a number that grows when it is compiled again. */
export interface Compiled {
  readonly document: Document
  readonly version: number
}

/** What compiling is the same for: all pages of a build. */
export interface PageCompiler {
  readonly session: Session
  readonly settings: Settings
  readonly key: string
  /** Compiles the page of a path again, for the document that it gave. */
  readonly again: MakeDocument
  /** Gives the document of a page that an earlier process compiled. */
  readonly revive: MakeDocument
}

/** Compiles pages under these settings. */
export const pageCompiler = (session: Session, settings: Settings): PageCompiler => {
  const compiler: PageCompiler = {
    session,
    settings,
    key: compileKey(settings),
    again: (path) => compileText(compiler, path, session.inputs.answer).value,
    revive: (path) =>
      session.cache?.document(path, compiler.again) ?? compileAside(compiler, path, session.inputs.answer).value,
  }
  return compiler
}

/** What the memory knows a page by; undefined where its file cannot be read. */
export function compileInput({ session, key }: PageCompiler, path: string): string | undefined {
  const print = session.inputs.print(path)
  return print === undefined ? undefined : `${print} ${key}`
}

/** Whether a page would be compiled to what it was. */
export function holdsStill(compiler: PageCompiler, path: string): boolean {
  const { compiled, inputs } = compiler.session
  // A page that nobody knows need not be looked at before it is compiled.
  const input = compiled.record(path) && compileInput(compiler, path)
  inputs.release(path)
  return input !== undefined && compiled.holds(path, { input, ask: inputs.answerAgain, era: inputs.era() })
}

/** Reads and compiles one page; undefined where its file cannot be read. `ahead`: somebody else will tell that it is fresh. */
export function compileOne(compiler: PageCompiler, path: string, ahead = false): Remembered<Document> | undefined {
  const { session } = compiler
  const era = session.inputs.era()
  const known = session.compiled.recall(path, { era, revive: compiler.revive, ahead })
  if (known) return known
  const input = compileInput(compiler, path)
  if (input === undefined) return undefined
  return session.compiled.run(path, {
    input,
    ask: session.inputs.answer,
    askAgain: session.inputs.answerAgain,
    era,
    inputNow: () => `${session.inputs.text(path)?.hash} ${compiler.key}`,
    stage: (ask) => compileAside(compiler, path, aboutFolders(ask, session)),
    revive: () => compiler.revive(path),
    kept: keptOf(session),
    ahead,
  })
}

/** Compiles a page; of a large site, its document is put aside. */
function compileAside(compiler: PageCompiler, path: string, ask: Ask<CompileAnswers>): Outcome<Document> {
  const outcome = compileText(compiler, path, ask)
  return compiler.session.state.isLarge ? { ...outcome, value: putAside(compiler, outcome.value) } : outcome
}

/** How records are remembered: of a large site with their questions packed. */
const keptOf = ({ state }: Session) => (state.isLarge ? packedAway : undefined)

/**
 * Asks about a folder that is not there instead of each file that would be in it. Most blocks look into folders that a
 * page may have and mostly has not, so that pages beside each other ask the same.
 */
const aboutFolders =
  (ask: Ask<CompileAnswers>, { inputs }: Session): Ask<CompileAnswers> =>
  (kind, key) => {
    const missing = kind === 'file' ? inputs.missingFolder(key) : undefined
    if (missing === undefined) return ask(kind, key)
    ask('there', missing)
    return undefined
  }

/**
 * A document of a large site: its text lies in the cache, where there is one. Its facts and holes are copies, because
 * titles, names of pages and the like are parts of the page's source, and would keep all of it in memory.
 */
function putAside({ session, again }: PageCompiler, document: Document): Document {
  const aside = session.aside ?? (session.state.isCheck ? undefined : session.cache)
  if (aside) {
    const kept = aside.take(packFacts(document), packText(document.chunks), again)
    kept.known = printKnown(document)
    return kept
  }
  const chunks = document.chunks.map((chunk) =>
    // Plain data: what is put in comes out.
    typeof chunk === 'string' ? chunk : (JSON.parse(JSON.stringify(chunk)) as Hole),
  )
  return unpackFacts(packFacts(document), () => chunks)
}

/** Compiles a page without looking into the memory. */
export function compileText(
  { session, settings }: PageCompiler,
  path: string,
  ask: Ask<CompileAnswers>,
): Outcome<Document> {
  const file = session.inputs.text(path) ?? NO_FILE
  try {
    const page = readPage({ path, file }, settings)
    const compiled = compilePage({ md: session.md, blocks: session.blockTable, settings }, page.value, ask)
    session.inputs.release(path)
    return { value: compiled.value, diagnostics: [...page.diagnostics, ...compiled.diagnostics] }
  } catch (cause) {
    // A fault of ours: say at which page, so that it can be told.
    throw new Error(`Lectern failed on ${path}`, { cause })
  }
}

/** Says that a page's file cannot be read. */
export const unreadable = (path: string): Diagnostic =>
  diagnostic('file/unreadable', `\`${path}\` cannot be read.`, { hint: 'look at its permissions' })

/** Reads and compiles pages; drafts are left out unless the settings say otherwise. */
export function compileAll(session: Session, settings: Settings, paths: readonly string[], onProgress: OnProgress) {
  const compiler = pageCompiler(session, settings)
  const documents: Compiled[] = []
  const drafts: Document[] = []
  const diagnostics: Diagnostic[] = []
  const fresh: string[] = []
  paths.forEach((path, i) => {
    const result = compileOne(compiler, path)
    if (!result) {
      diagnostics.push(unreadable(path))
      return
    }
    onProgress?.({ step: 'compile', done: i + 1, total: paths.length })
    if (result.fresh) fresh.push(path)
    if (result.outcome.value.front.draft && !settings.drafts) {
      drafts.push(result.outcome.value)
      return
    }
    documents.push({ document: result.outcome.value, version: result.version })
    diagnostics.push(...result.outcome.diagnostics)
  })
  session.compiled.retain(new Set(paths))
  return { documents, drafts, diagnostics, fresh }
}

/** What of the settings compiling depends on; constants are asked for. */
const compileKey = ({ content, assets, include, numbering, tocDepth, words, base, safe }: Settings): string =>
  hash(JSON.stringify([content, assets, include, numbering, tocDepth, [...words], base, safe]))

/** Links a page; `input` is what the memory knows the document by, `world` a fingerprint of all that can be asked. */
const link = (
  session: Session,
  settings: Settings,
  site: Pick<Site, 'answer'>,
  {
    name,
    input,
    document,
    world,
    lengths,
    ahead = false,
  }: {
    name: string
    input: string
    document: Document
    world: string | undefined
    lengths?: string | undefined
    ahead?: boolean
  },
): Remembered<Article> =>
  session.linked.run(name, {
    input: `${input} ${settings.portable} ${settings.base}`,
    ask: site.answer,
    ...(world === undefined ? {} : { world }),
    ...(lengths === undefined ? {} : { beyond: { kind: 'contents', world: lengths } }),
    stage: (ask) => linkPage(document, settings, ask),
    revive: () => revive(session, name, document, settings, site),
    kept: keptOf(session),
    ahead,
  })

/** An article that an earlier process linked. */
function revive(
  session: Session,
  name: string,
  document: Document,
  settings: Settings,
  site: Pick<Site, 'answer'>,
): Article {
  const summary = session.summaries.get(name)
  session.summaries.delete(name)
  return new LateArticle(document, summary, settings, site)
}

/** Links one page. `ahead`: somebody else will tell that it is fresh. */
export const linkOne = (
  session: Session,
  settings: Settings,
  site: Pick<Site, 'answer'>,
  { document, version }: Compiled,
  world?: string,
  ahead = false,
): Remembered<Article> =>
  link(session, settings, site, { name: document.path, input: String(version), document, world, ahead })

/** The pages that Lectern makes where the author wrote none: the front page, and those of chapters. */
export function madePages(session: Session, settings: Settings, site: Site): readonly Document[] {
  const { documents, chapters } = site
  const front =
    documents.length && !documents.some(({ address }) => address === '/')
      ? [{ title: titleOf(session, settings, []), address: '/' }]
      : []
  return [...front, ...chapters].map(({ title, address }) => {
    const page = madePage({ title, address, output: `${address.slice(1)}index.html` })
    // Of the same shape as the others, for which the engine has made its code.
    return session.state.isLarge ? unpackFacts(packFacts(page), () => page.chunks) : page
  })
}

/** Links a page that Lectern made. */
export const linkMade = (
  session: Session,
  settings: Settings,
  site: Pick<Site, 'answer'>,
  document: Document,
  world?: string,
): Remembered<Article> =>
  link(session, settings, site, {
    name: document.address,
    input: document.title,
    document,
    world,
    lengths: world === undefined ? undefined : site.answer('lengths', document.address),
  })

/** Links all pages, and makes the front page and those of chapters where the author wrote none. */
export function linkAll(
  session: Session,
  settings: Settings,
  site: Site,
  documents: readonly Compiled[],
  world: string,
  onProgress: OnProgress,
) {
  const articles: Article[] = []
  const versions: string[] = []
  const diagnostics: Diagnostic[] = []
  const fresh: string[] = []
  documents.forEach((compiled, i) => {
    const { document } = compiled
    const result = linkOne(session, settings, site, compiled, world)
    onProgress?.({ step: 'link', done: i + 1, total: documents.length })
    articles.push(result.outcome.value)
    versions.push(String(result.version))
    diagnostics.push(...result.outcome.diagnostics)
    if (result.fresh) fresh.push(document.path)
  })
  const all = hash(JSON.stringify([world, versions]))
  const made = madePages(session, settings, site)
  for (const page of made) {
    const result = linkMade(session, settings, site, page, world)
    articles.push(result.outcome.value)
    versions.push(String(result.version))
  }
  session.linked.retain(
    new Set([...documents.map(({ document }) => document.path), ...made.map(({ address }) => address)]),
  )
  return { articles, versions, key: all, diagnostics, fresh }
}

/** The name of a site. */
const titleOf = (session: Session, settings: Settings, documents: readonly Document[]): string =>
  settings.title ||
  documents.find((document) => document.address === '/')?.title ||
  prettyName(`${session.folderName}.md`)

/** Reads the templates of site and theme; a site's own take the place of those of the theme. */
export function templateSources(
  session: Session,
  settings: Settings,
  paths: readonly string[],
): Outcome<readonly TemplateSource[]> {
  const sources: TemplateSource[] = []
  const add = (name: string, path: string, text: string | undefined): void => {
    if (text !== undefined) sources.push({ name: name.replace(/\.hbs$/, ''), path, text })
  }
  const own = new Set(paths.map((path) => below(path, settings.templates)))
  for (const path of session.theme.list('templates').filter((item) => item.endsWith('.hbs'))) {
    const name = below(path, 'templates')
    const bytes = own.has(name) ? undefined : session.theme.read(path)
    add(name, `${THEME}${path}`, bytes && new TextDecoder().decode(bytes))
  }
  const missing = paths.filter((path) => session.inputs.text(path) === undefined).map(unreadable)
  for (const path of paths) add(below(path, settings.templates), path, session.inputs.text(path)?.text)
  for (const { path, text } of sources) session.templateTexts.set(path, text)
  return { value: sources, diagnostics: missing }
}

/** What the paths of the theme's templates begin with. */
const THEME = 'theme/'

/** Reads the templates of a build, once. */
export function readTheme({ templates, theme }: Session, sources: readonly TemplateSource[]) {
  const key = hash(JSON.stringify(sources))
  const parse = () => {
    const parsed = theme.read('lib/templates.json')
    return readTemplates(sources, parsed && readParsed(parsed))
  }
  const read = templates.get(key) ?? parse()
  templates.clear()
  templates.set(key, read)
  return { key, read }
}

/** Makes the theme of a build. `key` is equal for themes that make the same of the same article. */
export function themeOf(
  session: Session,
  settings: Settings,
  sources: readonly TemplateSource[],
  documents: readonly Document[],
): { theme: Theme; own: readonly TemplateSource[]; key: string; diagnostics: readonly Diagnostic[] } {
  const { key: templatesKey, read } = readTheme(session, sources)
  const title = titleOf(session, settings, documents)
  const { description, url, lang, author, base, portable, tocDepth, templates, license, edit, theme } = settings
  const withFeed = hasFeed(documents, settings)
  const key = hash(
    JSON.stringify([
      withFeed,
      settings.image,
      settings.markdown,
      templatesKey,
      title,
      description,
      url,
      lang,
      author,
      base,
      portable,
      tocDepth,
      templates,
      license,
      edit,
      theme,
      settings.interface,
      settings.search,
    ]),
  )
  return {
    own: sources.filter((source) => !source.path.startsWith(THEME)),
    theme: {
      templates: read.templates,
      settings,
      generator: `Lectern ${session.version}`,
      title,
      hasFeed: withFeed,
      memory: createLayoutMemory(),
    },
    key,
    diagnostics: read.diagnostics,
  }
}

/** Linked pages; pages of the same path and version are equal. */
export interface Linked {
  readonly articles: readonly Article[]
  readonly versions: readonly string[]
}

/** Renders one page, where an earlier build did not. */
export function layoutOne(session: Session, theme: Theme, key: string, article: Article, version: string): LaidOut {
  const name = nameOf(article)
  const before = session.laidOut.get(name)
  if (before && before.version === version && before.theme === key) return before
  const page = laidOut(session, layoutPage(theme, article), version, key)
  session.laidOut.set(name, page)
  return page
}

/** Renders all pages, and a page at each of their old addresses. */
export function layoutAll(
  session: Session,
  theme: Theme,
  key: string,
  { articles, versions }: Linked,
  documents: readonly Document[],
) {
  const outputs: PlannedPage[] = []
  const diagnostics: Diagnostic[] = []
  const failed = new Set<string>()
  const fresh: string[] = []
  articles.forEach((article, i) => {
    const { path } = article.document
    const page = layoutOne(session, theme, key, article, versions[i] ?? '')
    if (page.isNews) fresh.push(nameOf(article))
    page.isNews = false
    diagnostics.push(...page.diagnostics)
    if (page.diagnostics.length) failed.add(page.path)
    else {
      const content = () => page.content?.() ?? wholeText(layoutPage(theme, article).value)
      outputs.push({
        path: page.path,
        hash: page.hash,
        content,
        place: page.place,
        source: path,
        generated: path === '',
      })
    }
  })
  const names = new Set(articles.map(nameOf))
  for (const name of session.laidOut.keys()) if (!names.has(name)) session.laidOut.delete(name)
  const redirects = redirectPages(theme, documents)
  return {
    outputs: [...outputs, ...redirects.outputs],
    diagnostics: [...diagnostics, ...redirects.diagnostics],
    failed,
    fresh,
  }
}

/** A page at each old address. */
export function redirectPages(theme: Theme, documents: readonly Document[]) {
  const outputs: PlannedPage[] = []
  const diagnostics: Diagnostic[] = []
  for (const document of documents) {
    for (const written of document.front.redirect_from ?? []) {
      const redirect = redirectPage(theme, document, written)
      if ('code' in redirect) diagnostics.push(redirect)
      else {
        diagnostics.push(...redirect.diagnostics)
        const { path } = redirect.value
        const text = wholeText(redirect.value)
        if (redirect.diagnostics.length === 0)
          outputs.push({ path, hash: hash(text), content: () => text, source: document.path, generated: false })
      }
    }
  }
  return { outputs, diagnostics }
}

function laidOut(
  { state }: Session,
  { value, diagnostics }: Outcome<PageOutput>,
  version: string,
  theme: string,
): LaidOut {
  const { hash, content, place } = state.spool.put(value.pieces)
  return { version, theme, path: value.path, hash, diagnostics, content, place, isNews: true }
}

/**
 * Makes the files of the whole site, or just says which they are where nothing changed that they are made of. `about` stands for
 * the settings, the theme, and what other pages can know of each page; `texts` for every page as it was linked.
 */
export function publishAll(
  session: Session,
  site: Published,
  keys: { readonly about: string; readonly texts: string },
  versions: readonly string[],
): readonly MadeFile[] {
  const summaries = site.articles.map(({ summary }) => summary)
  return [
    ...publishOnce(session, 'about', hash([keys.about, ...summaries].join('\0')), () => aboutPages(site)),
    ...publishOnce(session, 'texts', keys.texts, () => {
      const areNew = site.theme.settings.search && restoreSearch(session, site.articles, versions)
      const files = ofTexts(site)
      session.state.hasNewWords = areNew
      return files
    }),
  ]
}

function publishOnce(
  { state }: Session,
  group: keyof SessionState['published'],
  key: string,
  make: () => readonly PublishedFile[],
): MadeFile[] {
  const files = once(() => new Map(make().map((file) => [file.path, file])))
  const last = state.published[group]
  const printed =
    last?.key === key ? last.files : Array.from(files().values(), (file) => [file.path, printOf(file)] as const)
  state.published = { ...state.published, [group]: { key, files: printed } }
  return printed.map(([path, print]) => ({
    path,
    hash: print,
    // Asked for when it is written: some texts are made then, so that they need not be kept.
    content: () => {
      const file = files().get(path)
      return file && ('text' in file ? file.text : file.bytes)
    },
  }))
}

const printOf = (file: PublishedFile): string => file.hash ?? hash('text' in file ? file.text : file.bytes)

type PublishedFile = Output | BytesOutput

function redirectPage(theme: Theme, document: Document, written: string) {
  const path = /^[^?#:]+$/.test(written) ? joinPath(written) : undefined
  if (path === undefined || path === '' || !isPublic(path)) {
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
