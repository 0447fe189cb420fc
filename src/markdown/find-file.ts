import { translatedInside } from '../config/languages.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { isAscii } from '../files/forms.ts'
import { isLfsPointer, LFS_HINT } from '../files/lfs-pointer.ts'
import { PAGE_FOLDERS, pageFolders } from '../files/page-folders.ts'
import { baseName, below, encodePath, folderOf, isLeftover, isWithin, joinPath, stemOf } from '../files/paths.ts'
import type { FoundFile } from './ask.ts'
import { type Compilation, type Place, report } from './compilation.ts'
import { mayLookFor } from './growth.ts'

/** Why no file was found: it is not there, or its path leaves the site. */
export type Missing = 'missing' | 'outside'

/** In which of them a file of a kind most likely belongs. */
const KINDS = [
  { folder: 'img', endings: /\.(?:png|jpe?g|gif|webp|avif|svg)$/i },
  { folder: 'tbl', endings: /\.(?:csv|tsv)$/i },
] as const

/** Looks for a file as the dialect says: beside the page, in the folders of `include:`, from the site's root. */
export function findFile(compilation: Compilation, written: string): FoundFile | Missing {
  // A path that leads up may end beside a folder that is not there.
  const folders = written.includes('..') ? pageFolders(compilation.page.path) : ownFolders(compilation)
  for (const candidate of candidatesOf(compilation, written, folders)) {
    // Settings of other programs, and what they keep to themselves or leave behind, is never published.
    if (isLeftover(candidate) || /(?:^|\/)\.(?!well-known(?:\/|$))/.test(candidate)) continue
    const found = compilation.ask('file', candidate)
    if (found) return found.output === undefined ? 'outside' : found
  }
  const folder = written.startsWith('/') ? '' : folderOf(compilation.source.path)
  return joinPath(folder, written) === undefined ? 'outside' : 'missing'
}

/** Those that it has; asked for once, since most pages have none. */
function ownFolders(compilation: Compilation): readonly string[] {
  compilation.ownFolders ??= pageFolders(compilation.page.path).filter((folder) => mayBeThere(compilation, folder))
  return compilation.ownFolders
}

/** Whether a folder is there, or may be there in another form. Pages beside each other ask the same of the folder above it. */
const mayBeThere = ({ ask }: Compilation, folder: string): boolean =>
  !isAscii(folder) || (ask('there', folderOf(folder)) === true && ask('there', folder) === true)

/** The folders that a path may be meant from, in the order in which they are looked into. */
function* foldersOf(
  { page, settings, source }: Compilation,
  written: string,
  own: readonly string[],
): Generator<string> {
  const { translation } = page
  // A page that is shown in another language has the files of its own.
  const language = translation?.isShown ? translation.source : translation?.language
  const isTranslated = language !== undefined && !language.isSource
  if (written.startsWith('/')) {
    yield settings.assets
    if (language) yield joinPath(settings.content, language.folder) ?? settings.content
    yield settings.content
    if (isTranslated && translation) yield joinPath(settings.content, translation.source.folder) ?? settings.content
  } else {
    yield* own
    yield folderOf(page.path)
    yield folderOf(source.path)
    if (isTranslated && translation?.sourcePath !== undefined) {
      yield* pageFolders(translation.sourcePath)
      yield folderOf(translation.sourcePath)
    }
    for (const folder of settings.include) {
      if (language) yield joinPath(folder, language.code) ?? folder
      yield folder
    }
  }
  yield ''
}

/** A path from the site's root that leads into a folder of includes or of pages, as it is in the language of the page. */
function* inOwnLanguage({ page: { translation }, settings }: Compilation, path: string): Generator<string> {
  if (!translation || translation.isShown || translation.language.isSource) return
  const { language } = translation
  const folder = settings.include.find((one) => one !== '' && isWithin(path, one)) ?? path.slice(0, path.indexOf('/'))
  const inside = isWithin(path, settings.content) && settings.content !== '' ? below(path, settings.content) : undefined
  const own =
    inside === undefined
      ? folder !== '' && isWithin(path, folder) && path !== folder
        ? joinPath(folder, language.code, below(path, folder))
        : undefined
      : joinPath(settings.content, translatedInside(inside, language, settings.languages))
  if (own !== undefined && own !== path) yield own
}

/** Where a path is looked for, in order, each once; places outside of the site are left out. Mostly one of the first is it. */
function* candidatesOf(
  compilation: Compilation,
  written: string,
  own = pageFolders(compilation.page.path),
): Generator<string> {
  const known = new Set<string>()
  for (const folder of foldersOf(compilation, written, own)) {
    const candidate = joinPath(folder, written)
    if (candidate === undefined || known.has(candidate)) continue
    known.add(candidate)
    if (folder === '') yield* inOwnLanguage(compilation, candidate)
    yield candidate
  }
}

/** The address of a file that the page shows or links to; one that is not published is told. Those of assets are published anyway. */
export function publishedAddress(compilation: Compilation, found: FoundFile, place: Place): string | undefined {
  const { settings, published, page } = compilation
  const { path, output = '', refused } = found
  if (refused !== undefined) {
    report(compilation, 'file/not-published', `\`${path}\` is not published, so nothing leads to it: ${refused}.`, {
      span: place(),
      hint: NOT_PUBLISHED_HINT,
    })
    return undefined
  }
  if (!isWithin(path, settings.assets)) published.set(path, output)
  return encodePath(page.addressOf(output))
}

/** Notes that the page has the text of a file in it: one of content is published beside it. */
export function noteRead({ settings, published }: Compilation, { path, output = '', refused }: FoundFile): void {
  if (refused === undefined && isWithin(path, settings.content) && !isWithin(path, settings.assets) && !isKept(path))
    published.set(path, output)
}

/** Whether a file is the author's own affair: its text is shown, and itself is not published. */
const isKept = (path: string): boolean => /(?:^|\/)_/.test(path)

/** What to do about a file of an author who is not trusted. */
export const NOT_PUBLISHED_HINT =
  'the site has `safe: true`: take it out, or ask whoever looks after the site to put it into the folder of assets'

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
  // What a hint says can be typed, so it has no backslashes.
  const plain = written.replaceAll('\\', '/')
  const candidates = [...candidatesOf(compilation, plain)]
  const kind = KINDS.find(({ endings }) => endings.test(plain))?.folder
  const first =
    // A path that leads up is meant from the page.
    plain.includes('..')
      ? (joinPath(folderOf(compilation.source.path), plain) ?? plain)
      : ((kind && candidates.find((candidate) => candidate.includes(`/${kind}/`))) ?? candidates.at(-2) ?? plain)
  const root = candidates.at(-1) ?? plain
  report(compilation, code, `There is no file \`${written}\`.`, {
    span: place(),
    hint:
      otherwiseWritten(compilation, plain) ??
      (mayLookFor(compilation) ? (elsewhere(compilation, plain) ?? nearestFile(compilation, plain)) : undefined) ??
      (plain === written ? '' : `write \`${plain}\`, with slashes, and `) +
        (first === root
          ? `put it at \`${first}\``
          : `put it at \`${first}\`, for example, or from the site’s root at \`${root}\``),
  })
}

/** What was meant by a path that is there with slashes, or with a `#` in its name; or by a host without `https://`. */
function otherwiseWritten(compilation: Compilation, plain: string): string | undefined {
  if (typeof findFile(compilation, plain) !== 'string')
    return `Did you mean \`${plain.replace(/[#?]/g, encodeURIComponent)}\`?`
  return /^www\.[\w-]+\./i.test(plain) ? `Did you mean \`https://${plain}\`?` : undefined
}

/** Says of a file of another page that it lies there: a page that got a new name has left its files behind. */
function elsewhere({ page, ask }: Compilation, written: string): string | undefined {
  const folder = folderOf(page.path)
  for (const kind of PAGE_FOLDERS) {
    const there = joinPath(folder, kind) ?? ''
    const found = (ask('below', there) ?? []).find((path) => path.endsWith(`/${baseName(written)}`))
    if (found !== undefined)
      return `there is \`${found}\`; if it is meant, move it to \`${joinPath(there, stemOf(page.path), written)}\``
  }
  return undefined
}

/** The path with the nearest name that exists, among the folders where the file was looked for. */
function nearestFile(compilation: Compilation, written: string): string | undefined {
  const name = baseName(written)
  const folders = new Set(Array.from(candidatesOf(compilation, written), folderOf))
  const [best] = nearest(
    name,
    [...folders].flatMap((folder) => nearest(name, compilation.ask('folder', folder) ?? [])),
  )
  return best === undefined
    ? undefined
    : `Did you mean \`${written.slice(0, written.length - baseName(written).length)}${best}\`?`
}

/** Tells the author of a text that Git LFS did not fetch; gives whether it is one. */
export function reportPointer(compilation: Compilation, path: string, text: string, place: Place): boolean {
  if (!isLfsPointer(text)) return false
  report(compilation, 'file/unreadable', `\`${path}\` is a pointer of Git LFS, not the file.`, {
    span: place(),
    hint: LFS_HINT,
  })
  return true
}

/** Tells the author of a file that is not UTF-8. */
export function reportEncoding(compilation: Compilation, path: string, badOffset: number | undefined): void {
  if (badOffset === undefined) return
  report(compilation, 'page/not-utf8', `\`${path}\` has bytes that are not UTF-8.`, {
    span: { path, start: badOffset, end: badOffset + 1 },
    hint: 'save the file with the encoding UTF-8',
  })
}
