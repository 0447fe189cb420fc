import { compileOne, type PageCompiler } from '../build/stages/compile.ts'
import type { Settings } from '../config/settings.ts'
import type { Remembered } from '../incremental/memo.ts'
import { NO_FILE } from '../markdown/ask.ts'
import { splitFrontMatter } from '../markdown/text/front-matter.ts'
import { prettyName } from '../page/compile.ts'
import { type Document, generatedPage } from '../page/document.ts'
import { readPage } from '../page/read.ts'

/**
 * Pages that are compiled when somebody asks for what is in them. The index of a site needs little of a page: its
 * address, and a title. Both come from the front matter until the page is compiled; everything else compiles it.
 */

/** What of a page the index of the site is made from. */
interface Head {
  readonly address: string
  readonly output: string
  readonly title: string
  readonly front: Document['front']
}

/** A page of a site that is being written. */
export interface LivePage {
  readonly path: string
  /** A document whose parts are always those of now. */
  readonly document: Document
  /** Compiles the page, unless it is known to be as it was; undefined where its file cannot be read. */
  readonly compile: () => Remembered<Document> | undefined
  /** Reads the front matter again, and leaves compiling for later. */
  readonly look: () => void
  /** Equal for pages that look the same to the index of a site. */
  readonly digest: () => string
  /** What it compiled to when it was compiled last; undefined before that. */
  readonly known: () => Document | undefined
}

/** What live pages are compiled with; it changes under them. */
export interface LiveContext {
  readonly compiler: () => PageCompiler
  /** Grows with every change of the site: what was asked for before may have another answer now. */
  readonly epoch: () => number
}

/** The page of a source. */
export function livePage(path: string, context: LiveContext): LivePage {
  const state: { head: Head; compiled: Remembered<Document> | undefined; checked: number } = {
    head: lookAt(path, context.compiler()),
    compiled: undefined,
    checked: -1,
  }
  const compile = (): Remembered<Document> | undefined => {
    if (state.checked === context.epoch()) return state.compiled
    state.checked = context.epoch()
    state.compiled = compileOne(context.compiler(), path)
    if (state.compiled) state.head = state.compiled.outcome.value
    return state.compiled
  }
  const whole = (): Document => compile()?.outcome.value ?? emptyDocument
  const document: Document = {
    path,
    get address() {
      return state.head.address
    },
    get output() {
      return state.head.output
    },
    get title() {
      return state.head.title
    },
    get front() {
      return state.head.front
    },
    get showsTitle() {
      return whole().showsTitle
    },
    get nextUrl() {
      return whole().nextUrl
    },
    get prevUrl() {
      return whole().prevUrl
    },
    get image() {
      return whole().image
    },
    get externals() {
      return whole().externals
    },
    get ignores() {
      return whole().ignores
    },
    get constants() {
      return whole().constants
    },
    get referenced() {
      return whole().referenced
    },
    get named() {
      return whole().named
    },
    get other() {
      return whole().other
    },
    get spans() {
      return whole().spans
    },
    get headings() {
      return whole().headings
    },
    get labels() {
      return whole().labels
    },
    // Numbers by chapter need those of all pages before: until they are compiled there are none.
    get counts() {
      return state.compiled?.outcome.value.counts ?? {}
    },
    get anchors() {
      return whole().anchors
    },
    get chunks() {
      return whole().chunks
    },
    get published() {
      return whole().published
    },
    get styles() {
      return whole().styles
    },
    get words() {
      return whole().words
    },
  }
  return {
    path,
    document,
    compile,
    look: () => {
      state.head = lookAt(path, context.compiler())
    },
    digest: () => {
      const { address, output, title, front } = state.head
      const counts = context.compiler().settings.numbering === 'chapter' ? document.counts : undefined
      return JSON.stringify([address, output, title, front.order, front.date, front.draft, front.redirect_from, counts])
    },
    known: () => state.compiled?.outcome.value,
  }
}

/** Reads the front matter of a page, and takes its first heading for a title where there is none. */
function lookAt(path: string, { session, settings }: PageCompiler): Head {
  const file = session.inputs.text(path) ?? NO_FILE
  const { value } = readPage({ path, file }, settings)
  const { known } = value.front
  return {
    address: value.place.address,
    output: value.place.output,
    title: plainTitle(known.title, settings) ?? firstHeading(value.text) ?? prettyName(path),
    front: known,
  }
}

const plainTitle = (title: string | undefined, { constants }: Settings): string | undefined =>
  title?.replace(/\$([\w-]+)\$/g, (written, name: string) => constants.get(name) ?? written)

function firstHeading(text: string): string | undefined {
  const body = text.slice(splitFrontMatter(text).bodyStart)
  return /^#{1,6}[ \t]+(.+?)(?:[ \t]+#*)?[ \t]*(?:\{[^}\n]*\})?$/m.exec(body)?.[1]
}

const emptyDocument = generatedPage({ title: '', address: '/', output: '' })
