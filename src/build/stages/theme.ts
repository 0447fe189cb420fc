import { homeOf, isShown, languageOfPath, sourceLanguage } from '../../config/languages.ts'
import type { Settings } from '../../config/settings.ts'
import type { Diagnostic, Outcome } from '../../diagnostics/diagnostic.ts'
import { groupBy } from '../../diagnostics/group-by.ts'
import { digest } from '../../files/digest.ts'
import { once } from '../../files/once.ts'
import { below } from '../../files/paths.ts'
import { stageDigest } from '../../incremental/digests.ts'
import type { Theme } from '../../layout/layout.ts'
import { createLayoutMemory } from '../../layout/layout-memory.ts'
import { readParsed } from '../../layout/parsed-templates.ts'
import { readTemplates, type TemplateSource } from '../../layout/templates.ts'
import { prettyName } from '../../page/compile.ts'
import type { Document } from '../../page/document.ts'
import { hasFeed } from '../../page/publication.ts'
import type { Session } from '../session.ts'
import { unreadable } from './compile.ts'

/** The templates of a build, and the theme that pages are laid out with. */

/** The name of a site. */
export const titleOf = (session: Session, settings: Settings, documents: readonly Document[]): string =>
  settings.title ||
  documents.find((document) => document.address === homeOf(sourceLanguage(settings) ?? { folder: '' }))?.title ||
  prettyName(`${session.folderName}.md`)

/** The folders of the languages that have a feed; that of a site of one is ''. */
function feedsOf(settings: Settings, documents: readonly Document[]): ReadonlySet<string> {
  if (settings.languages.length === 0) return new Set(hasFeed(documents, settings) ? [''] : [])
  const parts = groupBy(
    documents.filter(({ path }) => !isShown(path)),
    ({ path }) => languageOfPath(path, settings)?.language.folder ?? '',
  )
  return new Set(Array.from(parts).flatMap(([folder, pages]) => (hasFeed(pages, settings) ? [folder] : [])))
}

/** What a course without a title in its settings is called in each language: as its front page is. */
function titlesOf(settings: Settings, documents: readonly Document[]): ReadonlyMap<string, string> {
  const titles = new Map<string, string>()
  for (const language of settings.languages) {
    const home =
      settings.title === '' ? documents.find(({ address }) => address === homeOf(language))?.title : undefined
    const title = language.title ?? home
    if (title !== undefined) titles.set(language.code, title)
  }
  return titles
}

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
  const key = digest(JSON.stringify(sources))
  const parse = () => {
    const parsed = theme.read('lib/templates.json')
    return readTemplates(sources, parsed && readParsed(parsed))
  }
  const read = templates.get(key) ?? parse()
  templates.clear()
  templates.set(key, read)
  return { key, read }
}

const styles = ({ theme }: Session, name: string): string =>
  new TextDecoder().decode(theme.read(`lib/styles/${name}`) ?? new Uint8Array())

/** Makes the theme of a build. `key` is equal for themes that make the same of the same article. */
export function themeOf(
  session: Session,
  settings: Settings,
  sources: readonly TemplateSource[],
  documents: readonly Document[],
): { theme: Theme; own: readonly TemplateSource[]; key: string; diagnostics: readonly Diagnostic[] } {
  const { key: templatesKey, read } = readTheme(session, sources)
  const title = titleOf(session, settings, documents)
  const feeds = feedsOf(settings, documents)
  const titles = titlesOf(settings, documents)
  const key = digest(
    JSON.stringify([stageDigest.layout(settings), templatesKey, title, ...feeds, ...(titles.size ? [...titles] : [])]),
  )
  return {
    own: sources.filter((source) => !source.path.startsWith(THEME)),
    theme: {
      templates: read.templates,
      settings,
      generator: `Lectern ${session.version}`,
      title,
      titles,
      feeds,
      memory: createLayoutMemory(),
      styles: once(() => ({ base: styles(session, 'style.css'), formulas: styles(session, 'formulas.css') })),
    },
    key,
    diagnostics: read.diagnostics,
  }
}
