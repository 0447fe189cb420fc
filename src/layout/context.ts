/**
 * What a template can say: the whole of the context that `page.hbs`, `index.hbs` and every layout get.
 *
 * A value whose type is `Html` is rendered HTML and is printed as it is; every other string is escaped by Handlebars.
 * All addresses are relative to the page, unless their name says otherwise.
 */

import type { InterfaceWords } from '../config/interface-words.ts'

/** HTML that is ready to print; Handlebars does not escape it. */
export interface Html {
  /** Handlebars calls this instead of escaping. */
  toHTML(): string
}

/** The site, the same on every page. */
export interface SiteContext {
  readonly title: string
  readonly description: string
  /** BCP 47 language tag, `en` unless `lang` in `site.yaml` says otherwise. */
  readonly lang: string
  readonly author: string
  /** Where the site is published, without a slash at the end; empty if `url` is not set. */
  readonly url: string
  /** The path that the site is served under: begins and ends with a slash. */
  readonly base: string
  /** False where `search: false` leaves the search out. */
  readonly search: boolean
  /** Where there is `license:`; its `url` may be empty. */
  readonly license: { readonly name: string; readonly url: string } | undefined
}

/** A picture beside the name of the site. Its width and height are 0 where they are unknown. */
export interface LogoContext {
  readonly url: string
  readonly width: number
  readonly height: number
}

/** The look that `theme:` asks for. All addresses are relative to the page. */
export interface ThemeContext {
  /** Addresses of the site's own style sheets. */
  readonly styles: readonly string[]
  /** Addresses of the site's own scripts. */
  readonly scripts: readonly string[]
  /** Address of `assets/favicon.svg`, or what the settings name, or else that of the theme. */
  readonly favicon: string
  /** The logo; equal where there is one for both schemes. */
  readonly logo: { readonly light: LogoContext; readonly dark: LogoContext; readonly both: boolean } | undefined
}

/** An entry of the contents that a page lists which Lectern made. */
export interface ContentsContext {
  readonly title: string
  readonly description: string
  /** Empty for a plain heading. */
  readonly url: string
  /** Address from the site's root; empty where it has none. */
  readonly address: string
  readonly external: boolean
  readonly separator: boolean
  /** How many pages it holds. */
  readonly pages: number
  /** Pages and minutes in words, `8 pages · 45 min`; minutes only for a single page. */
  readonly summary: string
  readonly entries: readonly ContentsContext[]
}

/** A heading of the page, with the headings below it. */
export interface HeadingContext {
  /** 1 to 6. */
  readonly level: number
  /** The anchor: `#{{id}}` leads to it. */
  readonly id: string
  /** Its text, without markup. */
  readonly text: string
  readonly children: readonly HeadingContext[]
}

/** The page that is rendered. Front matter keys that Lectern does not know are here too, under their own names. */
export interface PageContext {
  readonly title: string
  readonly description: string
  /** Address from the site's root: begins and ends with a slash. */
  readonly address: string
  /** Absolute address; empty if the site has no `url`. */
  readonly canonical: string
  readonly lang: string
  /** `rtl` where the language is written from the right. */
  readonly dir: 'ltr' | 'rtl'
  /** For `<title>`: the page's title and the site's, once where they are the same. */
  readonly documentTitle: string
  /** Minutes that reading takes, in words: `7 min`. */
  readonly readingTime: string
  /** Address where the source is edited; empty if the settings name none. */
  readonly edit: string
  /** The chapter that the page counts for: its address from the site's root. Empty for a page outside of the navigation. */
  readonly chapter: string
  /** What the page counts as in what a reader has read: its address; of a translation, that of its source. */
  readonly shared: string
  readonly authors: readonly string[]
  /** Those of the page's own front matter, with commas between; empty where they are the site's. */
  readonly byline: string
  /** As written, usually `2026-03-01`; empty if there is none. */
  readonly date: string
  /** The same as readers of the language write it. */
  readonly dateText: string
  /** When it was last changed, in words, with a `time` element; undefined where that is not known. */
  readonly lastChanged: Html | undefined
  readonly tags: readonly string[]
  /** False where the page's own text begins with its title, or `show_title: false`. */
  readonly showTitle: boolean
  /** False for `toc: false`; else true where there are two headings or more. */
  readonly showToc: boolean
  /** Headings of level 2 and 3 (or as deep as `toc.depth` says), nested. */
  readonly headings: readonly HeadingContext[]
  /** The page has formulas, whose font is asked for early. */
  readonly formulas: boolean
  /** The page has steps, trees, cards and the like, whose looks are in `{{root}}lectern/components.css`. */
  readonly components: boolean
  /** Scripts and style sheets of what only some pages have: exercises, quizzes. A script may be empty. */
  readonly parts: readonly { readonly script: string; readonly style: string; readonly words: string }[]
  /** How much of it is solved, before a script counts: `Exercises: 0 of 3 solved`. Empty where there is nothing to solve. */
  readonly count: string
  /** The old addresses of a page with such parts, as JSON: what readers did there is theirs here. Empty where there are none. */
  readonly former: string
  readonly [key: string]: unknown
}

/** A link to another page. */
export interface LinkContext {
  readonly title: string
  readonly url: string
}

/** One line of the navigation. */
export interface NavigationContext {
  readonly title: string
  /** Empty for a plain heading and for a chapter without a page of its own. */
  readonly url: string
  /** The entry is the page itself. */
  readonly current: boolean
  /** The entry is the page or holds it. */
  readonly active: boolean
  /** The address is on another site. */
  readonly external: boolean
  /** Only a line between entries: it has no title. */
  readonly separator: boolean
  /** Address of its page from the site's root; empty where it has none. */
  readonly address: string
  /** How many pages a chapter of the first level holds; 0 for other entries. */
  readonly pages: number
  /** It stands for entries that are left out, and leads to the nearest of them. */
  readonly more: boolean
  /** What is below it is shown before a reader opens it. */
  readonly open: boolean
  /** Empty for entries of a large navigation that are not active. */
  readonly children: readonly NavigationContext[]
}

/** What search engines, previews of links and other software are told of the page; `partials/meta.hbs` prints it. */
export interface MetaContext {
  /** From front matter, else the beginning of the page's first paragraph. */
  readonly description: string
  /** Absolute address; empty if the site has no `url`, and for pages that search engines leave out. */
  readonly canonical: string
  /** Search engines are to leave the page out. */
  readonly noindex: boolean
  /** In the words of Open Graph. */
  readonly type: 'website' | 'article'
  /** Absolute address of the page's picture; its size is 0 where it is not known. */
  readonly image:
    | { readonly url: string; readonly alt: string; readonly width: number; readonly height: number }
    | undefined
  /** `pt_BR`; empty where the language has no region. */
  readonly locale: string
  /** Date and time as in RFC 3339; empty if there is none. */
  readonly published: string
  /** The same of the last change. */
  readonly modified: string
  /** Address of the page's Markdown; empty where there is none. */
  readonly markdown: string
  /** Address of the site's feed; empty where there is none. */
  readonly feed: string
  /** JSON-LD, ready for a script element. */
  readonly structuredData: Html | undefined
}

/** A language of the site, as a page leads to it. */
export interface LanguageLinkContext {
  /** What it calls itself; where the page is not there in it, with a word that this is its front page. */
  readonly name: string
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
  /** The same page in it, else its front page. */
  readonly url: string
  readonly current: boolean
  /** In that language: "Read this page in English"; empty where the page is not there in it. */
  readonly offer: string
}

/** Of a course in several languages. */
export interface LanguagesContext {
  /** The language of the page. */
  readonly code: string
  readonly name: string
  /** Folders of the indexes of the search of all languages, with blanks between. */
  readonly searches: string
  /** Addresses of what shows and remembers languages. */
  readonly stylesheet: string
  readonly script: string
  /** The folder of its pages, with a slash at its end, and that of the source language; empty for the root. */
  readonly folder: string
  readonly sourceFolder: string
  readonly list: readonly LanguageLinkContext[]
  /** The language of the text, where it is not that of the page. */
  readonly textLang: string
  readonly textDir: string
  /** That the page is not translated, or not up to date; empty for others. */
  readonly notice: string
  /** The page that this one translates, where it is newer. */
  readonly original: LinkContext | undefined
  readonly originalLang: string
  /** Whole addresses of the page in each language, for search engines; none where it is there in one. */
  readonly alternates: readonly { readonly lang: string; readonly url: string }[]
}

/** Everything that a template gets. */
export interface TemplateContext {
  readonly site: SiteContext
  readonly page: PageContext
  readonly meta: MetaContext
  /** The page's text. */
  readonly content: Html
  /** From the page to the site's root: `../../`, `./` on the front page. `{{root}}lectern/style.css` is a file of `assets/`. */
  readonly root: string
  /** Address of the front page. */
  readonly home: string
  /** The navigation: all chapters, with the pages of the current one. */
  readonly navigation: readonly NavigationContext[]
  /** From the front page down to the page, the page itself left out. */
  readonly breadcrumbs: readonly LinkContext[]
  /** The page before this one, from front matter or the reading order. */
  readonly previous: LinkContext | undefined
  /** The page after this one. */
  readonly next: LinkContext | undefined
  /** The page shows the navigation beside its text: all do but a front page and a `404` that Lectern made. */
  readonly sidebar: boolean
  /** The page is the front page. */
  readonly front: boolean
  /** What a page lists that Lectern made, because the author wrote no front page or no page for a chapter. */
  readonly contents: readonly ContentsContext[]
  /** Pages and minutes of these contents in words. */
  readonly contentsSummary: string
  /** The page that these contents begin with; its title is in words, `Start: Loops`. */
  readonly start: LinkContext | undefined
  /** Words of the interface in the page's language. */
  readonly words: InterfaceWords
  /** Path of the script, from the site's root, with what other scripts say in that language; empty where they say it by themselves. */
  readonly scriptWords: string
  /** Of a course in several languages. */
  readonly languages: LanguagesContext | undefined
  /** Folder of the search index of the page's language, below that of all; empty for a site of one. */
  readonly searchFolder: string
  readonly theme: ThemeContext
  /** The page was made by Lectern because the author wrote no front page, or no page for a chapter. */
  readonly generated: boolean
  /** It is as wide as the header where there is no menu: Lectern made it, or it says `menu: false`. */
  readonly wide: boolean
  /** `Lectern` and its version. */
  readonly generator: string
}
