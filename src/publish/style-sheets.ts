import type { Output, Theme } from '../layout/layout.ts'
import type { Document } from '../page/document.ts'

/** What the style sheet is made of. */
interface Styled {
  readonly theme: Pick<Theme, 'settings' | 'styles'>
  readonly articles: readonly { readonly document: Pick<Document, 'styles'> }[]
}

/**
 * `lectern/style.css`, the style sheet of all pages: the theme's, and what `theme:` says of colours, fonts and width; and where
 * pages have formulas, `lectern/formulas/formulas.css`, which these load.
 */
export function styleSheets({ theme, articles }: Styled): Output[] {
  const { base, formulas } = theme.styles()
  if (base === '') return []
  const ofFormulas = formulasOf(articles, formulas)
  return [
    { path: 'lectern/style.css', text: base + settingsOf(theme) },
    ...(ofFormulas === '' ? [] : [{ path: 'lectern/formulas/formulas.css', text: ofFormulas }]),
  ]
}

function settingsOf({ settings }: Styled['theme']): string {
  const { variables } = settings.theme
  return variables.length === 0
    ? ''
    : `\n:root {\n${variables.map(([name, value]) => `  ${name}: ${value};\n`).join('')}}\n`
}

/** The fixed styles of formulas, and a rule for each class that they were given. */
function formulasOf(articles: Styled['articles'], fixed: string): string {
  const rules = new Set<string>()
  let some = false
  for (const { document } of articles) {
    for (const [name, declarations] of document.styles) {
      some = true
      if (declarations !== '') rules.add(`:is(math, math *).${name}{${declarations}}\n`)
    }
  }
  return some ? `${fixed}\n${[...rules].sort().join('')}` : ''
}
