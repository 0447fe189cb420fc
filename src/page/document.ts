import type { Span } from '../diagnostics/diagnostic.ts'
import type { Ignore } from '../diagnostics/ignores.ts'
import type { ClientPart } from '../markdown/client-parts.ts'
import type { Heading } from '../markdown/heading.ts'
import type { Label, LabelKind } from '../markdown/labels.ts'
import type { PictureVariant } from '../markdown/picture-choice.ts'
import type { Chunk } from '../markdown/text/holes.ts'
import type { Verifiable } from '../markdown/verifiable.ts'
import { flatten } from '../speed/flat-text.ts'
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
  /** Ids that stand in blocks which could not be read. */
  readonly broken: readonly string[]
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
  /**
   * Files outside of assets that the page shows or links to, and those of content that it has in it: path and output path. What
   * lies outside of content is published because of them.
   */
  readonly published: readonly (readonly [path: string, output: string])[]
  /** The page that this one translates has changed since. */
  readonly isOutdated: boolean
  /** Styles of the page's formulas: the class, and what it stands for. A page with formulas has at least `math`, for nothing. */
  readonly styles: readonly (readonly [name: string, declarations: string])[]
  /** Smaller copies of its pictures: where each is published, and what it is. */
  readonly variants: readonly (readonly [output: string, variant: PictureVariant])[]
  /** It has something whose looks are in `components.css`. */
  readonly components: boolean
  /** Parts of the client that the page loads. */
  readonly parts: readonly ClientPart[]
  /** How many exercises and quizzes of it count as solved or not. */
  readonly solvable: number
  /** Engines that its exercises need, each with a place that needs it. */
  readonly engines: readonly { readonly name: string; readonly span: Span }[]
  /** What `lectern check --run` runs of it. */
  readonly verifiable: readonly Verifiable[]
  /** Words with a meaning that it uses. */
  readonly terms: readonly string[]
  /** When it was last changed, as RFC 3339 writes times, or a date; '' where that is not known. */
  readonly changed: string
  /** It shows what they mean. */
  readonly glossary: boolean
}

/**
 * The facts that are looked at of every page, each as it is of a page that Lectern makes. The page summary is what lies in memory of
 * all pages, and in the index of the cache.
 */
const GENERATED_SUMMARY = {
  path: '',
  address: '',
  output: '',
  title: '',
  words: 0,
  solvable: 0,
  changed: '',
  showsTitle: false,
  front: {},
  published: [],
  externals: [],
  ignores: [],
  constants: [],
  styles: [],
  variants: [],
  components: false,
  parts: [],
  terms: [],
  glossary: false,
  engines: [],
} satisfies Partial<Document>

/** The facts, all but the text, that are looked at where a page is linked, or by what refers to it. */
const GENERATED_DETAILS: Omit<Document, keyof typeof GENERATED_SUMMARY | 'chunks'> = {
  nextUrl: undefined,
  prevUrl: undefined,
  image: undefined,
  other: {},
  spans: {},
  headings: [],
  labels: [],
  counts: {},
  anchors: [],
  broken: [],
  referenced: [],
  named: [],
  verifiable: [],
  isOutdated: false,
}

/** What is looked at of every page. */
type PageSummary = Pick<Document, keyof typeof GENERATED_SUMMARY>
/** What of a page is looked at only by what refers to it, or where it is linked itself. */
type PageDetails = typeof GENERATED_DETAILS

/** The facts of a summary that are a text or a number: each is a column of the cache's index. */
type ColumnFact = {
  [Fact in keyof PageSummary]: PageSummary[Fact] extends string | number ? Fact : never
}[keyof PageSummary]

/** A page summary as it is kept. */
export type PackedSummary = Pick<PageSummary, ColumnFact> & {
  /** Its other facts as JSON: those of most pages are the same. */
  readonly rest: string
}

/** A page as it is kept and sent to other threads: all but its text. */
export interface PackedDocument {
  readonly summary: PackedSummary
  /** As JSON. */
  readonly details: string
}

const namesOf = <Facts extends object>(facts: Facts): readonly (keyof Facts)[] => Object.keys(facts) as (keyof Facts)[]

const detailFacts = namesOf(GENERATED_DETAILS)
const isColumn = (fact: keyof PageSummary): fact is ColumnFact => /string|number/.test(typeof GENERATED_SUMMARY[fact])
const columnFacts = namesOf(GENERATED_SUMMARY).filter(isColumn)
const restFacts = namesOf(GENERATED_SUMMARY).filter(
  (fact): fact is Exclude<keyof PageSummary, ColumnFact> => !isColumn(fact),
)

/** Takes over some facts, in their order: objects that get the same have one hidden class. */
function fill<Facts, Fact extends keyof Facts>(
  to: { -readonly [Name in Fact]?: Facts[Name] },
  from: Facts,
  facts: readonly Fact[],
): void {
  for (const fact of facts) to[fact] = from[fact]
}

function pick<Facts, Fact extends keyof Facts>(from: Facts, facts: readonly Fact[]): Pick<Facts, Fact> {
  const picked: Partial<Pick<Facts, Fact>> = {}
  fill(picked, from, facts)
  return picked as Pick<Facts, Fact>
}

/** Of a summary, what is no column. */
type Rest = Omit<PageSummary, ColumnFact>

/** The front matter as it is kept: a title that is the page's, which it mostly is, is left out. */
const packFront = ({ front, title }: Document): object => (front.title === title ? { ...front, title: null } : front)

/** Packs what is looked at of every page. */
export const packSummary = (document: Document): PackedSummary =>
  document instanceof LazyDocument ? document.summary : summaryOf(document)

function summaryOf(document: Document): PackedSummary {
  const summary: { -readonly [Fact in keyof PackedSummary]: PackedSummary[Fact] } = {
    path: '',
    address: '',
    output: '',
    title: '',
    words: 0,
    solvable: 0,
    changed: '',
    rest: shared(JSON.stringify({ ...pick(document, restFacts), front: packFront(document) })),
  }
  fill(summary, document, columnFacts)
  // A title is a part of the page's source, and would keep all of it in memory.
  summary.title = flatten(document.title)
  return summary
}

/** Packs what is looked at of few pages. */
export const packDetails = (document: Document): string =>
  document instanceof LazyDocument ? document.packedDetails : flatten(JSON.stringify(pick(document, detailFacts)))

/** Packs a page: all but its text. */
export const packDocument = (document: Document): PackedDocument => ({
  summary: packSummary(document),
  details: packDetails(document),
})

/** The rest that was packed last: that of the next page is mostly the same, and then is kept once. */
const lastPacked = { text: '' }

function shared(text: string): string {
  if (text !== lastPacked.text) lastPacked.text = flatten(text)
  return lastPacked.text
}

/** The rest that was read last: that of the next page is mostly the same. Pages share what it holds, which nothing changes. */
const last: { text: string; rest: Rest | undefined } = { text: '', rest: undefined }

function unpackRest({ rest: text, title }: PackedSummary): Rest {
  // Only what was packed comes here.
  const rest = last.rest && last.text === text ? last.rest : (JSON.parse(text) as Rest)
  Object.assign(last, { text, rest })
  const front: object = rest.front
  return 'title' in front && front.title === null ? { ...rest, front: { ...front, title } } : rest
}

/** How many pages have their details unpacked: as many as refer to each other in a small site, a part of a large one. */
const MOST_UNPACKED = 4096

/** Pages with unpacked details, in the order in which they were, round and round. */
const unpacked: { readonly pages: (LazyDocument | undefined)[]; next: number } = { pages: [], next: 0 }

/** Finds the text of a document. */
export type ChunksOf = (document: LazyDocument) => readonly Chunk[]

/** Finds its packed details. */
export type DetailsOf = (document: LazyDocument) => string

/** A class whose objects have the facts of a page: they are filled in, or get their getters, by the lists of facts above. */
const DocumentFacts = class {} as new () => Document

/**
 * A document whose details are read when they are wanted, and whose text is elsewhere: of most pages both never are. There
 * are many thousands, so each field has its place from the beginning.
 */
export class LazyDocument extends DocumentFacts {
  /** As it was packed. */
  readonly summary: PackedSummary
  /** Digest of what other pages can know of it, where it is known. */
  publicDigest: string | undefined
  readonly #packed: string | DetailsOf
  readonly #textOf: ChunksOf
  #details: PageDetails | undefined

  constructor(summary: PackedSummary, details: string | DetailsOf, textOf: ChunksOf) {
    super()
    this.summary = summary
    this.publicDigest = undefined
    this.#packed = details
    this.#textOf = textOf
    this.#details = undefined
    fill(this, summary, columnFacts)
    fill(this, unpackRest(summary), restFacts)
  }
  get packedDetails(): string {
    return typeof this.#packed === 'string' ? this.#packed : this.#packed(this)
  }
  get details(): PageDetails {
    // Only what was packed is there.
    const details = this.#details ?? (JSON.parse(this.packedDetails) as PageDetails)
    if (this.#details === undefined) this.#keep(details)
    return details
  }
  /** Keeps its details unpacked until as many other pages were as may be. */
  #keep(details: PageDetails): void {
    const { pages, next } = unpacked
    const last = pages[next]
    if (last) last.#details = undefined
    pages[next] = this
    unpacked.next = (next + 1) % MOST_UNPACKED
    this.#details = details
  }
  get text(): readonly Chunk[] {
    return this.#textOf(this)
  }
}
for (const fact of detailFacts)
  Object.defineProperty(LazyDocument.prototype, fact, {
    get(this: LazyDocument) {
      return this.details[fact]
    },
  })
Object.defineProperty(LazyDocument.prototype, 'chunks', {
  get(this: LazyDocument) {
    return this.text
  },
})

/** The document of a packed page. */
export const unpackDocument = (packed: PackedDocument, textOf: ChunksOf): LazyDocument =>
  new LazyDocument(packed.summary, packed.details, textOf)

/** A page that no author wrote: without text, for a template that shows something of the site. */
export const generatedPage = (
  page: Pick<Document, 'title' | 'address' | 'output'> & Partial<Pick<Document, 'front'>>,
): Document => ({ ...GENERATED_SUMMARY, ...GENERATED_DETAILS, chunks: [], ...page })

/** A document that is not there yet. */
class DeferredDocument extends DocumentFacts {
  readonly #head: () => Partial<Document>
  readonly #whole: () => Document

  constructor(head: () => Partial<Document>, whole: () => Document) {
    super()
    this.#head = head
    this.#whole = whole
  }
  /** What has a fact of it. */
  source(fact: keyof Document): Partial<Document> {
    const head = this.#head()
    return fact in head ? head : this.#whole()
  }
}
for (const fact of namesOf(generatedPage({ title: '', address: '', output: '' })))
  Object.defineProperty(DeferredDocument.prototype, fact, {
    get(this: DeferredDocument) {
      return this.source(fact)[fact]
    },
  })

/** A document of which some facts are known already; each other one is that of the whole at the time when it is asked for. */
export const deferredDocument = (head: () => Partial<Document>, whole: () => Document): Document =>
  new DeferredDocument(head, whole)
