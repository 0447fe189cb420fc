import type { Span } from '../diagnostics/diagnostic.ts'
import type { Ignore } from '../diagnostics/ignores.ts'
import type { Heading } from '../markdown/heading.ts'
import type { Chunk } from '../markdown/holes.ts'
import type { Label, LabelKind } from '../markdown/labels.ts'
import type { FrontMatter } from './front-matter.ts'

/** A value of the front matter: plain data, or text with holes in it. */
export type FrontValue =
  | string
  | number
  | boolean
  | null
  | readonly FrontValue[]
  | { readonly chunks: readonly Chunk[] }
  | { readonly [key: string]: FrontValue }

/** A heading of a compiled page; with chunks where its text shows the titles of other pages. */
export interface DocumentHeading extends Heading {
  readonly chunks: readonly Chunk[] | undefined
}

/**
 * A compiled page: plain data that knows nothing of other pages. What depends on them are holes in its chunks.
 */
export interface Document {
  /** Path of the source from the site's root. */
  readonly path: string
  readonly address: string
  readonly output: string
  readonly title: string
  /** The text begins with a heading that is the title, so the template must not show it again. */
  readonly showsTitle: boolean
  readonly front: FrontMatter['known']
  /** Addresses of the front matter, with holes: `next_url`, `prev_url`. */
  readonly nextUrl: readonly Chunk[] | undefined
  readonly prevUrl: readonly Chunk[] | undefined
  /** Address of the picture that front matter names, as seen from the page. */
  readonly image: string | undefined
  /** Keys of the front matter that Lectern does not know. */
  readonly other: Readonly<Record<string, FrontValue>>
  /** Where `template` and `redirect_from` stand, for faults that are found later. */
  readonly spans: Readonly<Record<string, Span>>
  readonly headings: readonly DocumentHeading[]
  readonly labels: readonly Label[]
  /** How many things of each kind are numbered. */
  readonly counts: { readonly [Kind in LabelKind]?: number }
  /** Every id of the page. */
  readonly anchors: readonly string[]
  readonly chunks: readonly Chunk[]
  /** Links to other hosts. */
  readonly externals: readonly { readonly url: string; readonly span: Span }[]
  /** What its author wants not to be told. */
  readonly ignores: readonly Ignore[]
  /** Constants of the site that it uses. */
  readonly constants: readonly string[]
  /** Its numbered things that it refers to itself. */
  readonly referenced: readonly string[]
  /** Ids of other pages that its text names. */
  readonly named: readonly string[]
  /** How long the text is, in words; a Chinese, Japanese or Korean character counts as 0.4 of one. */
  readonly words: number
  /** Files outside of content and assets that the page publishes: path and output path. */
  readonly published: readonly (readonly [path: string, output: string])[]
  /** Styles of the page's formulas: the class, and what it stands for. */
  readonly styles: readonly (readonly [name: string, declarations: string])[]
}

/** All of a page but its text. */
export type DocumentFacts = Omit<Document, 'chunks'>

/** The facts of a page; its text is not touched, so that it need not be read. */
export const factsOf = (document: Document): DocumentFacts => ({
  path: document.path,
  address: document.address,
  output: document.output,
  title: document.title,
  showsTitle: document.showsTitle,
  front: document.front,
  nextUrl: document.nextUrl,
  prevUrl: document.prevUrl,
  other: document.other,
  spans: document.spans,
  headings: document.headings,
  labels: document.labels,
  counts: document.counts,
  anchors: document.anchors,
  published: document.published,
  externals: document.externals,
  ignores: document.ignores,
  constants: document.constants,
  referenced: document.referenced,
  named: document.named,
  image: document.image,
  styles: document.styles,
  words: document.words,
})

/** Facts as text, for what keeps them and for other threads: each document's once. */
const packed = new WeakMap<Document, string>()

/** The facts of a page as JSON. */
export function packFacts(document: Document): string {
  const text = packed.get(document) ?? JSON.stringify(factsOf(document))
  packed.set(document, text)
  return text
}

/**
 * A document of facts that were packed. Its text is elsewhere: it is asked for when it is wanted, which for most pages is
 * never.
 */
export function unpackDocument(facts: string, textOf: () => readonly Chunk[]): Document {
  // Facts are plain data, and only those that were packed come here.
  const known = JSON.parse(facts) as DocumentFacts
  const document: Document = {
    ...known,
    get chunks() {
      return textOf()
    },
  }
  packed.set(document, facts)
  return document
}

/** A page that no author wrote: without text, for a template that shows something of the site. */
export const madePage = ({
  title,
  address,
  output,
  front = {},
}: Pick<Document, 'title' | 'address' | 'output'> & Partial<Pick<Document, 'front'>>): Document => ({
  path: '',
  address,
  output,
  title,
  showsTitle: false,
  front,
  nextUrl: undefined,
  prevUrl: undefined,
  image: undefined,
  other: {},
  spans: {},
  headings: [],
  labels: [],
  counts: {},
  anchors: [],
  chunks: [],
  ignores: [],
  externals: [],
  constants: [],
  referenced: [],
  named: [],
  published: [],
  styles: [],
  words: 0,
})
