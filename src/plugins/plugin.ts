import type { Severity } from '../diagnostics/codes.ts'
import type { Block, defineBlock } from '../markdown/blocks/block.ts'
import type { Heading } from '../markdown/heading.ts'
import type { LabelKind } from '../markdown/labels.ts'
import type { Fragment, html, raw } from '../markdown/text/html.ts'

/**
 * The API of plugins. A plugin runs in a thread of its own and gets copies: what it changes in them changes nothing. It may give
 * promises wherever it gives something.
 */

/** A plugin: what a module that `plugins:` names exports, as default or as `plugin`. */
export interface Plugin {
  /** The first part of its codes: small letters, digits and `-`. */
  readonly name: string
  /** Blocks for the Markdown of pages; see `defineBlock`. */
  readonly blocks?: readonly Block[]
  /**
   * Gives new HTML for a page that was compiled, as text or as `html` makes it; undefined or false where it stays as it is. Runs again where
   * the page or the plugin changes.
   */
  readonly transform?: (page: PluginPage, context: TransformContext) => Later<Fragment | string | false | undefined>
  /** Gives further files of the site, made of all pages. Runs in every build in which something changed. */
  readonly outputs?: (site: PluginSite, context: OutputContext) => Later<readonly PluginFile[]>
}

/** A value, or a promise of it. */
export type Later<Value> = Value | Promise<Value>

/** What a module of a plugin exports: the plugin, or a function that makes it, for modules that cannot import `lectern`. */
export type PluginModule = Plugin | ((lectern: PluginKit) => Later<Plugin>)

/** What a plugin is made with. */
export interface PluginKit {
  readonly definePlugin: typeof definePlugin
  readonly defineBlock: typeof defineBlock
  readonly html: typeof html
  readonly raw: typeof raw
}

/** What is known of a page without its text. */
export interface PageMetadata {
  /** Path of the source from the site's root; '' for pages that Lectern made. */
  readonly path: string
  /** From the site's root: begins and ends with a slash. */
  readonly address: string
  readonly title: string
  /** The front matter, keys that Lectern does not know among it. */
  readonly front: Readonly<Record<string, unknown>>
  readonly headings: readonly Heading[]
  /** Its numbered things. */
  readonly labels: readonly PageLabel[]
  readonly words: number
}

/** A numbered thing of a page. */
export interface PageLabel {
  readonly id: string
  readonly kind: LabelKind
  /** Its place among the things of its kind on the page, from 1. */
  readonly n: number
}

/**
 * A page that was compiled. What depends on other pages, such as their addresses, stands as marks in its HTML, words that begin with
 * `lectern-hole-`: they may be moved and left out, but not made.
 */
export interface PluginPage extends PageMetadata {
  readonly html: string
}

/** What a transform may do. */
export interface TransformContext {
  /** The text of a file by its path from the site's root; undefined where there is none. The page is compiled again when it changes. */
  text(path: string): string | undefined
  /** Tells the author something of the page. */
  report(code: string, message: string, details?: ReportDetails): void
}

/** More of what is told. */
export interface ReportDetails {
  /** What to do. */
  readonly hint?: string | undefined
  /** Of a code of the plugin's own; `warning` by default. The `rules` of a site may say otherwise. */
  readonly severity?: Severity | undefined
}

/** A page as other pages and files know it. */
export interface SitePage extends PageMetadata {
  /** One sentence about it; '' where it has none. */
  readonly summary: string
}

/** An entry of the navigation. */
export interface SiteEntry {
  readonly title: string
  /** Of a page of the site from its root, or on another one; undefined for mere headings. */
  readonly address: string | undefined
  readonly children: readonly SiteEntry[]
}

/** All pages of a site. */
export interface PluginSite {
  readonly title: string
  /** Where it is published, without a slash at the end; '' if unknown. */
  readonly url: string
  readonly lang: string
  /** The path that it is served under, with a slash at both ends. */
  readonly base: string
  /** In the order of their paths; then those that Lectern made. */
  readonly pages: readonly SitePage[]
  readonly navigation: readonly SiteEntry[]
}

/** What `outputs` may do. */
export interface OutputContext {
  /** The HTML of a page of the site. */
  html(page: Pick<SitePage, 'address'>): string
  /** Tells the author something of the site. */
  report(code: string, message: string, details?: ReportDetails): void
}

/** A file for the output folder. */
export interface PluginFile {
  /** Below the output folder, with `/`. */
  readonly path: string
  readonly content: string | Uint8Array
}

/** Defines a plugin: gives it back, with its types checked. */
export const definePlugin = (plugin: Plugin): Plugin => plugin
