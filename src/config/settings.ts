import type { RuleLevel, Span } from '../diagnostics/diagnostic.ts'
import type { InterfaceWords } from './interface-words.ts'
import type { Language } from './languages.ts'
import type { RunSettings } from './run-settings.ts'
import type { YamlNode } from './yaml.ts'

/** A place inside a YAML file of settings. */
export interface YamlSource {
  /** Path of the file from the site's root. */
  readonly path: string
  readonly node: YamlNode
  /** Fingerprint of the whole file. */
  readonly digest: string
}

/** The terms that the pages may be used under; `url` is '' where only a name is given. */
export interface License {
  readonly name: string
  readonly url: string
}

/** A colour, or a file, for each colour scheme. */
export interface ByScheme<Value> {
  readonly light: Value
  readonly dark: Value
}

/** A picture beside the name of the site: its path below the folder of assets, and its size in pixels, 0 if unknown. */
export interface Logo {
  readonly path: string
  readonly width: number
  readonly height: number
}

/** What `theme:` says: all of it checked, so that it can be put into a style sheet as it is. */
export interface ThemeSettings {
  /** Variables of the style sheet and their values. */
  readonly variables: readonly (readonly [name: string, value: string])[]
  readonly logo: ByScheme<Logo> | undefined
  /** Path below the folder of assets; '' if there is none. */
  readonly favicon: string
  /** Paths below the folder of assets. */
  readonly styles: readonly string[]
  readonly scripts: readonly string[]
}

/** How figures, videos, tables and listings are numbered: on each page from 1, or as 2.3 within each chapter. */
export type Numbering = 'page' | 'chapter'

/** What a word means, and where that stands. */
export interface Meaning {
  /** Inline Markdown. */
  readonly text: string
  /** Other forms of the word, such as its plural. */
  readonly forms: readonly string[]
  /** The file that says it. */
  readonly path: string
}

/** A plugin as the settings name it. */
export interface PluginSetting {
  /** A path from the site's root, or the name of a package. */
  readonly name: string
  readonly isPackage: boolean
  /** It is not there, or outside of the site, which the author was told. */
  readonly isMissing?: true
  readonly span: Span
}

/** All settings of a site, with their defaults filled in. Frozen before work begins. */
export interface Settings {
  readonly title: string
  readonly description: string
  /** Where the site is published, without a slash at the end; '' if unknown. */
  readonly url: string
  /** BCP 47 language tag. */
  readonly lang: string
  /** The languages of a course in several; none for a course in one. */
  readonly languages: readonly Language[]
  /** Pages that are not translated are shown in their own language. */
  readonly untranslated: boolean
  readonly author: string
  /** The look of the site, as far as it is not the default one. */
  readonly theme: ThemeSettings
  /** Words around the text and in it that are not the built-in ones. */
  readonly interface: Partial<InterfaceWords>
  readonly license: License | undefined
  /** Address where a page's source is edited, with `{path}` in it; '' if there is none. */
  readonly edit: string
  /** Folder of pages; '' is the site's root. */
  readonly content: string
  readonly templates: string
  readonly assets: string
  /** Output folder as written: relative to the site's root, or absolute. */
  readonly output: string
  /** Folders where blocks look for files, from the site's root. */
  readonly include: readonly string[]
  /** The navigation; undefined where pages follow each other in the order of their folders. */
  readonly nav: YamlSource | undefined
  /** Navigations of languages, by code, where they have one of their own. */
  readonly languageNavs: ReadonlyMap<string, YamlSource>
  /** Site-wide constants: `$name$` is the text. */
  readonly constants: ReadonlyMap<string, string>
  /** Where each of them stands. */
  readonly constantSpans: ReadonlyMap<string, Span>
  readonly numbering: Numbering
  /** Deepest heading level of `[TOC]`, 1 to 6. */
  readonly tocDepth: number
  /** A word, and the HTML to show for it. */
  readonly words: ReadonlyMap<string, string>
  /** A word, and what it means. */
  readonly meanings: ReadonlyMap<string, Meaning>
  /** Modules whose code makes blocks, changes pages and makes files: paths of the site, or names of packages. */
  readonly plugins: readonly PluginSetting[]
  /** How code of pages is run by `lectern run`; undefined where fences are shown alone. */
  readonly run: RunSettings | undefined
  /** Authors are not trusted: raw HTML passes through an allow-list. */
  readonly safe: boolean
  /** Code of exercises that readers do not see may run in their browsers: authors are trusted, or the site allows it all the same. */
  readonly exercises: boolean
  /** Beginnings of addresses on other hosts that `--external` does not ask. */
  readonly externalExcept: readonly string[]
  /** Severity by code. */
  readonly rules: ReadonlyMap<string, RuleLevel>
  /** Where the codes stand that are none of Lectern: plugins may know them. */
  readonly pluginRules: ReadonlyMap<string, Span>
  /** The path that the site is served under, with a slash at both ends. Only addresses that cannot be relative use it. */
  readonly base: string
  /** Links to pages end in `index.html`, so that the site works from a disk. */
  readonly portable: boolean
  /** The site has a search. */
  readonly search: boolean
  /** Pages with `draft: true` are built too. */
  readonly drafts: boolean
  /** The picture of the site where others link to it: a path below the output folder, or an `http(s)` address; '' for none. */
  readonly image: string
  /** Whether pages with dates make a feed. */
  readonly feed: boolean
  /** Diagrams are drawn by a package of the site, whose code is run. */
  readonly diagrams: boolean
  /** The format of smaller copies of pictures, among which browsers choose; '' for none. */
  readonly pictures: 'webp' | 'avif' | ''
  /** Pages show when they were last changed, as git knows it. */
  readonly lastChanged: boolean
  /** Whether each page is published as Markdown too. */
  readonly markdown: boolean
}

/** What the command line or a caller of the API says, above what `site.yaml` says. */
export interface SettingsOverrides {
  readonly output?: string | undefined
  /** Path of the settings file from the site's root; `site.yaml` by default. */
  readonly config?: string | undefined
  readonly base?: string | undefined
  readonly portable?: boolean | undefined
  readonly drafts?: boolean | undefined
  /** Without smaller copies of pictures, whatever the settings say. */
  readonly plainPictures?: boolean | undefined
}

interface SettingEntry {
  readonly type:
    | 'text'
    | 'folder'
    | 'folders'
    | 'file or mapping'
    | 'text or mapping'
    | 'mapping'
    | 'choice'
    | 'yes or no'
    | 'yes or mapping'
    | 'list'
  readonly doc: string
  readonly fallback: string
}

/** The keys of `site.yaml`; the manual's table is generated from here. */
export const settingTable = {
  title: {
    type: 'text',
    doc: 'The name of the site.',
    fallback: 'the title of the front page, else the name of the folder',
  },
  description: { type: 'text', doc: 'One sentence for search results and the front page.', fallback: 'none' },
  url: { type: 'text', doc: 'Where the site is published; needed for canonical addresses.', fallback: 'none' },
  lang: { type: 'text', doc: 'Language of the pages, as in `en` or `pt-BR`.', fallback: '`en`' },
  languages: {
    type: 'mapping',
    doc: 'The languages of a course in several: code and own name, as in `fr: Français`, or `name`, `folder` and `lang`.',
    fallback: 'one language',
  },
  untranslated: {
    type: 'choice',
    doc: '`show` shows pages that are not translated in their own language, `hide` leaves them out.',
    fallback: '`show`',
  },
  author: { type: 'text', doc: 'Who wrote it; pages may name others.', fallback: 'none' },
  license: {
    type: 'text or mapping',
    doc: 'The terms that the pages may be used under: a name such as `CC BY 4.0`, an address, or `name` and `url`.',
    fallback: 'none',
  },
  edit: {
    type: 'text',
    doc: 'Where a page is edited: an address with `{path}` in it, the path of the source.',
    fallback: 'no link',
  },
  theme: {
    type: 'mapping',
    doc: 'The look: `accent`, `background`, `surface`, `text`, `border`, `fonts`, `width`, `logo`, `favicon`, `styles`, `scripts`.',
    fallback: 'that of Lectern',
  },
  interface: {
    type: 'mapping',
    doc: 'Words around the text and in it, such as `next: Weiter`.',
    fallback: 'those of `lang`, else English',
  },
  content: { type: 'folder', doc: 'The folder of pages.', fallback: '`content`, else the folder itself' },
  templates: { type: 'folder', doc: 'Templates that replace the theme’s by name.', fallback: '`templates`' },
  assets: { type: 'folder', doc: 'Files that are copied as they are.', fallback: '`assets`' },
  output: { type: 'folder', doc: 'Where the site is written.', fallback: '`dist`' },
  include: { type: 'folders', doc: 'Folders where blocks also look for files.', fallback: 'none' },
  nav: {
    type: 'file or mapping',
    doc: 'The reading order: a file, or the mapping itself.',
    fallback: '`sitemap.yaml` where there is one',
  },
  constants: {
    type: 'file or mapping',
    doc: 'Texts for `$name$`: a file, or the mapping itself.',
    fallback: '`constants.yaml` where there is one',
  },
  numbering: {
    type: 'choice',
    doc: '`page` numbers figures from 1 on each page, `chapter` as 2.3 within each chapter.',
    fallback: '`page`',
  },
  toc: { type: 'mapping', doc: '`depth`: the deepest level of headings in `[TOC]`, 1 to 6.', fallback: '`depth: 3`' },
  words: {
    type: 'mapping',
    doc: 'A word, and the HTML to show for it; or what it `means`, with `shows` and further `forms`.',
    fallback: 'none',
  },
  rules: { type: 'mapping', doc: 'The code of a diagnostic, and `off`, `warning` or `error`.', fallback: 'none' },
  plugins: {
    type: 'list',
    doc: 'Modules with blocks of your own and more: files, as in `./plugins/note.js`, or names of packages. Their code is run.',
    fallback: 'none',
  },
  run: {
    type: 'yes or mapping',
    doc: '`true`: fences of Python are run by `lectern run`, and what they print is shown. Or a mapping: `python`, `javascript`, `shell`, `engines`, `files`, `limit`, `page_limit`, `output_limit`, `seed`.',
    fallback: 'only `python` blocks are run',
  },
  safe: {
    type: 'yes or mapping',
    doc: '`true`, for pages of authors you do not know: nothing that they give runs in a reader’s browser, neither raw HTML, files nor checks of exercises. Or a mapping: `exercises: true` allows those checks.',
    fallback: '`false`',
  },
  external: {
    type: 'mapping',
    doc: '`except`: a list of beginnings of addresses that `lectern check --external` does not ask.',
    fallback: 'all are asked',
  },
  base: {
    type: 'text',
    doc: 'The path that the site is served under, such as `/course/`; only `404.html` needs it.',
    fallback: '`/`, or the path of `url`',
  },
  search: { type: 'yes or no', doc: '`false` leaves the search out.', fallback: '`true`' },
  portable: {
    type: 'yes or no',
    doc: 'Links to pages end in `index.html`, so that the site works from a disk.',
    fallback: '`false`',
  },
  image: {
    type: 'text',
    doc: 'The picture that is shown where others link to the site; pages may name their own.',
    fallback: 'none',
  },
  feed: { type: 'yes or no', doc: 'Pages with a `date` make a feed, `feed.xml`; it needs `url`.', fallback: '`true`' },
  diagrams: {
    type: 'yes or no',
    doc: '`true`: fences of `mermaid` are drawn by the package `beautiful-mermaid` of the site, whose code is run.',
    fallback: '`false`',
  },
  pictures: {
    type: 'choice',
    doc: '`webp` or `avif`: pictures have smaller copies of this format, among which browsers choose. The package `sharp` of the site makes them: its code is run.',
    fallback: 'pictures are published as they are',
  },
  last_changed: {
    type: 'yes or no',
    doc: 'Pages show when they, or files that they include, were last changed, as git knows it.',
    fallback: '`false`',
  },
  markdown: {
    type: 'yes or no',
    doc: 'Each page is published as Markdown too, for machines that read.',
    fallback: '`true` where there is a `url`',
  },
} as const satisfies Record<string, SettingEntry>

export type SettingKey = keyof typeof settingTable
