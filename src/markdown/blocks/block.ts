import type { InterfaceWords } from '../../config/interface-words.ts'
import type { Severity } from '../../diagnostics/codes.ts'
import type { PictureSize } from '../../files/picture.ts'
import type { FoundFile } from '../ask.ts'
import type { LabelKind } from '../labels.ts'
import type { PictureChoice } from '../picture-choice.ts'
import type { CodeOptions } from '../text/code-lines.ts'
import type { Fragment, InlineText, MarkdownText } from '../text/html.ts'

/** The kinds of values that a field of a block takes, and what `render` gets for each. */
export interface FieldValues {
  /** Text as written: `1.10` stays `1.10`. */
  readonly string: string
  /** Text as written, in which no constants are put. */
  readonly code: string
  /** A file of the site or an `http(s)` address. */
  readonly path: string
  readonly number: number
  /** A number, also with `%` behind it. */
  readonly percent: number
  /** `yes` or `no`, `true` or `false`. */
  readonly flag: boolean
  /** Inline Markdown. */
  readonly inline: InlineText
  /** Any Markdown: paragraphs, lists, code, other blocks. */
  readonly markdown: MarkdownText
  /** A list of texts; one text is a list of one. */
  readonly list: readonly string[]
}

/** The name of a kind of values; `items` is a list whose entries have fields of their own. */
export type FieldType = keyof FieldValues | 'items'

/** One field of a block. */
export interface Field {
  readonly type: FieldType
  /** One sentence for the reference. */
  readonly doc: string
  readonly required?: true
  readonly default?: string | number | boolean
  /** Of `items`: the fields of each entry. */
  readonly of?: Fields
  /** Of `items`: the field that an entry without fields stands for. */
  readonly shorthand?: string
}

/** The fields of a block by their names. */
export type Fields = Readonly<Record<string, Field>>

/** What `render` gets for a table of fields: required ones and those with a default are always there. */
export type Values<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends { required: true } | { default: string | number | boolean }
    ? FieldValue<F[Name]>
    : FieldValue<F[Name]> | undefined
}

/** What `render` gets for one field. */
export type FieldValue<F extends Field> = F extends { readonly type: 'items'; readonly of: infer Of extends Fields }
  ? readonly Values<Of>[]
  : F['type'] extends keyof FieldValues
    ? FieldValues[F['type']]
    : never

/** The text of a file that a block read. */
export interface SourceText {
  /** Path from the site's root. */
  readonly path: string
  readonly text: string
  /** Where what is meant of it begins: 0. */
  readonly offset: number
  /** False where some of its bytes are no UTF-8, which the author was told. */
  readonly isUtf8: boolean
}

/** What a block may do while it renders. */
export interface BlockContext {
  /** "Figure 2." of a numbered block; nothing for others. */
  readonly label: Fragment
  /** The id of a numbered block; not always the one written, since ids of a page are unique. */
  readonly labelId: string
  /** "Figure 2", for names that are read aloud. */
  readonly labelText: string
  /** What readers see beside the author's text, in the language of the page: `words.playVideo`. */
  readonly words: InterfaceWords
  /** Fields of a block with open fields, in the order written. */
  readonly entries: readonly (readonly [name: string, text: string])[]
  /**
   * The file of a path, looked for where the dialect says; an `http(s)` address as it is. Tells the author, and gives
   * undefined, where there is none.
   */
  resource(path: string, field: string): { readonly address: string; readonly file: FoundFile | undefined } | undefined
  /** The text of a file; tells the author where there is none, and of what was decoded wrongly in prose. */
  text(path: string, field: string, options?: { readonly isProse?: boolean }): SourceText | undefined
  /** Size of a picture. */
  picture(file: FoundFile, field: string, percent?: number): (PictureSize & Partial<PictureChoice>) | undefined
  /** The href of a link as an author writes it, checked and made relative. */
  link(href: string, field: string): string
  /** Highlighted code, as a fence of that language has it. */
  highlight(code: string, language: string, options?: Partial<CodeOptions>): Fragment
  /** The Markdown of a file in place of the block. */
  include(path: string, field: string): void
  /** A table of contents in place of the block. */
  toc(options: { readonly from: number; readonly to: number; readonly exclude: readonly string[] }): void
  /** A text for `%name`, from here to the end of the page. */
  define(name: string, text: string): void
  /**
   * Tells the author something of a field, or of the whole block. The code is one of Lectern, or `name/code` of the plugin; without a
   * slash, the name is put before it.
   */
  report(
    code: string,
    message: string,
    details?: {
      /** The place is the value of this field, as `caption` or, of a list, `wrong.0.answer`… */
      readonly field?: string
      /** …or the name of this one… */
      readonly key?: string
      /** …or this offset in another file. */
      readonly source?: Pick<SourceText, 'path'>
      readonly start?: number
      readonly hint?: string | undefined
      /** Of a code that is not Lectern's: a warning by default. The `rules` of a site may say otherwise. */
      readonly severity?: Severity | undefined
    },
  ): void
}

/** What a block gives: HTML, or undefined where there is nothing to show. */
export type Rendered = Fragment | undefined

/** A block: data, and one pure function. Of plugins it may give a promise. */
export interface Block<Result = Rendered | Promise<Rendered>> {
  readonly name: string
  /** One sentence for the reference. */
  readonly doc: string
  readonly fields: Fields
  /** The field that `name: value` stands for. */
  readonly shorthand?: string
  /** Any names are fields: they come in `context.entries`. */
  readonly open?: true
  /** It stands in text, anywhere in a line, and gives HTML that may stand there. */
  readonly inline?: true
  /** It has a number and a label, of this kind, where its field `id` has a value. */
  readonly numbered?: LabelKind
  /** YAML of the block, for the reference; it runs as a test. */
  readonly example: string
  readonly render: (values: Readonly<Record<string, unknown>>, context: BlockContext) => Result
}

/** A block with the types of its fields. */
export interface BlockDefinition<F extends Fields, Result = Rendered | Promise<Rendered>>
  extends Omit<Block, 'fields' | 'render'> {
  readonly fields: F
  /** Gives the HTML; undefined where there is nothing to show. */
  readonly render: (values: Values<F>, context: BlockContext) => Result
}

/**
 * Defines a block. The types of the values that `render` gets are inferred from `fields`; the engine has checked them
 * when it calls `render`.
 */
export function defineBlock<const F extends Fields, Result extends Rendered | Promise<Rendered>>(
  definition: BlockDefinition<F, Result>,
): Block<Result> {
  // The engine fills `values` from the same table that `Values<F>` is made from: this is the one place that says so.
  return { ...definition, render: (values, context) => definition.render(values as Values<F>, context) }
}
