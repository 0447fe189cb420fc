import { nearest } from '../diagnostics/nearest.ts'
import type { FoundFile } from '../files/ask.ts'
import { encodePath, folderOf, isWithin, joinPath, stemOf } from '../files/paths.ts'
import { type Compilation, type Place, report } from './compilation.ts'

/** Why no file was found: it is not there, or its path leaves the site. */
export type Missing = 'missing' | 'outside'

/** Folders beside a page where files of the page lie, each with a folder of the page's name. */
const PAGE_FOLDERS = ['img', 'lst', 'tbl'] as const

/** Looks for a file as the dialect says: beside the page, in the folders of `include:`, from the site's root. */
export function findFile(compilation: Compilation, written: string): FoundFile | Missing {
  const candidates = candidatesOf(compilation, written)
  let outside = candidates.length === 0
  for (const candidate of candidates) {
    if (candidate === undefined) {
      outside = true
      continue
    }
    const found = compilation.ask('file', candidate)
    if (!found) continue
    if (found.output === undefined) return 'outside'
    return found
  }
  return outside ? 'outside' : 'missing'
}

/** Where a path is looked for, in order; undefined for one that leaves the site. */
function candidatesOf({ page, settings, source }: Compilation, written: string): (string | undefined)[] {
  if (written.startsWith('/'))
    return [joinPath(settings.assets, written), joinPath(settings.content, written), joinPath(written)]
  const folder = folderOf(page.path)
  const name = stemOf(page.path)
  const all = [
    ...PAGE_FOLDERS.map((kind) => joinPath(folder, kind, name, written)),
    joinPath(folder, written),
    ...(source.path === page.path ? [] : [joinPath(folderOf(source.path), written)]),
    ...settings.include.map((include) => joinPath(include, written)),
    joinPath(written),
  ]
  const inside = all.filter((path) => path !== undefined)
  return inside.length ? [...new Set(inside)] : [undefined]
}

/** The address of a file that the page shows or links to. Files of content and assets are published anyway; others because of this. */
export function publishedAddress({ settings, published, page }: Compilation, { path, output = '' }: FoundFile): string {
  if (!isWithin(path, settings.content) && !isWithin(path, settings.assets)) published.set(path, output)
  return encodePath(page.addressOf(output))
}

/** Tells the author that a file is not there. */
export function reportMissing(
  compilation: Compilation,
  written: string,
  missing: Missing,
  code: 'file/missing' | 'link/missing-file',
  place: Place,
): void {
  if (missing === 'outside') {
    report(compilation, 'file/outside', `\`${written}\` leads out of the site’s folder.`, {
      span: place(),
      hint: 'copy the file into the site',
    })
    return
  }
  const { page, settings } = compilation
  const kind = /\.md$/i.test(written)
    ? undefined
    : /\.csv$/i.test(written)
      ? 'tbl'
      : /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(written)
        ? 'img'
        : 'lst'
  const beside = [folderOf(page.path), ...(kind ? [kind, stemOf(page.path)] : []), written].filter(Boolean).join('/')
  const first = written.startsWith('/') ? `${settings.assets}${written}` : beside
  report(compilation, code, `There is no file \`${written}\`.`, {
    span: place(),
    hint:
      nearestFile(compilation, written) ??
      `it is looked for as \`${first}\` first, at last as \`${joinPath(written) ?? written}\``,
  })
}

/** A file beside the page with nearly that name. Asking for a folder's listing would tie pages to their neighbours, so only endings are tried. */
function nearestFile(compilation: Compilation, written: string): string | undefined {
  const endings = ['.png', '.svg', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.csv', '.md', '.py']
  const stem = written.replace(/\.[A-Za-z0-9]+$/, '')
  const variants = [...endings.map((ending) => stem + ending), written.toLowerCase()].filter((path) => path !== written)
  const existing = variants.filter((path) =>
    candidatesOf(compilation, path).some((candidate) => candidate !== undefined && compilation.ask('file', candidate)),
  )
  const [best] = nearest(written, existing)
  return best === undefined ? undefined : `Did you mean \`${best}\`?`
}

/** Tells the author of a file that is not UTF-8. */
export function reportEncoding(compilation: Compilation, path: string, badOffset: number | undefined): void {
  if (badOffset === undefined) return
  report(compilation, 'page/not-utf8', `\`${path}\` has bytes that are not UTF-8.`, {
    span: { path, start: badOffset, end: badOffset + 1 },
    hint: 'save the file with the encoding UTF-8',
  })
}
