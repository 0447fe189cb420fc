import type { ToolId } from '../tool.ts'

/** What a rewrite may ask, and tell, about the page it works on. */
export interface RewriteContext {
  readonly tool: ToolId
  /** Path of the source that is being rewritten: the page, or a file that it includes. */
  readonly source: string
  /** What the old program makes of an address that stands in a link or a picture; undefined where it stays. */
  readonly link: (address: string) => string | undefined
  /** The page that an address leads to: how links are written here, and its name in references; undefined where none is meant. */
  readonly page: (address: string) => { readonly address: string; readonly name: string } | undefined
  /** A file that the page includes: where it lies in the course, and its text; undefined where there is none. */
  readonly file: (written: string) => { readonly path: string; readonly text: string } | undefined
  /** The Markdown file that is included, by its path in the course; it is rewritten, too. */
  readonly part: (written: string) => string | undefined
  /** A new id, of what was written or of a name that suggests itself. */
  readonly id: (kind: 'Fig' | 'Lst' | 'Tbl' | 'Vid' | 'Ex', wanted: string) => string
  /** The reference to what has this label, as it is written here; undefined where nothing has it. */
  readonly reference: (label: string, text: string | undefined) => string | undefined
  /** Rewrites lines that stand in another block. */
  readonly lines: (lines: readonly string[]) => readonly string[]
  readonly inline: (text: string) => string
  /** A text of the site or of the page: `site.title`, `page.title`. */
  readonly variable: (name: string) => string | undefined
  /** Says what of the page is not taken over, as in "a cell that shows its result". */
  readonly tell: (what: string) => void
  /** Names of components that the page imports from elsewhere, and from where: MDX. */
  readonly imports: Map<string, string>
}

/** Lines that a rewrite took, and what they became. */
export interface Rewritten {
  readonly lines: readonly string[]
  /** The line behind those that it took. */
  readonly next: number
}

/** A form that another program reads, and that is written in another way here. */
export interface Rewrite {
  /** What it is, for people. */
  readonly name: string
  /** Programs whose pages have it. */
  readonly tools: readonly ToolId[]
  /** What is written there, and here: shown in the manual, and held in a test. */
  readonly from: string
  readonly to: string
  /** Reads lines that begin at `at`, outside of code. */
  readonly block?: (lines: readonly string[], at: number, context: RewriteContext) => Rewritten | undefined
  /** `block` reads fences as well: those of directives. */
  readonly takesFences?: true
  /** Reads a fence, whose content is code. */
  readonly fence?: (fence: Fence, context: RewriteContext) => readonly string[] | undefined
  /** The line below a fence that was rewritten goes, too. */
  readonly takesBelow?: true
  /** Reads a piece of text: without code and formulas. */
  readonly inline?: readonly InlineRewrite[]
  /** Reads a role, as in {role}`text`, and what stands between its backticks; the role of plain code is ''. */
  readonly role?: (name: string, content: string, context: RewriteContext) => string | undefined
}

export interface InlineRewrite {
  /** With the flag `g`. */
  readonly pattern: RegExp
  /** Undefined where it stays as it is. */
  readonly replace: (match: readonly string[], context: RewriteContext) => string | undefined
}

/** A fence of a page. */
export interface Fence {
  readonly indent: string
  /** Its marks, such as three backticks. */
  readonly marks: string
  readonly info: string
  readonly body: readonly string[]
  /** The line that ends it, or '' where none does. */
  readonly close: string
  /** The line behind it, where that is an attribute list of kramdown. */
  readonly below: string
  /** As it was written. */
  readonly lines: readonly string[]
}
