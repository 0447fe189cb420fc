import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { decodePath } from '../files/paths.ts'
import type { TemplateSource } from './templates.ts'

const ADDRESS = /\s(href|src|srcset|poster)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ROOT = /^\{\{\{?\s*(?:@root\.|\.\.\/)*root\s*\}?\}\}/

/** Files that a site has where its pages give rise to them: the theme's own templates name them in conditions. */
const MADE_OF_CONTENT = /^lectern\/(?:style\.css|formulas\/.*|search\/.*)$/

/**
 * Checks addresses of templates that are known before any page is rendered: `{{root}}` and a path, or a path from the
 * host's root. `paths` are those of the output folder, `anchorsOf` gives the ids of the page that is written to one.
 */
export function checkTemplateLinks(
  sources: readonly TemplateSource[],
  base: string,
  paths: ReadonlyMap<string, unknown>,
  anchorsOf: (path: string) => readonly string[] | undefined,
): Diagnostic[] {
  return sources.flatMap(({ path, text }) =>
    addressesIn(text).flatMap(({ written, start }): Diagnostic[] => {
      const root = ROOT.exec(written)?.[0] ?? (written.startsWith(base) ? base : undefined)
      if (root === undefined) return []
      const rest = written.slice(root.length)
      const wanted = decodePath(rest.replace(/[?#].*$/s, ''))
      if (rest.includes('{{') || wanted.startsWith('/')) return []
      const span = { path, start, end: start + written.length }
      const found = fileAt(paths, wanted)
      if (found === undefined && MADE_OF_CONTENT.test(wanted)) return []
      if (found === undefined)
        return [
          diagnostic('template/missing-file', `There is no \`${wanted}\` in the site.`, {
            span,
            hint: didYouMean(wanted, paths) ?? 'put the file into the assets folder, at this path',
          }),
        ]
      const fragment = decodePath(/#(.+)$/s.exec(rest)?.[1] ?? '')
      const anchors = fragment === '' || fragment === 'top' ? undefined : anchorsOf(found)
      return anchors && !anchors.includes(fragment)
        ? [
            diagnostic('link/unknown-anchor', `The page \`/${wanted}\` has no heading or id \`${fragment}\`.`, {
              span,
              hint: didYouMean(fragment, anchors),
            }),
          ]
        : []
    }),
  )
}

/** Each address of a template, and where it stands; a `srcset` has several. */
function addressesIn(text: string): { readonly written: string; readonly start: number }[] {
  return Array.from(text.matchAll(ADDRESS)).flatMap((match) => {
    const value = match[2] ?? match[3] ?? ''
    const start = match.index + match[0].length - 1 - value.length
    if (match[1] !== 'srcset') return [{ written: value, start }]
    return Array.from(value.matchAll(/(?:^|,)\s*((?:\{\{[^}]*\}\}\}?|[^\s,])+)/g), ([, written = '']) => ({
      written,
      start: start + value.indexOf(written),
    }))
  })
}

/** The path of the file that a server gives for a path. */
const fileAt = (paths: ReadonlyMap<string, unknown>, path: string): string | undefined =>
  [path, path === '' ? 'index.html' : `${path.replace(/\/$/, '')}/index.html`].find((candidate) => paths.has(candidate))
