import { codeGroups, codes, isCode, isDiagnosticCode } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnostic, type Outcome, type RuleLevel, type Span } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import { below, isWithin, joinPath } from '../files/paths.ts'
import { languageWithWords, tagOfName } from '../words/languages.ts'
import { decodeEntities } from './entities.ts'
import { readFrameWords, readLicense } from './frame.ts'
import { navigationFile, sourceLanguage } from './languages.ts'
import { readPlugins } from './plugins.ts'
import { readLanguages } from './read-languages.ts'
import { readRun } from './run.ts'
import { openSettings, type SettingReader } from './setting-reader.ts'
import type { Meaning, Settings, SettingsOverrides, YamlSource } from './settings.ts'
import { tagFault } from './tag-fault.ts'
import { readThemeSettings } from './theme.ts'
import type { YamlEntry } from './yaml.ts'

/** Reads `site.yaml`, the navigation and the constants. Every fault is told; the settings are usable all the same. */
export function readSettings(files: Files, overrides: SettingsOverrides = {}): Outcome<Settings> {
  const diagnostics: Diagnostic[] = []
  const path = joinPath(overrides.config ?? 'site.yaml') ?? 'site.yaml'
  if (overrides.config !== undefined && files.kind(path) !== 'file') {
    diagnostics.push(diagnostic('config/missing-file', `The settings file \`${overrides.config}\` does not exist.`))
  }
  const reader = openSettings(files, path, diagnostics)
  const url = readUrl(reader)
  const assets = reader.folder('assets', 'assets')
  const content = reader.folder('content', files.kind('content') === 'folder' ? 'content' : '')
  const languages = readLanguages(reader, files, content)
  const settings: Settings = {
    title: decodeEntities(reader.text('title') ?? ''),
    description: decodeEntities(reader.text('description') ?? ''),
    url,
    lang: reader.text('lang') ?? sourceLanguage({ languages })?.lang ?? 'en',
    languages,
    untranslated: readUntranslated(reader),
    author: decodeEntities(reader.text('author') ?? ''),
    content,
    templates: reader.folder('templates', 'templates'),
    assets,
    theme: readThemeSettings(reader, files, assets),
    interface: readFrameWords(reader),
    license: readLicense(reader),
    edit: readEdit(reader),
    output: overrides.output ?? reader.text('output') ?? 'dist',
    include: reader.folders('include'),
    nav: reader.fileOrMapping('nav', 'sitemap.yaml', 'nav/duplicate-title'),
    languageNavs: readLanguageNavs(reader, languages),
    ...readConstants(reader, diagnostics),
    numbering: readNumbering(reader),
    tocDepth: readTocDepth(reader),
    ...readWords(reader),
    run: readRun(reader, files),
    ...readSafe(reader),
    externalExcept: readExternal(reader),
    plugins: readPlugins(reader, files),
    ...readRules(reader),
    base: slashed(overrides.base ?? reader.text('base') ?? /^https?:\/\/[^/]+(\/.*)$/.exec(url)?.[1] ?? '/'),
    portable: overrides.portable ?? reader.flag('portable') ?? false,
    search: reader.flag('search') ?? true,
    drafts: overrides.drafts ?? false,
    image: readImage(reader, files),
    feed: reader.flag('feed') ?? true,
    diagrams: reader.flag('diagrams') ?? false,
    pictures: overrides.plainPictures ? '' : readPictures(reader),
    lastChanged: reader.flag('last_changed') ?? false,
    markdown: reader.flag('markdown') ?? url !== '',
  }
  if (settings.safe) tellSharedFolders(reader, settings)
  tellWithoutWords(reader, settings)
  return { value: Object.freeze(settings), diagnostics }
}

/** Reads `safe:`. A value that is not understood is no leave to trust authors. */
function readSafe(reader: SettingReader): Pick<Settings, 'safe' | 'exercises'> {
  const entry = reader.entry('safe')
  if (!entry || entry.node.value === false) return { safe: false, exercises: true }
  if (entry.node.kind !== 'mapping') {
    if (entry.node.value !== true) reader.wrong(entry, '`true` or `false`, or a mapping with `exercises`')
    return { safe: true, exercises: false }
  }
  const found = { safe: true, exercises: false }
  for (const item of entry.node.entries) {
    if (item.key !== 'exercises') reader.unknown(item, `\`${item.key}\` is not a setting of \`safe\`.`, ['exercises'])
    else if (typeof item.node.value === 'boolean') found.exercises = item.node.value
    else reader.wrong(item, '`true` or `false`')
  }
  return found
}

/** With `safe`, what is published as it is must lie where authors of pages do not write. */
function tellSharedFolders(reader: SettingReader, settings: Settings): void {
  const { assets, templates, content, include, nav } = settings
  const ofAuthors = [content, ...include].filter((folder) => folder !== '')
  for (const [name, folder] of [
    ['assets', assets],
    ['templates', templates],
  ] as const) {
    const other = ofAuthors.find((item) => folder !== '' && (isWithin(folder, item) || isWithin(item, folder)))
    const node = (reader.entry(name) ?? reader.entry('safe'))?.node
    if (other !== undefined && node)
      reader.tell(
        'config/shared-folder',
        `\`${name}\` is the folder \`${folder}\`, and authors may write in \`${other}\`: with \`safe\` they are kept apart.`,
        node,
        `choose a folder of its own, such as \`${name}\``,
      )
  }
  const around = nav && ofAuthors.find((item) => isWithin(nav.path, item))
  const entry = reader.entry('nav')
  if (around !== undefined && entry)
    reader.tell(
      'config/shared-folder',
      `\`nav\` is the file \`${nav?.path}\`, and authors may write in \`${around}\`: with \`safe\` they are kept apart.`,
      entry.node,
      'put it beside `site.yaml`, such as `sitemap.yaml`',
    )
}

/** Tells of a language whose words readers will see in English; who writes words of their own knows. */
function tellWithoutWords(reader: SettingReader, { lang, languages, interface: own }: Settings): void {
  const entry = reader.entry(languages.length > 0 ? 'languages' : 'lang')
  if (!entry || Object.keys(own).length > 0) return
  const tags = languages.length > 0 ? languages.map((language) => language.lang) : [lang]
  for (const tag of tags) {
    if (languageWithWords(tag) !== undefined) continue
    const meant = tagOfName(tag)
    reader.tell(
      'config/no-words',
      `Lectern has no words for the language \`${tag}\`: those around the text are English.`,
      languages.length > 0 ? { start: entry.keyStart, end: entry.keyEnd } : entry.node,
      meant === undefined ? 'write them below `interface`, as in `next: …`' : `Did you mean \`${meant}\`?`,
    )
  }
}

function readUrl(reader: SettingReader): string {
  const url = (reader.text('url') ?? '').replace(/\/+$/, '')
  const entry = reader.entry('url')
  if (url === '' || (URL.canParse(url) && /^https?:\/\/[^/\s]/i.test(url))) return url
  if (entry) reader.wrong(entry, 'an address that begins with `https://`')
  return ''
}

/** `image:`, a file of the site by its path from the root, or below assets or content, or an address elsewhere. */
function readImage(reader: SettingReader, files: Files): string {
  const entry = reader.entry('image')
  const written = reader.text('image') ?? ''
  if (!entry || written === '' || (/^https?:\/\//i.test(written) && URL.canParse(written))) return written
  const path = joinPath(written) ?? ''
  const folders = [
    reader.folder('assets', 'assets'),
    reader.folder('content', files.kind('content') === 'folder' ? 'content' : ''),
  ]
  for (const folder of folders) {
    if (isWithin(path, folder) && files.kind(path) === 'file') return below(path, folder)
    if (path !== '' && files.kind(joinPath(folder, path) ?? '') === 'file') return path
  }
  reader.wrong(
    entry,
    `a picture in \`${folders.filter((folder) => folder !== '').join('` or `') || 'the site'}\`, or an address that begins with \`https://\``,
  )
  return ''
}

function readEdit(reader: SettingReader): string {
  const edit = reader.text('edit') ?? ''
  const entry = reader.entry('edit')
  if (entry === undefined || edit === '' || (/^https?:\/\//i.test(edit) && edit.includes('{path}'))) return edit
  reader.wrong(entry, 'an address with `{path}` in it, such as `https://example.org/edit/{path}`')
  return ''
}

function readUntranslated(reader: SettingReader): boolean {
  const written = reader.text('untranslated')
  const entry = reader.entry('untranslated')
  if (entry && written !== undefined && written !== 'show' && written !== 'hide')
    reader.wrong(entry, '`show` or `hide`')
  return written !== 'hide'
}

function readLanguageNavs(reader: SettingReader, languages: Settings['languages']): Settings['languageNavs'] {
  const navs = new Map<string, YamlSource>()
  for (const { code, isSource } of languages) {
    const nav = isSource ? undefined : reader.mappingFile(navigationFile(code), 'nav/duplicate-title')
    if (nav) navs.set(code, nav)
  }
  return navs
}

function readNumbering(reader: SettingReader): Settings['numbering'] {
  const written = reader.text('numbering')
  const entry = reader.entry('numbering')
  if (written === undefined || written === 'page' || written === 'chapter') return written ?? 'page'
  if (entry) reader.wrong(entry, '`page` or `chapter`')
  return 'page'
}

function readPictures(reader: SettingReader): Settings['pictures'] {
  const entry = reader.entry('pictures')
  if (!entry || entry.node.value === false) return ''
  const { text } = entry.node
  if (text === 'webp' || text === 'avif') return text
  reader.wrong(entry, '`webp` or `avif`')
  return ''
}

function readTocDepth(reader: SettingReader): number {
  const found = { depth: 3 }
  for (const entry of reader.mapping('toc')) {
    const depth = entry.node.value
    if (entry.key !== 'depth') reader.unknown(entry, `\`${entry.key}\` is not a setting of \`toc\`.`, ['depth'])
    else if (typeof depth === 'number' && Number.isInteger(depth) && depth >= 1 && depth <= 6) found.depth = depth
    else reader.wrong(entry, 'a whole number from 1 to 6')
  }
  return found.depth
}

function readExternal(reader: SettingReader): Settings['externalExcept'] {
  return reader.mapping('external').flatMap((entry) => {
    const { key, node } = entry
    const nodes = node.kind === 'sequence' ? node.items : [node]
    if (key !== 'except') reader.unknown(entry, `\`${key}\` is not a setting of \`external\`.`, ['except'])
    else if (nodes.every((item) => item.kind === 'scalar' && /^https?:\/\//.test(item.text)))
      return nodes.map((item) => item.text)
    else reader.wrong(entry, 'a list of addresses that begin with `https://`')
    return []
  })
}

/** Reads `words:`, what is shown for each and what it means. */
function readWords(reader: SettingReader): Pick<Settings, 'words' | 'meanings'> {
  const words = new Map<string, string>()
  const meanings = new Map<string, Meaning>()
  for (const entry of reader.mapping('words')) {
    const { key, node } = entry
    if (node.kind === 'scalar') {
      words.set(key, node.text)
      tellTagFault(reader, entry)
    } else if (node.kind === 'mapping') {
      const forms: string[] = []
      let text = ''
      let isRead = true
      for (const item of node.entries) {
        const nodes = item.node.kind === 'sequence' ? item.node.items : [item.node]
        const isKnown = item.key === 'means' || item.key === 'shows' || item.key === 'forms'
        const isRight =
          item.key === 'forms' ? nodes.every(({ kind }) => kind === 'scalar') : item.node.kind === 'scalar'
        isRead &&= isKnown && isRight
        if (!isKnown) reader.unknown(item, `\`${item.key}\` is not said of a word.`, ['means', 'shows', 'forms'])
        else if (!isRight) reader.wrong(item, item.key === 'forms' ? 'a list of words' : 'text')
        else if (item.key === 'forms') forms.push(...nodes.map((form) => form.text))
        else if (item.key === 'shows') {
          words.set(key, item.node.text)
          tellTagFault(reader, { key, node: item.node })
        } else text = item.node.text.trim()
      }
      if (text !== '') meanings.set(key, { text, forms, path: reader.spanOf(node).path })
      else if (isRead && !words.has(key)) reader.wrong(entry, 'the HTML of a word, or a mapping with `means`')
    } else reader.wrong(entry, 'the HTML of a word, or a mapping with `means`')
  }
  return { words, meanings }
}

/** A tag that fits no other would go on through each page that has the word. */
function tellTagFault(reader: SettingReader, { key, node }: Pick<YamlEntry, 'key' | 'node'>): void {
  const fault = tagFault(node.text)
  if (!fault) return
  const { tag, isOpen } = fault
  reader.tell(
    isOpen ? 'html/unclosed-element' : 'html/unopened-element',
    isOpen
      ? `\`<${tag}>\` is never closed in the HTML of \`${key}\`.`
      : `\`</${tag}>\` closes nothing in the HTML of \`${key}\`.`,
    node,
    isOpen ? `add \`</${tag}>\` where its content ends` : 'take it out, or put the tag before it that should open it',
  )
}

/** Reads `rules:`. A code of a group that Lectern does not have may be that of a plugin. */
function readRules(reader: SettingReader): Pick<Settings, 'rules' | 'pluginRules'> {
  const rules = new Map<string, RuleLevel>()
  const pluginRules = new Map<string, Span>()
  for (const entry of reader.mapping('rules')) {
    // Older YAML tools write `off` as false; both are understood.
    const rule = entry.node.value === false ? 'off' : entry.node.text
    const isForeign = isDiagnosticCode(entry.key) && !codeGroups.has(entry.key.split('/')[0] ?? '')
    if (isForeign) pluginRules.set(entry.key, reader.spanOf({ start: entry.keyStart, end: entry.keyEnd }))
    if (!isForeign && !isCode(entry.key))
      reader.unknown(entry, `\`${entry.key}\` is not the code of a diagnostic.`, Object.keys(codes))
    else if (rule === 'off' || rule === 'warning' || rule === 'error') rules.set(entry.key, rule)
    else reader.wrong(entry, '`off`, `warning` or `error`')
  }
  return { rules, pluginRules }
}

function readConstants(
  reader: SettingReader,
  diagnostics: Diagnostic[],
): Pick<Settings, 'constants' | 'constantSpans'> {
  const constants = new Map<string, string>()
  const constantSpans = new Map<string, Span>()
  const source = reader.fileOrMapping('constants', 'constants.yaml')
  if (!source) return { constants, constantSpans }
  const wrong = (message: string, { start, end }: { readonly start: number; readonly end: number }): void => {
    diagnostics.push(
      diagnostic('config/wrong-type', message, { span: { path: source.path, start, end: Math.max(end, start + 1) } }),
    )
  }
  if (source.node.kind !== 'mapping' && source.node.value !== null)
    wrong('Constants must be a mapping of names and texts.', source.node)
  for (const entry of source.node.entries) {
    const span = { path: source.path, start: entry.keyStart, end: Math.max(entry.keyEnd, entry.keyStart + 1) }
    if (!CONSTANT_NAME.test(entry.key)) {
      diagnostics.push(
        diagnostic('constant/bad-name', `\`${entry.key}\` cannot be the name of a constant.`, {
          span,
          hint: 'use letters, digits, `_` and `-`, with a letter first',
        }),
      )
      continue
    }
    constantSpans.set(entry.key, span)
    if (entry.node.kind === 'scalar') constants.set(entry.key, entry.node.value === null ? '' : entry.node.text)
    else wrong(`The constant \`${entry.key}\` must be text.`, entry.node)
  }
  return { constants, constantSpans }
}

/** What can stand between dollar signs; anything else may be a formula. */
const CONSTANT_NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u

/** A path with one slash at each end. */
const slashed = (path: string): string => {
  const inner = path.replace(/^\/+|\/+$/g, '')
  return inner === '' ? '/' : `/${inner}/`
}
