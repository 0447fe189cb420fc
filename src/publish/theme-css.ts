import type { Output } from '../layout/layout.ts'
import type { Listing } from './published.ts'

/** `lectern/theme.css`: what `theme:` says of colours, fonts and width. A site that says nothing has none. */
export function themeCss({ theme }: Listing): Output[] {
  const { variables } = theme.settings.theme
  if (variables.length === 0) return []
  const lines = variables.map(([name, value]) => `  ${name}: ${value};\n`)
  return [{ path: 'lectern/theme.css', text: `:root {\n${lines.join('')}}\n` }]
}
