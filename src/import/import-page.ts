import { folderOf, joinPath } from '../files/paths.ts'
import { addressOfPage } from '../page/address.ts'
import { nameOfPage, type Places, relativePath } from './addresses.ts'
import { type OldEntry, readOldFrontMatter, valueText } from './front-matter.ts'
import { keepIds, plainHeading } from './ids.ts'
import type { OldLabel } from './labels.ts'
import { frontMatterIn, type OldNotebook, textOfNotebook, writeNotebook } from './notebook.ts'
import { fenceAt, rewriteInline, rewriteLines } from './rewrites/lines.ts'
import { anchorOf } from './rewrites/myst.ts'
import type { Rewrite, RewriteContext } from './rewrites/rewrite.ts'
import { rewritesOf } from './rewrites/rewrites.ts'
import { dataOf, listOf, textOfValue } from './settings-text.ts'
import type { SourceFolder } from './source-folder.ts'
import type { MovedPage, ToolId, ToolSite } from './tool.ts'

/** What all pages of an import share. */
export interface ImportContext {
  readonly tool: ToolId
  readonly site: ToolSite
  readonly folder: SourceFolder
  readonly places: Places
  readonly labels: ReadonlyMap<string, OldLabel>
  readonly left: string[]
  /** Notes what of a file is not taken over; equal ones are counted. */
  readonly tell: (source: string, what: string) => void
  /** Included files that were rewritten: by path in the old folder, their names below `content/_parts`. */
  readonly parts: Map<string, string>
  /** Addresses that pages have, or had: each belongs to one. */
  readonly addresses: Set<string>
  readonly count: (name: string) => void
  /** Takes over a file; gives its path in the course. */
  readonly copy: (file: string) => string
  readonly write: (path: string, text: string) => void
}

/** A page as it is written in the course, with its title. */
export interface ImportedPage {
  readonly text: string
  readonly title: string
  readonly isDraft: boolean
}

/** Makes a page of the course of an old one. */
export function importPage(page: MovedPage, text: string, context: ImportContext): ImportedPage {
  const { entries, body, fault } = readOldFrontMatter(text)
  if (fault !== undefined) context.left.push(`The front matter of \`${page.source}\` cannot be read: ${fault}`)
  const kept = rewriteBody(body, page, context, entries)
  const heading = firstHeading(kept)
  // Pages of academicmarkdown begin as those of Lectern do.
  const isSame =
    context.tool === 'pelican' &&
    page.address === undefined &&
    entries.every(({ key }) => !Object.hasOwn(context.site.keys, key.toLowerCase()))
  const front = isSame
    ? text.slice(0, text.length - body.length)
    : frontMatterText(page, entries, heading !== undefined, context)
  const appended = context.site.appended.flatMap((file) => {
    const part = takePart(file, page.source, context)
    return part === undefined ? [] : [`\n%-- include: ${part} --%\n`]
  })
  const defined = definitionsFor(kept, page, context)
  const hero = heroOf(page, entries, context)
  return {
    text: `${front}${hero}${kept.join('\n').replace(/^\n+/, '').trimEnd()}\n${defined}${appended.join('')}`,
    title: titleOfPage(page, entries, heading),
    isDraft: isDraft(front),
  }
}

/** What a front page begins with in VitePress and Starlight; '' where it has nothing of it. */
function heroOf(page: MovedPage, entries: readonly OldEntry[], context: ImportContext): string {
  if (context.tool !== 'vitepress' && context.tool !== 'starlight') return ''
  const written = (wanted: string): unknown => entries.find(({ key }) => key.toLowerCase() === wanted)?.value
  const { text, tagline, actions } = dataOf(written('hero'))
  const target = (address: unknown): string =>
    rewriteText([`[x](${textOfValue(address)})`], page.source, `content/${page.target}`, context)[0]?.slice(4, -1) ?? ''
  const buttons = listOf(actions)
    .map(dataOf)
    .flatMap((action, i) =>
      textOfValue(action.text) === ''
        ? []
        : [`[${textOfValue(action.text)}](${target(action.link)}){.btn${i > 0 ? ' .btn-quiet' : ''}}`],
    )
  const words = [textOfValue(text), textOfValue(tagline), buttons.join(' ')].filter((part) => part !== '')
  const cards = listOf(written('features'))
    .map(dataOf)
    .flatMap((feature) => {
      const title = textOfValue(feature.title)
      if (title === '') return []
      const link = textOfValue(feature.link)
      const details = textOfValue(feature.details).replace(/\s+/g, ' ').trim()
      return [
        `- ${link === '' ? `**${title}**` : `[${title}](${target(link)})`}`,
        ...(details === '' ? [] : [`  ${details}`]),
      ]
    })
  return [
    ...(words.length ? [`:::hero\n${words.join('\n\n')}\n:::\n\n`] : []),
    ...(cards.length ? [`:::cards\n${cards.join('\n')}\n:::\n\n`] : []),
  ].join('')
}

const DEFINITION = /^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*\S/

/** The definitions of links that all pages share, as far as a page needs them. */
function definitionsFor(lines: readonly string[], page: MovedPage, context: ImportContext): string {
  const { site, folder } = context
  const shared = [...site.definitions, ...site.appended].flatMap((file) =>
    (folder.text(file) ?? '').split('\n').flatMap((line) => {
      const label = DEFINITION.exec(line)?.[1]
      return label === undefined ? [] : [{ file, line, label: label.toLowerCase() }]
    }),
  )
  if (shared.length === 0) return ''
  const text = lines.join('\n').toLowerCase()
  const own = new Set(lines.flatMap((line) => DEFINITION.exec(line)?.[1]?.toLowerCase() ?? []))
  const needed = shared.filter(({ label }) => !own.has(label) && text.includes(`[${label}]`))
  const made = needed.flatMap(({ file, line }) => rewriteText([line], file, `content/${page.target}`, context))
  return made.length ? `\n${made.join('\n')}\n` : ''
}

/** Makes a notebook of the course of an old one: what its code gave stays with it. */
export function importNotebook(page: MovedPage, notebook: OldNotebook, context: ImportContext): ImportedPage {
  const { entries } = readOldFrontMatter(frontMatterIn(notebook))
  const heading = firstHeading(textOfNotebook(notebook).split('\n'))
  const front = frontMatterText(page, entries, heading !== undefined, context)
  return {
    text: writeNotebook(notebook, front, (text) => rewriteBody(text, page, context, entries).join('\n')),
    title: titleOfPage(page, entries, heading),
    isDraft: isDraft(front),
  }
}

const rewriteBody = (
  body: string,
  page: MovedPage,
  context: ImportContext,
  entries: readonly OldEntry[],
): readonly string[] =>
  keepIds(
    rewriteText(body.trimEnd().split('\n'), page.source, `content/${page.target}`, context, entries),
    context.site.ids,
  )

const isDraft = (front: string): boolean => /^draft: true$/m.test(front)

function titleOfPage(page: MovedPage, entries: readonly OldEntry[], heading: string | undefined): string {
  const given = entries.find(({ key }) => key.toLowerCase() === 'title')
  return textOfValue(given?.value) || heading || page.title || nameOfPage(page)
}

/** The text of the first heading, where it is of the first level. */
function firstHeading(lines: readonly string[]): string | undefined {
  for (let at = 0; at < lines.length; at++) {
    const fence = fenceAt(lines, at)
    if (fence) at += fence.lines.length - 1
    else {
      const [, text] = /^#[ \t]+(.*?)(?:[ \t]+\{[^{}]*\})?[ \t]*$/.exec(lines[at] ?? '') ?? []
      if (text !== undefined) return plainHeading(text)
      if (/^=+[ \t]*$/.test(lines[at + 1] ?? '') && (lines[at] ?? '').trim() !== '')
        return plainHeading(lines[at] ?? '')
    }
  }
  return undefined
}

/** What is nested deeper stays as it is: pages of Lectern are read no deeper either. */
const MOST_LEVELS = 100

/** Rewrites the lines of a file; `target` is where it lies in the course. */
function rewriteText(
  lines: readonly string[],
  source: string,
  target: string,
  context: ImportContext,
  entries: readonly OldEntry[] = [],
): readonly string[] {
  const { tool, folder, places, labels, site } = context
  const rewrites = rewritesOf(tool).map((rewrite) => counted(rewrite, context.count))
  const ids = new Set<string>()
  let depth = 0
  const isPart = target.startsWith('content/_parts/')
  const seenFrom = (path: string): string =>
    isPart ? `/${path.replace(/^(?:content|assets)\//, '')}` : relativePath(target, path)
  const fileOf = (written: string): string | undefined => places.file(cleanPath(written), source)
  const page: RewriteContext = {
    tool,
    source,
    imports: new Map(),
    lines(inside) {
      if (depth >= MOST_LEVELS) return inside
      depth++
      const made = rewriteLines(inside, rewrites, page)
      depth--
      return made
    },
    inline: (text) => rewriteInline(text, rewrites, page),
    page(address) {
      const [, written = '', rest = ''] = /^([^?#]*)([?#].*)?$/.exec(address) ?? []
      const found = written === '' ? undefined : places.page(cleanPath(written), source)
      if (!found) return undefined
      const path = isPart ? `/${found.target}` : relativePath(target, `content/${found.target}`)
      return { address: path + rest, name: nameOfPage(found) }
    },
    link(address) {
      const [, written = '', rest = ''] = /^([^?#]*)([?#].*)?$/.exec(address) ?? []
      if (
        written === '' ||
        /^(?:[a-z][a-z\d+.-]*:|\/\/|%|\{\{)/i.test(written.replace(/^(?:pathname:\/\/|\{[a-z]+\})/, ''))
      )
        return undefined
      const path = cleanPath(written)
      const found = places.page(path, source)
      if (found) {
        const to = isPart ? `/${found.target}` : relativePath(target, `content/${found.target}`)
        return to + rest === address ? undefined : to + rest
      }
      const file = places.file(path, source)
      if (file === undefined) return path === written ? undefined : path + rest
      const at = context.copy(file)
      const made = at.startsWith('assets/') ? `/${at.slice('assets/'.length)}` : seenFrom(at)
      return made === written.replace(/^\.\//, '')
        ? undefined
        : made.includes(' ') || !written.includes('%')
          ? made + rest
          : encodeURI(made) + rest
    },
    file(written) {
      const file = fileOf(written)
      const text = file === undefined ? undefined : folder.text(file)
      if (file === undefined || text === undefined) return undefined
      const at = context.copy(file)
      return { path: isPart ? at : relativePath(target, at), text }
    },
    tell: (what) => context.tell(source, what),
    part: (written) => takePart(written, source, context),
    variable(name) {
      const substitution = /^substitutions\.(.+)$/.exec(name)?.[1]
      if (substitution !== undefined) {
        const written = (wanted: string): unknown => entries.find(({ key }) => key.toLowerCase() === wanted)?.value
        const own = { ...dataOf(dataOf(written('myst')).substitutions), ...dataOf(written('substitutions')) }
        const text = textOfValue(own[substitution]) || (Object.hasOwn(site.variables, name) ? site.variables[name] : '')
        return text === '' || text?.includes('\n') ? undefined : text
      }
      const own = /^(?:page|\$frontmatter|frontmatter)\.([\w-]+)$/.exec(name)?.[1]
      if (own === undefined) return Object.hasOwn(site.variables, name) ? site.variables[name] : undefined
      const found = entries.find(({ key }) => key.toLowerCase() === own.toLowerCase())
      return textOfValue(found?.value) || undefined
    },
    id(kind, wanted) {
      const isLabel = labels.get(wanted)?.page.source === source
      const name = isLabel ? anchorOf(wanted) : kind + camel(wanted)
      let id = name
      for (let n = 2; ids.has(id); n++) id = `${name}${n}`
      ids.add(id)
      return id
    },
    reference(label, text) {
      const found = labels.get(label)
      if (!found) return undefined
      const isHere = found.page.source === source
      const where = isHere ? '' : relativePath(target, `content/${found.page.target}`)
      const words = text ?? found.heading
      if (words !== undefined && words !== '') return `[${words}](${where}#${found.id})`
      return isHere ? `%${found.id}` : `%ref:${nameOfPage(found.page)}#${found.id}%`
    },
  }
  return rewriteLines(lines, rewrites, page)
}

/** Rewrites a file that pages include; gives its name below the folder of parts. */
function takePart(written: string, source: string, context: ImportContext): string | undefined {
  const { folder, places, site } = context
  const file = places.file(cleanPath(written), source)
  const text = file === undefined ? undefined : folder.text(file)
  if (file === undefined || text === undefined) return undefined
  const known = context.parts.get(file)
  if (known !== undefined) return known
  const inside =
    site.pagesFolder !== '' && file.startsWith(`${site.pagesFolder}/`) ? file.slice(site.pagesFolder.length + 1) : file
  const name = inside
    .replace(/^\.+/, '')
    .replace(/^(?:_parts|_includes|snippets|includes)\//, '')
    .replace(/\.(?:mdx|qmd|rmd|markdown)$/i, '.md')
  context.parts.set(file, name)
  const path = `content/_parts/${name}`
  const body = rewriteText(readOldFrontMatter(text).body.trimEnd().split('\n'), file, path, context)
  context.write(path, `${body.join('\n')}\n`)
  return name
}

/** A rewrite that says how often it was used. */
function counted(rewrite: Rewrite, count: (name: string) => void): Rewrite {
  const { block, fence, inline, role, name } = rewrite
  const told = <Made>(made: Made | undefined): Made | undefined => {
    if (made !== undefined) count(name)
    return made
  }
  return {
    ...rewrite,
    ...(block ? { block: (lines, at, context) => told(block(lines, at, context)) } : {}),
    ...(fence ? { fence: (read, context) => told(fence(read, context)) } : {}),
    ...(role ? { role: (role_, content, context) => told(role(role_, content, context)) } : {}),
    ...(inline
      ? {
          inline: inline.map(({ pattern, replace }) => ({
            pattern,
            replace: (match: readonly string[], context: RewriteContext) => {
              const made = replace(match, context)
              if (made !== undefined && made !== match[0]) count(name)
              return made
            },
          })),
        }
      : {}),
  }
}

/** A path as it is on the disk: without what programs put in front of it. */
function cleanPath(written: string): string {
  const plain = written
    .replace(/^pathname:\/\//, '')
    .replace(/^[{|](?:filename|static|attach|page)[}|]/, '')
    .replace(/^@site\/(?:static\/)?/, '/')
    .replace(/^(?:@|~)\//, '/')
    .replace(/^\.\//, '')
  try {
    return decodeURI(plain)
  } catch {
    // A percent sign that is one.
    return plain
  }
}

const camel = (wanted: string): string => {
  const name = wanted.slice(wanted.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('') || 'A'
}

/** Keys of front matter that say how another program lays a page out. */
const LAYOUT =
  /^(?:layout|permalink|sidebar.*|weight|hide.*|pagination.*|editlink|edit_url|custom_edit_url|next|prev|hero|head|outline|aside|navbar|footer|css|js|template|type|menu|url|aliases|slug|id|nav_order|has_children|parent|grand_parent|has_toc|toc_.*|linktitle|icon|status|output|jupytext|kernelspec|format|engine|execute|knitr|jupyter|editor|bibliography|csl|teaching|exercises|questions|objectives|keypoints|start|root|source|published|lastmod|last_modified_at|authors?|toc|search|image|order|tableofcontents|banner|pagefind|lastupdated|prev_url|next_url|menu.*|cascade|outputs|params|categories|category|comments|excerpt|collection|numbering|number-sections|code-fold|page-layout|date_format|showtoc|site|redirect_from|redirect_to)$/i

function frontMatterText(
  page: MovedPage,
  entries: readonly OldEntry[],
  hasHeading: boolean,
  context: ImportContext,
): string {
  const { tool, site } = context
  if (tool === 'pelican' && entries.length === 0) return ''
  const values = new Map(entries.map(({ key, value }) => [key.toLowerCase(), value]))
  const rows: string[] = []
  const say = (key: string, value: unknown): void => {
    rows.push(`${key}: ${valueText(value)}`)
  }
  const title = textOfValue(values.get('title'))
  if (title !== '') say('title', title)
  else if (!hasHeading && page.title) say('title', page.title)
  for (const { key, value, written } of entries) {
    const lower = key.toLowerCase()
    const renamed = site.keys[lower]
    if (lower === 'title' || renamed === '') continue
    if (renamed !== undefined) {
      if (!values.has(renamed)) say(renamed, value)
    } else if (lower === 'date' && textOfValue(value) === '') continue
    else if (lower === 'description' || lower === 'subtitle') {
      if (textOfValue(value) !== '' && (lower === 'description' || !values.has('description')))
        say('description', textOfValue(value).replace(/(?<!`)`([^`]+)`(?!`)/g, '$1'))
    } else if (lower === 'tags') {
      const tags =
        typeof value === 'string' ? value.split(',').map((tag) => tag.trim()) : listOf(value).map(textOfValue)
      if (tags.some((tag) => tag !== ''))
        say(
          'tags',
          tags.filter((tag) => tag !== ''),
        )
    } else if (
      !LAYOUT.test(key) &&
      /^[\w-]+$/.test(key) &&
      value !== null &&
      (typeof value !== 'object' || value instanceof Date)
    )
      rows.push(written)
  }
  const authors = [values.get('authors'), values.get('author')].flatMap((value) =>
    Array.isArray(value) ? value : [value],
  )
  const names = authors
    .map((author) => textOfValue(author) || textOfValue(dataOf(author).name))
    .filter((name) => name !== '')
  if (names.length) say('authors', names)
  const modified = textOfValue(values.get('lastmod')) || textOfValue(values.get('last_modified_at'))
  if (modified !== '') say('modified', modified)
  if (page.slug) say('slug', page.slug)
  if (values.get('published') === false || textOfValue(values.get('status')).toLowerCase() === 'draft')
    say('draft', true)
  if (values.get('toc') === false) say('toc', false)
  if (values.get('search') === false || dataOf(values.get('search')).exclude === true) say('search', false)
  const old = oldAddresses(page, values).filter((address) => !context.addresses.has(address))
  for (const address of old) context.addresses.add(address)
  if (old.length) say('redirect_from', old)
  return rows.length ? `---\n${rows.join('\n')}\n---\n\n` : ''
}

/** Addresses that the page had, and has no more. */
function oldAddresses(page: MovedPage, values: ReadonlyMap<string, unknown>): readonly string[] {
  const own = addressOfPage(page.target, '', '', page.slug).address
  const plain = (address: string): string => address.replace(/index\.html$/, '').replace(/(?<!\.html?|\.php)\/*$/, '/')
  const others = ['aliases', 'redirect_from', 'redirect_to_from']
    .flatMap((key) => (Array.isArray(values.get(key)) ? listOf(values.get(key)) : [values.get(key)]))
    .map(textOfValue)
    .filter((address) => address !== '' && !/^[a-z]+:/i.test(address))
    .map((address) => (address.startsWith('/') ? address : `/${joinPath(folderOf(page.target), address) ?? address}`))
  const old = [...(page.address === undefined ? [] : [page.address]), ...(page.former ?? []), ...others].map(plain)
  return [...new Set(old)].filter((address) => address !== own && address !== '/' && !/[?#:]/.test(address))
}
