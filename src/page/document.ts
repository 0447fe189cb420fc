import type { Span } from '../diagnostics/diagnostic.ts'
import type { Ignore } from '../diagnostics/ignores.ts'
import type { Heading } from '../markdown/heading.ts'
import type { Label, LabelKind } from '../markdown/labels.ts'
import type { Chunk } from '../markdown/text/holes.ts'
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

/** A link to another host. */
export interface ExternalLink {
  readonly url: string
  readonly span: Span
}

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
  readonly externals: readonly ExternalLink[]
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

/** What of a document is looked at only by what refers to the page, or where the page itself is linked. */
type Details = Pick<
  Document,
  | 'nextUrl'
  | 'prevUrl'
  | 'image'
  | 'other'
  | 'spans'
  | 'headings'
  | 'labels'
  | 'counts'
  | 'anchors'
  | 'referenced'
  | 'named'
>
/** What is looked at of every page. */
type Brief = Omit<Document, keyof Details | 'chunks'>

const detailsOf = (document: Document): Details => ({
  nextUrl: document.nextUrl,
  prevUrl: document.prevUrl,
  image: document.image,
  other: document.other,
  spans: document.spans,
  headings: document.headings,
  labels: document.labels,
  counts: document.counts,
  anchors: document.anchors,
  referenced: document.referenced,
  named: document.named,
})

const briefOf = (document: Document): Brief => ({
  path: document.path,
  address: document.address,
  output: document.output,
  title: document.title,
  showsTitle: document.showsTitle,
  front: document.front,
  published: document.published,
  externals: document.externals,
  ignores: document.ignores,
  constants: document.constants,
  styles: document.styles,
  words: document.words,
})

/** The facts of a page, all but its text, as two lines of JSON: what is looked at of every page, and the details. */
export function packFacts(document: Document): string {
  if (document instanceof PackedDocument) return document.facts
  return `${JSON.stringify(briefOf(document))}\n${JSON.stringify(detailsOf(document))}`
}

/** What is looked at of every page, as it is kept: what is the same of most pages is one text. */
export interface PackedBrief extends Pick<Brief, 'path' | 'address' | 'output' | 'title' | 'words'> {
  /** The rest as JSON. */
  readonly rest: string
}

type Rest = readonly [
  showsTitle: boolean,
  /** Undefined where the title is all that it says. */
  front: Document['front'] | null,
  published: Document['published'],
  externals: Document['externals'],
  ignores: Document['ignores'],
  constants: readonly string[],
  styles: Document['styles'],
]

/** Packs what is looked at of every page. */
export function packBrief(document: Document): PackedBrief {
  if (document instanceof PackedDocument && document.brief) return document.brief
  const { path, address, output, title, words, showsTitle, front } = document
  const { published, externals, ignores, constants, styles } = document
  const isTitle = front.title === title && Object.keys(front).length === 1
  const rest: Rest = [showsTitle, isTitle ? null : front, published, externals, ignores, constants, styles]
  return { path, address, output, title, words, rest: JSON.stringify(rest) }
}

/** The rest that was read last: that of the next page is mostly the same. Pages share what it holds, which nobody changes. */
const last: { text: string; rest: Rest } = { text: '', rest: [false, null, [], [], [], [], []] }

function unpackBrief({ path, address, output, title, words, rest }: PackedBrief): Brief {
  if (last.text !== rest) {
    // Only what was packed comes here.
    last.rest = JSON.parse(rest) as Rest
    last.text = rest
  }
  const [showsTitle, front, published, externals, ignores, constants, styles] = last.rest
  return {
    path,
    address,
    output,
    title,
    showsTitle,
    front: front ?? { title },
    published,
    externals,
    ignores,
    constants,
    styles,
    words,
  }
}

/** Finds the text of a packed document. */
export type ChunksOf = (document: PackedDocument) => readonly Chunk[]

/** Finds its facts. */
export type FactsOf = (document: PackedDocument) => string

/** A document of facts that were packed. */
export function unpackFacts(facts: string, textOf: ChunksOf): PackedDocument {
  // Facts are plain data, and only those that were packed come here.
  const brief = JSON.parse(facts.slice(0, facts.indexOf('\n'))) as Brief
  return new PackedDocument(brief, facts, textOf)
}

/** A document of which only what is looked at of every page is there: its facts are elsewhere, too. */
export const documentOfBrief = (brief: PackedBrief, factsOf: FactsOf, textOf: ChunksOf): PackedDocument =>
  new PackedDocument(unpackBrief(brief), factsOf, textOf, brief)

const NONE: readonly never[] = []
/** A list to be kept: those without items are one. */
const lasting = <Item>(list: readonly Item[]): readonly Item[] => (list.length ? list : NONE)

/**
 * A document whose details are read when they are wanted, and whose text is elsewhere: of most pages nobody asks for them. There
 * are many thousands, so each field has its place from the beginning.
 */
export class PackedDocument implements Document {
  readonly path: string
  readonly address: string
  readonly output: string
  readonly title: string
  readonly showsTitle: boolean
  readonly front: Document['front']
  readonly published: Document['published']
  readonly externals: Document['externals']
  readonly ignores: Document['ignores']
  readonly constants: readonly string[]
  readonly styles: Document['styles']
  readonly words: number
  /** As it was kept. */
  readonly brief: PackedBrief | undefined
  /** Fingerprint of what other pages can know of it, where somebody asked for that. */
  known: string | undefined
  readonly #facts: string | FactsOf
  readonly #textOf: ChunksOf
  #details: Details | undefined

  constructor(brief: Brief, facts: string | FactsOf, textOf: ChunksOf, packed?: PackedBrief) {
    this.path = brief.path
    this.address = brief.address
    this.output = brief.output
    this.title = brief.title
    this.showsTitle = brief.showsTitle
    this.front = brief.front
    this.published = lasting(brief.published)
    this.externals = lasting(brief.externals)
    this.ignores = lasting(brief.ignores)
    this.constants = lasting(brief.constants)
    this.styles = lasting(brief.styles)
    this.words = brief.words
    this.brief = packed
    this.#facts = facts
    this.known = undefined
    this.#textOf = textOf
    this.#details = undefined
  }
  /** As `packFacts` gives them. */
  get facts(): string {
    return typeof this.#facts === 'string' ? this.#facts : this.#facts(this)
  }
  get #all(): Details {
    if (!this.#details) {
      const { facts } = this
      // Only what was packed is there.
      this.#details = JSON.parse(facts.slice(facts.indexOf('\n') + 1)) as Details
    }
    return this.#details
  }
  get nextUrl() {
    return this.#all.nextUrl
  }
  get prevUrl() {
    return this.#all.prevUrl
  }
  get image() {
    return this.#all.image
  }
  get other() {
    return this.#all.other
  }
  get spans() {
    return this.#all.spans
  }
  get headings() {
    return this.#all.headings
  }
  get labels() {
    return this.#all.labels
  }
  get counts() {
    return this.#all.counts
  }
  get anchors() {
    return this.#all.anchors
  }
  get referenced() {
    return this.#all.referenced
  }
  get named() {
    return this.#all.named
  }
  get chunks() {
    return this.#textOf(this)
  }
}

/** A page that no author wrote: without text, for a template that shows something of the site. */
export const generatedPage = ({
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
