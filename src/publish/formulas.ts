import type { Output } from '../layout/layout.ts'
import type { Document } from '../page/document.ts'

/** `lectern/formulas.css`: the styles of the formulas of all pages. Pages that have some load it. */
export function formulasCss({
  articles,
}: {
  readonly articles: readonly { readonly document: Pick<Document, 'styles'> }[]
}): Output[] {
  const rules = new Set(
    articles.flatMap(({ document }) =>
      document.styles.map(([name, declarations]) => `:is(math, math *).${name}{${declarations}}\n`),
    ),
  )
  return rules.size ? [{ path: 'lectern/formulas.css', text: [...rules].sort().join('') }] : []
}
