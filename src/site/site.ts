import type { Settings } from '../config/settings.ts'
import { type Diagnostic, diagnostic, type Outcome } from '../diagnostics/diagnostic.ts'
import type { Document } from '../page/document.ts'
import { type Answer, createAnswers, type PlacedPage } from './answers.ts'
import { type Chapter, placeChapters } from './chapters.ts'
import { type NavigationNode, navigationOfFolders, readingOrder, readNavigation } from './navigation.ts'
import { pageNames } from './page-names.ts'

/** All pages together: facts only. Answers every question that linking may ask. */
export interface Site {
  readonly documents: readonly Document[]
  readonly navigation: readonly NavigationNode[]
  /** Chapters without a page of their own. */
  readonly chapters: readonly Chapter[]
  /** Addresses of the pages that the navigation lists, in reading order. */
  readonly listed: readonly string[]
  readonly answer: Answer
}

/** The one barrier of a build: makes the site of all documents. */
export function indexSite(
  documents: readonly Document[],
  settings: Settings,
  drafts: readonly Document[] = [],
): Outcome<Site> {
  const diagnostics: Diagnostic[] = []
  const byAddress = new Map<string, Document>()
  for (const document of documents) {
    const first = byAddress.get(document.address)
    if (!first) byAddress.set(document.address, document)
    else {
      diagnostics.push(
        diagnostic(
          'page/duplicate-address',
          `\`${first.path}\` and \`${document.path}\` have the same address \`${document.address}\`.`,
          {
            span: { path: document.path, start: 0, end: 1 },
            related: [{ span: { path: first.path, start: 0, end: 1 }, message: 'has it first' }],
            hint: 'rename one of them, or give it another `slug`',
          },
        ),
      )
    }
  }
  const all = pageNames(documents)
  const draftNames = pageNames(drafts)
  const read = settings.nav ? readNavigation(settings.nav, all, draftNames) : undefined
  diagnostics.push(...(read?.diagnostics ?? []))
  const { navigation, chapters } = placeChapters(read?.value ?? navigationOfFolders(documents), documents)
  const listed = readingOrder(navigation)
  const unnamed = unnamedAddresses(navigation)
  const generated = [
    ...(documents.length && !byAddress.has('/') ? [generatedFact(settings.title || 'Home', '/')] : []),
    ...chapters.map(({ title, address }) => generatedFact(title, address)),
  ]
  const names = pageNames<PlacedPage>(documents, unnamed, generated)
  return {
    value: {
      documents,
      navigation,
      chapters,
      listed,
      answer: createAnswers({
        documents,
        byAddress,
        names,
        generated,
        drafts: draftNames,
        navigation,
        listed,
        settings,
      }),
    },
    diagnostics,
  }
}

/** A page that Lectern makes, as links see it. */
const generatedFact = (title: string, address: string): PlacedPage => ({
  path: '',
  title,
  address,
  output: `${address.slice(1)}index.html`,
})

/** Addresses of pages of which every entry begins with `__`. */
function unnamedAddresses(navigation: readonly NavigationNode[]): ReadonlySet<string> {
  const unnamed = new Set<string>()
  const named = new Set<string>()
  const visit = (nodes: readonly NavigationNode[]): void => {
    for (const node of nodes) {
      if (node.address !== undefined) (node.unnamed ? unnamed : named).add(node.address)
      visit(node.children)
    }
  }
  visit(navigation)
  for (const address of named) unnamed.delete(address)
  return unnamed
}
