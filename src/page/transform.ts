import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Compilation } from '../markdown/compilation.ts'
import type { Heading } from '../markdown/heading.ts'
import type { Label } from '../markdown/labels.ts'
import { idsOf } from './ids.ts'
import { countWords } from './words.ts'

/** A page whose HTML can be changed: with the marks of holes in it, of which there are `holes`. */
export interface TransformedPage {
  readonly path: string
  readonly address: string
  readonly title: string
  readonly front: Readonly<Record<string, unknown>>
  readonly headings: readonly Heading[]
  readonly labels: readonly Pick<Label, 'id' | 'kind' | 'n'>[]
  readonly words: number
  readonly html: string
  readonly holes: number
}

/** Gives the HTML that a page is to have. */
export type TransformPage = (
  page: TransformedPage,
  tools: {
    /** The text of a file of the site. */
    readonly text: (path: string) => string | undefined
    readonly report: (diagnostic: Diagnostic) => void
  },
) => string

/** The HTML that plugins make of a page. Ids that they add can be linked to, those that they leave out cannot. */
export function transformHtml(
  transform: TransformPage,
  compilation: Compilation,
  html: string,
  { title, front }: Pick<TransformedPage, 'title' | 'front'>,
): string {
  const { page, headings, labels, anchors, holes, ask, diagnostics } = compilation
  const after = transform(
    {
      path: page.path,
      address: page.address,
      title,
      front,
      headings: headings.map(({ level, id, text }) => ({ level, id, text })),
      labels: Array.from(labels.values(), ({ id, kind, n }) => ({ id, kind, n })),
      words: countWords(html),
      html,
      holes: holes.length,
    },
    { text: (path) => ask('text', path)?.text, report: (item) => diagnostics.push(item) },
  )
  if (after === html) return html
  const ids = idsOf(after)
  for (const id of idsOf(html)) if (!ids.has(id)) anchors.delete(id)
  for (const id of ids) anchors.add(id)
  headings.splice(0, headings.length, ...headings.filter(({ id }) => anchors.has(id)))
  return after
}
