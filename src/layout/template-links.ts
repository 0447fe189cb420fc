import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/nearest.ts'
import { decodePath } from '../files/paths.ts'
import type { TemplateSource } from './templates.ts'

const ADDRESS = /\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ROOT = /^\{\{\{?\s*(?:@root\.|\.\.\/)*root\s*\}?\}\}/

/**
 * Checks addresses of templates that are known before any page is rendered: `{{root}}` and a path, or a path from the
 * host's root. `paths` are those of the output folder.
 */
export function checkTemplateLinks(
  sources: readonly TemplateSource[],
  base: string,
  paths: ReadonlyMap<string, unknown>,
): Diagnostic[] {
  return sources.flatMap(({ path, text }) =>
    Array.from(text.matchAll(ADDRESS)).flatMap((match): Diagnostic[] => {
      const written = match[1] ?? match[2] ?? ''
      const root = ROOT.exec(written)?.[0] ?? (written.startsWith(base) ? base : undefined)
      if (root === undefined) return []
      const rest = written.slice(root.length)
      const wanted = decodePath(rest.replace(/[?#].*$/s, ''))
      if (rest.includes('{{') || wanted.startsWith('/') || isThere(paths, wanted)) return []
      const start = match.index + match[0].indexOf(written)
      return [
        diagnostic('template/missing-file', `There is no \`${wanted}\` in the site.`, {
          span: { path, start, end: start + written.length },
          hint: didYouMean(wanted, paths) ?? 'put the file into the assets folder, at this path',
        }),
      ]
    }),
  )
}

const isThere = (paths: ReadonlyMap<string, unknown>, path: string): boolean =>
  paths.has(path) || paths.has(path === '' ? 'index.html' : `${path.replace(/\/$/, '')}/index.html`)
