import { type Diagnostic, diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import type { Files } from '../files/files.ts'
import { once } from '../files/once.ts'
import { foldPath } from '../files/paths.ts'
import { themeAssets } from './copied-files.ts'

/**
 * Tells of a path of the output folder whether Lectern writes a file there itself: those of the theme and the search, all below
 * `lectern/`, and those of the whole site, which are `published`. A page may be written below `lectern/`; what authors copy or lead
 * from old addresses may not. Only assets, which those who look after the site write, take the place of such a file.
 */
export function reservedAddresses(theme: Files, published: () => Iterable<string>): (path: string) => boolean {
  const reserved = once(
    () => new Set(['404.html', ...published(), ...themeAssets(theme, true).map(([, output]) => output)].map(foldPath)),
  )
  return (path) => (/^lectern\//i.test(path) && !path.endsWith('/index.html')) || reserved().has(foldPath(path))
}

/** Tells that a file or a redirect of an author would take such an address. */
export const reservedAddress = (path: string, span: Span, assets: string): Diagnostic =>
  diagnostic(
    'page/duplicate-address',
    `\`${span.path}\` would be written to \`${path}\`, where Lectern writes a file of its own.`,
    {
      span,
      hint: span.path.endsWith('.md')
        ? 'choose another address'
        : `rename it; a file that is to take its place lies at \`${assets}/${path}\``,
    },
  )
