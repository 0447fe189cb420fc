import { baseName, byCodeUnits, extensionOf } from '../files/paths.ts'
import { addressOfPage } from '../page/address.ts'
import { nameOfPage, PAGE, placesOf } from './addresses.ts'
import { type ImportContext, importNotebook, importPage } from './import-page.ts'
import { labelsOf, type OldLabel } from './labels.ts'
import { type OldNotebook, openNotebook, textOfNotebook } from './notebook.ts'
import { isFault } from './settings-text.ts'
import { sitemapText, yamlKey } from './sitemap.ts'
import type { SourceFolder } from './source-folder.ts'
import { type MovedPage, type ToolFault, type ToolId, type ToolSite, toolNames } from './tool.ts'
import { tools } from './tools.ts'

/** What an import makes: files of a course, by path. */
export interface ImportedSite {
  readonly tool: ToolId
  /** The file that says so. */
  readonly settings: string
  /** A text, or the path of a file in the old folder that is copied. */
  readonly files: ReadonlyMap<string, string | { readonly copy: string }>
  readonly pages: number
  /** How many files are copied as they are. */
  readonly copied: number
  /** How often each form was rewritten. */
  readonly rewritten: ReadonlyMap<string, number>
  /** What was not taken over, for people. */
  readonly left: readonly string[]
}

/** Makes a course of the site in a folder, or says why not. */
export function importSite(folder: SourceFolder): ImportedSite | ToolFault {
  const found = tools.flatMap((tool) => {
    const settings = tool.detect(folder)
    return settings === undefined ? [] : [{ tool, settings }]
  })
  const [first] = found
  if (!first && (folder.has('site.yaml') || folder.has('sitemap.yaml')))
    return { fault: `\`${folder.name}\` is a course of Lectern already: \`lectern build\` builds it.` }
  const below = first ? undefined : siteBelow(folder)
  if (!first && below)
    return {
      fault: `\`${folder.name}\` is no site itself, but \`${below.name}\` in it is one of ${toolNames[below.tool]}. Name that folder.`,
    }
  if (!first)
    return {
      fault: `\`${folder.name}\` is no site of a program that Lectern knows: ${Object.values(toolNames).join(', ')}. The folder with its settings is meant, such as the one of \`mkdocs.yml\`; a folder of Markdown needs no import.`,
    }
  if (found.length > 1)
    return {
      fault: `\`${folder.name}\` is a site of ${found.map(({ tool, settings }) => `${toolNames[tool.id]} (\`${settings}\`)`).join(' and ')}. Move the settings of one of them away.`,
    }
  const { tool, settings } = first
  const read = tool.read(folder, settings)
  if (isFault(read)) return read
  const site = { ...read, pages: read.pages.map(withOwnEnding) }
  if (site.pages.length === 0) return { fault: `\`${settings}\` is there, but no pages of ${toolNames[tool.id]} are.` }
  return makeCourse(folder, tool.id, settings, site)
}

/** The first folder in another one that is a site. */
function siteBelow(folder: SourceFolder): { readonly name: string; readonly tool: ToolId } | undefined {
  const names = new Set(
    folder.paths.flatMap((path) =>
      [path.split('/').slice(0, -1).slice(0, 1), path.split('/').slice(0, -1).slice(0, 2)].map((parts) =>
        parts.join('/'),
      ),
    ),
  )
  for (const name of [...names].filter((path) => path !== '').toSorted(byCodeUnits)) {
    const inside = (path: string): string => `${name}/${path}`
    const own: SourceFolder = {
      name: baseName(name),
      paths: folder.paths.filter((path) => path.startsWith(`${name}/`)).map((path) => path.slice(name.length + 1)),
      has: (path) => folder.has(inside(path)),
      hasFolder: (path) => folder.hasFolder(inside(path)),
      text: (path) => folder.text(inside(path)),
      whyNot: (path) => folder.whyNot(inside(path)),
    }
    const found = tools.find((tool) => tool.detect(own) !== undefined)
    if (found) return { name, tool: found.id }
  }
  return undefined
}

/** A notebook stays one, and what begins with a mark that hides files here loses it. */
const withOwnEnding = (page: MovedPage): MovedPage => ({
  ...page,
  target: page.target
    .replace(/(^|\/)[_.]+(?=[^/]*\p{L})/gu, '$1')
    .replace(/\.md$/, page.source.endsWith('.ipynb') ? '.ipynb' : '.md'),
})

function makeCourse(folder: SourceFolder, tool: ToolId, settings: string, site: ToolSite): ImportedSite | ToolFault {
  const places = placesOf(folder, site)
  const files = new Map<string, string | { readonly copy: string }>()
  const rewritten = new Map<string, number>()
  const left = [...site.left]
  const labels = new Map<string, OldLabel>()
  const texts = new Map<string, string>()
  const untaken = new Map<string, number>()
  const notebooks = new Map<string, OldNotebook>()
  const unreadable: string[] = []
  for (const page of site.pages) {
    const text = folder.text(page.source)
    const notebook = text !== undefined && page.source.endsWith('.ipynb') ? openNotebook(text) : undefined
    if (text === undefined || (page.source.endsWith('.ipynb') && !notebook)) {
      unreadable.push(text === undefined ? folder.whyNot(page.source) : `\`${page.source}\` is no notebook.`)
      continue
    }
    if (notebook) notebooks.set(page.source, notebook)
    const plain = notebook ? textOfNotebook(notebook) : text
    texts.set(page.source, plain)
    for (const [name, label] of labelsOf(page, plain)) if (!labels.has(name)) labels.set(name, label)
  }
  if (unreadable.length)
    return { fault: `These pages cannot be read:\n${unreadable.map((reason) => `  ${reason}\n`).join('')}` }
  const context: ImportContext = {
    tool,
    site,
    folder,
    places,
    labels,
    left,
    parts: new Map(),
    tell(source, what) {
      const key = `\`${source}\`: ${what}`
      untaken.set(key, (untaken.get(key) ?? 0) + 1)
    },
    addresses: new Set(site.pages.map(({ target, slug }) => addressOfPage(target, '', '', slug).address)),
    count: (name) => rewritten.set(name, (rewritten.get(name) ?? 0) + 1),
    copy(file) {
      const target = places.target(file)
      if (!files.has(target)) files.set(target, { copy: file })
      return target
    },
    write: (path, text) => files.set(path, text),
  }
  const titles = new Map<string, string>()
  const drafts = new Set<string>()
  for (const page of site.pages) {
    const text = texts.get(page.source)
    if (text === undefined) continue
    const notebook = notebooks.get(page.source)
    const made = notebook ? importNotebook(page, notebook, context) : importPage(page, text, context)
    titles.set(page.source, made.title)
    if (made.isDraft) drafts.add(page.source)
    files.set(`content/${page.target}`, made.text)
  }
  for (const file of folder.paths) if (isCopied(file, site)) context.copy(file)
  const byName = new Map(site.pages.map((page) => [page.source, page]))
  const nav = sitemapText(site.nav, (source) => {
    const page = byName.get(source)
    return page && !drafts.has(source)
      ? { name: nameOfPage(page), title: titles.get(source) ?? page.target }
      : undefined
  })
  if (nav !== '') files.set('sitemap.yaml', nav)
  files.set('site.yaml', siteText(site, context.parts.size > 0, [...files.values()].some(hasDiagram)))
  files.set('.gitignore', 'dist/\n.lectern/\nnode_modules/\n')
  const sorted = [...files].toSorted(([a], [b]) => byCodeUnits(a, b))
  return {
    tool,
    settings,
    files: new Map(sorted),
    pages: texts.size,
    copied: [...files.values()].filter((file) => typeof file !== 'string').length,
    rewritten,
    left: [...left, ...[...untaken].map(([what, count]) => `${what}${count > 1 ? `, ${count} times` : ''}.`)],
  }
}

/** Pictures and data: where pages lie among programs and settings, only what is surely one. */
const DATA =
  /^(?:png|jpe?g|gif|svg|webp|avif|ico|mp4|webm|ogv|mp3|ogg|wav|vtt|pdf|csv|tsv|zip|gz|xlsx?|docx?|pptx?|txt|npy|bib)$/
const PROGRAM = /^(?:vue|tsx?|jsx|astro|scss|sass|less|rb|lock|toml|ya?ml|hbs|j2|html?|css|js|mjs|cjs|ipynb)$/

function isCopied(file: string, { pagesFolder, assetFolders, keptFolders, pages }: ToolSite): boolean {
  if (keptFolders.some((folder) => file.startsWith(`${folder}/`))) return !/(?:^|\/)\./.test(file)
  if (/(?:^|\/)\./.test(file) || PAGE.test(file) || pages.some(({ source }) => source === file)) return false
  if (assetFolders.some((folder) => folder !== '' && file.startsWith(`${folder}/`))) return true
  const ending = extensionOf(file).toLowerCase().replace(/^\./, '')
  if (pagesFolder === '')
    return (
      DATA.test(ending) &&
      !/(?:^|\/)(?:requirements|runtime|robots|LICENSE)[^/]*\.txt$/i.test(file) &&
      !/(?:^|\/)_/.test(file)
    )
  return (
    file.startsWith(`${pagesFolder}/`) &&
    !PROGRAM.test(ending) &&
    !/(?:^|\/)_(?!static|images)/.test(file.slice(pagesFolder.length))
  )
}

const hasDiagram = (file: string | { readonly copy: string }): boolean =>
  typeof file === 'string' && /^[ \t]*(?:`{3,}|~{3,})[ \t]*mermaid\b/m.test(file)

function siteText({ settings, constants }: ToolSite, hasParts: boolean, hasDiagrams: boolean): string {
  const rows = Object.entries(settings).flatMap(([key, value]) => (value === '' ? [] : [`${key}: ${yamlKey(value)}`]))
  const names = Object.entries(constants)
  return [
    ...rows,
    ...(hasDiagrams ? ['diagrams: true'] : []),
    ...(hasParts ? ['include:', '  - content/_parts'] : []),
    ...(names.length ? ['constants:', ...names.map(([name, text]) => `  ${name}: ${yamlKey(text)}`)] : []),
    '',
  ].join('\n')
}
