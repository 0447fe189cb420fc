import type { Session } from '../build/session.ts'
import { planRedirects } from '../build/stages/layout.ts'
import type { Settings, SettingsOverrides } from '../config/settings.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { below, isWithin } from '../files/paths.ts'
import type { BytesOutput, Output } from '../layout/layout.ts'
import { bytesOfPicture, pictureSource } from '../notebook/notebook-picture.ts'
import { themeAsset } from '../output/copied-files.ts'
import { publishedEngineFile } from '../output/engine-output.ts'
import { partWordFiles } from '../output/part-words.ts'
import { reservedAddresses } from '../output/reserved-addresses.ts'
import { notFoundPage } from '../publish/not-found.ts'
import { publishedPaths, publishFiles } from '../publish/publish.ts'
import { scriptWordFiles } from '../publish/script-words.ts'
import { styleSheets } from '../publish/style-sheets.ts'
import { createLiveSite } from './live-site.ts'

/** What `lectern dev` serves: the files of a live site by their paths below its root, such as `basic/loops/index.html`. */
export interface DevSite {
  /** Takes changes of these paths; all files are looked at again where none are given. `structure`: files came or went. */
  readonly update: (changed?: readonly string[], structure?: boolean) => void
  /** Works for about so long on what was not asked for yet; true while there is more. */
  readonly work: (milliseconds: number) => boolean
  readonly isComplete: () => boolean
  readonly page: (output: string) => DevPage | undefined
  /** The file of the site that is published as it is. */
  readonly source: (output: string) => string | undefined
  /** Any other file of the site. */
  readonly file: (output: string) => Uint8Array | undefined
  /** Where a file of the site is published; undefined for those that are not as they are. */
  readonly outputOf: (source: string) => string | undefined
  /** Addresses of all pages. */
  readonly addresses: () => readonly string[]
  /** All that is told; of all pages when the site is complete. */
  readonly diagnostics: () => readonly Diagnostic[]
  readonly settings: () => Settings
  readonly pages: () => number
}

/** A page as it is now. */
export interface DevPage {
  /** '' where Lectern made the page itself. */
  readonly source: string
  /** Undefined where its template failed. */
  readonly bytes: Uint8Array | undefined
  /** Its own diagnostics, and those of the whole site. */
  readonly diagnostics: readonly Diagnostic[]
}

const encoder = new TextEncoder()

/** Files that pages wait for: they are made of the pages that are known so far. */
const EARLY = /^(?:lectern\/style\.css|lectern\/words\/[\w-]+\.js|(?:.*\/)?404\.html)$/

/** Opens a site. */
export function createDevSite(session: Session, overrides: SettingsOverrides): DevSite {
  const live = createLiveSite(session, overrides)
  const { build } = live
  const state: {
    /** Sources of copied files, by output. */
    sources: ReadonlyMap<string, string>
    published: ReadonlyMap<string, Output | BytesOutput> | undefined
    /** Whether Lectern writes a file of its own to a path. */
    isReserved: (output: string) => boolean
  } = { sources: new Map(), published: undefined, isReserved: () => false }

  const copiedFiles = (): ReadonlyMap<string, string> => {
    const { settings, files } = build.input()
    return new Map([
      ...files.assets.map((path) => [below(path, settings.assets), path] as const),
      ...files.beside.map((path) => [below(path, settings.content), path] as const),
    ])
  }
  const update = (changed?: readonly string[], structure = false): void => {
    const files = live.build.input().files
    live.update(changed, structure)
    state.published = undefined
    state.isReserved = reservedAddresses(session.theme, () =>
      publishedPaths(
        build.indexed(),
        live.pages().map(({ document }) => document),
      ),
    )
    if (build.input().files !== files) state.sources = copiedFiles()
  }
  const page = (output: string): DevPage | undefined => {
    const found = live.pageOf(output)
    const generated = found || state.sources.has(output) ? undefined : live.generated().get(output)
    if (!found && !generated) return undefined
    const article = found ? live.link(found) : generated && live.linkGenerated(generated)
    if (!article) {
      const source = found?.path ?? ''
      return { source, bytes: undefined, diagnostics: live.diagnosticsOf({ path: source, ignores: [] }, []) }
    }
    const { bytes, diagnostics } = live.layOut(article)
    const { document } = article
    return { source: document.path, bytes, diagnostics: live.diagnosticsOf(document, diagnostics) }
  }
  const parts = (pages = live.pages(), generated = [...live.generated().values()]) => ({
    ...build.indexed(),
    articles: [...pages.flatMap((item) => live.link(item) ?? []), ...generated.map(live.linkGenerated)],
    search: session.search,
  })
  const published = (): ReadonlyMap<string, Output | BytesOutput> => {
    state.published ??= new Map(publishFiles(parts()).map((file) => [file.path, file]))
    return state.published
  }
  const early = (output: string): Output | BytesOutput | undefined => {
    if (!EARLY.test(output)) return undefined
    const known = output.endsWith('.css') ? live.pages().filter((item) => item.known()) : []
    const site = parts(known, [])
    const listed = live.pages().map(({ document }) => ({ document, summary: '' }))
    return [...styleSheets(site), ...notFoundPage(site), ...scriptWordFiles({ ...site, articles: listed })].find(
      (item) => item.path === output,
    )
  }
  const copied = (output: string): string | undefined => {
    const source = state.sources.get(output)
    const isOurs = source === undefined || !isWithin(source, build.settings().assets)
    if (isOurs && state.isReserved(output)) return undefined
    if (source !== undefined) return source
    for (const item of live.pages()) {
      const found = item.known()?.published.find(([, to]) => to === output)
      if (found) return found[0]
    }
    return undefined
  }
  const redirect = (output: string): Uint8Array | undefined => {
    const documents = live.pages().flatMap(({ document }) => (document.front.redirect_from?.length ? [document] : []))
    const content = planRedirects(build.indexed().theme, documents)
      .outputs.find((item) => item.path === output)
      ?.content()
    return typeof content === 'string' ? encoder.encode(content) : content
  }
  const file = (output: string): Uint8Array | undefined => {
    const source = copied(output)
    const picture = source === undefined ? undefined : pictureSource(source)
    if (picture) return bytesOfPicture(session.inputs.text(picture.notebook)?.text ?? '', picture.digest)
    if (source !== undefined) return session.site.read(source)
    const redirected = state.isReserved(output) ? undefined : redirect(output)
    if (redirected) return redirected
    const ofTheme = themeAsset(session.theme, output)
    const isMade = live.isComplete() && ofTheme === undefined
    const made = early(output) ?? (isMade ? published().get(output) : undefined)
    if (made) return 'text' in made ? encoder.encode(made.text) : made.bytes
    if (ofTheme !== undefined) return session.theme.read(ofTheme)
    if (output.startsWith('lectern/words/')) {
      const known = live.pages().flatMap((item) => item.known() ?? [])
      const words = partWordFiles(build.settings(), known)
        .find(({ path }) => path === output)
        ?.content()
      if (words !== undefined) return typeof words === 'string' ? encoder.encode(words) : words
    }
    const engine = output.startsWith('lectern/engine/')
      ? publishedEngineFile(session.engines, output)?.content()
      : undefined
    if (engine !== undefined) return typeof engine === 'string' ? encoder.encode(engine) : engine
    const plugins = live.ofPlugins().find(({ path }) => path === output)?.content
    return typeof plugins === 'string' ? encoder.encode(plugins) : plugins
  }
  return {
    update,
    work: live.work,
    isComplete: live.isComplete,
    page,
    source(output) {
      const source = copied(output)
      return source === undefined || pictureSource(source) ? undefined : source
    },
    file,
    outputOf: (source) => [...state.sources].find(([, from]) => from === source)?.[0],
    addresses: () => [
      ...live.pages().map(({ document }) => document.address),
      ...[...live.generated().values()].map(({ address }) => address),
    ],
    diagnostics: live.diagnostics,
    settings: build.settings,
    pages: () => live.pages().length,
  }
}
