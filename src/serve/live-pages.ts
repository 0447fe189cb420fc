import { compileOne, type PageCompiler } from '../build/stages/compile.ts'
import type { Settings } from '../config/settings.ts'
import type { Remembered } from '../incremental/memo.ts'
import { NO_FILE } from '../markdown/ask.ts'
import { splitFrontMatter } from '../markdown/text/front-matter.ts'
import { prettyName } from '../page/compile.ts'
import { type Document, deferredDocument, generatedPage } from '../page/document.ts'
import { readPage } from '../page/read.ts'
import { plainTitle, shortTitle } from '../page/title.ts'

/**
 * Pages that are compiled when something in them is asked for. The index of a site needs little of a page: its
 * address, and a title. Both come from the front matter until the page is compiled; everything else compiles it.
 */

/** What of a page the index of the site is made from. */
type Head = Pick<Document, 'path' | 'address' | 'output' | 'title' | 'front' | 'counts'>

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
    state.head = headOf(state.compiled?.outcome.value ?? { ...state.head, counts: {} })
    return state.compiled
  }
  const document = deferredDocument(
    () => state.head,
    () => compile()?.outcome.value ?? emptyDocument,
  )
  return {
    path,
    document,
    compile,
    look: () => {
      state.head = { ...lookAt(path, context.compiler()), counts: state.head.counts }
    },
    digest: () => {
      const { address, output, title, front } = state.head
      const counts = context.compiler().settings.numbering === 'chapter' ? document.counts : undefined
      return JSON.stringify([address, output, title, front.order, front.date, front.draft, front.redirect_from, counts])
    },
    known: () => state.compiled?.outcome.value,
  }
}

const headOf = ({ path, address, output, title, front, counts }: Head): Head => ({
  path,
  address,
  output,
  title,
  front,
  counts,
})

/** Reads the front matter of a page, and takes its first heading for a title where there is none. */
function lookAt(path: string, { session, settings }: PageCompiler): Head {
  const file = session.inputs.text(path) ?? NO_FILE
  const { value } = readPage({ path, file }, settings)
  const { known } = value.front
  return {
    path,
    address: value.place.address,
    output: value.place.output,
    title: shortTitle(titleOf(known.title, settings) ?? firstHeading(value.text) ?? prettyName(path)),
    front: known,
    // Numbers by chapter need those of all pages before: until they are compiled there are none.
    counts: {},
  }
}

const titleOf = (title: string | undefined, { constants }: Settings): string | undefined =>
  title && plainTitle(title.replace(/\$([\w-]+)\$/g, (written, name: string) => constants.get(name) ?? written))

function firstHeading(text: string): string | undefined {
  const body = text.slice(splitFrontMatter(text).bodyStart)
  return /^#{1,6}[ \t]+(.+?)(?:[ \t]+#*)?[ \t]*(?:\{[^}\n]*\})?$/m.exec(body)?.[1]
}

const emptyDocument = generatedPage({ title: '', address: '/', output: '' })
